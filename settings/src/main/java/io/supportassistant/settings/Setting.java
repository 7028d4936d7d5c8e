package io.supportassistant.settings;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * A setting: its environment variable, its meaning and its default.
 *
 * @param name the environment variable; the program argument is {@code --lower-case}
 * @param defaultText the default as a user would write it, or null if there is none
 * @param expects what a valid value looks like, for the error message
 */
public record Setting<T>(
        String name,
        String defaultText,
        String expects,
        Function<String, T> parse,
        String description) {

    public static Setting<String> text(String name, String defaultText, String description) {
        return new Setting<>(name, defaultText, "a text", Function.identity(), description);
    }

    public static Setting<List<String>> list(String name, String defaultText, String description) {
        return new Setting<>(
                name,
                defaultText,
                "texts separated by commas",
                text ->
                        Arrays.stream(text.split(","))
                                .map(String::strip)
                                .filter(part -> !part.isEmpty())
                                .toList(),
                description);
    }

    public static Setting<String> choice(
            String name, List<String> choices, String defaultText, String description) {
        return new Setting<>(
                name,
                defaultText,
                "one of " + String.join(", ", choices),
                text -> known(choices, text),
                description);
    }

    public static Setting<List<String>> choices(
            String name, List<String> choices, String defaultText, String description) {
        return new Setting<>(
                name,
                defaultText,
                "any of " + String.join(", ", choices) + ", separated by commas",
                text ->
                        Arrays.stream(text.split(","))
                                .map(part -> known(choices, part.strip()))
                                .toList(),
                description);
    }

    private static String known(List<String> choices, String text) {
        if (!choices.contains(text)) {
            throw new IllegalArgumentException();
        }
        return text;
    }

    public static Setting<Integer> wholeNumber(
            String name, int min, int max, int byDefault, String description) {
        return new Setting<>(
                name,
                Integer.toString(byDefault),
                "a whole number from " + min + " to " + max,
                text -> {
                    int value = Integer.parseInt(text);
                    if (value < min || value > max) {
                        throw new IllegalArgumentException();
                    }
                    return value;
                },
                description);
    }

    /** A number from 0 to 1. */
    public static Setting<Double> share(String name, double byDefault, String description) {
        return new Setting<>(
                name,
                Double.toString(byDefault),
                "a number from 0 to 1",
                text -> {
                    double value = Double.parseDouble(text);
                    if (!(value >= 0 && value <= 1)) {
                        throw new IllegalArgumentException();
                    }
                    return value;
                },
                description);
    }

    public static Setting<Duration> duration(String name, String defaultText, String description) {
        return new Setting<>(
                name,
                defaultText,
                "a duration such as 200ms, 2s, 15m or 24h",
                Setting::parseDuration,
                description);
    }

    public static Setting<Path> path(String name, String defaultText, String description) {
        return new Setting<>(name, defaultText, "a path", Path::of, description);
    }

    private static Duration parseDuration(String text) {
        String unit = text.replaceAll("[0-9]", "");
        long amount = Long.parseLong(text.substring(0, text.length() - unit.length()));
        return switch (unit) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            case "h" -> Duration.ofHours(amount);
            default -> throw new IllegalArgumentException();
        };
    }
}

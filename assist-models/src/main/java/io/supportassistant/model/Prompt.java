package io.supportassistant.model;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * The instructions and the input template for a model.
 *
 * @param version such as {@code context_analyzer/1}
 * @param system the instructions
 * @param template of the user part, with {@code {{name}}} as placeholder for material
 */
public record Prompt(String version, String system, String template) {

    /** This many equal words in a row are not a coincidence. */
    private static final int REPEATED_WORDS = 8;

    private static final Pattern PLACE = Pattern.compile("\\{\\{(\\w+)}}");

    /**
     * The user part, with each material in a fence at its placeholder. Placeholders within the
     * material are not replaced.
     *
     * @throws IllegalArgumentException if the template has a placeholder without material
     */
    String user(Map<String, ? extends List<? extends Map<String, ?>>> material) {
        return PLACE.matcher(template)
                .replaceAll(
                        place -> {
                            String name = place.group(1);
                            if (!material.containsKey(name)) {
                                throw new IllegalArgumentException(
                                        version + " has a placeholder without material: " + name);
                            }
                            return Matcher.quoteReplacement(Fence.around(name, material.get(name)));
                        });
    }

    /** Whether a text repeats a part of the instructions word for word. */
    boolean isRepeatedBy(String text) {
        List<String> words = words(text);
        String instructions = String.join(" ", words(system));
        return IntStream.rangeClosed(0, words.size() - REPEATED_WORDS)
                .mapToObj(from -> String.join(" ", words.subList(from, from + REPEATED_WORDS)))
                .anyMatch(instructions::contains);
    }

    private static List<String> words(String text) {
        return Arrays.stream(text.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}]+"))
                .filter(word -> !word.isEmpty())
                .toList();
    }
}

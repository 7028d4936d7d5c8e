package io.supportassistant.doubles;

import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The parameters of a chat completion besides its messages: their names, types and ranges. */
final class ChatParameters {

    /** Parameters whose range is not checked. */
    private static final Set<String> OTHERS =
            Set.of(
                    "audio",
                    "function_call",
                    "functions",
                    "logit_bias",
                    "logprobs",
                    "max_completion_tokens",
                    "max_tokens",
                    "messages",
                    "metadata",
                    "modalities",
                    "model",
                    "parallel_tool_calls",
                    "prediction",
                    "prompt_cache_key",
                    "prompt_cache_retention",
                    "response_format",
                    "safety_identifier",
                    "seed",
                    "service_tier",
                    "stop",
                    "store",
                    "stream",
                    "stream_options",
                    "tool_choice",
                    "tools",
                    "user",
                    "verbosity",
                    "web_search_options");

    private record Range(double min, double max) {}

    private static final Map<String, Range> RANGES =
            Map.of(
                    "temperature", new Range(0, 2),
                    "top_p", new Range(0, 1),
                    "presence_penalty", new Range(-2, 2),
                    "frequency_penalty", new Range(-2, 2),
                    "n", new Range(1, 128),
                    "top_logprobs", new Range(0, 20));

    private static final String EFFORT = "reasoning_effort";
    private static final Set<String> EFFORTS =
            Set.of("none", "minimal", "low", "medium", "high", "xhigh");

    private ChatParameters() {}

    static Optional<Refusal> check(JsonObject request) {
        return unknown(request)
                .or(() -> firstOf(RANGES.keySet().stream().map(name -> outOfRange(request, name))))
                .or(() -> notPositive(request, "max_tokens"))
                .or(() -> notPositive(request, "max_completion_tokens"))
                .or(() -> unknownEffort(request));
    }

    private static Optional<Refusal> unknown(JsonObject request) {
        Predicate<String> known =
                name -> OTHERS.contains(name) || RANGES.containsKey(name) || name.equals(EFFORT);
        return request.fieldNames().stream()
                .filter(known.negate())
                .findFirst()
                .map(
                        name ->
                                Refusal.invalid(
                                        name,
                                        "unknown_parameter",
                                        "Unknown parameter: '" + name + "'."));
    }

    private static Optional<Refusal> outOfRange(JsonObject request, String name) {
        Object value = request.getValue(name);
        if (value == null) {
            return Optional.empty();
        }
        if (!(value instanceof Number number)) {
            return Optional.of(
                    Refusal.invalid(
                            name,
                            "invalid_type",
                            "Invalid type for '" + name + "': expected a decimal."));
        }
        Range range = RANGES.get(name);
        double given = number.doubleValue();
        if (given > range.max()) {
            return Optional.of(limit(name, "above_max", "maximum", "<= ", range.max(), value));
        }
        return given < range.min()
                ? Optional.of(limit(name, "below_min", "minimum", ">= ", range.min(), value))
                : Optional.empty();
    }

    private static Refusal limit(
            String name, String side, String word, String sign, double bound, Object given) {
        String place = side.substring(0, side.indexOf('_'));
        return Refusal.invalid(
                name,
                "decimal_" + side + "_value",
                "Invalid '%s': decimal %s %s value. Expected a value %s%s, but got %s instead."
                        .formatted(name, place, word, sign, plain(bound), given));
    }

    private static String plain(double bound) {
        return Integer.toString((int) bound);
    }

    private static Optional<Refusal> notPositive(JsonObject request, String name) {
        Object value = request.getValue(name);
        return value == null || value instanceof Integer tokens && tokens >= 1
                ? Optional.empty()
                : Optional.of(
                        Refusal.invalid(
                                name,
                                "integer_below_min_value",
                                "Invalid '"
                                        + name
                                        + "': integer below minimum value. Expected a value >= 1,"
                                        + " but got "
                                        + value
                                        + " instead."));
    }

    private static Optional<Refusal> unknownEffort(JsonObject request) {
        Object value = request.getValue(EFFORT);
        return value == null || EFFORTS.contains(String.valueOf(value))
                ? Optional.empty()
                : Optional.of(
                        Refusal.invalid(
                                EFFORT, "invalid_value", "Invalid value: '" + value + "'."));
    }

    private static Optional<Refusal> firstOf(Stream<Optional<Refusal>> refusals) {
        return refusals.flatMap(Optional::stream).findFirst();
    }
}

package io.supportassistant.model;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * A model's answer as one JSON object. It is untrusted: numbers are clamped, lists and texts are
 * cut, and a value of an unexpected type counts as absent.
 */
public final class StructuredAnswer {

    private static final int MOST_CHARACTERS = 64 * 1024;
    private static final int MOST_DEPTH = 20;

    private static final Pattern THINKING =
            Pattern.compile("\\A\\s*<think>.*?</think>", Pattern.DOTALL);

    private static final JsonMapper STRICT =
            reader().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

    /** Accepts deviations from JSON that models are known to write. */
    private static final JsonMapper LENIENT =
            reader().enable(
                            JsonReadFeature.ALLOW_TRAILING_COMMA,
                            JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS,
                            JsonReadFeature.ALLOW_SINGLE_QUOTES,
                            JsonReadFeature.ALLOW_UNQUOTED_FIELD_NAMES,
                            JsonReadFeature.ALLOW_BACKSLASH_ESCAPING_ANY_CHARACTER)
                    .build();

    private final JsonNode object;

    private StructuredAnswer(JsonNode object) {
        this.object = object;
    }

    /**
     * Parses the content of an answer. If it is not exactly one object, the outermost object in it
     * is parsed leniently.
     *
     * @return empty if there is no object in it
     */
    public static Optional<StructuredAnswer> parse(String content) {
        if (content == null || content.length() > MOST_CHARACTERS) {
            return Optional.empty();
        }
        String bare = THINKING.matcher(content).replaceFirst("").strip();
        Optional<StructuredAnswer> strict = read(STRICT, bare);
        if (strict.isPresent()) {
            return strict;
        }
        int start = bare.indexOf('{');
        int end = bare.lastIndexOf('}');
        return start < 0 || end < start
                ? Optional.empty()
                : read(LENIENT, bare.substring(start, end + 1));
    }

    private static Optional<StructuredAnswer> read(JsonMapper json, String text) {
        try {
            return Optional.ofNullable(json.readTree(text))
                    .filter(ObjectNode.class::isInstance)
                    .map(StructuredAnswer::new);
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    private static JsonMapper.Builder reader() {
        StreamReadConstraints constraints =
                StreamReadConstraints.builder().maxNestingDepth(MOST_DEPTH).build();
        return JsonMapper.builder(JsonFactory.builder().streamReadConstraints(constraints).build());
    }

    /** Reads a text field, cut to its maximum length; empty if the field is missing. */
    public Optional<String> text(String field, int mostCharacters) {
        JsonNode node = object.path(field);
        return node.isTextual() || node.isNumber()
                ? Optional.of(ModelText.cut(node.asText(), mostCharacters))
                : Optional.empty();
    }

    public Optional<Boolean> flag(String field) {
        JsonNode node = object.path(field);
        if (node.isBoolean()) {
            return Optional.of(node.booleanValue());
        }
        return switch (node.asText().strip().toLowerCase(Locale.ROOT)) {
            case "true" -> Optional.of(true);
            case "false" -> Optional.of(false);
            default -> Optional.empty();
        };
    }

    /** A number, clamped to 0 to 1. */
    public Optional<Double> share(String field) {
        return number(field).map(value -> Math.min(1, Math.max(0, value)));
    }

    /** A whole number, clamped to these limits. */
    public Optional<Integer> wholeNumber(String field, int min, int max) {
        return number(field).map(value -> (int) Math.min(max, Math.max(min, Math.floor(value))));
    }

    /** The objects of a list, at most {@code most}. */
    public List<StructuredAnswer> objects(String field, int most) {
        return elements(field)
                .filter(JsonNode::isObject)
                .limit(most)
                .map(StructuredAnswer::new)
                .toList();
    }

    private Stream<JsonNode> elements(String field) {
        JsonNode node = object.path(field);
        return node.isArray() ? StreamSupport.stream(node.spliterator(), false) : Stream.empty();
    }

    private Optional<Double> number(String field) {
        JsonNode node = object.path(field);
        double value = Double.NaN;
        if (node.isNumber()) {
            value = node.doubleValue();
        } else if (node.isTextual()) {
            try {
                value = Double.parseDouble(node.asText().strip());
            } catch (NumberFormatException e) {
                return Optional.empty();
            }
        }
        return Double.isNaN(value) ? Optional.empty() : Optional.of(value);
    }

    @Override
    public String toString() {
        return object.toString();
    }
}

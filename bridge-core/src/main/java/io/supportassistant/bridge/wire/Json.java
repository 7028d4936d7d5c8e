package io.supportassistant.bridge.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.supportassistant.bridge.InboundRequest;
import io.supportassistant.bridge.UnreadableRequestException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * JSON from outside: nested {@value #DEEPEST} levels at most; fields by pointer, absent as null.
 */
public final class Json {

    /** More than any telephone system nests, less than what exhausts a stack. */
    public static final int DEEPEST = 32;

    private static final JsonMapper MAPPER =
            JsonMapper.builder(
                            JsonFactory.builder()
                                    .streamReadConstraints(
                                            StreamReadConstraints.builder()
                                                    .maxNestingDepth(DEEPEST)
                                                    .maxNumberLength(100)
                                                    .maxNameLength(1_000)
                                                    .build())
                                    .build())
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .build();

    /** Those in the code and the settings, which are few. */
    private static final Map<String, JsonPointer> POINTERS = new ConcurrentHashMap<>();

    private Json() {}

    /**
     * The body of a request that has to be a POST of JSON.
     *
     * @throws UnreadableRequestException if it is none
     */
    public static JsonNode posted(InboundRequest request) {
        if (!request.method().equals("POST")) {
            throw UnreadableRequestException.methodNotAllowed();
        }
        if (!request.mediaType().isJson()) {
            throw UnreadableRequestException.mediaType("JSON");
        }
        return read(request.body());
    }

    /**
     * @throws UnreadableRequestException if the bytes are not one JSON value, or too deep
     */
    public static JsonNode read(byte[] bytes) {
        if (isWide(bytes)) {
            throw UnreadableRequestException.badRequest("The body is not UTF-8");
        }
        try {
            JsonNode node = MAPPER.readTree(bytes);
            if (node == null || node.isMissingNode()) {
                throw UnreadableRequestException.badRequest("The body is empty");
            }
            return node;
        } catch (JsonProcessingException | NumberFormatException e) {
            // The latter for an exponent that no number can have.
            throw UnreadableRequestException.badRequest("The body is not JSON, or nested too deep");
        } catch (IOException e) {
            throw UnreadableRequestException.badRequest("The body cannot be read");
        }
    }

    /** Whether it is UTF-16 or UTF-32: JSON in UTF-8 has no byte that is zero. */
    public static boolean isWide(byte[] bytes) {
        for (byte b : bytes) {
            if (b == 0) {
                return true;
            }
        }
        return false;
    }

    /** Whether there are more brackets within brackets than anybody needs. */
    public static boolean isTooDeep(byte[] bytes) {
        int depth = 0;
        boolean inText = false;
        for (int i = 0; i < bytes.length; i++) {
            byte b = bytes[i];
            if (inText) {
                if (b == '\\') {
                    i++;
                } else if (b == '"') {
                    inText = false;
                }
            } else if (b == '"') {
                inText = true;
            } else if (b == '{' || b == '[') {
                depth++;
            } else if (b == '}' || b == ']') {
                depth--;
            }
            if (depth > DEEPEST) {
                return true;
            }
        }
        return false;
    }

    /** JSON within a text; what is none is a missing node. */
    public static JsonNode nested(String text) {
        if (text == null) {
            return MissingNode.getInstance();
        }
        try {
            JsonNode node = MAPPER.readTree(text);
            return node == null ? MissingNode.getInstance() : node;
        } catch (JsonProcessingException | NumberFormatException e) {
            return MissingNode.getInstance();
        }
    }

    public static byte[] write(JsonNode node) {
        try {
            return MAPPER.writeValueAsBytes(node);
        } catch (JsonProcessingException e) {
            // Half a character, which UTF-8 cannot carry.
            return StorableText.of(node.toString()).getBytes(StandardCharsets.UTF_8);
        }
    }

    /** A text as JSON. */
    public static String quoted(String text) {
        return '"' + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
    }

    /** The text or number at a pointer, in a form that can be stored; blank is null. */
    public static String text(JsonNode node, String pointer) {
        JsonNode value = at(node, pointer);
        if (!value.isTextual() && !value.isNumber()) {
            return null;
        }
        String text = StorableText.of(value.asText()).strip();
        return text.isEmpty() ? null : text;
    }

    /** The first text or number that one of the pointers leads to, or null. */
    public static String firstText(JsonNode node, String... pointers) {
        for (String pointer : pointers) {
            String text = text(node, pointer);
            if (text != null) {
                return text;
            }
        }
        return null;
    }

    /** What the first of the pointers that leads anywhere leads to; missing if none does. */
    public static JsonNode first(JsonNode node, String... pointers) {
        for (String pointer : pointers) {
            JsonNode value = at(node, pointer);
            if (!value.isMissingNode() && !value.isNull()) {
                return value;
            }
        }
        return MissingNode.getInstance();
    }

    private static JsonNode at(JsonNode node, String pointer) {
        JsonPointer known = POINTERS.get(pointer);
        return node.at(
                known == null ? POINTERS.computeIfAbsent(pointer, JsonPointer::compile) : known);
    }

    public static Double decimal(JsonNode node, String pointer) {
        return Numbers.decimal(text(node, pointer));
    }

    public static Long wholeNumber(JsonNode node, String pointer) {
        return Numbers.wholeNumber(text(node, pointer));
    }

    /**
     * Seconds that are written as {@code "12.3s"}, as a number, or as {@code {"seconds": "12",
     * "nanos": 300000000}}.
     */
    public static Double duration(JsonNode node, String pointer) {
        JsonNode value = at(node, pointer);
        if (value.isObject()) {
            Double seconds = decimal(value, "/seconds");
            // A 64-bit number of protobuf.js.
            Double whole = seconds == null ? decimal(value, "/seconds/low") : seconds;
            Double nanos = decimal(value, "/nanos");
            return whole == null && nanos == null
                    ? null
                    : Double.valueOf(
                            (whole == null ? 0 : whole) + (nanos == null ? 0 : nanos) / 1e9);
        }
        if (value.isNumber()) {
            return decimal(node, pointer);
        }
        String text = text(node, pointer);
        return text != null && text.endsWith("s")
                ? Numbers.decimal(text.substring(0, text.length() - 1))
                : null;
    }

    /** Seconds that are written as {@code "PT1M2.3S"}. */
    public static Double isoDuration(JsonNode node, String pointer) {
        String text = text(node, pointer);
        try {
            return text == null || text.length() > 40
                    ? null
                    : Double.valueOf(Duration.parse(text).toMillis() / 1000.0);
        } catch (DateTimeParseException | ArithmeticException e) {
            return null;
        }
    }

    /** True or false, also as text; anything else is what holds without it. */
    public static boolean flag(JsonNode node, String pointer, boolean without) {
        JsonNode value = at(node, pointer);
        if (value.isBoolean()) {
            return value.asBoolean();
        }
        String text = value.asText();
        return text.equalsIgnoreCase("true") || !text.equalsIgnoreCase("false") && without;
    }

    public static Instant time(JsonNode node, String pointer) {
        return Times.parse(text(node, pointer));
    }
}

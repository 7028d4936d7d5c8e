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
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Reads JSON from outside: at most {@value #DEEPEST} levels; fields by pointer, null if absent. */
public final class Json {

    /** More than any telephone system nests, and less than would exhaust the stack. */
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

    /** A cache of all pointers in the code and the settings, which are few. */
    private static final Map<String, JsonPointer> POINTERS = new ConcurrentHashMap<>();

    private Json() {}

    /**
     * Parses the body of a request that must be a POST of JSON.
     *
     * @throws UnreadableRequestException if it is not a POST of JSON
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
     * @throws UnreadableRequestException if the bytes are not one JSON value, or nested too deep
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
            // NumberFormatException: an exponent out of range.
            throw UnreadableRequestException.badRequest(
                    "The body is not JSON, or is nested too deeply");
        } catch (IOException e) {
            throw UnreadableRequestException.badRequest("The body cannot be read");
        }
    }

    /** Whether the bytes are UTF-16 or UTF-32: JSON in UTF-8 contains no zero byte. */
    public static boolean isWide(byte[] bytes) {
        for (byte b : bytes) {
            if (b == 0) {
                return true;
            }
        }
        return false;
    }

    /** Whether brackets are nested deeper than {@value #DEEPEST} levels. */
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

    /** Parses JSON within a text; returns a missing node if the text is not JSON. */
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
            // The text has half a surrogate pair, which UTF-8 cannot encode.
            return StorableText.of(node.toString()).getBytes(StandardCharsets.UTF_8);
        }
    }

    public static String quoted(String text) {
        return '"' + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
    }

    /** The text or number at a pointer, made storable; null if blank. */
    public static String text(JsonNode node, String pointer) {
        JsonNode value = at(node, pointer);
        if (!value.isTextual() && !value.isNumber()) {
            return null;
        }
        String text = StorableText.of(value.asText()).strip();
        return text.isEmpty() ? null : text;
    }

    /** The first text or number at one of the pointers, or null. */
    public static String firstText(JsonNode node, String... pointers) {
        for (String pointer : pointers) {
            String text = text(node, pointer);
            if (text != null) {
                return text;
            }
        }
        return null;
    }

    /** The value at the first pointer that has one; a missing node if none has. */
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
     * Seconds in the form {@code "12.3s"}, a number, or {@code {"seconds": "12", "nanos":
     * 300000000}}.
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

    /** Seconds in the form {@code "PT1M2.3S"}. */
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

    /** True or false, also as text; returns {@code byDefault} for anything else. */
    public static boolean flag(JsonNode node, String pointer, boolean byDefault) {
        JsonNode value = at(node, pointer);
        if (value.isBoolean()) {
            return value.asBoolean();
        }
        String text = value.asText();
        return text.equalsIgnoreCase("true") || !text.equalsIgnoreCase("false") && byDefault;
    }

    public static Instant time(JsonNode node, String pointer) {
        return Times.parse(text(node, pointer));
    }
}

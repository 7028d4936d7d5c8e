package io.supportassistant.bridge.generic;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.supportassistant.bridge.UnusableMessageException;
import io.supportassistant.bridge.wire.Headers;
import io.supportassistant.bridge.wire.InboundRequest;
import io.supportassistant.bridge.wire.Json;
import io.supportassistant.bridge.wire.StorableText;
import io.supportassistant.bridge.wire.Times;
import io.supportassistant.bridge.wire.UnreadableRequestException;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.time.Instant;
import java.util.Base64;

/**
 * A CloudEvents 1.0 event over HTTP.
 *
 * @param key {@code source} and {@code id}, which together identify the event
 * @param time or null
 */
record CloudEvent(String id, String key, String type, Instant time, JsonNode data) {

    private static final String VERSION = "1.0";

    /** Whether the attributes are in the headers and the body is the data. */
    static boolean isBinary(Headers headers) {
        return headers.has("ce-specversion")
                && headers.has("ce-id")
                && headers.has("ce-source")
                && headers.has("ce-type");
    }

    /**
     * @throws UnusableMessageException if a required attribute is missing, or the time is invalid
     */
    static CloudEvent structured(JsonNode json) {
        return of(
                Json.text(json, "/specversion"),
                Json.text(json, "/id"),
                Json.text(json, "/source"),
                Json.text(json, "/type"),
                json.hasNonNull("time") ? time("time", json.path("time").asText()) : null,
                json.hasNonNull("data_base64") ? decoded(json) : json.path("data"));
    }

    /**
     * @throws UnreadableRequestException if the data is not JSON or a header is not UTF-8
     * @throws UnusableMessageException if a required attribute is missing, or the time is invalid
     */
    static CloudEvent binary(InboundRequest request) {
        Headers headers = request.headers();
        return of(
                attribute(headers, "ce-specversion"),
                attribute(headers, "ce-id"),
                attribute(headers, "ce-source"),
                attribute(headers, "ce-type"),
                time("ce-time", attribute(headers, "ce-time")),
                Json.read(request.body()));
    }

    private static CloudEvent of(
            String version, String id, String source, String type, Instant time, JsonNode data) {
        if (!VERSION.equals(version)) {
            throw new UnusableMessageException("specversion must be " + VERSION);
        }
        if (id == null || source == null || type == null) {
            throw new UnusableMessageException("id, source and type are required");
        }
        return new CloudEvent(id, key(source, id), type, time, data);
    }

    /** Joins two texts unambiguously: different pairs give different keys. */
    static String key(String first, String second) {
        return first.replace("%", "%25").replace(" ", "%20") + " " + second;
    }

    /** Null if the event has no time; fails if its time cannot be read. */
    private static Instant time(String attribute, String text) {
        Instant time = Times.parse(text);
        if (time == null && text != null) {
            throw new UnusableMessageException(
                    attribute + " must be an RFC 3339 time in the years 2000 to 2099");
        }
        return time;
    }

    private static JsonNode decoded(JsonNode json) {
        try {
            return Json.read(Base64.getDecoder().decode(json.path("data_base64").asText()));
        } catch (IllegalArgumentException | UnreadableRequestException e) {
            throw new UnusableMessageException("data_base64 is not JSON in base64");
        }
    }

    /** Removes double quotes, then decodes percent-encoding once. */
    private static String attribute(Headers headers, String name) {
        String value = headers.first(name);
        if (value == null) {
            return null;
        }
        String text = value.strip();
        if (text.length() > 1 && text.startsWith("\"") && text.endsWith("\"")) {
            text = text.substring(1, text.length() - 1).replaceAll("\\\\(.)", "$1");
        }
        String decoded = percentDecoded(text);
        return decoded.isBlank() ? null : decoded;
    }

    private static String percentDecoded(String text) {
        byte[] bytes = text.getBytes(UTF_8);
        ByteArrayOutputStream decoded = new ByteArrayOutputStream(bytes.length);
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '%'
                    && i + 2 < bytes.length
                    && Character.digit(bytes[i + 1], 16) >= 0
                    && Character.digit(bytes[i + 2], 16) >= 0) {
                decoded.write(
                        Character.digit(bytes[i + 1], 16) * 16 + Character.digit(bytes[i + 2], 16));
                i += 2;
            } else {
                decoded.write(bytes[i]);
            }
        }
        try {
            String whole =
                    UTF_8.newDecoder().decode(ByteBuffer.wrap(decoded.toByteArray())).toString();
            if (StorableText.isStorable(whole)) {
                return whole;
            }
        } catch (CharacterCodingException e) {
            throw UnreadableRequestException.badRequest("A ce- header is not UTF-8");
        }
        throw UnreadableRequestException.badRequest("A ce- header must not contain U+0000");
    }
}

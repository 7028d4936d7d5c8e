package io.supportassistant.bridge.redaction;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.supportassistant.bridge.UnreadableRequestException;
import io.supportassistant.bridge.wire.Form;
import io.supportassistant.bridge.wire.Json;
import io.supportassistant.redaction.Redactor;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Redacts messages as they came, for the dead letters: each text of JSON and each value of a form
 * by itself, decoded, so that no encoding hides anything; whatever else as one text.
 */
public final class MessageRedaction {

    private final Redactor redactor;

    public MessageRedaction(Redactor redactor) {
        this.redactor = redactor;
    }

    public byte[] redact(byte[] message) {
        try {
            return Json.write(redact("", Json.read(message)));
        } catch (UnreadableRequestException e) {
            return text(message);
        }
    }

    /** A form or a query, each value by itself. */
    public byte[] redactForm(byte[] message) {
        try {
            List<String> pairs = new ArrayList<>();
            Form.parse(message)
                    .all()
                    .forEach(
                            (name, values) ->
                                    values.forEach(value -> pairs.add(pair(name, value))));
            return String.join("&", pairs).getBytes(UTF_8);
        } catch (UnreadableRequestException e) {
            return text(message);
        }
    }

    private String pair(String name, String value) {
        return encoded(redactor.redact(name)) + "=" + encoded(value(name, value));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8);
    }

    /** A text, or JSON within one. */
    private String value(String name, String text) {
        JsonNode nested = looksLikeJson(text) ? Json.nested(text) : null;
        return nested != null && nested.isContainerNode()
                ? new String(Json.write(redact(name, nested)), UTF_8)
                : redactor.redactField(name, text);
    }

    private static boolean looksLikeJson(String text) {
        return text.startsWith("{") || text.startsWith("[");
    }

    private JsonNode redact(String name, JsonNode node) {
        if (node.isTextual()) {
            return new TextNode(value(name, node.asText()));
        }
        if (node.isNumber()) {
            // A number of a card or a phone may stand without quotes.
            String redacted = redactor.redactField(name, node.asText());
            return redacted.equals(node.asText()) ? node : new TextNode(redacted);
        }
        if (node instanceof ArrayNode array) {
            ArrayNode copy = array.arrayNode();
            array.forEach(item -> copy.add(redact(name, item)));
            return copy;
        }
        if (node instanceof ObjectNode object) {
            ObjectNode copy = object.objectNode();
            for (Map.Entry<String, JsonNode> field : object.properties()) {
                copy.set(redactor.redact(field.getKey()), redact(field.getKey(), field.getValue()));
            }
            return copy;
        }
        return node;
    }

    /** Bytes that are not UTF-8 are looked at one by one: what is ASCII in them can be read. */
    private byte[] text(byte[] message) {
        try {
            String text = UTF_8.newDecoder().decode(ByteBuffer.wrap(message)).toString();
            return redactor.redact(text).getBytes(UTF_8);
        } catch (CharacterCodingException e) {
            return redactor.redact(new String(message, ISO_8859_1)).getBytes(ISO_8859_1);
        }
    }
}

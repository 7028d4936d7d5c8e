package io.supportassistant.bridge.redaction;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.supportassistant.bridge.wire.Json;
import io.supportassistant.redaction.Redactor;
import java.math.BigDecimal;
import java.util.Map;

/**
 * Redacts the JSON of one message: each text and number with its name, and the texts of an array as
 * one, so that a card number is found that stands there word by word.
 */
final class JsonRedaction {

    /** Digits of a number that may be a card or the like; larger ones are not written out. */
    private static final int LONGEST_NUMBER = 40;

    /** Reading what is no JSON after all takes long; no message has so many. */
    private static final int MOST_NESTED = 1_000;

    /** Stands for JSON within a text that is not looked at. */
    private static final String NOT_READ = "[too much JSON]";

    private final Redactor redactor;
    private int nestedLeft = MOST_NESTED;

    JsonRedaction(Redactor redactor) {
        this.redactor = redactor;
    }

    JsonNode redact(String name, JsonNode node) {
        return new Document(ArrayTexts.redacted(redactor, node)).redact(name, node);
    }

    /** One document on its way from the first value to the last. */
    private final class Document {

        /** By the number of the value, texts that are part of something personal, redacted. */
        private final Map<Integer, String> parts;

        private int count;

        Document(Map<Integer, String> parts) {
            this.parts = parts;
        }

        JsonNode redact(String name, JsonNode node) {
            if (node instanceof ArrayNode array) {
                ArrayNode copy = array.arrayNode();
                array.forEach(item -> copy.add(redact(name, item)));
                return copy;
            }
            if (node instanceof ObjectNode object) {
                ObjectNode copy = object.objectNode();
                for (Map.Entry<String, JsonNode> field : object.properties()) {
                    String key = field.getKey();
                    copy.set(redactor.redact(key), redact(within(name, key), field.getValue()));
                }
                return copy;
            }
            return scalar(name, node, count++);
        }

        private JsonNode scalar(String name, JsonNode node, int number) {
            if (!node.isTextual() && !node.isNumber()) {
                return node;
            }
            // A number of a card or a phone may stand without quotes.
            String text = node.isNumber() ? plain(node) : node.asText();
            String redacted = value(name, parts.getOrDefault(number, text));
            return node.isNumber() && redacted.equals(text) ? node : new TextNode(redacted);
        }
    }

    /** "customer" and "pin" tell more together; the last name tells most. */
    private static String within(String name, String key) {
        int from = name.lastIndexOf(' ') + 1;
        return name.isEmpty() ? key : name.substring(from) + " " + key;
    }

    /** A text, or JSON within one. */
    String value(String name, String text) {
        if (!looksLikeJson(text)) {
            return redactor.redactField(name, NamedTexts.redacted(redactor, text));
        }
        if (nestedLeft == 0) {
            return NOT_READ;
        }
        nestedLeft--;
        JsonNode nested = Json.nested(text);
        return nested.isContainerNode()
                ? new String(Json.write(redact(name, nested)), UTF_8)
                : redactor.redactField(name, text);
    }

    /** A placeholder does not. */
    private static boolean looksLikeJson(String text) {
        return text.startsWith("{")
                || text.startsWith("[") && text.length() > 1 && !Character.isLetter(text.charAt(1));
    }

    /** With all its digits: no exponent. */
    static String plain(JsonNode number) {
        if (number.isIntegralNumber() || !Double.isFinite(number.doubleValue())) {
            return number.asText();
        }
        BigDecimal decimal = number.decimalValue();
        boolean isShort =
                decimal.precision() <= LONGEST_NUMBER
                        && Math.abs(decimal.scale()) <= LONGEST_NUMBER;
        return isShort ? decimal.toPlainString() : number.asText();
    }
}

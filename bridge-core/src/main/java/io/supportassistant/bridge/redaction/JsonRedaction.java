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
 * Redacts the JSON of one message: each text and number together with its name, and the texts of an
 * array as one text, to find a card number that is split into words.
 */
final class JsonRedaction {

    /** The most digits of a number to write out in full; cards and the like have fewer. */
    private static final int LONGEST_NUMBER = 40;

    /**
     * Limits the JSON documents within texts, because parsing text that turns out not to be JSON is
     * slow; no real message reaches this limit.
     */
    private static final int MAX_NESTED = 1_000;

    /** Replaces JSON within a text that exceeds the limit. */
    private static final String NOT_READ = "[too much JSON]";

    private final Redactor redactor;
    private int nestedLeft = MAX_NESTED;

    JsonRedaction(Redactor redactor) {
        this.redactor = redactor;
    }

    JsonNode redact(String name, JsonNode node) {
        return new Document(ArrayTexts.redacted(redactor, node)).redact(name, node);
    }

    /** The redaction of one document; counts its values in order. */
    private final class Document {

        /** Redacted texts of which a part is personal, by the index of the value. */
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
            // A card or phone number may be a JSON number.
            String text = node.isNumber() ? plain(node) : node.asText();
            String redacted = value(name, parts.getOrDefault(number, text));
            return node.isNumber() && redacted.equals(text) ? node : new TextNode(redacted);
        }
    }

    /**
     * Joins a name with its parent's, because "customer" and "pin" together say more; the last name
     * counts most.
     */
    private static String within(String name, String key) {
        int from = name.lastIndexOf(' ') + 1;
        return name.isEmpty() ? key : name.substring(from) + " " + key;
    }

    /** Redacts a text, or the JSON in it. */
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

    /** False for a placeholder, which also starts with a bracket. */
    private static boolean looksLikeJson(String text) {
        return text.startsWith("{")
                || text.startsWith("[") && text.length() > 1 && !Character.isLetter(text.charAt(1));
    }

    /** Writes all digits, without an exponent. */
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

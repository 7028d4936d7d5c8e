package io.supportassistant.bridge;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Distinguishes a message without text from one with its text in a field that the adapter does not
 * read.
 */
public final class UnreadText {

    /** The field names under which services send recognised text. */
    private static final Set<String> NAMES =
            Set.of(
                    "content",
                    "decoratedtranscript",
                    "display",
                    "displaytext",
                    "itn",
                    "lexical",
                    "maskeditn",
                    "partialcontent",
                    "phrase",
                    "punctuatedword",
                    "sentence",
                    "text",
                    "transcript",
                    "transcription",
                    "transcripts",
                    "utterance",
                    "word");

    private UnreadText() {}

    /**
     * Call this if the adapter found no text in a message.
     *
     * @param message the message, or the part of it that the text belongs to; null if text
     *     elsewhere in it is allowed
     * @throws UnusableMessageException if the message has a text in another field
     */
    public static void refuse(JsonNode message) {
        String name = message == null ? null : nameOfText("text", message);
        if (name != null) {
            throw new UnusableMessageException("The text is in the unexpected field " + name);
        }
    }

    /**
     * @param name of the field that contains the value, or the array around it
     */
    private static String nameOfText(String name, JsonNode value) {
        if (value.isObject()) {
            for (Map.Entry<String, JsonNode> field : value.properties()) {
                String found = nameOfText(plain(field.getKey()), field.getValue());
                if (found != null) {
                    return found;
                }
            }
        } else if (value.isArray()) {
            for (JsonNode one : value) {
                String found = nameOfText(name, one);
                if (found != null) {
                    return found;
                }
            }
        } else if (NAMES.contains(name) && (value.isTextual() || value.isNumber())) {
            return value.asText().isBlank() ? null : name;
        }
        return null;
    }

    private static String plain(String name) {
        return name.replace("_", "").toLowerCase(Locale.ROOT);
    }
}

package io.supportassistant.bridge;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Tells a message that says nothing from one that says it where nobody reads. */
public final class UnreadText {

    /** Under these names the services give what was said. */
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
     * Call if no text was found in a message.
     *
     * @param message or the part of it that a text belongs to; null if it may have some
     * @throws UnusableMessageException if it has one elsewhere
     */
    public static void refuse(JsonNode message) {
        String name = message == null ? null : nameOfText("text", message);
        if (name != null) {
            throw new UnusableMessageException(
                    "The text is not where it should be, but under " + name);
        }
    }

    /**
     * @param name of the field that the value, or the array around it, stands in
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

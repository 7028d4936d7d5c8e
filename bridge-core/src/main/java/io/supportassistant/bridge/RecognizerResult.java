package io.supportassistant.bridge;

import com.fasterxml.jackson.databind.JsonNode;
import io.supportassistant.bridge.wire.StorableText;
import java.util.List;

/**
 * One result of a recogniser: the text of a passage of one channel, spoken by one voice or by
 * several in turn. Fields that the service does not send stay null.
 */
public final class RecognizerResult {

    /**
     * @param text the word with its punctuation, as shown to readers
     * @param voice the recogniser's label of the speaker, or null
     * @param start in seconds, on the clock of the stream; or null
     */
    public record Word(String text, String voice, Double start) {}

    private final String session;
    private final List<String> key;
    private final String text;
    private String channel;
    private String voice;
    private boolean severalChannels;
    private List<Word> words = List.of();
    private Double start;
    private Double end;
    private Double confidence;
    private boolean isFinal = true;
    private boolean isNumbered = true;
    private Long sequence;
    private String language;
    private JsonNode message;

    /**
     * @param session the recogniser's session, within which its counters and times increase; or
     *     null if unknown
     * @param key identifies the passage within the session, and is the same when the message is
     *     retried
     */
    public RecognizerResult(String session, List<String> key, String text) {
        this.session = session;
        this.key = List.copyOf(key);
        this.text = StorableText.of(text).strip();
    }

    /**
     * @param label or null
     * @param several whether the stream has other channels: then the channel identifies the speaker
     */
    public RecognizerResult channel(String label, boolean several) {
        channel = label;
        severalChannels = several;
        return this;
    }

    /** The speaker's label, if the passage has only one voice. */
    public RecognizerResult voice(String label) {
        voice = label;
        return this;
    }

    public RecognizerResult words(List<Word> all) {
        words = List.copyOf(all);
        return this;
    }

    /** In seconds, on the clock of the stream. */
    public RecognizerResult between(Double from, Double to) {
        start = from;
        end = to;
        return this;
    }

    public RecognizerResult confidence(Double value) {
        confidence = value;
        return this;
    }

    public RecognizerResult isFinal(boolean value) {
        isFinal = value;
        return this;
    }

    /**
     * Marks a passage that only its words identify. It counts each time it is sent, so that a
     * sentence spoken twice is not lost.
     */
    public RecognizerResult unnumbered() {
        isNumbered = false;
        return this;
    }

    public RecognizerResult sequence(Long number) {
        sequence = number;
        return this;
    }

    public RecognizerResult language(String tag) {
        language = tag;
        return this;
    }

    /**
     * The message to search for a text in other fields if this passage has none; without it, no
     * search is made.
     */
    public RecognizerResult foundIn(JsonNode node) {
        message = node;
        return this;
    }

    String session() {
        return session;
    }

    List<String> key() {
        return key;
    }

    String text() {
        return text;
    }

    String channel() {
        return channel;
    }

    boolean severalChannels() {
        return severalChannels;
    }

    String voice() {
        return voice;
    }

    List<Word> words() {
        return words;
    }

    Double start() {
        return start;
    }

    Double end() {
        return end;
    }

    Double confidence() {
        return confidence;
    }

    boolean isFinal() {
        return isFinal;
    }

    boolean isNumbered() {
        return isNumbered;
    }

    Long sequence() {
        return sequence;
    }

    String language() {
        return language;
    }

    JsonNode message() {
        return message;
    }
}

package io.supportassistant.bridge;

import com.fasterxml.jackson.databind.JsonNode;
import io.supportassistant.bridge.wire.StorableText;
import java.util.List;

/**
 * One result of a recogniser: a stretch of a channel with what was said in it, by one voice or by
 * several in turn. What the service does not tell stays null.
 */
public final class RecognizerResult {

    /**
     * @param text as it is to be read, with its punctuation
     * @param voice the recogniser's label of who speaks, or null
     * @param start seconds, on the clock of the stream; or null
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
     * @param session of the recogniser, in which its counters and times go up; or null if unknown
     * @param key tells the passage from all others of the session, and is the same at a retry
     */
    public RecognizerResult(String session, List<String> key, String text) {
        this.session = session;
        this.key = List.copyOf(key);
        this.text = StorableText.of(text).strip();
    }

    /**
     * @param label or null
     * @param several whether the stream has others: then the channel says who speaks
     */
    public RecognizerResult channel(String label, boolean several) {
        channel = label;
        severalChannels = several;
        return this;
    }

    /** Who speaks, where a passage has one voice only. */
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
     * Nothing but its words tells the passage from others: it counts each time it is sent, because
     * a sentence said twice must not be lost.
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
     * Where a text may stand elsewhere if this passage has none; without it, none is looked for.
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

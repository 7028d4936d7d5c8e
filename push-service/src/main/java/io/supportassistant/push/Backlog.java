package io.supportassistant.push;

import io.vertx.core.json.JsonObject;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * The latest messages of a call. The oldest are evicted when there are too many or they take too
 * much memory. Of call messages (the status of the call) only a few are kept, because the latest
 * one is complete; of the marks of a card and of the briefs only the latest; and none of the
 * interim segments that a later segment of the same speaker replaces.
 */
final class Backlog {

    /** Limit for call messages; an agent can trigger any number of them. */
    static final int MAX_CALL_MESSAGES = 20;

    /** Type of the message with the brief of the call. */
    static final String BRIEF = "brief";

    /** Type of the message that corrects a segment. */
    static final String REDACTION = "redaction";

    /** A call of three hours has about 2,000 segments. */
    static final int MAX_MESSAGES = 4_000;

    private final int maxBytes;
    private final Deque<Posted> posted = new ArrayDeque<>();
    private Cursor forgotten = Cursor.START;
    private int bytes;

    /**
     * A message and the ids of its contents.
     *
     * @param cardIds of the cards and questions that it shows or marks
     * @param line the segment that it shows or corrects, or null
     */
    record Posted(
            BoardTopic topic, long offset, DeskMessage message, List<String> cardIds, Line line) {

        private boolean replaces(Posted earlier) {
            boolean areMarksOfTheSame =
                    isOfMarks() && earlier.isOfMarks() && earlier.cardIds().equals(cardIds);
            return areMarksOfTheSame
                    || isBrief() && earlier.isBrief()
                    || line != null && line.replaces(earlier.line());
        }

        private boolean isOfMarks() {
            return message.type().equals(CardMarks.TYPE);
        }

        private boolean isBrief() {
            return message.type().equals(BRIEF);
        }

        private boolean shows(String segmentId) {
            return line != null && line.segmentId().equals(segmentId);
        }

        private boolean isCallStatus() {
            return message.type().equals(CallBoard.CALL);
        }

        private int bytes() {
            return HeapBytes.OBJECT + message.bytes() + cardIds.size() * HeapBytes.OBJECT;
        }

        /** Also an earlier correction may quote what this one corrects. */
        private Posted withQuotes(UnaryOperator<String> correction) {
            if (topic != BoardTopic.SUGGESTIONS && !message.type().equals(REDACTION)) {
                return this;
            }
            JsonObject body = new JsonObject(message.json());
            return QuotedSpeech.correct(body, correction) ? with(body) : this;
        }

        private Posted withText(String text) {
            return with(new JsonObject(message.json()).put("text", text));
        }

        private Posted with(JsonObject body) {
            return new Posted(
                    topic,
                    offset,
                    new DeskMessage(message.type(), message.id(), body.encode()),
                    cardIds,
                    line);
        }
    }

    /**
     * A line of the transcript.
     *
     * @param speaker who speaks, with the track; null if the message corrects the line
     */
    record Line(String segmentId, String speaker, boolean isInterim) {

        private boolean replaces(Line other) {
            return other != null
                    && other.isInterim
                    && (other.segmentId.equals(segmentId) || other.speaker.equals(speaker));
        }
    }

    /**
     * @param maxBytes of all messages together; the newest is kept whatever its size
     */
    Backlog(int maxBytes) {
        this.maxBytes = maxBytes;
    }

    void add(Posted newest) {
        if (newest.line() != null || newest.isOfMarks() || newest.isBrief()) {
            forgetReplacedBy(newest);
        }
        posted.add(newest);
        bytes += newest.bytes();
        if (newest.isCallStatus()) {
            forgetOldCallStatus();
        }
        while (posted.size() > MAX_MESSAGES || bytes > maxBytes && posted.size() > 1) {
            Posted oldest = posted.remove();
            bytes -= oldest.bytes();
            forgotten = forgotten.after(oldest.topic(), oldest.offset());
        }
    }

    /**
     * Removes all messages of a topic.
     *
     * @param offset a reader that has not read up to here must start again
     */
    void forget(BoardTopic topic, long offset) {
        posted.removeIf(message -> message.topic() == topic);
        bytes = posted.stream().mapToInt(Posted::bytes).sum();
        forgotten = forgotten.after(topic, offset);
    }

    /** A reader that has missed them gets the newer version, so no reader has to resync. */
    private void forgetReplacedBy(Posted newest) {
        Iterator<Posted> all = posted.iterator();
        while (all.hasNext()) {
            Posted message = all.next();
            if (newest.replaces(message)) {
                bytes -= message.bytes();
                all.remove();
            }
        }
    }

    /** Drops old call messages; a newer one replaces them, so no watcher has to resync. */
    private void forgetOldCallStatus() {
        int later = 0;
        Iterator<Posted> fromNewest = posted.descendingIterator();
        while (fromNewest.hasNext()) {
            Posted message = fromNewest.next();
            if (message.isCallStatus() && ++later > MAX_CALL_MESSAGES) {
                bytes -= message.bytes();
                fromNewest.remove();
            }
        }
    }

    /** Whether a reader at this cursor has missed no evicted message. */
    boolean reachesBackTo(Cursor seen) {
        return !seen.lacksSomethingOf(forgotten);
    }

    List<DeskMessage> after(Cursor seen) {
        return posted.stream()
                .filter(message -> seen.isBefore(message.topic(), message.offset()))
                .map(Posted::message)
                .toList();
    }

    /** The ids of the cards and questions in the messages. */
    Set<String> cardIds() {
        Set<String> ids = new HashSet<>();
        posted.stream()
                .filter(message -> !message.isOfMarks())
                .forEach(message -> ids.addAll(message.cardIds()));
        return ids;
    }

    boolean has(BoardTopic topic) {
        return posted.stream().anyMatch(message -> message.topic() == topic);
    }

    /** Corrects what messages quote of the speech. */
    void correctQuotes(UnaryOperator<String> correction) {
        replaceAll(message -> message.withQuotes(correction));
    }

    /**
     * Replaces the text of a segment in all messages that show it.
     *
     * @return the former text, if a message still shows it
     */
    Optional<String> correct(String segmentId, String text) {
        Optional<String> former =
                posted.stream()
                        .filter(message -> message.shows(segmentId))
                        .map(message -> new JsonObject(message.message().json()))
                        .map(body -> body.getString("text"))
                        .findFirst();
        replaceAll(message -> message.shows(segmentId) ? message.withText(text) : message);
        return former;
    }

    /** The texts of all other segments. */
    Stream<String> linesBut(String segmentId) {
        return posted.stream()
                .filter(message -> message.line() != null && !message.shows(segmentId))
                .map(message -> new JsonObject(message.message().json()).getString("text", ""));
    }

    private void replaceAll(UnaryOperator<Posted> replacement) {
        List<Posted> before = List.copyOf(posted);
        posted.clear();
        bytes = 0;
        for (Posted message : before) {
            Posted kept = replacement.apply(message);
            posted.add(kept);
            bytes += kept.bytes();
        }
    }

    int bytes() {
        return bytes;
    }
}

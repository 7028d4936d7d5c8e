package io.supportassistant.push;

import io.vertx.core.json.JsonObject;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;

/**
 * The latest messages of a call. Older ones go when there are too many or they take too much. Of
 * the messages that say how the call stands, few are kept: the latest says it all.
 */
final class Backlog {

    /** Of the messages that say how the call stands; an agent can make one again and again. */
    static final int MOST_CALL_MESSAGES = 20;

    private static final int MOST_MESSAGES = 600;

    private final int mostBytes;
    private final Deque<Posted> posted = new ArrayDeque<>();
    private Cursor forgotten = Cursor.START;
    private int bytes;

    /**
     * A message and what is in it.
     *
     * @param cardIds of the cards and questions it shows
     * @param segmentId of the speech it shows, or null
     */
    record Posted(
            BoardTopic feed,
            long offset,
            DeskMessage message,
            List<String> cardIds,
            String segmentId) {

        private boolean saysHowTheCallStands() {
            return message.type().equals(CallBoard.CALL);
        }

        private int bytes() {
            return HeapBytes.OBJECT + message.bytes() + cardIds.size() * HeapBytes.OBJECT;
        }

        private Posted withText(String text) {
            JsonObject body = new JsonObject(message.json()).put("text", text);
            return new Posted(
                    feed,
                    offset,
                    new DeskMessage(message.type(), message.id(), body.encode()),
                    cardIds,
                    segmentId);
        }
    }

    /**
     * @param mostBytes of all together; the newest is kept whatever it takes
     */
    Backlog(int mostBytes) {
        this.mostBytes = mostBytes;
    }

    void add(Posted newest) {
        posted.add(newest);
        bytes += newest.bytes();
        if (newest.saysHowTheCallStands()) {
            forgetHowTheCallStoodLongAgo();
        }
        while (posted.size() > MOST_MESSAGES || bytes > mostBytes && posted.size() > 1) {
            Posted oldest = posted.remove();
            bytes -= oldest.bytes();
            forgotten = forgotten.after(oldest.feed(), oldest.offset());
        }
    }

    /**
     * Forgets all messages of a feed.
     *
     * @param offset a reader who has not seen what is there must start again
     */
    void forget(BoardTopic feed, long offset) {
        posted.removeIf(message -> message.feed() == feed);
        bytes = posted.stream().mapToInt(Posted::bytes).sum();
        forgotten = forgotten.after(feed, offset);
    }

    /** Drops old call messages; a newer one replaces them, so no watcher has to resync. */
    private void forgetHowTheCallStoodLongAgo() {
        int later = 0;
        Iterator<Posted> fromNewest = posted.descendingIterator();
        while (fromNewest.hasNext()) {
            Posted message = fromNewest.next();
            if (message.saysHowTheCallStands() && ++later > MOST_CALL_MESSAGES) {
                bytes -= message.bytes();
                fromNewest.remove();
            }
        }
    }

    /** Whether nothing is gone that a reader who has come that far has not seen. */
    boolean reachesBackTo(Cursor seen) {
        return !seen.lacksSomethingOf(forgotten);
    }

    List<DeskMessage> after(Cursor seen) {
        return posted.stream()
                .filter(message -> seen.isBefore(message.feed(), message.offset()))
                .map(Posted::message)
                .toList();
    }

    /** The cards and questions that the messages show. */
    Set<String> cardIds() {
        Set<String> ids = new HashSet<>();
        posted.forEach(message -> ids.addAll(message.cardIds()));
        return ids;
    }

    boolean has(BoardTopic feed) {
        return posted.stream().anyMatch(message -> message.feed() == feed);
    }

    /** Replaces the text of a segment wherever it is shown. */
    void correct(String segmentId, String text) {
        List<Posted> before = List.copyOf(posted);
        posted.clear();
        bytes = 0;
        for (Posted message : before) {
            Posted kept = segmentId.equals(message.segmentId()) ? message.withText(text) : message;
            posted.add(kept);
            bytes += kept.bytes();
        }
    }

    int bytes() {
        return bytes;
    }
}

package io.supportassistant.push;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How far a reader of one call has come: the offset after its last message of {@code call-events}
 * and of {@code suggestions}. A session's messages of a topic share a partition, so every instance
 * of the service means the same by it, also after a restart.
 */
record Cursor(long callEvents, long suggestions) {

    static final Cursor START = new Cursor(0, 0);

    private static final Pattern TEXT = Pattern.compile("(\\d{1,18})-(\\d{1,18})");

    static Optional<Cursor> parse(String text) {
        Matcher matcher = TEXT.matcher(text == null ? "" : text);
        return matcher.matches()
                ? Optional.of(
                        new Cursor(
                                Long.parseLong(matcher.group(1)), Long.parseLong(matcher.group(2))))
                : Optional.empty();
    }

    /** The cursor after one more message. */
    Cursor after(Feed feed, long offset) {
        return feed == Feed.CALL_EVENTS
                ? new Cursor(offset + 1, suggestions)
                : new Cursor(callEvents, offset + 1);
    }

    boolean isBefore(Feed feed, long offset) {
        return offset >= (feed == Feed.CALL_EVENTS ? callEvents : suggestions);
    }

    /** The topics a call is shown from. */
    enum Feed {
        CALL_EVENTS,
        SUGGESTIONS
    }

    @Override
    public String toString() {
        return callEvents + "-" + suggestions;
    }
}

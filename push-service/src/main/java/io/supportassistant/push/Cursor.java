package io.supportassistant.push;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The position of a reader of one call: for each {@link BoardTopic} the offset after its last
 * message. All messages of a session on a topic are in one partition, so a cursor is valid on every
 * instance of the service, and after a restart. The text form has the first two offsets always, and
 * the others up to the last one above zero, so a call without a CRM has two: {@code 12-7}, {@code
 * 12-7-1}.
 *
 * @param offsets one per topic, in their order
 */
record Cursor(List<Long> offsets) {

    private static final int TOPICS = BoardTopic.values().length;
    private static final int ALWAYS_WRITTEN = 2;
    private static final Pattern TEXT =
            Pattern.compile("\\d{1,18}(-\\d{1,18}){1," + (TOPICS - 1) + "}");

    static final Cursor START = of();

    Cursor {
        if (offsets.size() != TOPICS) {
            throw new IllegalArgumentException("a cursor needs one offset per topic");
        }
        offsets = List.copyOf(offsets);
    }

    /**
     * @param offsets of the first topics; the others are unread
     */
    static Cursor of(long... offsets) {
        List<Long> all = new ArrayList<>();
        for (int i = 0; i < TOPICS; i++) {
            all.add(i < offsets.length ? offsets[i] : 0);
        }
        return new Cursor(all);
    }

    static Optional<Cursor> parse(String text) {
        if (text == null || !TEXT.matcher(text).matches()) {
            return Optional.empty();
        }
        return Optional.of(of(Stream.of(text.split("-")).mapToLong(Long::parseLong).toArray()));
    }

    /** The cursor after one more message. */
    Cursor after(BoardTopic topic, long offset) {
        List<Long> after = new ArrayList<>(offsets);
        after.set(topic.ordinal(), offset + 1);
        return new Cursor(after);
    }

    boolean isBefore(BoardTopic topic, long offset) {
        return offset >= offsets.get(topic.ordinal());
    }

    /** Whether the other cursor is ahead of this one on any topic. */
    boolean lacksSomethingOf(Cursor other) {
        return Stream.of(BoardTopic.values())
                .anyMatch(
                        topic -> offsets.get(topic.ordinal()) < other.offsets.get(topic.ordinal()));
    }

    @Override
    public String toString() {
        int written = TOPICS;
        while (written > ALWAYS_WRITTEN && offsets.get(written - 1) == 0) {
            written--;
        }
        return offsets.subList(0, written).stream()
                .map(String::valueOf)
                .collect(Collectors.joining("-"));
    }
}

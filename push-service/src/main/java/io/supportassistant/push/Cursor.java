package io.supportassistant.push;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How far a reader of one call has come: of each {@link BoardTopic} the offset after its last
 * message. A session's messages of a topic share a partition, so every instance of the service
 * means the same by it, also after a restart. As text it names the first two always and the others
 * up to the last that has anything, so that a call without a CRM counts two: {@code 12-7}, {@code
 * 12-7-1}.
 *
 * @param offsets one of each feed, in their order
 */
record Cursor(List<Long> offsets) {

    private static final int FEEDS = BoardTopic.values().length;
    private static final int ALWAYS_NAMED = 2;
    private static final Pattern TEXT =
            Pattern.compile("\\d{1,18}(-\\d{1,18}){1," + (FEEDS - 1) + "}");

    static final Cursor START = of();

    Cursor {
        if (offsets.size() != FEEDS) {
            throw new IllegalArgumentException("a cursor has an offset of each feed");
        }
        offsets = List.copyOf(offsets);
    }

    /**
     * @param offsets of the first feeds; of the others nothing was seen
     */
    static Cursor of(long... offsets) {
        List<Long> all = new ArrayList<>();
        for (int i = 0; i < FEEDS; i++) {
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
    Cursor after(BoardTopic feed, long offset) {
        List<Long> after = new ArrayList<>(offsets);
        after.set(feed.ordinal(), offset + 1);
        return new Cursor(after);
    }

    boolean isBefore(BoardTopic feed, long offset) {
        return offset >= offsets.get(feed.ordinal());
    }

    /** Whether the other has seen anything of any feed that this one has not. */
    boolean lacksSomethingOf(Cursor other) {
        return Stream.of(BoardTopic.values())
                .anyMatch(feed -> offsets.get(feed.ordinal()) < other.offsets.get(feed.ordinal()));
    }

    @Override
    public String toString() {
        int named = FEEDS;
        while (named > ALWAYS_NAMED && offsets.get(named - 1) == 0) {
            named--;
        }
        return offsets.subList(0, named).stream()
                .map(String::valueOf)
                .collect(Collectors.joining("-"));
    }
}

package io.supportassistant.push;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.supportassistant.events.SessionEvent;
import io.supportassistant.events.UnreadableEventException;
import io.supportassistant.push.CallBoard.Watcher;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * The calls this instance can show: the latest ones, as many as are allowed. Where there are more,
 * those that have ended go first, and then those that have been silent for longest.
 */
final class CallBoards {

    private static final int MOST_LISTED = 50;

    private final int most;
    private final Duration keptFor;
    private final InstantSource clock;
    private final Counter unreadable;

    /** Each ordered by when it was last heard of, the longest silent first. */
    private final Map<String, Kept> ended = new LinkedHashMap<>();

    private final Map<String, Kept> others = new LinkedHashMap<>();

    /** Nothing was heard of these; they are here while somebody waits for it, and do not count. */
    private final Map<String, CallBoard> awaited = new HashMap<>();

    /**
     * @param keptFor how long after the last that was heard of it
     */
    CallBoards(int most, Duration keptFor, InstantSource clock, MeterRegistry metrics) {
        this.most = most;
        this.keptFor = keptFor;
        this.clock = clock;
        unreadable = metrics.counter("push.messages.unreadable");
        metrics.gauge("push.calls", this, CallBoards::size);
    }

    private record Kept(CallBoard board, Instant heardAt) {}

    /** Takes in one record of a topic that is a {@link Feed}. */
    void post(ConsumerRecord<byte[], byte[]> record) {
        Feed feed = Feed.of(record.topic());
        try {
            post(feed, record.offset(), feed.read(record.value()));
        } catch (UnreadableEventException e) {
            // The job reads the same message and sends it to the dead letters.
            unreadable.increment();
        }
    }

    private synchronized void post(Feed feed, long offset, SessionEvent event) {
        String sessionId = event.sessionId();
        CallBoard board = find(sessionId).orElseGet(() -> new CallBoard(sessionId));
        board.post(feed, offset, event);
        keep(sessionId, board);
    }

    synchronized Optional<CallBoard> find(String sessionId) {
        Kept kept = others.getOrDefault(sessionId, ended.get(sessionId));
        return Optional.ofNullable(kept == null ? awaited.get(sessionId) : kept.board());
    }

    /** What stands of a call, also of one nobody has heard of. */
    JsonObject standing(String sessionId) {
        return find(sessionId).orElseGet(() -> new CallBoard(sessionId)).standing();
    }

    synchronized void watch(String sessionId, Watcher watcher, Cursor seen) {
        find(sessionId)
                .orElseGet(() -> awaited.computeIfAbsent(sessionId, CallBoard::new))
                .watch(watcher, seen);
    }

    synchronized void leave(String sessionId, Watcher watcher) {
        find(sessionId)
                .filter(board -> board.leave(watcher))
                .ifPresent(unwatched -> awaited.remove(sessionId));
    }

    /** The live calls and then the ended ones, the latest first. */
    JsonArray list() {
        return new JsonArray(
                all().filter(board -> !board.startedAt().equals(Instant.EPOCH))
                        .sorted(
                                Comparator.comparing(CallBoard::isLive)
                                        .thenComparing(CallBoard::startedAt)
                                        .reversed())
                        .limit(MOST_LISTED)
                        .<Object>map(CallBoard::summary)
                        .toList());
    }

    private synchronized Stream<CallBoard> all() {
        return Stream.concat(others.values().stream(), ended.values().stream())
                .map(Kept::board)
                .toList()
                .stream();
    }

    private synchronized int size() {
        return ended.size() + others.size();
    }

    private void keep(String sessionId, CallBoard board) {
        awaited.remove(sessionId);
        ended.remove(sessionId);
        others.remove(sessionId);
        (board.isEnded() ? ended : others).put(sessionId, new Kept(board, clock.instant()));
        giveUpWhatIsTooOld(ended);
        giveUpWhatIsTooOld(others);
        while (size() > most) {
            giveUpFirst(ended.isEmpty() ? others : ended);
        }
    }

    private void giveUpWhatIsTooOld(Map<String, Kept> boards) {
        Instant tooOld = clock.instant().minus(keptFor);
        while (!boards.isEmpty() && boards.values().iterator().next().heardAt().isBefore(tooOld)) {
            giveUpFirst(boards);
        }
    }

    private static void giveUpFirst(Map<String, Kept> boards) {
        Iterator<Kept> first = boards.values().iterator();
        CallBoard board = first.next().board();
        first.remove();
        board.giveUp();
    }
}

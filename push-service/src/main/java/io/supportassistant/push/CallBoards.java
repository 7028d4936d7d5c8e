package io.supportassistant.push;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.supportassistant.edge.Meters;
import io.supportassistant.events.SessionEvent;
import io.supportassistant.events.SuggestionUpdate;
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

    private final Limits limits;
    private final InstantSource clock;
    private final Counter unreadable;
    private final Timer delivery;

    /** Each ordered by when it was last heard of, the longest silent first. */
    private final Map<String, Kept> ended = new LinkedHashMap<>();

    private final Map<String, Kept> others = new LinkedHashMap<>();

    /** Nothing was heard of these; they are here while somebody waits for it, and do not count. */
    private final Map<String, CallBoard> awaited = new HashMap<>();

    private long bytes;

    /** What a CRM says of a call of which nothing else was read yet; the latest, and no calls. */
    private final Map<String, CallBoard> early =
            new LinkedHashMap<>() {
                @Override
                protected boolean removeEldestEntry(Map.Entry<String, CallBoard> eldest) {
                    return size() > limits.awaited();
                }
            };

    /**
     * How much is kept.
     *
     * @param calls most calls
     * @param bytes of all calls, roughly
     * @param callBytes of the messages of one call, roughly
     * @param keptFor how long after the last event of a call
     * @param awaited most sessions nothing is known of that somebody waits for
     */
    record Limits(int calls, long bytes, int callBytes, Duration keptFor, int awaited) {}

    CallBoards(Limits limits, InstantSource clock, MeterRegistry metrics) {
        this.limits = limits;
        this.clock = clock;
        delivery = Meters.latency(metrics, "push.delivery");
        unreadable = metrics.counter("push.messages.unreadable");
        metrics.gauge("push.calls", this, CallBoards::size);
        metrics.gauge("push.calls.bytes", this, CallBoards::bytes);
    }

    private record Kept(CallBoard board, Instant heardAt, int bytes) {}

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
        if (feed.isOfACrm() && kept(sessionId).isEmpty()) {
            early.computeIfAbsent(sessionId, this::newBoard).post(feed, offset, event);
            return;
        }
        CallBoard board = kept(sessionId).orElseGet(() -> begin(sessionId));
        board.post(feed, offset, event);
        if (event instanceof SuggestionUpdate update && board.isWatched()) {
            // A clock that is behind must not make a time of less than nothing.
            Duration took = Duration.between(update.createdAt(), clock.instant());
            delivery.record(took.isNegative() ? Duration.ZERO : took);
        }
        keep(sessionId, board);
    }

    private CallBoard begin(String sessionId) {
        CallBoard board = early.remove(sessionId);
        return board == null ? newBoard(sessionId) : board;
    }

    /** The board of a call that something is known of. */
    Optional<CallBoard> find(String sessionId) {
        return kept(sessionId).filter(CallBoard::isHeardOf);
    }

    private synchronized Optional<CallBoard> kept(String sessionId) {
        Kept kept = others.getOrDefault(sessionId, ended.get(sessionId));
        return Optional.ofNullable(kept == null ? awaited.get(sessionId) : kept.board());
    }

    private CallBoard newBoard(String sessionId) {
        return new CallBoard(sessionId, limits.callBytes());
    }

    /** What stands of a call; empty if nothing is known of it. */
    Optional<JsonObject> standing(String sessionId) {
        return find(sessionId).map(CallBoard::standing);
    }

    /**
     * @return false if nothing is known of the session and too many wait for such ones already
     */
    synchronized boolean watch(String sessionId, Watcher watcher, Cursor seen) {
        CallBoard board = kept(sessionId).orElse(null);
        if (board == null && awaited.size() >= limits.awaited()) {
            return false;
        }
        if (board == null) {
            board = begin(sessionId);
            awaited.put(sessionId, board);
        }
        board.watch(watcher, seen);
        return true;
    }

    synchronized void leave(String sessionId, Watcher watcher) {
        kept(sessionId)
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

    private synchronized long bytes() {
        return bytes;
    }

    private void keep(String sessionId, CallBoard board) {
        awaited.remove(sessionId);
        removed(ended.remove(sessionId));
        removed(others.remove(sessionId));
        Kept kept = new Kept(board, clock.instant(), board.bytes());
        bytes += kept.bytes();
        (board.isEnded() ? ended : others).put(sessionId, kept);
        giveUpWhatIsTooOld(ended);
        giveUpWhatIsTooOld(others);
        while (size() > limits.calls() || bytes > limits.bytes() && size() > 1) {
            giveUpFirst(ended.isEmpty() ? others : ended);
        }
    }

    private void removed(Kept kept) {
        bytes -= kept == null ? 0 : kept.bytes();
    }

    private void giveUpWhatIsTooOld(Map<String, Kept> boards) {
        Instant tooOld = clock.instant().minus(limits.keptFor());
        while (!boards.isEmpty() && boards.values().iterator().next().heardAt().isBefore(tooOld)) {
            giveUpFirst(boards);
        }
    }

    private void giveUpFirst(Map<String, Kept> boards) {
        Iterator<Kept> first = boards.values().iterator();
        Kept kept = first.next();
        first.remove();
        removed(kept);
        kept.board().giveUp();
    }
}

package io.supportassistant.push;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.supportassistant.events.SessionEvent;
import io.supportassistant.events.SuggestionUpdate;
import io.supportassistant.events.UnreadableEventException;
import io.supportassistant.push.CallBoard.Watcher;
import io.supportassistant.service.Meters;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * The calls this instance can show: the latest ones, as many as are allowed. Where there are more,
 * calls without a watcher are evicted before calls with one; within each of these, ended calls
 * first, then calls without any speech, then the longest silent ones, those without cards first.
 */
final class CallBoards {

    private static final int MOST_LISTED = 50;

    private final Limits limits;
    private final InstantSource clock;
    private final Counter unreadable;
    private final CallBoard.Counts counts;
    private final Timer delivery;

    /** Each ordered by when it was last heard of, the longest silent first. */
    private final Map<String, Kept> ended = new LinkedHashMap<>();

    private final Map<String, Kept> announced = new LinkedHashMap<>();

    private final Map<String, Kept> others = new LinkedHashMap<>();

    /** Nothing was heard of these; they are here while somebody waits for it, and do not count. */
    private final Map<String, CallBoard> awaited = new HashMap<>();

    /** Of calls whose boards were given up, the latest ones. */
    private final Map<String, AgentPresence> whoLeft = new LinkedHashMap<>();

    private long bytes;

    /** What a CRM says of sessions of which nothing else was read yet; no calls. */
    private final Map<String, Kept> early = new LinkedHashMap<>();

    /**
     * How much is kept.
     *
     * @param calls most calls
     * @param bytes of all calls and what a CRM says of others, roughly
     * @param callBytes of the messages of one call, roughly
     * @param keptFor how long after the last event of a call
     * @param awaited most sessions nothing is known of that somebody waits for, and most of which
     *     only a CRM tells
     */
    record Limits(int calls, long bytes, int callBytes, Duration keptFor, int awaited) {}

    CallBoards(Limits limits, InstantSource clock, MeterRegistry metrics) {
        this.limits = limits;
        this.clock = clock;
        delivery = Meters.latency(metrics, "push.delivery");
        unreadable = metrics.counter("push.messages.unreadable");
        counts =
                new CallBoard.Counts(
                        metrics.counter("push.events.foreign")::increment,
                        metrics.counter("push.calls.reclaimed")::increment);
        metrics.gauge("push.calls", this, CallBoards::size);
        metrics.gauge("push.calls.bytes", this, CallBoards::bytes);
    }

    private record Kept(CallBoard board, Instant heardAt, int bytes) {}

    /** Takes in one record of a topic that is a {@link BoardTopic}; called by one thread. */
    void post(ConsumerRecord<byte[], byte[]> record) {
        BoardTopic feed = BoardTopic.of(record.topic());
        try {
            post(feed, record.offset(), feed.read(record.value()));
        } catch (UnreadableEventException e) {
            // The job reads the same message and sends it to the dead letters.
            unreadable.increment();
        }
    }

    private void post(BoardTopic feed, long offset, SessionEvent event) {
        String sessionId = event.sessionId();
        CallBoard board = begin(sessionId, feed.isOfACrm());
        board.post(feed, offset, event);
        if (event instanceof SuggestionUpdate update && board.isWatched()) {
            // A clock that is behind must not make a time of less than nothing.
            Duration took = Duration.between(update.createdAt(), clock.instant());
            delivery.record(took.isNegative() ? Duration.ZERO : took);
        }
        keep(sessionId, board, board.bytes(), board.isEnded()).forEach(CallBoard::giveUp);
    }

    /** The board to post to, in the place from where watchers find it. */
    private synchronized CallBoard begin(String sessionId, boolean isOfACrm) {
        Kept kept = keptCall(sessionId);
        if (kept != null) {
            return kept.board();
        }
        Kept crmOnly = early.get(sessionId);
        if (crmOnly != null && isOfACrm) {
            return crmOnly.board();
        }
        if (crmOnly != null) {
            early.remove(sessionId);
            announced.put(sessionId, crmOnly);
            return crmOnly.board();
        }
        CallBoard waiting = awaited.remove(sessionId);
        CallBoard board = waiting == null ? newBoard(sessionId) : waiting;
        (isOfACrm ? early : announced).put(sessionId, new Kept(board, clock.instant(), 0));
        return board;
    }

    /** The board of a call that something is known of. */
    Optional<CallBoard> find(String sessionId) {
        Kept kept;
        synchronized (this) {
            kept = keptCall(sessionId);
        }
        return Optional.ofNullable(kept).map(Kept::board).filter(CallBoard::isHeardOf);
    }

    /** Null if there is none. */
    private Kept keptCall(String sessionId) {
        return Stream.of(others, announced, ended)
                .map(boards -> boards.get(sessionId))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    private CallBoard newBoard(String sessionId) {
        AgentPresence agents = whoLeft.getOrDefault(sessionId, new AgentPresence());
        return new CallBoard(sessionId, limits.callBytes(), counts, agents);
    }

    /** What stands of a call; empty if nothing is known of it. */
    Optional<JsonObject> standing(String sessionId) {
        return find(sessionId).map(CallBoard::standing);
    }

    /**
     * Shows a watcher a call, now or as soon as something is known of it.
     *
     * @return false if nothing is known of the session and too many wait for such ones already
     */
    boolean watch(String sessionId, Watcher watcher, Cursor seen) {
        while (true) {
            CallBoard board = findOrAwait(sessionId);
            if (board == null) {
                return false;
            }
            // A long replay holds up nobody but its own board.
            if (board.watch(watcher, seen)) {
                return true;
            }
        }
    }

    private synchronized CallBoard findOrAwait(String sessionId) {
        CallBoard known = anyBoard(sessionId);
        if (known != null || awaited.size() >= limits.awaited()) {
            return known;
        }
        CallBoard board = newBoard(sessionId);
        awaited.put(sessionId, board);
        return board;
    }

    /** Null if there is none. */
    private CallBoard anyBoard(String sessionId) {
        Kept kept = keptCall(sessionId);
        kept = kept == null ? early.get(sessionId) : kept;
        return kept == null ? awaited.get(sessionId) : kept.board();
    }

    void leave(String sessionId, Watcher watcher) {
        CallBoard board;
        synchronized (this) {
            board = anyBoard(sessionId);
        }
        if (board != null) {
            board.leave(watcher);
            forgetIfUnwatched(sessionId, board);
        }
    }

    private synchronized void forgetIfUnwatched(String sessionId, CallBoard board) {
        if (awaited.get(sessionId) == board && board.giveUpIfUnwatched()) {
            awaited.remove(sessionId);
        }
    }

    /** The live calls and then the ended ones, the latest first. */
    JsonArray list() {
        return new JsonArray(
                all().map(board -> new Listed(board, board.isLive(), board.startedAt()))
                        .filter(listed -> !listed.startedAt().equals(Instant.EPOCH))
                        .sorted(
                                Comparator.comparing(Listed::isLive)
                                        .thenComparing(Listed::startedAt)
                                        .reversed())
                        .limit(MOST_LISTED)
                        .<Object>map(listed -> listed.board().summary())
                        .toList());
    }

    /** A board as it was when the list was made: an order must not change while one sorts by it. */
    private record Listed(CallBoard board, boolean isLive, Instant startedAt) {}

    private synchronized Stream<CallBoard> all() {
        return Stream.of(others, announced, ended)
                .flatMap(boards -> boards.values().stream())
                .map(Kept::board)
                .toList()
                .stream();
    }

    private synchronized int size() {
        return ended.size() + announced.size() + others.size();
    }

    private synchronized long bytes() {
        return bytes;
    }

    /**
     * Puts a board in its place after something was posted to it.
     *
     * @return the boards that are given up for it
     */
    private synchronized List<CallBoard> keep(
            String sessionId, CallBoard board, int boardBytes, boolean isEnded) {
        boolean isEarly = early.containsKey(sessionId);
        List<Map<String, Kept>> all = List.of(early, ended, announced, others);
        all.forEach(boards -> removed(boards.remove(sessionId)));
        bytes += boardBytes;
        Map<String, Kept> live = board.isUnderWay() ? others : announced;
        (isEarly ? early : isEnded ? ended : live)
                .put(sessionId, new Kept(board, clock.instant(), boardBytes));
        List<CallBoard> givenUp = new ArrayList<>();
        Instant tooOld = clock.instant().minus(limits.keptFor());
        for (Map<String, Kept> boards : all) {
            while (!boards.isEmpty() && first(boards).heardAt().isBefore(tooOld)) {
                givenUp.add(removeFirst(boards));
            }
        }
        while (early.size() > limits.awaited()) {
            givenUp.add(removeFirst(early));
        }
        while (size() > limits.calls() || bytes > limits.bytes() && size() + early.size() > 1) {
            givenUp.add(removeNext(nextToGo(sessionId), sessionId));
        }
        givenUp.forEach(this::rememberWhoLeft);
        return givenUp;
    }

    /** Keeps access control intact after eviction: an agent who has left stays locked out. */
    private void rememberWhoLeft(CallBoard board) {
        if (board.agents().hasAnybodyLeft()) {
            whoLeft.put(board.sessionId(), board.agents());
            if (whoLeft.size() > limits.calls()) {
                whoLeft.remove(whoLeft.keySet().iterator().next());
            }
        }
    }

    /** Where the next board goes; not the one that was just posted to, if there is another. */
    private Map<String, Kept> nextToGo(String newest) {
        boolean isForBytes = size() <= limits.calls();
        boolean hasOldEarly = early.size() > (early.containsKey(newest) ? 1 : 0);
        if (isForBytes
                && hasOldEarly
                && (ended.isEmpty() || !first(early).heardAt().isAfter(first(ended).heardAt()))) {
            return early;
        }
        boolean hasOldAnnounced = announced.size() > (announced.containsKey(newest) ? 1 : 0);
        Map<String, Kept> live = hasOldAnnounced || others.isEmpty() ? announced : others;
        // Unwatched boards are evicted before watched ones, whichever map they are in.
        return Stream.of(ended, announced, others)
                .filter(calls -> hasUnwatched(calls, calls == ended ? null : newest))
                .findFirst()
                .orElse(ended.isEmpty() ? live : ended);
    }

    private static boolean hasUnwatched(Map<String, Kept> calls, String butFor) {
        return eldest(calls, butFor, board -> !board.isWatched()).isPresent();
    }

    private void removed(Kept kept) {
        bytes -= kept == null ? 0 : kept.bytes();
    }

    private static Kept first(Map<String, Kept> boards) {
        return boards.values().iterator().next();
    }

    /**
     * Evicts the eldest call that has no watcher and no cards; failing that, the eldest without a
     * watcher; failing that, the eldest. Not the newest, if there is another.
     */
    private CallBoard removeNext(Map<String, Kept> boards, String newest) {
        String next =
                eldest(boards, newest, board -> !board.isWatched() && !board.hasShownAnything())
                        .or(() -> eldest(boards, newest, board -> !board.isWatched()))
                        .orElseGet(() -> boards.keySet().iterator().next());
        Kept removed = boards.remove(next);
        removed(removed);
        return removed.board();
    }

    private static Optional<String> eldest(
            Map<String, Kept> boards, String newest, Predicate<CallBoard> wanted) {
        return boards.entrySet().stream()
                .filter(entry -> !entry.getKey().equals(newest))
                .filter(entry -> wanted.test(entry.getValue().board()))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    private CallBoard removeFirst(Map<String, Kept> boards) {
        Kept first = boards.remove(boards.keySet().iterator().next());
        removed(first);
        return first.board();
    }
}

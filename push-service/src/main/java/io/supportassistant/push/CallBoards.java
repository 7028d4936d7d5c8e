package io.supportassistant.push;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.supportassistant.events.SessionEvent;
import io.supportassistant.events.SourceCards;
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
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * The latest calls, as many as the limits allow. Beyond the limits, calls without a watcher are
 * evicted before calls with one; within each of these, ended calls first, then calls without any
 * speech, then the calls silent for the longest time, those without cards first.
 */
final class CallBoards {

    private final Limits limits;
    private final Dispositions dispositions;
    private final Set<String> cardSources;
    private final InstantSource clock;
    private final Counter unreadable;
    private final CallBoard.Counts counts;
    private final Timer delivery;

    /** Each map is ordered by the time of the latest event, the oldest first. */
    private final Map<String, Kept> ended = new LinkedHashMap<>();

    private final Map<String, Kept> announced = new LinkedHashMap<>();

    private final Map<String, Kept> others = new LinkedHashMap<>();

    /** Sessions without any event yet that clients wait for; they do not count as calls. */
    private final Map<String, CallBoard> awaited = new HashMap<>();

    /** The agents' presence of evicted calls, the latest ones. */
    private final Map<String, AgentPresence> departures = new LinkedHashMap<>();

    private long bytes;

    /** Sessions with CRM events or feedback only; they are not calls yet. */
    private final Map<String, Kept> early = new LinkedHashMap<>();

    /**
     * Limits of what is kept.
     *
     * @param calls number of calls; also of sessions with CRM events or feedback only
     * @param bytes approximate memory of all calls and of sessions that are not calls yet
     * @param callBytes approximate memory of the messages of one call
     * @param keptFor how long a call is kept after its last event
     * @param awaited number of unknown sessions that clients wait for
     */
    record Limits(int calls, long bytes, int callBytes, Duration keptFor, int awaited) {}

    CallBoards(
            Limits limits, Dispositions dispositions, InstantSource clock, MeterRegistry metrics) {
        this(limits, dispositions, Set.of(), clock, metrics);
    }

    /**
     * @param cardSources the other producers whose cards are shown
     */
    CallBoards(
            Limits limits,
            Dispositions dispositions,
            Set<String> cardSources,
            InstantSource clock,
            MeterRegistry metrics) {
        this.limits = limits;
        this.cardSources = cardSources;
        this.dispositions = dispositions;
        this.clock = clock;
        delivery = Meters.latency(metrics, "push.delivery");
        unreadable = metrics.counter("push.messages.unreadable");
        counts =
                new CallBoard.Counts(
                        metrics.counter("push.events.foreign")::increment,
                        metrics.counter("push.calls.reclaimed")::increment,
                        refusal ->
                                metrics.counter(
                                                "push.cards.refused",
                                                "reason",
                                                refusal.name().toLowerCase(Locale.ROOT))
                                        .increment());
        metrics.gauge("push.calls", this, CallBoards::size);
        metrics.gauge("push.calls.bytes", this, CallBoards::bytes);
    }

    private record Kept(CallBoard board, Instant heardAt, int bytes) {}

    /** Applies one record of a {@link BoardTopic}; called by one thread. */
    void post(ConsumerRecord<byte[], byte[]> record) {
        BoardTopic topic = BoardTopic.of(record.topic());
        try {
            post(topic, record.offset(), topic.read(record.value()));
        } catch (UnreadableEventException e) {
            // The job reads the same message and sends it to the dead letters.
            unreadable.increment();
        }
    }

    private void post(BoardTopic topic, long offset, SessionEvent event) {
        if (event instanceof SourceCards offered && !cardSources.contains(offered.source())) {
            counts.cardRefused().accept(CardsOfOthers.Refusal.UNKNOWN_SOURCE);
            return;
        }
        String sessionId = event.sessionId();
        CallBoard board = begin(sessionId, BoardTopic.makesACallKnown(event));
        board.post(topic, offset, event);
        if (event instanceof SuggestionUpdate update && board.isWatched()) {
            // A clock that is behind must not lead to a negative duration.
            Duration took = Duration.between(update.createdAt(), clock.instant());
            delivery.record(took.isNegative() ? Duration.ZERO : took);
        }
        keep(sessionId, board, board.bytes(), board.isEnded()).forEach(CallBoard::giveUp);
    }

    /** The board to post to; registered so that watchers find it. */
    private synchronized CallBoard begin(String sessionId, boolean makesACallKnown) {
        Kept kept = keptCall(sessionId);
        if (kept != null) {
            return kept.board();
        }
        Kept notYetACall = early.get(sessionId);
        if (notYetACall != null && !makesACallKnown) {
            return notYetACall.board();
        }
        if (notYetACall != null) {
            early.remove(sessionId);
            announced.put(sessionId, notYetACall);
            return notYetACall.board();
        }
        CallBoard waiting = awaited.remove(sessionId);
        CallBoard board = waiting == null ? newBoard(sessionId) : waiting;
        (makesACallKnown ? announced : early).put(sessionId, new Kept(board, clock.instant(), 0));
        return board;
    }

    /** The board of a known call. */
    Optional<CallBoard> find(String sessionId) {
        Kept kept;
        synchronized (this) {
            kept = keptCall(sessionId);
        }
        return Optional.ofNullable(kept).map(Kept::board).filter(CallBoard::isHeardOf);
    }

    /** Null if there is no such call. */
    private Kept keptCall(String sessionId) {
        return Stream.of(others, announced, ended)
                .map(boards -> boards.get(sessionId))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    private CallBoard newBoard(String sessionId) {
        AgentPresence agents = departures.getOrDefault(sessionId, new AgentPresence());
        return new CallBoard(sessionId, limits.callBytes(), counts, agents, dispositions);
    }

    /** The current state of a call; empty if the call is unknown. */
    Optional<JsonObject> standing(String sessionId) {
        return find(sessionId).map(CallBoard::standing);
    }

    /**
     * Shows a call to a watcher, now or as soon as the call is known.
     *
     * @return false if the session is unknown and too many unknown sessions are awaited already
     */
    boolean watch(String sessionId, Watcher watcher, Cursor seen) {
        while (true) {
            CallBoard board = findOrAwait(sessionId);
            if (board == null) {
                return false;
            }
            // Outside the lock: a long replay blocks only its own board.
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

    /** Null if there is no board. */
    private CallBoard anyBoard(String sessionId) {
        Kept kept = keptCall(sessionId);
        kept = kept == null ? early.get(sessionId) : kept;
        return kept == null ? awaited.get(sessionId) : kept.board();
    }

    void unwatch(String sessionId, Watcher watcher) {
        CallBoard board;
        synchronized (this) {
            board = anyBoard(sessionId);
        }
        if (board != null) {
            board.unwatch(watcher);
            forgetIfUnwatched(sessionId, board);
        }
    }

    private synchronized void forgetIfUnwatched(String sessionId, CallBoard board) {
        if (awaited.get(sessionId) == board && board.giveUpIfUnwatched()) {
            awaited.remove(sessionId);
        }
    }

    /**
     * The first calls of a list: live ones first, then ended ones, the latest first.
     *
     * @param total number of calls that were wanted
     * @param live number of live ones among them
     */
    record Page(JsonArray calls, int total, long live) {}

    Page list(Predicate<CallBoard> wanted, int most) {
        List<Listed> all =
                all().filter(wanted)
                        .map(board -> new Listed(board, board.isLive(), board.startedAt()))
                        .filter(listed -> !listed.startedAt().equals(Instant.EPOCH))
                        .sorted(
                                Comparator.comparing(Listed::isLive)
                                        .thenComparing(Listed::startedAt)
                                        .thenComparing(listed -> listed.board().sessionId())
                                        .reversed())
                        .toList();
        return new Page(
                new JsonArray(
                        all.stream()
                                .limit(most)
                                .<Object>map(listed -> listed.board().summary())
                                .toList()),
                all.size(),
                all.stream().filter(Listed::isLive).count());
    }

    /** Sort keys at the time of listing: they must not change during the sort. */
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
     * Moves a board to the right map after an event was applied to it.
     *
     * @return the boards that are evicted for it
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
        // At the start, the CRM's events of many calls may be read before the calls.
        while (early.size() > limits.calls()) {
            givenUp.add(removeFirst(early));
        }
        while (size() > limits.calls() || bytes > limits.bytes() && size() + early.size() > 1) {
            givenUp.add(removeNext(nextToEvict(sessionId), sessionId));
        }
        givenUp.forEach(this::rememberDepartures);
        return givenUp;
    }

    /** Keeps access control intact after eviction: an agent who has left stays locked out. */
    private void rememberDepartures(CallBoard board) {
        if (board.agents().hasAnybodyLeft()) {
            departures.put(board.sessionId(), board.agents());
            if (departures.size() > limits.calls()) {
                departures.remove(departures.keySet().iterator().next());
            }
        }
    }

    /** The map to evict from; not the one of the board just posted to, if there is another. */
    private Map<String, Kept> nextToEvict(String newest) {
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

    private static boolean hasUnwatched(Map<String, Kept> calls, String except) {
        return eldest(calls, except, board -> !board.isWatched()).isPresent();
    }

    private void removed(Kept kept) {
        bytes -= kept == null ? 0 : kept.bytes();
    }

    private static Kept first(Map<String, Kept> boards) {
        return boards.values().iterator().next();
    }

    /**
     * Evicts the oldest call that has no watcher and no cards; failing that, the oldest without a
     * watcher; failing that, the oldest. Not the newest, if there is another.
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

package io.supportassistant.bridge.avaya;

import com.fasterxml.jackson.databind.JsonNode;
import io.micrometer.core.instrument.Counter;
import io.supportassistant.bridge.SourceCall;
import io.supportassistant.bridge.UnusableMessageException;
import io.supportassistant.bridge.Verdict;
import io.supportassistant.bridge.connector.RemoteException;
import io.supportassistant.bridge.connector.RestClient;
import io.supportassistant.bridge.wire.Json;
import io.supportassistant.events.CallEnded;
import io.supportassistant.events.CallEvent;
import io.supportassistant.events.CallStarted;
import io.supportassistant.events.EventCodec;
import io.supportassistant.events.SessionIds;
import io.supportassistant.events.Topic;
import io.supportassistant.events.TranscriptSegment;
import io.supportassistant.events.UnreadableEventException;
import io.supportassistant.remote.DaemonThreads;
import io.supportassistant.service.TopicTail;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URLEncoder;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Polls Infinity for the transcripts of open interactions. Reads which interactions are open from
 * {@code call-events}, where the bridge writes their start and end.
 */
final class TranscriptPolling implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TranscriptPolling.class);
    private static final Duration LONGEST_SILENCE = Duration.ofHours(2);
    private static final int MAX_CALLS = 2_000;

    /** The longest delay of the last utterance after the end of the call. */
    private static final Duration TRANSCRIPT_LAG = Duration.ofSeconds(15);

    private static final Duration PAUSE = Duration.ofSeconds(5);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

    /** The most requests at the same time. */
    private static final int MAX_AT_ONCE = 8;

    /** The same for interactions whose latest request timed out, so that others do not wait. */
    private static final int MAX_RETRIES_AT_ONCE = 2;

    /** How long a round waits for responses; later responses are still processed. */
    private static final long ROUND_MILLIS = 1_000;

    /**
     * @param lastHeardAt time of the newest message, or of the start
     * @param misread whether a response was set aside as a whole; later responses have the same
     *     defect
     * @param dueAt time of the next request
     * @param lastRequestAfter null while the interaction is open
     * @param timeouts the number of requests in a row without a response
     */
    private record Polled(
            SourceCall call,
            int seen,
            Instant lastHeardAt,
            boolean misread,
            Instant dueAt,
            Instant lastRequestAfter,
            int timeouts) {

        Polled answered(int messages, boolean isMisread, Instant now) {
            Instant heardAt = messages > seen ? now : lastHeardAt;
            return new Polled(call, messages, heardAt, isMisread, dueAt, lastRequestAfter, 0);
        }

        Polled dueAt(Instant time) {
            return new Polled(call, seen, lastHeardAt, misread, time, lastRequestAfter, timeouts);
        }

        Polled endedAt(Instant time) {
            Instant last = time.plus(TRANSCRIPT_LAG);
            return new Polled(call, seen, lastHeardAt, misread, dueAt, last, timeouts);
        }

        /** Doubles the delay after each timeout. */
        Polled unanswered(Instant now) {
            Duration longer = PAUSE.multipliedBy(1L << Math.min(timeouts, 10));
            Duration pause = longer.compareTo(LONGEST_PAUSE) < 0 ? longer : LONGEST_PAUSE;
            Instant due = now.plus(pause);
            return new Polled(
                    call, seen, lastHeardAt, misread, due, lastRequestAfter, timeouts + 1);
        }
    }

    private final RestClient rest;
    private final Consumer<CallEvent> log;
    private final Consumer<Verdict.Unusable> deadLetters;
    private final Map<String, Polled> open = new ConcurrentHashMap<>();
    private final Set<String> inFlight = ConcurrentHashMap.newKeySet();
    private final ExecutorService requestThreads =
            Executors.newFixedThreadPool(MAX_AT_ONCE, DaemonThreads.named("avaya-transcript"));
    private final ExecutorService retryThreads =
            Executors.newFixedThreadPool(MAX_RETRIES_AT_ONCE, DaemonThreads.named("avaya-retry"));
    private final Counter unreadable;
    private final TopicTail tail;
    private volatile Instant pausedUntil = Instant.MIN;

    /**
     * @param log receives the segments
     * @param deadLetters receives the messages that cannot be read
     * @param unreadable counts the failed requests
     */
    TranscriptPolling(
            RestClient rest,
            Consumer<CallEvent> log,
            Consumer<Verdict.Unusable> deadLetters,
            Counter unreadable,
            Map<String, Object> kafka) {
        this.rest = rest;
        this.log = log;
        this.deadLetters = deadLetters;
        this.unreadable = unreadable;
        this.tail =
                new TopicTail(
                        "avaya-calls",
                        kafka,
                        List.of(Topic.CALL_EVENTS),
                        LONGEST_SILENCE,
                        this::onEvent);
    }

    private void onEvent(ConsumerRecord<byte[], byte[]> record) {
        try {
            CallEvent event = EventCodec.decode(record.value(), CallEvent.class);
            Instant at = Instant.ofEpochMilli(record.timestamp());
            if (event instanceof CallStarted started
                    && started.source().equals(AvayaAdapter.SOURCE)) {
                follow(started, at);
            } else if (event instanceof CallEnded ended && !ended.closedByTheJob(CallEnded.IDLE)) {
                open.computeIfPresent(
                        ended.sessionId(),
                        (session, polled) -> isLongAgo(at) ? null : polled.endedAt(at));
            }
        } catch (UnreadableEventException | UnusableMessageException e) {
            LOG.debug("Ignoring an event that is not of an Avaya interaction");
        }
    }

    private void follow(CallStarted started, Instant at) {
        if (open.size() >= MAX_CALLS) {
            unreadable.increment();
            LOG.warn("More than {} interactions are open; not polling another", MAX_CALLS);
            return;
        }
        open.putIfAbsent(
                started.sessionId(),
                new Polled(
                        new SourceCall(AvayaAdapter.SOURCE, started.callId()),
                        0,
                        at,
                        false,
                        at,
                        null,
                        0));
    }

    /**
     * Whether the call ended long before this connector started; its predecessor polled the rest.
     */
    private static boolean isLongAgo(Instant end) {
        return end.plus(TRANSCRIPT_LAG.multipliedBy(4)).isBefore(Instant.now());
    }

    /**
     * Sends one request for each interaction that is due, several at a time. A failed response
     * delays only its own interaction; a failure that concerns the whole API delays all of them.
     */
    void poll(Instant now) throws InterruptedException {
        List<Polled> due =
                open.values().stream()
                        .filter(polled -> !now.isBefore(polled.dueAt()))
                        .filter(polled -> inFlight.add(polled.call().sessionId()))
                        .sorted(Comparator.comparing(Polled::dueAt))
                        .toList();
        CountDownLatch remaining = new CountDownLatch(due.size());
        for (Polled polled : due) {
            ExecutorService threads = polled.timeouts() == 0 ? requestThreads : retryThreads;
            threads.execute(
                    () -> {
                        try {
                            pollOne(polled.call().sessionId(), now);
                        } catch (InterruptedException e) {
                            Thread.currentThread().interrupt();
                        } catch (RuntimeException e) {
                            LOG.error("Polling a transcript from Infinity failed", e);
                        } finally {
                            inFlight.remove(polled.call().sessionId());
                            remaining.countDown();
                        }
                    });
        }
        boolean isDone = remaining.await(ROUND_MILLIS, TimeUnit.MILLISECONDS);
        LOG.debug("Polled {} interactions; all completed in time: {}", due.size(), isDone);
    }

    private void pollOne(String session, Instant now) throws InterruptedException {
        // Reads the current state: another request may have ended since the round began.
        Polled polled = open.get(session);
        if (polled == null || now.isBefore(polled.dueAt()) || now.isBefore(pausedUntil)) {
            return;
        }
        if (polled.lastHeardAt().plus(LONGEST_SILENCE).isBefore(now)) {
            LOG.info("Polling for a transcript ends after {} of silence", LONGEST_SILENCE);
            open.remove(session);
            return;
        }
        long begun = System.nanoTime();
        open.computeIfPresent(session, (id, same) -> same.dueAt(now));
        try {
            fetch(polled, now);
            forgetIfDone(session, now);
        } catch (RemoteException e) {
            failed(session, e, later(now, begun));
        } catch (ConnectException | HttpConnectTimeoutException e) {
            pauseAll(e, later(now, begun));
        } catch (HttpTimeoutException e) {
            unreadable.increment();
            LOG.warn("The request for a transcript timed out at Infinity: {}", e.getMessage());
            Instant ended = later(now, begun);
            open.computeIfPresent(session, (id, same) -> same.unanswered(ended));
            forgetIfDone(session, ended);
        } catch (IOException e) {
            unreadable.increment();
            LOG.warn("A request for a transcript failed: {}", e.getMessage());
            Instant ended = later(now, begun);
            open.computeIfPresent(session, (id, same) -> same.dueAt(ended.plus(PAUSE)));
            forgetIfDone(session, ended);
        }
    }

    /** The time of a response or a timeout, on the clock of the round. */
    private static Instant later(Instant round, long begunNanos) {
        return round.plusNanos(System.nanoTime() - begunNanos);
    }

    private void pauseAll(IOException e, Instant now) {
        unreadable.increment();
        LOG.warn("Infinity is unreachable: {}", e.getMessage());
        pausedUntil = now.plus(PAUSE);
    }

    private void failed(String session, RemoteException e, Instant now) {
        Instant later = now.plus(e.retryAfter() == null ? PAUSE : e.retryAfter());
        if (e.status() == 429) {
            unreadable.increment();
            LOG.warn("Infinity throttles requests; the next is sent at {}", later);
            pausedUntil = later;
        } else if (e.status() / 100 == 5) {
            unreadable.increment();
            LOG.warn("Infinity failed to return a transcript: {}", e.getMessage());
            open.computeIfPresent(session, (id, same) -> same.dueAt(later));
        } else if (e.status() == 404) {
            LOG.debug("No transcript yet: {}", e.getMessage());
            forgetIfDone(session, now);
        } else {
            unreadable.increment();
            LOG.warn("Infinity refuses the transcript of an interaction: {}", e.getMessage());
            open.computeIfPresent(session, (id, same) -> same.unanswered(now));
            forgetIfDone(session, now);
        }
    }

    private void forgetIfDone(String session, Instant now) {
        open.computeIfPresent(
                session,
                (id, same) ->
                        same.lastRequestAfter() == null || now.isBefore(same.lastRequestAfter())
                                ? same
                                : null);
    }

    private void fetch(Polled polled, Instant now) throws IOException, InterruptedException {
        String id = URLEncoder.encode(polled.call().callId(), StandardCharsets.UTF_8);
        JsonNode body = rest.call("GET", "/api/core/transcripts/" + id, null);
        int size = body.path("messages").size();
        boolean misread = polled.misread();
        try {
            List<TranscriptSegment> segments =
                    InfinityTranscript.from(polled.seen(), polled.call(), body, now, deadLetters);
            segments.forEach(log);
        } catch (UnusableMessageException e) {
            if (!misread) {
                deadLetters.accept(new Verdict.Unusable(e.getMessage(), Json.write(body)));
            }
            misread = true;
        }
        boolean nowMisread = misread;
        open.computeIfPresent(
                SessionIds.session(AvayaAdapter.SOURCE, polled.call().callId()),
                (session, same) -> same.answered(size, nowMisread, now));
    }

    boolean isReady() {
        return tail.isCaughtUp();
    }

    @Override
    public void close() {
        requestThreads.shutdownNow();
        retryThreads.shutdownNow();
        tail.close();
    }
}

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
    private static final Duration LONGEST_CALL = Duration.ofHours(2);
    private static final int MOST_CALLS = 2_000;

    /** The longest delay of the last utterance after the end of the call. */
    private static final Duration TRANSCRIPT_LAG = Duration.ofSeconds(15);

    private static final Duration PAUSE = Duration.ofSeconds(5);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

    /** The most requests at the same time. */
    private static final int MOST_AT_ONCE = 8;

    /** How long a round waits for responses; later responses are still processed. */
    private static final long ROUND_MILLIS = 1_000;

    /**
     * @param misread whether a response was set aside as a whole; later responses have the same
     *     defect
     * @param dueAt time of the next request
     * @param lastAskAfter null while the interaction is open
     * @param timeouts the number of requests in a row without a response
     */
    private record Polled(
            SourceCall call,
            int seen,
            Instant openedAt,
            boolean misread,
            Instant dueAt,
            Instant lastAskAfter,
            int timeouts) {

        Polled answered(int messages, boolean isMisread) {
            return new Polled(call, messages, openedAt, isMisread, dueAt, lastAskAfter, 0);
        }

        Polled dueAt(Instant time) {
            return new Polled(call, seen, openedAt, misread, time, lastAskAfter, timeouts);
        }

        Polled endedAt(Instant time) {
            Instant last = time.plus(TRANSCRIPT_LAG);
            return new Polled(call, seen, openedAt, misread, dueAt, last, timeouts);
        }

        /** Doubles the delay after each timeout. */
        Polled unanswered(Instant now) {
            Duration longer = PAUSE.multipliedBy(1L << Math.min(timeouts, 10));
            Duration pause = longer.compareTo(LONGEST_PAUSE) < 0 ? longer : LONGEST_PAUSE;
            Instant due = now.plus(pause);
            return new Polled(call, seen, openedAt, misread, due, lastAskAfter, timeouts + 1);
        }
    }

    private final RestClient rest;
    private final Consumer<CallEvent> log;
    private final Consumer<Verdict.Unusable> aside;
    private final Map<String, Polled> open = new ConcurrentHashMap<>();
    private final Set<String> asking = ConcurrentHashMap.newKeySet();
    private final ExecutorService askers =
            Executors.newFixedThreadPool(MOST_AT_ONCE, DaemonThreads.named("avaya-transcript"));
    private final Counter unreadable;
    private final TopicTail tail;
    private volatile Instant pausedUntil = Instant.MIN;

    /**
     * @param log receives the segments
     * @param aside receives the messages that cannot be read
     * @param unreadable counts the failed requests
     */
    TranscriptPolling(
            RestClient rest,
            Consumer<CallEvent> log,
            Consumer<Verdict.Unusable> aside,
            Counter unreadable,
            Map<String, Object> kafka) {
        this.rest = rest;
        this.log = log;
        this.aside = aside;
        this.unreadable = unreadable;
        this.tail =
                new TopicTail(
                        "avaya-calls", kafka, List.of(Topic.CALL_EVENTS), LONGEST_CALL, this::note);
    }

    private void note(ConsumerRecord<byte[], byte[]> record) {
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
            LOG.debug("An event is none of an interaction of Avaya's");
        }
    }

    private void follow(CallStarted started, Instant at) {
        if (open.size() >= MOST_CALLS) {
            unreadable.increment();
            LOG.warn("More than {} interactions are open; one is not asked for", MOST_CALLS);
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
                        .filter(polled -> asking.add(polled.call().sessionId()))
                        .sorted(Comparator.comparing(Polled::dueAt))
                        .toList();
        CountDownLatch left = new CountDownLatch(due.size());
        for (Polled polled : due) {
            askers.execute(
                    () -> {
                        try {
                            askOne(polled.call().sessionId(), now);
                        } catch (InterruptedException e) {
                            Thread.currentThread().interrupt();
                        } catch (RuntimeException e) {
                            LOG.error("Polling a transcript from Infinity failed", e);
                        } finally {
                            asking.remove(polled.call().sessionId());
                            left.countDown();
                        }
                    });
        }
        boolean isDone = left.await(ROUND_MILLIS, TimeUnit.MILLISECONDS);
        LOG.debug("A round of {} interactions, all answered: {}", due.size(), isDone);
    }

    private void askOne(String session, Instant now) throws InterruptedException {
        // Reads the current state: another request may have ended since the round began.
        Polled polled = open.get(session);
        if (polled == null || now.isBefore(polled.dueAt()) || now.isBefore(pausedUntil)) {
            return;
        }
        if (polled.openedAt().plus(LONGEST_CALL).isBefore(now)) {
            open.remove(session);
            return;
        }
        long begun = System.nanoTime();
        open.computeIfPresent(session, (id, same) -> same.dueAt(now));
        try {
            ask(polled, now);
            forgetIfDone(session, now);
        } catch (RemoteException e) {
            failed(session, e, later(now, begun));
        } catch (HttpConnectTimeoutException e) {
            pauseAll(e, later(now, begun));
        } catch (HttpTimeoutException e) {
            unreadable.increment();
            LOG.warn("The request for a transcript timed out at Infinity: {}", e.getMessage());
            Instant ended = later(now, begun);
            open.computeIfPresent(session, (id, same) -> same.unanswered(ended));
            forgetIfDone(session, ended);
        } catch (IOException e) {
            pauseAll(e, later(now, begun));
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
                        same.lastAskAfter() == null || now.isBefore(same.lastAskAfter())
                                ? same
                                : null);
    }

    private void ask(Polled polled, Instant now) throws IOException, InterruptedException {
        String id = URLEncoder.encode(polled.call().callId(), StandardCharsets.UTF_8);
        JsonNode body = rest.call("GET", "/api/core/transcripts/" + id, null);
        int size = body.path("messages").size();
        boolean misread = polled.misread();
        try {
            List<TranscriptSegment> segments =
                    InfinityTranscript.from(polled.seen(), polled.call(), body, now, aside);
            segments.forEach(log);
        } catch (UnusableMessageException e) {
            if (!misread) {
                aside.accept(new Verdict.Unusable(e.getMessage(), Json.write(body)));
            }
            misread = true;
        }
        boolean nowMisread = misread;
        open.computeIfPresent(
                SessionIds.session(AvayaAdapter.SOURCE, polled.call().callId()),
                (session, same) -> same.answered(size, nowMisread));
    }

    boolean isReady() {
        return tail.isCaughtUp();
    }

    @Override
    public void close() {
        askers.shutdownNow();
        tail.close();
    }
}

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
import io.supportassistant.service.TopicTail;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks Infinity again and again what was said in the interactions that are open. Which are open, it
 * reads from {@code call-events}, where the bridge has put their beginning and their end.
 */
final class TranscriptPolling implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TranscriptPolling.class);
    private static final Duration LONGEST_CALL = Duration.ofHours(2);
    private static final int MOST_CALLS = 2_000;

    /** What was said last comes so long after the end at most. */
    private static final Duration TRANSCRIPT_LAG = Duration.ofSeconds(15);

    private static final Duration PAUSE = Duration.ofSeconds(5);

    /**
     * @param misread whether an answer was set aside as a whole; what follows has its place wrong
     *     as well
     * @param dueAt when it is to be asked for again
     * @param lastAskAfter null while the interaction goes on
     */
    private record Polled(
            SourceCall call,
            int seen,
            Instant openedAt,
            boolean misread,
            Instant dueAt,
            Instant lastAskAfter) {

        Polled answered(int messages, boolean isMisread) {
            return new Polled(call, messages, openedAt, isMisread, dueAt, lastAskAfter);
        }

        Polled dueAt(Instant time) {
            return new Polled(call, seen, openedAt, misread, time, lastAskAfter);
        }

        Polled endedAt(Instant time) {
            return new Polled(call, seen, openedAt, misread, dueAt, time.plus(TRANSCRIPT_LAG));
        }
    }

    private final RestClient rest;
    private final Consumer<CallEvent> log;
    private final Consumer<Verdict.Unusable> aside;
    private final Map<String, Polled> open = new ConcurrentHashMap<>();
    private final Counter unreadable;
    private final TopicTail tail;
    private Instant pausedUntil = Instant.MIN;

    /**
     * @param log takes what was said
     * @param aside takes the messages that cannot be read
     * @param unreadable counts the answers that were none
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
                        null));
    }

    /**
     * Whether the call ended long before this connector started; its predecessor polled the rest.
     */
    private static boolean isLongAgo(Instant end) {
        return end.plus(TRANSCRIPT_LAG.multipliedBy(4)).isBefore(Instant.now());
    }

    /**
     * Asks once for each that is due, for those first that were due first. One that is answered
     * badly waits by itself; an answer that is about all lets all of them wait.
     */
    void poll(Instant now) throws InterruptedException {
        List<Polled> due =
                open.values().stream()
                        .filter(polled -> !now.isBefore(polled.dueAt()))
                        .sorted(Comparator.comparing(Polled::dueAt))
                        .toList();
        for (Polled polled : due) {
            String session = polled.call().sessionId();
            if (now.isBefore(pausedUntil)) {
                return;
            }
            if (polled.openedAt().plus(LONGEST_CALL).isBefore(now)) {
                open.remove(session);
                continue;
            }
            open.computeIfPresent(session, (id, same) -> same.dueAt(now));
            try {
                ask(polled, now);
                forgetIfDone(session, now);
            } catch (RemoteException e) {
                failed(session, e, now);
            } catch (IOException e) {
                unreadable.increment();
                LOG.warn("Infinity cannot be asked: {}", e.getMessage());
                pausedUntil = now.plus(PAUSE);
            }
        }
    }

    private void failed(String session, RemoteException e, Instant now) {
        Instant later = now.plus(e.retryAfter() == null ? PAUSE : e.retryAfter());
        if (e.status() == 429) {
            pausedUntil = later;
        } else if (e.status() / 100 == 5) {
            unreadable.increment();
            LOG.warn("Infinity does not tell the transcript of an interaction: {}", e.getMessage());
            open.computeIfPresent(session, (id, same) -> same.dueAt(later));
        } else {
            LOG.debug("No transcript yet: {}", e.getMessage());
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
        tail.close();
    }
}

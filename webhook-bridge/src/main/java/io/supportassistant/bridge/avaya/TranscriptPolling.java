package io.supportassistant.bridge.avaya;

import com.fasterxml.jackson.databind.JsonNode;
import io.supportassistant.bridge.SourceCall;
import io.supportassistant.bridge.UnusableMessageException;
import io.supportassistant.bridge.Verdict;
import io.supportassistant.bridge.connector.PatientLog;
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

    /**
     * @param misread whether an answer was set aside as a whole; what follows has its place wrong
     *     as well
     */
    private record Polled(SourceCall call, int seen, Instant openedAt, boolean misread) {}

    private final RestClient rest;
    private final PatientLog log;
    private final Consumer<Verdict.Unusable> aside;
    private final Map<String, Polled> open = new ConcurrentHashMap<>();
    private final TopicTail tail;
    private Instant pausedUntil = Instant.MIN;

    /**
     * @param aside takes the messages that cannot be read
     */
    TranscriptPolling(
            RestClient rest,
            PatientLog log,
            Consumer<Verdict.Unusable> aside,
            Map<String, Object> kafka) {
        this.rest = rest;
        this.log = log;
        this.aside = aside;
        this.tail =
                new TopicTail(
                        "avaya-calls", kafka, List.of(Topic.CALL_EVENTS), LONGEST_CALL, this::note);
    }

    private void note(ConsumerRecord<byte[], byte[]> record) {
        try {
            CallEvent event = EventCodec.decode(record.value(), CallEvent.class);
            if (event instanceof CallStarted started
                    && started.source().equals(AvayaAdapter.SOURCE)
                    && open.size() < MOST_CALLS) {
                open.putIfAbsent(
                        started.sessionId(),
                        new Polled(
                                new SourceCall(AvayaAdapter.SOURCE, started.callId()),
                                0,
                                Instant.ofEpochMilli(record.timestamp()),
                                false));
            } else if (event instanceof CallEnded) {
                open.remove(event.sessionId());
            }
        } catch (UnreadableEventException | UnusableMessageException e) {
            LOG.debug("An event is none of an interaction of Avaya's");
        }
    }

    /** Asks once for each. */
    void poll(Instant now) throws InterruptedException {
        if (now.isBefore(pausedUntil)) {
            return;
        }
        for (Polled polled : List.copyOf(open.values())) {
            if (polled.openedAt().plus(LONGEST_CALL).isBefore(now)) {
                open.remove(polled.call().sessionId());
                continue;
            }
            try {
                ask(polled, now);
            } catch (RemoteException e) {
                if (e.status() == 429 || e.status() / 100 == 5) {
                    pausedUntil =
                            now.plus(
                                    e.retryAfter() == null
                                            ? Duration.ofSeconds(5)
                                            : e.retryAfter());
                    return;
                }
                LOG.debug("No transcript yet: {}", e.getMessage());
            } catch (IOException e) {
                LOG.warn("Infinity cannot be asked: {}", e.getMessage());
                pausedUntil = now.plusSeconds(5);
                return;
            }
        }
    }

    private void ask(Polled polled, Instant now) throws IOException, InterruptedException {
        String id = URLEncoder.encode(polled.call().callId(), StandardCharsets.UTF_8);
        JsonNode body = rest.call("GET", "/api/core/transcripts/" + id, null);
        int size = body.path("messages").size();
        boolean misread = polled.misread();
        try {
            List<TranscriptSegment> segments =
                    InfinityTranscript.from(polled.seen(), polled.call(), body, now, aside);
            segments.forEach(log::append);
        } catch (UnusableMessageException e) {
            if (!misread) {
                aside.accept(new Verdict.Unusable(e.getMessage(), Json.write(body)));
            }
            misread = true;
        }
        boolean nowMisread = misread;
        open.computeIfPresent(
                SessionIds.session(AvayaAdapter.SOURCE, polled.call().callId()),
                (session, same) -> new Polled(same.call(), size, same.openedAt(), nowMisread));
    }

    boolean isReady() {
        return tail.isCaughtUp();
    }

    @Override
    public void close() {
        tail.close();
    }
}

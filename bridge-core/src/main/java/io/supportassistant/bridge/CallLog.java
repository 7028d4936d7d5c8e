package io.supportassistant.bridge;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.supportassistant.bridge.redaction.EventRedaction;
import io.supportassistant.bridge.redaction.MessageRedaction;
import io.supportassistant.events.CallEvent;
import io.supportassistant.events.DeadLetter;
import io.supportassistant.events.Topic;
import io.supportassistant.events.TranscriptSegment;
import io.supportassistant.redaction.Redactor;
import io.supportassistant.service.EventLog;
import io.supportassistant.service.Warnings;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The only path from the bridge to Kafka; redacts everything that it writes. The returned futures
 * complete when Kafka has stored the record, and fail within seconds otherwise.
 */
public final class CallLog implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(CallLog.class);

    private final EventLog log;
    private final EventRedaction events;
    private final MessageRedaction messages;
    private final Counter accepted;
    private final Counter failed;
    private final MeterRegistry metrics;

    private final Tally refusals = new Tally(Duration.ofSeconds(1));
    private final Warnings warnings = new Warnings();

    public CallLog(Map<String, Object> kafka, Redactor redactor, MeterRegistry metrics) {
        this.log = new EventLog(kafka);
        this.events = new EventRedaction(redactor);
        this.messages = new MessageRedaction(redactor);
        this.accepted = metrics.counter("bridge.events.accepted");
        this.failed = metrics.counter("bridge.events.failed");
        this.metrics = metrics;
    }

    public CompletableFuture<Void> append(CallEvent event) {
        return counted(log.append(Topic.CALL_EVENTS, event.sessionId(), events.redact(event)));
    }

    /** The id under which a segment is stored, and by which later events refer to it. */
    public String storedSegmentId(TranscriptSegment segment) {
        return events.segmentId(segment.segmentId());
    }

    /**
     * Writes a message that gave no event to the dead letters, for operators.
     *
     * @param origin the route it came by
     * @param isForm whether it is a form or a query
     */
    public CompletableFuture<Void> setAside(
            String origin, String reason, byte[] message, boolean isForm, Instant now) {
        metrics.counter("bridge.messages.unusable", "origin", origin).increment();
        byte[] redacted = isForm ? messages.redactForm(message) : messages.redact(message);
        DeadLetter letter = DeadLetter.of(origin, reason, redacted, now);
        return counted(log.append(Topic.DEAD_LETTERS, null, letter));
    }

    /** Warnings about messages that could not be read. */
    public Warnings warnings() {
        return warnings;
    }

    private CompletableFuture<Void> counted(CompletableFuture<Void> stored) {
        return stored.whenComplete(
                (done, failure) -> {
                    if (failure == null) {
                        accepted.increment();
                    } else {
                        failed.increment();
                        long unreported = refusals.add(System.nanoTime());
                        if (unreported > 0) {
                            LOG.warn(
                                    "Sending {} events to Kafka failed; last error: {}",
                                    unreported,
                                    failure.getClass().getSimpleName());
                        }
                    }
                });
    }

    @Override
    public void close() {
        log.close();
    }
}

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
 * The one way from the bridge to Kafka; nothing passes that was not redacted. What is returned
 * succeeds when Kafka has it, and fails within seconds otherwise.
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

    /** The id that a segment is stored with, and that is told of it later. */
    public String storedSegmentId(TranscriptSegment segment) {
        return events.segmentId(segment.segmentId());
    }

    /**
     * A message that no event could be made of, for operators.
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

    /** Of messages that could not be read. */
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
                        long untold = refusals.add(System.nanoTime());
                        if (untold > 0) {
                            LOG.warn(
                                    "Kafka did not take {} events, at last: {}",
                                    untold,
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

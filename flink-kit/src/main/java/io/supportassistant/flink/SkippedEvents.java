package io.supportassistant.flink;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.supportassistant.events.DeadLetter;
import io.supportassistant.events.SessionEvent;
import io.supportassistant.events.TranscriptSegment;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import org.apache.flink.metrics.Counter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns an event that an operator fails on into a dead letter. Such an event must not fail the job,
 * which would read it again and fail again. The dead letter does not contain the text: it may
 * contain personal data, because the operator could not check it. The event itself is in the call's
 * log.
 */
public final class SkippedEvents {

    private static final Logger LOG = LoggerFactory.getLogger(SkippedEvents.class);
    private static final int FRAMES = 5;

    private final String operator;
    private final Counter failures;

    /**
     * @param operator the name of the operator for messages, for example "the conversation"
     * @param failures counts the failures
     */
    public SkippedEvents(String operator, Counter failures) {
        this.operator = operator;
        this.failures = failures;
    }

    /** Counts the failure and returns the event's dead letter. */
    public DeadLetter letter(SessionEvent event, RuntimeException failure, Instant now) {
        failed(failure);
        ObjectNode place = JsonNodeFactory.instance.objectNode();
        place.put("session_id", event.sessionId());
        if (event instanceof TranscriptSegment segment) {
            place.put("segment_id", segment.segmentId());
        }
        return DeadLetter.of(
                "session " + event.sessionId(),
                operator
                        + " failed on "
                        + event.getClass().getSimpleName()
                        + ": "
                        + failure.getClass().getSimpleName(),
                place.toString().getBytes(StandardCharsets.UTF_8),
                now);
    }

    /** Counts and logs a failure without the exception's message, which may contain speech. */
    public void failed(Throwable failure) {
        failures.inc();
        LOG.error(
                "{} failed: {} at {}",
                operator,
                failure.getClass().getName(),
                Arrays.stream(failure.getStackTrace()).limit(FRAMES).toList());
    }
}

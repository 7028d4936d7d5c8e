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
 * One event that cannot be taken in must not end the job, which would read it again and again. Its
 * letter is without what was said: if it could not be looked at, it may be personal. The event is
 * in the log of the call.
 */
public final class SkippedEvents {

    private static final Logger LOG = LoggerFactory.getLogger(SkippedEvents.class);
    private static final int FRAMES = 5;

    private final String operator;
    private final Counter failures;

    /**
     * @param operator that cannot go on, as "the conversation"
     * @param failures counts them
     */
    public SkippedEvents(String operator, Counter failures) {
        this.operator = operator;
        this.failures = failures;
    }

    /** The letter of an event, counted. */
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
                        + " cannot take in "
                        + event.getClass().getSimpleName()
                        + ": "
                        + failure.getClass().getSimpleName(),
                place.toString().getBytes(StandardCharsets.UTF_8),
                now);
    }

    /** The message of a failure may be what was said. */
    public void failed(RuntimeException failure) {
        failures.inc();
        LOG.error(
                "{} cannot go on: {} at {}",
                operator,
                failure.getClass().getName(),
                Arrays.stream(failure.getStackTrace()).limit(FRAMES).toList());
    }
}

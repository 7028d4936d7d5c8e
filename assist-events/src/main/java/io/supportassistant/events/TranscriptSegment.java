package io.supportassistant.events;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;

/**
 * What the recogniser made of one stretch of speech.
 *
 * @param segmentId the same for every delivery of the segment; an interim one has its final one's
 *     id
 * @param startTime seconds from the start of the call, or null if the source does not say
 * @param endTime seconds from the start of the call, or null if the source does not say
 * @param confidence of the recogniser, 0 to 1, or null
 * @param isFinal false while the recogniser may still change the text
 * @param receivedAt when the bridge got it; where the measured way of a card begins
 */
public record TranscriptSegment(
        String sessionId,
        Instant occurredAt,
        String source,
        String callId,
        String segmentId,
        Speaker speaker,
        String text,
        Double startTime,
        Double endTime,
        Double confidence,
        @JsonProperty("is_final") boolean isFinal,
        Instant receivedAt)
        implements CallEvent {

    public TranscriptSegment {
        Required.field(sessionId, "session_id");
        Required.field(occurredAt, "occurred_at");
        Required.field(segmentId, "segment_id");
        Required.field(speaker, "speaker");
        Required.field(text, "text");
    }
}

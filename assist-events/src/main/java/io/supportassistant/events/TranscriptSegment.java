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
 * @param track what of the call was heard, in the source's words, or null
 * @param sequence the source's own order within the track, or null
 * @param language BCP 47, or null
 * @param timeline the recogniser's session that the times count in, or null; they may start again
 *     from zero in the next one
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
        Instant receivedAt,
        String track,
        Long sequence,
        String language,
        String timeline)
        implements CallEvent {

    public TranscriptSegment {
        Required.field(sessionId, "session_id");
        Required.field(occurredAt, "occurred_at");
        Required.field(segmentId, "segment_id");
        Required.field(speaker, "speaker");
        Required.field(text, "text");
    }

    /** A segment of a source that has one clock for the whole call. */
    public TranscriptSegment(
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
            boolean isFinal,
            Instant receivedAt,
            String track,
            Long sequence,
            String language) {
        this(
                sessionId,
                occurredAt,
                source,
                callId,
                segmentId,
                speaker,
                text,
                startTime,
                endTime,
                confidence,
                isFinal,
                receivedAt,
                track,
                sequence,
                language,
                null);
    }

    /** A segment of a source that tells neither tracks nor an order of its own. */
    public TranscriptSegment(
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
            boolean isFinal,
            Instant receivedAt) {
        this(
                sessionId,
                occurredAt,
                source,
                callId,
                segmentId,
                speaker,
                text,
                startTime,
                endTime,
                confidence,
                isFinal,
                receivedAt,
                null,
                null,
                null,
                null);
    }
}

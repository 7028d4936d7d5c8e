package io.supportassistant.events;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;

/**
 * A piece of recognised speech of one speaker.
 *
 * @param segmentId the same for every delivery of the segment; an interim segment has the id of its
 *     final one
 * @param startTime seconds from the start of the call, or null if the source does not say
 * @param endTime seconds from the start of the call, or null if the source does not say
 * @param confidence of the recogniser, 0 to 1, or null
 * @param isFinal false while the recogniser may still change the text
 * @param receivedAt when the bridge received it; the measured latency of a card starts here
 * @param track the part of the call that was heard, as the source names it, or null
 * @param sequence the source's own order within the track, or null
 * @param language BCP 47, or null
 * @param timeline the recogniser's session that the times belong to, or null; the next session may
 *     count from zero again
 * @param legSessionId the session of the leg whose segment this is a copy of, or null; the leg's
 *     own copy stays on the topic
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
        String timeline,
        String legSessionId)
        implements CallEvent {

    public TranscriptSegment {
        Required.field(sessionId, "session_id");
        Required.field(occurredAt, "occurred_at");
        Required.field(segmentId, "segment_id");
        Required.field(speaker, "speaker");
        Required.field(text, "text");
    }

    /** A segment that is no copy. */
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
            String language,
            String timeline) {
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
                timeline,
                null);
    }

    /** A segment of a source with one clock for the whole call. */
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

    /** A segment of a source without tracks and without an order of its own. */
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

package io.supportassistant.events;

import java.time.Instant;
import java.util.Map;

/**
 * Who speaks on which track, as the source announces it: counts for segments of these tracks that
 * come later and for those that came before, more than the speaker they were given.
 *
 * @param speakers by {@link TranscriptSegment#track()}
 */
public record TranscriptTracks(
        String sessionId, Instant occurredAt, String source, Map<String, Speaker> speakers)
        implements CallEvent {

    public TranscriptTracks {
        Required.field(sessionId, "session_id");
        Required.field(occurredAt, "occurred_at");
        Required.field(speakers, "speakers");
    }
}

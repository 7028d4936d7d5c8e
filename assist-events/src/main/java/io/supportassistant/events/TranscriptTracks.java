package io.supportassistant.events;

import java.time.Instant;
import java.util.Map;

/**
 * Who speaks on which track, as the source announces it: counts for segments of these tracks that
 * come later and for those that came before, more than the speaker they were given.
 *
 * @param speakers by {@link TranscriptSegment#track()}, or by the last part of its name after a
 *     colon for all tracks of the call that end so
 */
public record TranscriptTracks(
        String sessionId, Instant occurredAt, String source, Map<String, Speaker> speakers)
        implements CallEvent {

    public TranscriptTracks {
        Required.field(sessionId, "session_id");
        Required.field(occurredAt, "occurred_at");
        Required.field(speakers, "speakers");
    }

    /**
     * Who speaks on a track.
     *
     * @param announced as {@link #speakers()}; the whole name counts more than its end
     * @param track or null
     * @return null if nothing was announced
     */
    public static Speaker speaker(Map<String, Speaker> announced, String track) {
        if (track == null || announced.isEmpty()) {
            return null;
        }
        Speaker byName = announced.get(track);
        return byName != null ? byName : announced.get(track.substring(track.lastIndexOf(':') + 1));
    }
}

package io.supportassistant.events;

import java.time.Instant;
import java.util.Map;

/**
 * The speakers of tracks, as the source announces them. They apply to later and to earlier segments
 * of these tracks, and override the segments' own speakers.
 *
 * @param speakers by {@link TranscriptSegment#track()}; or by the last part of its name after a
 *     colon, for all tracks of the call with this ending
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
     * The speaker of a track.
     *
     * @param announced as {@link #speakers()}; the whole name has precedence over its ending
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

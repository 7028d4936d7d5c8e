package io.supportassistant.events;

import java.time.Instant;
import java.util.List;

/**
 * The corrected text of a final segment: later segments of the call revealed personal data in it.
 * Every store of the segment's text replaces it.
 *
 * @param text the whole text of the segment, with placeholders
 * @param kinds the replaced kinds, as settings name them: {@code card_number}, ...
 */
public record TranscriptRedacted(
        String sessionId, Instant occurredAt, String segmentId, String text, List<String> kinds)
        implements CallEvent {

    public TranscriptRedacted {
        Required.field(sessionId, "session_id");
        Required.field(occurredAt, "occurred_at");
        Required.field(segmentId, "segment_id");
        Required.field(text, "text");
        kinds = kinds == null ? List.of() : kinds;
    }
}

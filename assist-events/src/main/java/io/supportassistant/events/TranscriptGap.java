package io.supportassistant.events;

import java.time.Instant;

/**
 * Speech may be missing from here on.
 *
 * @param reason one sentence for operators
 */
public record TranscriptGap(String sessionId, Instant occurredAt, String source, String reason)
        implements CallEvent {

    public TranscriptGap {
        Required.field(sessionId, "session_id");
        Required.field(occurredAt, "occurred_at");
        Required.field(reason, "reason");
    }
}

package io.supportassistant.events;

import java.time.Instant;

/** The agent finishes the wrap-up of a call; usually there is no more speech. */
public record CallWrapup(String sessionId, Instant occurredAt, String agentId, String source)
        implements CallEvent {

    public CallWrapup {
        Required.field(sessionId, "session_id");
        Required.field(occurredAt, "occurred_at");
    }

    /** For an unknown source. */
    public CallWrapup(String sessionId, Instant occurredAt, String agentId) {
        this(sessionId, occurredAt, agentId, null);
    }
}

package io.supportassistant.events;

import java.time.Instant;

/** The agent finishes the paperwork of a call; nobody speaks any more, as a rule. */
public record CallWrapup(String sessionId, Instant occurredAt, String agentId, String source)
        implements CallEvent {

    public CallWrapup {
        Required.field(sessionId, "session_id");
        Required.field(occurredAt, "occurred_at");
    }

    /** Where the source is unknown. */
    public CallWrapup(String sessionId, Instant occurredAt, String agentId) {
        this(sessionId, occurredAt, agentId, null);
    }
}

package io.supportassistant.events;

import java.time.Instant;

/** An agent left the call; the call continues until {@link CallEnded}. */
public record AgentLeft(String sessionId, Instant occurredAt, String agentId, String source)
        implements CallEvent {

    public AgentLeft {
        Required.field(sessionId, "session_id");
        Required.field(occurredAt, "occurred_at");
    }

    /** For an unknown source. */
    public AgentLeft(String sessionId, Instant occurredAt, String agentId) {
        this(sessionId, occurredAt, agentId, null);
    }
}

package io.supportassistant.events;

import java.time.Instant;

/** An agent left the call; the call goes on until {@link CallEnded}. */
public record AgentLeft(String sessionId, Instant occurredAt, String agentId) implements CallEvent {

    public AgentLeft {
        Required.field(sessionId, "session_id");
        Required.field(occurredAt, "occurred_at");
    }
}

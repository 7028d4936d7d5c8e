package io.supportassistant.events;

import java.time.Instant;
import java.util.Map;

/** An agent took the call, at its start or after a transfer. */
public record AgentJoined(
        String sessionId,
        Instant occurredAt,
        String agentId,
        String agentName,
        String queue,
        String source,
        Map<String, Object> agentMetadata)
        implements CallEvent {

    private static final String GENERIC = "generic";

    public AgentJoined {
        Required.field(sessionId, "session_id");
        Required.field(occurredAt, "occurred_at");
        Required.field(agentId, "agent_id");
    }

    /**
     * Whether the agent before has left: the senders of the generic webhook report only who joins.
     */
    public boolean replacesTheOthers() {
        return GENERIC.equals(source);
    }

    /** For an unknown source. */
    public AgentJoined(
            String sessionId, Instant occurredAt, String agentId, String agentName, String queue) {
        this(sessionId, occurredAt, agentId, agentName, queue, null, null);
    }

    /** For an agent without metadata. */
    public AgentJoined(
            String sessionId,
            Instant occurredAt,
            String agentId,
            String agentName,
            String queue,
            String source) {
        this(sessionId, occurredAt, agentId, agentName, queue, source, null);
    }
}

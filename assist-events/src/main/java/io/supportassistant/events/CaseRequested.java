package io.supportassistant.events;

import java.time.Instant;

/**
 * The agent wants a case opened for this call, during the call or in its wrap-up.
 *
 * @param note the agent's own words, or null
 * @param issue what the agent's desk showed as the customer's problem, or null
 */
public record CaseRequested(
        String sessionId, Instant occurredAt, String agentId, String note, String issue)
        implements CallEvent {

    public CaseRequested(String sessionId, Instant occurredAt, String agentId, String note) {
        this(sessionId, occurredAt, agentId, note, null);
    }

    public CaseRequested {
        Required.field(sessionId, "session_id");
        Required.field(occurredAt, "occurred_at");
    }
}

package io.supportassistant.events;

import java.time.Instant;

/**
 * The agent wants a case opened for this call, during the call or in its wrap-up.
 *
 * @param note the agent's own words, or null
 */
public record CaseRequested(String sessionId, Instant occurredAt, String agentId, String note)
        implements CallEvent {

    public CaseRequested {
        Required.field(sessionId, "session_id");
        Required.field(occurredAt, "occurred_at");
    }
}

package io.supportassistant.events;

import java.time.Instant;

/**
 * The agent no longer wants a case that they asked for; it counts until the record of the call is
 * written.
 */
public record CaseWithdrawn(String sessionId, Instant occurredAt, String agentId)
        implements CallEvent {

    public CaseWithdrawn {
        Required.field(sessionId, "session_id");
        Required.field(occurredAt, "occurred_at");
    }
}

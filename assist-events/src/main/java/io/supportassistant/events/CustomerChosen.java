package io.supportassistant.events;

import java.time.Instant;

/**
 * The agent chose the customer who is calling among several with the same number.
 *
 * @param customerId the CRM's id of that customer
 */
public record CustomerChosen(
        String sessionId, Instant occurredAt, String agentId, String customerId)
        implements CallEvent {

    public CustomerChosen {
        Required.field(sessionId, "session_id");
        Required.field(occurredAt, "occurred_at");
        Required.field(customerId, "customer_id");
    }
}

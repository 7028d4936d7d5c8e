package io.supportassistant.events;

import java.time.Instant;

/**
 * The agent said which of several customers with one number is calling.
 *
 * @param customerId the CRM's id of the one
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

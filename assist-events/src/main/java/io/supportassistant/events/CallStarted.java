package io.supportassistant.events;

import java.time.Instant;
import java.util.Map;

/**
 * A call began, or its first leg was announced once more. A later one with another agent is a
 * transfer: the session stays, the agent changes.
 *
 * @param source which system announced it: {@code generic}, {@code twilio}, ...
 * @param callId the source's own id of the call
 * @param customerPhone as the source gave it, usually E.164
 * @param acdMetadata the source's free-form object, passed on as it came
 * @param crmMetadata the source's free-form object, passed on as it came
 * @param agentMetadata what is known of the agent; of {@code experience} the values "novice" and
 *     "expert" count for what is shown
 */
public record CallStarted(
        String sessionId,
        Instant occurredAt,
        String source,
        String callId,
        String agentId,
        String agentName,
        String customerId,
        String customerPhone,
        String customerName,
        Map<String, Object> acdMetadata,
        Map<String, Object> crmMetadata,
        Map<String, Object> agentMetadata)
        implements CallEvent {

    /** Where nothing is known of the agent. */
    public CallStarted(
            String sessionId,
            Instant occurredAt,
            String source,
            String callId,
            String agentId,
            String agentName,
            String customerId,
            String customerPhone,
            String customerName,
            Map<String, Object> acdMetadata,
            Map<String, Object> crmMetadata) {
        this(
                sessionId,
                occurredAt,
                source,
                callId,
                agentId,
                agentName,
                customerId,
                customerPhone,
                customerName,
                acdMetadata,
                crmMetadata,
                null);
    }

    public CallStarted {
        Required.field(sessionId, "session_id");
        Required.field(occurredAt, "occurred_at");
        Required.field(source, "source");
        Required.field(callId, "call_id");
    }
}

package io.supportassistant.events;

import java.time.Instant;
import java.util.Map;

/**
 * A call began, or its first leg was announced again. A later event with another agent is a
 * transfer: the session stays, the agent changes.
 *
 * @param source the system that announced it: {@code generic}, {@code twilio}, ...
 * @param callId the source's own id of the call
 * @param customerPhone as the source gave it, usually E.164
 * @param acdMetadata the source's free-form object, redacted
 * @param crmMetadata the source's free-form object, passed on unchanged
 * @param agentMetadata data of the agent; the values "novice" and "expert" of {@code experience}
 *     influence which cards are shown
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

    /** For an agent without metadata. */
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

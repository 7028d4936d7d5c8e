package io.supportassistant.events;

import java.time.Instant;

/**
 * Links two ids of one call: the events of the alias's session belong to {@code sessionId}.
 * Repeated and late links are common; events of the alias may have come before.
 *
 * @param sessionId the session of the call; the key on Kafka
 * @param source the system that announced the link
 * @param callId the source's id of the call
 * @param aliasSessionId the session that another id of the call (a leg, a task) has on its own
 * @param aliasId the source's own other id, or null
 */
public record CallLinked(
        String sessionId,
        Instant occurredAt,
        String source,
        String callId,
        String aliasSessionId,
        String aliasId)
        implements CallEvent {

    public CallLinked {
        Required.field(sessionId, "session_id");
        Required.field(occurredAt, "occurred_at");
        Required.field(source, "source");
        Required.field(callId, "call_id");
        Required.field(aliasSessionId, "alias_session_id");
        if (sessionId.equals(aliasSessionId)) {
            throw new IllegalArgumentException("a call cannot be linked to itself");
        }
    }

    /** The link between a source's id of a call and another of its ids. */
    public static CallLinked of(String source, String callId, String aliasId, Instant occurredAt) {
        return new CallLinked(
                SessionIds.session(source, callId),
                occurredAt,
                source,
                callId,
                SessionIds.session(source, aliasId),
                aliasId);
    }
}

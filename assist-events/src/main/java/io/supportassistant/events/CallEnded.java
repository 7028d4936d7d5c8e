package io.supportassistant.events;

import java.time.Instant;

/**
 * The call is over.
 *
 * @param reason as the source gave it, or {@link #IDLE}
 * @param status as the caller of {@code call/end} gave it, such as {@code completed}; else null
 * @param source the system that announced the end, or null
 */
public record CallEnded(
        String sessionId,
        Instant occurredAt,
        String callId,
        String reason,
        String status,
        String source)
        implements CallEvent {

    public CallEnded {
        Required.field(sessionId, "session_id");
        Required.field(occurredAt, "occurred_at");
    }

    public CallEnded(String sessionId, Instant occurredAt, String callId, String reason) {
        this(sessionId, occurredAt, callId, reason, null, null);
    }

    public CallEnded(
            String sessionId, Instant occurredAt, String callId, String reason, String status) {
        this(sessionId, occurredAt, callId, reason, status, null);
    }

    /** The job closed the session after a long time without events. */
    public static final String IDLE = "idle";

    /** The session turned out to be a leg of another call, which continues. */
    public static final String LINKED = "linked";

    public static final String HANGUP = "hangup";

    /**
     * Whether the job closed the session itself; a source may use the same words with another
     * meaning.
     *
     * @param why {@link #IDLE} or {@link #LINKED}
     */
    public boolean closedByTheJob(String why) {
        return source == null && why.equals(reason);
    }
}

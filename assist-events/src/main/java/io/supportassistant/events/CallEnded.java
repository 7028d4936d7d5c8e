package io.supportassistant.events;

import java.time.Instant;

/**
 * The call is over.
 *
 * @param reason as the source gave it, or {@link #IDLE}
 */
public record CallEnded(String sessionId, Instant occurredAt, String callId, String reason)
        implements CallEvent {

    public CallEnded {
        Required.field(sessionId, "session_id");
        Required.field(occurredAt, "occurred_at");
    }

    /** Nothing was heard for so long that the job closed the session itself. */
    public static final String IDLE = "idle";

    /** It turned out to be a leg of another call, which goes on. */
    public static final String LINKED = "linked";

    public static final String HANGUP = "hangup";
}

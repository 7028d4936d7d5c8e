package io.supportassistant.events;

/**
 * The source that a session belongs to: that of its first event, until an event proves another one.
 * An event proves its source by the call id, because the session's id is made of both.
 *
 * @param isProven whether an event has proven it
 */
public record CallSource(String name, boolean isProven) {

    /** The source that an event names, or null; events of agents and the CRM name none. */
    public static String of(SessionEvent event) {
        return event instanceof CallEvent call ? call.source() : null;
    }

    /**
     * The session's source after an event that names one. The event is that source's own if the
     * names are equal.
     *
     * @param known the session's source so far, or null
     */
    public static CallSource after(CallSource known, SessionEvent event) {
        String name = of(event);
        if (known != null && known.isProven()) {
            return known;
        }
        boolean isProven = isProof(name, event);
        return known == null || isProven ? new CallSource(name, isProven) : known;
    }

    private static boolean isProof(String name, SessionEvent event) {
        String callId = callId(event);
        return callId != null && SessionIds.session(name, callId).equals(sessionOf(event));
    }

    /** A link belongs to the state of its alias. */
    private static String sessionOf(SessionEvent event) {
        return event instanceof CallLinked link ? link.aliasSessionId() : event.sessionId();
    }

    private static String callId(SessionEvent event) {
        if (event instanceof TranscriptSegment segment) {
            return segment.callId();
        } else if (event instanceof CallStarted started) {
            return started.callId();
        } else if (event instanceof CallEnded ended) {
            return ended.callId();
        } else if (event instanceof CallLinked linked) {
            return linked.aliasId();
        }
        return null;
    }
}

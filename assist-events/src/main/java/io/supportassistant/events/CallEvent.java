package io.supportassistant.events;

import java.time.Instant;

/** An event of the topic {@code call-events}. */
public sealed interface CallEvent extends SessionEvent
        permits CallStarted,
                CallLinked,
                AgentJoined,
                AgentLeft,
                CallWrapup,
                TranscriptSegment,
                TranscriptTracks,
                TranscriptGap,
                TranscriptRedacted,
                AgentQuestion,
                CustomerChosen,
                CaseRequested,
                CallEnded {

    /** When it happened, or when it was received if its source does not say. */
    Instant occurredAt();

    /**
     * Which system it came from: {@code generic}, {@code twilio}, ...; null where the agent or the
     * assistant says it, or where the message does not tell.
     */
    default String source() {
        return null;
    }
}

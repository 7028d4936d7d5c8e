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
                CaseWithdrawn,
                NoteEdited,
                NoteWorded,
                CallEnded {

    /** When it happened, or when it was received if its source does not say. */
    Instant occurredAt();

    /**
     * The system it came from: {@code generic}, {@code twilio}, ...; null if it came from the agent
     * or the assistant, or if the message does not say.
     */
    default String source() {
        return null;
    }
}

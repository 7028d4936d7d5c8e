package io.supportassistant.events;

/** An event about one call: from the call itself, its agent, the assistant or the CRM. */
public sealed interface SessionEvent extends AssistEvent
        permits CallEvent,
                AgentFeedback,
                SuggestionUpdate,
                SourceCards,
                CallBrief,
                CustomerProfile,
                CallRecord,
                CrmOutcome,
                UnwrittenRecord {

    /** Name-based UUID of the call, see {@link SessionIds}; the key on Kafka. */
    String sessionId();

    /** Whether the event shows that a call goes on that was closed for silence. */
    static boolean showsLife(SessionEvent event) {
        return event instanceof TranscriptSegment
                || event instanceof AgentQuestion
                || event instanceof CallStarted
                || event instanceof AgentJoined
                || event instanceof SuggestionUpdate;
    }
}

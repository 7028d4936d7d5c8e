package io.supportassistant.events;

/** An event about one call: from the call itself, its agent, the assistant or the CRM. */
public sealed interface SessionEvent extends AssistEvent
        permits CallEvent,
                AgentFeedback,
                SuggestionUpdate,
                CustomerProfile,
                CallRecord,
                CrmOutcome,
                UnwrittenRecord {

    /** Name-based UUID of the call, see {@link SessionIds}; the key on Kafka. */
    String sessionId();
}

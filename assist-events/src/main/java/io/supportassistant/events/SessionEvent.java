package io.supportassistant.events;

/** What the job hears about one call: the call's own events and the agent's feedback. */
public sealed interface SessionEvent extends AssistEvent permits CallEvent, AgentFeedback {

    /** Name-based UUID of the call, see {@link SessionIds}; the key on Kafka. */
    String sessionId();
}

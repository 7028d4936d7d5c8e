package io.supportassistant.events;

import java.time.Instant;

/** The agent asked the assistant a question in the ask box. */
public record AgentQuestion(
        String sessionId, Instant occurredAt, String questionId, String agentId, String text)
        implements CallEvent {

    public AgentQuestion {
        Required.field(sessionId, "session_id");
        Required.field(occurredAt, "occurred_at");
        Required.field(questionId, "question_id");
        Required.field(text, "text");
    }
}

package io.supportassistant.events;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;

/** The human agent's reaction to one card or question. */
public record AgentFeedback(
        String feedbackId,
        String sessionId,
        String suggestionId,
        Kind feedback,
        String agentId,
        Instant occurredAt)
        implements SessionEvent {

    public AgentFeedback {
        Required.field(feedbackId, "feedback_id");
        Required.field(sessionId, "session_id");
        Required.field(suggestionId, "suggestion_id");
        Required.field(feedback, "feedback");
        Required.field(occurredAt, "occurred_at");
    }

    public enum Kind {
        @JsonProperty("shown")
        SHOWN,
        @JsonProperty("opened")
        OPENED,
        @JsonProperty("copied")
        COPIED,
        @JsonProperty("helpful")
        HELPFUL,
        @JsonProperty("not_helpful")
        NOT_HELPFUL,
        @JsonProperty("irrelevant")
        IRRELEVANT,
        @JsonProperty("dismissed")
        DISMISSED
    }
}

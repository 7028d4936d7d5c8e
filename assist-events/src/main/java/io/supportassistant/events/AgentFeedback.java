package io.supportassistant.events;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;

/**
 * What the human agent did with one card or question.
 *
 * @param reason why a card was rated low or dismissed, or null
 * @param step number of the step of the card, from 1; null unless the feedback is about a step
 */
public record AgentFeedback(
        String feedbackId,
        String sessionId,
        String suggestionId,
        Kind feedback,
        Reason reason,
        Integer step,
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

    /** Without a reason. */
    public AgentFeedback(
            String feedbackId,
            String sessionId,
            String suggestionId,
            Kind feedback,
            String agentId,
            Instant occurredAt) {
        this(feedbackId, sessionId, suggestionId, feedback, null, null, agentId, occurredAt);
    }

    /** The latest rating counts, and the later one of two opposites. */
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
        @JsonProperty("rating_cleared")
        RATING_CLEARED,
        @JsonProperty("dismissed")
        DISMISSED,
        @JsonProperty("restored")
        RESTORED,
        @JsonProperty("pinned")
        PINNED,
        @JsonProperty("unpinned")
        UNPINNED,
        @JsonProperty("step_done")
        STEP_DONE,
        @JsonProperty("step_undone")
        STEP_UNDONE;

        public boolean isOfAStep() {
            return this == STEP_DONE || this == STEP_UNDONE;
        }
    }

    /** Why a card was rated low or dismissed. */
    public enum Reason {
        @JsonProperty("wrong")
        WRONG,
        @JsonProperty("outdated")
        OUTDATED,
        @JsonProperty("already_said")
        ALREADY_SAID,
        @JsonProperty("not_now")
        NOT_NOW,
        @JsonProperty("unsafe")
        UNSAFE
    }
}

package io.supportassistant.evaluation;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.supportassistant.assist.AssistResult;
import io.supportassistant.clarification.Clarification.ProposedQuestion;
import io.supportassistant.knowledge.FoundArticle;
import java.util.List;

/**
 * What the agents made of one customer turn.
 *
 * @param turn number of the turn, from 0
 * @param triggered whether an article was worth showing
 * @param rankedIds articles, the likeliest first, also if none was worth showing
 * @param needsClarification whether asking was the right thing to do
 * @param rankedQuestionIds what could be asked, the first to ask first
 */
public record Prediction(
        @JsonProperty("session_id") String sessionId,
        int turn,
        boolean triggered,
        @JsonProperty("ranked_ids") List<String> rankedIds,
        @JsonProperty("needs_clarification") boolean needsClarification,
        @JsonProperty("ranked_question_ids") List<String> rankedQuestionIds) {

    static Prediction of(String sessionId, int turn, AssistResult result) {
        return new Prediction(
                sessionId,
                turn,
                !result.articles().isEmpty(),
                result.findings().articles().stream().map(FoundArticle::articleId).toList(),
                result.clarification().needed(),
                result.clarification().questions().stream()
                        .map(ProposedQuestion::purpose)
                        .toList());
    }
}

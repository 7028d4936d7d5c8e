package io.supportassistant.evaluation;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.supportassistant.assist.AssistResult;
import io.supportassistant.clarification.Clarification.ProposedQuestion;
import io.supportassistant.knowledge.FoundArticle;
import java.util.List;

/**
 * The agents' prediction for one customer turn.
 *
 * @param turn number of the turn, from 0
 * @param triggered whether an article was worth showing
 * @param rankedIds articles, the most likely first, even if none was worth showing
 * @param needsClarification whether a question was the right action
 * @param rankedQuestionIds possible questions, the best first
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

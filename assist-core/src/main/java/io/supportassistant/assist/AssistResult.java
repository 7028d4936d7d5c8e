package io.supportassistant.assist;

import io.supportassistant.answer.Answer;
import io.supportassistant.clarification.Clarification;
import io.supportassistant.context.Analysis;
import io.supportassistant.conversation.AssistRequest;
import io.supportassistant.events.AgentAction;
import io.supportassistant.events.AnalyzedContext;
import io.supportassistant.events.StageTimes;
import io.supportassistant.knowledge.Findings;
import io.supportassistant.knowledge.FoundArticle;
import io.supportassistant.knowledge.SearchQuery;
import java.util.List;

/**
 * What the four agents made of one request.
 *
 * @param outcome {@code ok}, or why nothing was looked for: see {@link AssistPipeline}
 * @param whyNow one sentence for the human agent
 * @param queries those that ran, the most telling first; empty if nothing was looked for
 * @param findings all that was found, worth showing or not
 * @param need how likely what was said calls for an article, 0 to 1
 * @param articles the ones worth the human agent's eyes, the likeliest first
 * @param answer generated from the articles and borne out by them, or null
 * @param actions one record for each agent that ran
 */
public record AssistResult(
        AssistRequest request,
        String outcome,
        Analysis analysis,
        String whyNow,
        List<SearchQuery> queries,
        Findings findings,
        double need,
        List<FoundArticle> articles,
        Answer answer,
        Clarification clarification,
        StageTimes timings,
        List<AgentAction> actions) {

    public AnalyzedContext context() {
        return analysis.context();
    }
}

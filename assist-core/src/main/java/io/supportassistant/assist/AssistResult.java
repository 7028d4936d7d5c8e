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
 * The result of the assist agents for one request.
 *
 * @param outcome {@code ok}, or why there was no search: see {@link AssistPipeline}
 * @param whyNow one sentence for the human agent
 * @param queries the executed queries, the most specific first; empty if there was no search
 * @param findings everything that was found, whether worth showing or not
 * @param need probability that the speech calls for an article, 0 to 1
 * @param articles the ones worth showing, the most likely first
 * @param answer generated from the articles and supported by them, or null
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

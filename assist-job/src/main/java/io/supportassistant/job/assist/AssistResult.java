package io.supportassistant.job.assist;

import io.supportassistant.events.AgentAction;
import io.supportassistant.events.AnalyzedContext;
import io.supportassistant.events.StageTimes;
import io.supportassistant.job.clarification.Clarification;
import io.supportassistant.job.conversation.AssistRequest;
import io.supportassistant.job.knowledge.FoundArticle;
import java.util.List;

/**
 * What the four agents made of one request.
 *
 * @param outcome {@code ok}, or why nothing was looked for: see {@link AssistPipeline}
 * @param whyNow one sentence for the human agent
 * @param actions one record for each agent that ran
 */
public record AssistResult(
        AssistRequest request,
        String outcome,
        AnalyzedContext context,
        String whyNow,
        List<FoundArticle> articles,
        Clarification clarification,
        StageTimes timings,
        List<AgentAction> actions) {}

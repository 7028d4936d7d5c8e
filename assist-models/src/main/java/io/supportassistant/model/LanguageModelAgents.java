package io.supportassistant.model;

import io.supportassistant.answer.Answer;
import io.supportassistant.assist.AgentName;
import io.supportassistant.assist.ModelAgents;
import io.supportassistant.assist.ModelResult;
import io.supportassistant.clarification.Clarification;
import io.supportassistant.context.Analysis;
import io.supportassistant.context.Language;
import io.supportassistant.conversation.AssistRequest;
import io.supportassistant.knowledge.EnglishText;
import io.supportassistant.knowledge.FoundArticle;
import io.supportassistant.knowledge.SearchQuery;
import io.supportassistant.modelserver.ModelMetrics;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;

/** The agents that call a model, and their model. */
public record LanguageModelAgents(
        LanguageModel model,
        ModelContextAnalyzer contextAnalyzer,
        ModelQueryFormulator queryFormulator,
        ModelAnswerer answerer,
        ModelClarifier clarifier,
        ModelMetrics metrics,
        EnglishText english)
        implements ModelAgents, AutoCloseable {

    /**
     * @param entityTypes all types of entities
     * @param knownPurposes the purposes of the plain clarification agent's questions
     * @param completions completes the agents' futures, and thereby runs their dependent stages
     */
    public static LanguageModelAgents open(
            ModelSettings settings,
            Language language,
            List<String> entityTypes,
            List<String> knownPurposes,
            ModelMetrics metrics,
            Executor completions) {
        ModelBudget budget =
                new ModelBudget(
                        settings.tokensPerCall(),
                        settings.tokensPerMinute(),
                        InstantSource.system());
        LanguageModel model = new ChatLanguageModel(settings, budget, metrics, completions);
        Prompts prompts = Prompts.of(settings.prompts());
        Duration deadline = settings.deadline();
        EnglishText english = new EnglishText();
        Function<List<String>, Grounding> grounds = said -> new Grounding(said, language, english);
        return new LanguageModelAgents(
                model,
                new ModelContextAnalyzer(
                        model,
                        prompts.of(Prompts.CONTEXT_ANALYZER),
                        deadline,
                        language,
                        entityTypes,
                        grounds,
                        metrics),
                new ModelQueryFormulator(
                        model, prompts.of(Prompts.QUERY_FORMULATION), deadline, grounds, metrics),
                new ModelAnswerer(model, prompts.of(Prompts.ANSWER), deadline, metrics),
                new ModelClarifier(
                        model,
                        prompts.of(Prompts.CLARIFICATION),
                        deadline,
                        knownPurposes,
                        grounds,
                        metrics),
                metrics,
                english);
    }

    @Override
    public CompletableFuture<ModelResult<Analysis>> analyze(AssistRequest request, Analysis plain) {
        return contextAnalyzer.analyze(request, plain);
    }

    @Override
    public CompletableFuture<ModelResult<List<SearchQuery>>> formulate(
            AssistRequest request, Analysis plain) {
        return queryFormulator.formulate(request, plain);
    }

    @Override
    public CompletableFuture<ModelResult<Optional<Answer>>> answer(
            AssistRequest request, List<FoundArticle> found) {
        return answerer.answer(request, found);
    }

    @Override
    public CompletableFuture<ModelResult<Clarification>> clarify(
            AssistRequest request, Analysis analysis, List<FoundArticle> found) {
        return clarifier.clarify(request, analysis, found);
    }

    @Override
    public void searchFailed() {
        metrics.withheld(Prompts.QUERY_FORMULATION, "search_failed");
    }

    @Override
    public void plainAgentFailed(AgentName agent) {
        metrics.plainAgentFailed(agent.wireName());
    }

    @Override
    public void close() {
        model.close();
        english.close();
    }
}

package io.supportassistant.job.model;

import io.supportassistant.job.context.Language;
import io.supportassistant.job.knowledge.EnglishText;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Function;

/** The agents that ask a model, and the model they ask. */
public record ModelAgents(
        LanguageModel model,
        ModelContextAnalyzer contextAnalyzer,
        ModelQueryFormulator queryFormulator,
        ModelAnswerer answerer,
        ModelClarifier clarifier,
        ModelMetrics metrics,
        EnglishText english)
        implements AutoCloseable {

    /**
     * @param entityTypes the types of entities there are
     * @param knownPurposes the purposes the plain clarification agent has questions for
     * @param completions completes the agents' futures, and so runs what hangs on them
     */
    public static ModelAgents open(
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
        return new ModelAgents(
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
    public void close() {
        model.close();
        english.close();
    }
}

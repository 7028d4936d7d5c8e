package io.supportassistant.assist;

import io.supportassistant.answer.Answer;
import io.supportassistant.clarification.Clarification;
import io.supportassistant.context.Analysis;
import io.supportassistant.conversation.AssistRequest;
import io.supportassistant.events.Trigger;
import io.supportassistant.knowledge.Findings;
import io.supportassistant.knowledge.FoundArticle;
import io.supportassistant.knowledge.KnowledgeSearch.Inquiry;
import io.supportassistant.knowledge.SearchQuery;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Runs the plain agents with a model in addition. The model adds to the plain agents' results and
 * removes nothing; without an answer of the model, the plain result holds. The model is called only
 * for speech that adds something: for context and queries in parallel, then for an answer and
 * questions in parallel.
 */
record ModelSteps(PlainSteps plainSteps, ModelAgents models) implements AgentSteps {

    /** Most questions when a model adds some. */
    private static final int MOST_QUESTIONS = 3;

    @Override
    public CompletableFuture<Analysis> understand(AgentRun run, AssistRequest request) {
        return plainStep(
                run,
                AgentName.CONTEXT_ANALYZER,
                () -> plainSteps.analyzer().analyze(request),
                () -> PlainSteps.notUnderstood(request));
    }

    @Override
    public CompletableFuture<LookedUp> skipSearch(AgentRun run, Analysis plain) {
        return run.said(AgentName.CONTEXT_ANALYZER, plain, PlainSteps::confidence)
                .thenApply(analysis -> LookedUp.nothing(plain, analysis));
    }

    @Override
    public CompletableFuture<LookedUp> lookUp(AgentRun run, AssistRequest request, Analysis plain) {
        CompletableFuture<Analysis> analysis =
                run.modelStep(
                        AgentName.CONTEXT_ANALYZER,
                        () -> models.analyze(request, plain),
                        () -> plain,
                        PlainSteps::confidence);
        CompletableFuture<List<SearchQuery>> modelQueries =
                run.modelStep(
                        AgentName.QUERY_FORMULATION,
                        () -> models.formulate(request, plain),
                        List::of,
                        PlainSteps::confidence);
        CompletableFuture<List<FoundArticle>> modelArticles =
                modelQueries.thenCompose(queries -> searchEach(run, queries, plain));
        CompletableFuture<List<SearchQuery>> plainQueries =
                plainStep(
                        run,
                        AgentName.QUERY_FORMULATION,
                        () -> plainSteps.formulator().formulate(request, plain),
                        List::of);
        CompletableFuture<List<SearchQuery>> all =
                plainQueries.thenCombine(
                        modelQueries,
                        (first, more) -> Stream.concat(first.stream(), more.stream()).toList());
        CompletableFuture<Findings> found =
                plainQueries.thenCompose(queries -> plainSteps.search(run, queries, plain));
        return CompletableFuture.allOf(analysis, all, found, modelArticles)
                .thenApply(
                        done ->
                                new LookedUp(
                                        plain,
                                        analysis.join(),
                                        all.join(),
                                        found.join(),
                                        modelArticles.join()));
    }

    /** Runs each query separately, so that a failing one does not affect the others. */
    private CompletableFuture<List<FoundArticle>> searchEach(
            AgentRun run, List<SearchQuery> queries, Analysis plain) {
        CompletableFuture<List<FoundArticle>> all = CompletableFuture.completedFuture(List.of());
        for (SearchQuery query : queries) {
            Inquiry inquiry = new Inquiry(List.of(query), plain.subjects());
            CompletableFuture<Findings> one =
                    run.unrecorded(
                            () -> plainSteps.knowledge().search(inquiry, PlainSteps.MOST_FOUND),
                            failure -> {
                                models.searchFailed();
                                return Findings.unavailable();
                            });
            all =
                    all.thenCombine(
                            one,
                            (before, found) ->
                                    Stream.concat(before.stream(), found.articles().stream())
                                            .toList());
        }
        return all;
    }

    @Override
    public CompletableFuture<Optional<Answer>> answer(
            AgentRun run, AssistRequest request, LookedUp lookedUp) {
        List<FoundArticle> articles = lookedUp.worthShowing(plainSteps.minSimilarity());
        if (request.trigger() != Trigger.AGENT_QUESTION || articles.isEmpty()) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
        return run.modelStep(
                AgentName.ANSWER,
                () -> models.answer(request, articles),
                Optional::empty,
                answer -> null);
    }

    /**
     * Calls the model only if the plain agent has a question and does not follow a guide. The
     * model's analysis may add a reason to ask, but never removes one.
     */
    @Override
    public CompletableFuture<Clarification> clarify(
            AgentRun run, AssistRequest request, LookedUp lookedUp) {
        return plainStep(
                        run,
                        AgentName.CLARIFICATION,
                        () -> clarifyPlainly(request, lookedUp),
                        Clarification::none)
                .thenCompose(
                        plain ->
                                plain.guided() || !plain.needed()
                                        ? run.said(AgentName.CLARIFICATION, plain, said -> null)
                                        : clarifyWithModel(run, request, lookedUp, plain));
    }

    private CompletableFuture<Clarification> clarifyPlainly(
            AssistRequest request, LookedUp lookedUp) {
        Findings found = lookedUp.nearEnough(plainSteps.minSimilarity());
        return plainSteps
                .clarifier()
                .clarify(request, lookedUp.plain(), found)
                .thenCompose(
                        plain ->
                                plain.guided() || plain.needed()
                                        ? CompletableFuture.completedFuture(plain)
                                        : plainSteps
                                                .clarifier()
                                                .clarify(request, lookedUp.analysis(), found));
    }

    private CompletableFuture<Clarification> clarifyWithModel(
            AgentRun run, AssistRequest request, LookedUp lookedUp, Clarification plain) {
        return run.modelStep(
                        AgentName.CLARIFICATION,
                        () ->
                                models.clarify(
                                        request,
                                        lookedUp.analysis(),
                                        lookedUp.worthShowing(plainSteps.minSimilarity())),
                        () -> plain,
                        clarification -> null)
                .thenApply(model -> plain.with(model, MOST_QUESTIONS));
    }

    /** Runs a plain agent and counts its failure, which the model's record hides. */
    private <T> CompletableFuture<T> plainStep(
            AgentRun run,
            AgentName agent,
            Supplier<CompletableFuture<T>> call,
            Supplier<T> fallback) {
        return run.plainStep(agent, call, fallback)
                .thenApply(
                        result -> {
                            if (run.hasFailed(agent)) {
                                models.plainAgentFailed(agent);
                            }
                            return result;
                        });
    }
}

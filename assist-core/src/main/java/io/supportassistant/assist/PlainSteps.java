package io.supportassistant.assist;

import io.supportassistant.answer.Answer;
import io.supportassistant.clarification.Clarification;
import io.supportassistant.clarification.Clarifier;
import io.supportassistant.context.Analysis;
import io.supportassistant.context.ContextAnalyzer;
import io.supportassistant.context.Exchange;
import io.supportassistant.conversation.AssistRequest;
import io.supportassistant.conversation.Gist;
import io.supportassistant.events.AnalyzedContext;
import io.supportassistant.knowledge.CallWords;
import io.supportassistant.knowledge.Findings;
import io.supportassistant.knowledge.KnowledgeSearch;
import io.supportassistant.knowledge.KnowledgeSearch.Inquiry;
import io.supportassistant.knowledge.SearchQuery;
import io.supportassistant.query.QueryFormulator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * The plain agents alone.
 *
 * @param minSimilarity of an article that is worth showing
 */
record PlainSteps(
        ContextAnalyzer analyzer,
        QueryFormulator formulator,
        KnowledgeSearch knowledge,
        Clarifier clarifier,
        double minSimilarity)
        implements AgentSteps {

    static final int MOST_FOUND = 8;

    @Override
    public CompletableFuture<Analysis> understand(AgentRun run, AssistRequest request) {
        return run.step(
                AgentName.CONTEXT_ANALYZER,
                () -> analyzer.analyze(request),
                () -> notUnderstood(request),
                PlainSteps::confidence);
    }

    @Override
    public CompletableFuture<LookedUp> skipSearch(AgentRun run, Analysis plain) {
        return CompletableFuture.completedFuture(LookedUp.nothing(plain, plain));
    }

    @Override
    public CompletableFuture<LookedUp> lookUp(AgentRun run, AssistRequest request, Analysis plain) {
        return run.step(
                        AgentName.QUERY_FORMULATION,
                        () -> formulator.formulate(request, plain),
                        List::of,
                        PlainSteps::confidence)
                .thenCompose(
                        queries ->
                                search(run, queries, plain)
                                        .thenApply(
                                                found ->
                                                        new LookedUp(
                                                                plain, plain, queries, found,
                                                                List.of())));
    }

    CompletableFuture<Findings> search(AgentRun run, List<SearchQuery> queries, Analysis plain) {
        return run.step(
                AgentName.KNOWLEDGE_SEARCH,
                () ->
                        knowledge.search(
                                new Inquiry(queries, plain.subjects(), words(plain.gist())),
                                MOST_FOUND),
                Findings::unavailable,
                LookedUp::bestSimilarity);
    }

    @Override
    public CompletableFuture<Optional<Answer>> answer(
            AgentRun run, AssistRequest request, LookedUp lookedUp) {
        return CompletableFuture.completedFuture(Optional.empty());
    }

    @Override
    public CompletableFuture<Clarification> clarify(
            AgentRun run, AssistRequest request, LookedUp lookedUp) {
        return run.step(
                AgentName.CLARIFICATION,
                () ->
                        clarifier.clarify(
                                request, lookedUp.plain(), lookedUp.nearEnough(minSimilarity)),
                Clarification::none,
                clarification -> null);
    }

    private static CallWords words(Gist gist) {
        return new CallWords(gist.words(), gist.customerWords(), gist.lately());
    }

    static Double confidence(Analysis analysis) {
        return analysis.context().confidence();
    }

    static Double confidence(List<SearchQuery> queries) {
        return queries.stream().map(SearchQuery::confidence).max(Double::compare).orElse(null);
    }

    static Analysis notUnderstood(AssistRequest request) {
        String question = request.question() == null ? "" : request.question();
        return new Analysis(
                new AnalyzedContext(false, null, null, request.facts(), false, 0),
                new Exchange("", question, false),
                question,
                List.of(),
                List.of(),
                Set.of(),
                false,
                false);
    }
}

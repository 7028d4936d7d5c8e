package io.supportassistant.assist;

import io.supportassistant.answer.Answer;
import io.supportassistant.answer.ArticleAnswers;
import io.supportassistant.answer.Citation;
import io.supportassistant.clarification.Clarification;
import io.supportassistant.clarification.Clarifier;
import io.supportassistant.context.Analysis;
import io.supportassistant.context.ContextAnalyzer;
import io.supportassistant.context.Exchange;
import io.supportassistant.conversation.AssistRequest;
import io.supportassistant.events.AgentAction;
import io.supportassistant.events.AnalyzedContext;
import io.supportassistant.events.StageTimes;
import io.supportassistant.events.Trigger;
import io.supportassistant.knowledge.Findings;
import io.supportassistant.knowledge.FoundArticle;
import io.supportassistant.knowledge.KnowledgeSearch;
import io.supportassistant.knowledge.KnowledgeSearch.Inquiry;
import io.supportassistant.knowledge.SearchQuery;
import io.supportassistant.query.QueryFormulator;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The four agents in a row: understand, formulate, search, clarify. Each is skipped where its
 * answer could not matter, and none of them can fail the whole.
 */
public final class AssistPipeline {

    /** Nothing new was said that could change the answer. */
    public static final String NOTHING_NEW = "nothing_new";

    /** The issue is not understood well enough to search for it. */
    public static final String INSUFFICIENT_CONTEXT = "insufficient_context";

    /** What was said does not call for an article. */
    public static final String NOT_NEEDED = "not_needed";

    /** Nothing in the knowledge base is near enough to what was said. */
    public static final String NOTHING_FOUND = "nothing_found";

    /** An agent did not answer in time, and nothing could take its place. */
    public static final String TIMEOUT = "timeout";

    private static final int SEARCHED = 8;

    /** Articles that only a model's queries found: a few, behind the others. */
    private static final int BESIDES = 2;

    /** Questions there is room for where a model adds some. */
    private static final int QUESTIONS = 3;

    /** Beside a clear hit, articles below this share of its similarity only distract. */
    private static final double SHARE_OF_BEST = 0.9;

    private final ContextAnalyzer analyzer;
    private final QueryFormulator formulator;
    private final KnowledgeSearch knowledge;
    private final Clarifier clarifier;
    private final KnowledgeNeed knowledgeNeed;
    private final ModelAgents models;
    private final ArticleAnswers answers;
    private final AgentSettings settings;
    private final Executor executor;
    private final InstantSource clock;

    /**
     * @param models the agents that ask a model, or null to do with the plain ones
     * @param answers looks for what answers in the articles found
     * @param executor goes on where an answer came on a thread that has other things to do
     */
    public AssistPipeline(
            ContextAnalyzer analyzer,
            QueryFormulator formulator,
            KnowledgeSearch knowledge,
            Clarifier clarifier,
            KnowledgeNeed knowledgeNeed,
            ModelAgents models,
            ArticleAnswers answers,
            AgentSettings settings,
            Executor executor,
            InstantSource clock) {
        this.analyzer = analyzer;
        this.formulator = formulator;
        this.knowledge = knowledge;
        this.clarifier = clarifier;
        this.knowledgeNeed = knowledgeNeed;
        this.models = models;
        this.answers = answers;
        this.settings = settings;
        this.executor = executor;
        this.clock = clock;
    }

    /**
     * The plain agents understand first, which costs next to nothing, and what they understood
     * holds wherever a model does not answer; a model adds to what they show and takes nothing
     * away. Models are asked only about speech that adds something: for context and queries at the
     * same time, then for an answer and questions at the same time.
     */
    public CompletableFuture<AssistResult> run(AssistRequest request) {
        Instant startedAt = clock.instant();
        AgentRun run = new AgentRun(request, settings.deadline(), executor, clock);
        return understand(run, request)
                .thenCompose(plain -> lookUp(run, request, plain))
                .thenCompose(
                        lookedUp -> {
                            CompletableFuture<Optional<Answer>> answer =
                                    answer(run, request, lookedUp);
                            return clarify(run, request, lookedUp)
                                    .thenCombine(
                                            answer,
                                            (clarification, answered) ->
                                                    result(
                                                            run,
                                                            request,
                                                            lookedUp,
                                                            answered,
                                                            clarification,
                                                            startedAt));
                        });
    }

    /**
     * What is understood, and what the knowledge base has on it.
     *
     * @param plain what the plain agents understood
     * @param analysis the same with what a model adds
     * @param queries that ran, the plain agents' first
     * @param found for the plain agents' queries
     * @param besides for a model's queries
     */
    private record LookedUp(
            Analysis plain,
            Analysis analysis,
            List<SearchQuery> queries,
            Findings found,
            List<FoundArticle> besides) {}

    /** What takes the place of a result that did not come in time: the context stays unknown. */
    public AssistResult degraded(AssistRequest request) {
        Instant now = clock.instant();
        Analysis analysis = notUnderstood(request);
        return new AssistResult(
                request,
                TIMEOUT,
                analysis,
                "",
                List.of(),
                Findings.nothing(),
                0,
                List.of(),
                null,
                Clarification.none(),
                new StageTimes(
                        request.receivedAt(), request.triggeredAt(), now, 0, 0, 0, 0, now, null),
                List.of());
    }

    private CompletableFuture<Analysis> understand(AgentRun run, AssistRequest request) {
        if (models == null) {
            return run.step(
                    AgentName.CONTEXT_ANALYZER,
                    () -> analyzer.analyze(request),
                    () -> notUnderstood(request),
                    AssistPipeline::confidence);
        }
        return plainStep(
                run,
                AgentName.CONTEXT_ANALYZER,
                () -> analyzer.analyze(request),
                () -> notUnderstood(request));
    }

    private CompletableFuture<LookedUp> lookUp(
            AgentRun run, AssistRequest request, Analysis plain) {
        if (!worthSearching(request, plain)) {
            return plainly(run, AgentName.CONTEXT_ANALYZER, plain, AssistPipeline::confidence)
                    .thenApply(
                            analysis ->
                                    new LookedUp(
                                            plain,
                                            analysis,
                                            List.of(),
                                            Findings.nothing(),
                                            List.of()));
        }
        if (models == null) {
            return run.step(
                            AgentName.QUERY_FORMULATION,
                            () -> formulator.formulate(request, plain),
                            List::of,
                            AssistPipeline::confidence)
                    .thenCompose(
                            queries ->
                                    search(run, queries, plain)
                                            .thenApply(
                                                    found ->
                                                            new LookedUp(
                                                                    plain, plain, queries, found,
                                                                    List.of())));
        }
        CompletableFuture<Analysis> analysis =
                run.modelStep(
                        AgentName.CONTEXT_ANALYZER,
                        () -> models.analyze(request, plain),
                        () -> plain,
                        AssistPipeline::confidence);
        CompletableFuture<List<SearchQuery>> enhanced =
                run.modelStep(
                        AgentName.QUERY_FORMULATION,
                        () -> models.formulate(request, plain),
                        List::of,
                        AssistPipeline::confidence);
        CompletableFuture<List<FoundArticle>> besides =
                enhanced.thenCompose(queries -> searchEach(run, queries, plain));
        CompletableFuture<List<SearchQuery>> own =
                plainStep(
                        run,
                        AgentName.QUERY_FORMULATION,
                        () -> formulator.formulate(request, plain),
                        List::of);
        CompletableFuture<List<SearchQuery>> all =
                own.thenCombine(
                        enhanced,
                        (first, more) -> Stream.concat(first.stream(), more.stream()).toList());
        CompletableFuture<Findings> found = own.thenCompose(queries -> search(run, queries, plain));
        return CompletableFuture.allOf(analysis, all, found, besides)
                .thenApply(
                        done ->
                                new LookedUp(
                                        plain,
                                        analysis.join(),
                                        all.join(),
                                        found.join(),
                                        besides.join()));
    }

    private CompletableFuture<Findings> search(
            AgentRun run, List<SearchQuery> queries, Analysis plain) {
        return run.step(
                AgentName.KNOWLEDGE_SEARCH,
                () ->
                        knowledge.search(
                                new Inquiry(queries, plain.subjects(), plain.gist()), SEARCHED),
                Findings::unavailable,
                AssistPipeline::bestSimilarity);
    }

    /** Searches for each by itself, so that a bad one costs the others nothing. */
    private CompletableFuture<List<FoundArticle>> searchEach(
            AgentRun run, List<SearchQuery> queries, Analysis plain) {
        CompletableFuture<List<FoundArticle>> all = CompletableFuture.completedFuture(List.of());
        for (SearchQuery query : queries) {
            CompletableFuture<Findings> one =
                    run.unrecorded(
                            () ->
                                    knowledge.search(
                                            new Inquiry(List.of(query), plain.subjects()),
                                            SEARCHED),
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

    /** Whoever asks gets an answer if a model can give one; cards alone if not. */
    private CompletableFuture<Optional<Answer>> answer(
            AgentRun run, AssistRequest request, LookedUp lookedUp) {
        List<FoundArticle> articles = worthShowing(lookedUp);
        if (models == null || request.trigger() != Trigger.AGENT_QUESTION || articles.isEmpty()) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
        return run.modelStep(
                AgentName.ANSWER,
                () -> models.answer(request, articles),
                Optional::empty,
                answer -> null);
    }

    /**
     * A model is asked only where the plain agent has something to ask and no guide to follow. Its
     * analysis may give a reason to ask; it takes none away.
     */
    private CompletableFuture<Clarification> clarify(
            AgentRun run, AssistRequest request, LookedUp lookedUp) {
        Findings found = nearEnough(lookedUp.found());
        if (models == null) {
            return run.step(
                    AgentName.CLARIFICATION,
                    () -> clarifier.clarify(request, lookedUp.plain(), found),
                    Clarification::none,
                    clarification -> null);
        }
        return plainStep(
                        run,
                        AgentName.CLARIFICATION,
                        () -> clarifyPlainly(request, lookedUp, found),
                        Clarification::none)
                .thenCompose(
                        plain ->
                                plain.guided() || !plain.needed()
                                        ? plainly(
                                                run,
                                                AgentName.CLARIFICATION,
                                                plain,
                                                clarification -> null)
                                        : clarifyWithModel(run, request, lookedUp, plain));
    }

    private CompletableFuture<Clarification> clarifyPlainly(
            AssistRequest request, LookedUp lookedUp, Findings found) {
        return clarifier
                .clarify(request, lookedUp.plain(), found)
                .thenCompose(
                        plain ->
                                plain.guided() || plain.needed()
                                        ? CompletableFuture.completedFuture(plain)
                                        : clarifier.clarify(request, lookedUp.analysis(), found));
    }

    private CompletableFuture<Clarification> clarifyWithModel(
            AgentRun run, AssistRequest request, LookedUp lookedUp, Clarification plain) {
        return run.modelStep(
                        AgentName.CLARIFICATION,
                        () -> models.clarify(request, lookedUp.analysis(), worthShowing(lookedUp)),
                        () -> plain,
                        clarification -> null)
                .thenApply(model -> plain.with(model, QUESTIONS));
    }

    /** Records what a plain agent said where no model needed to be asked. */
    private <T> CompletableFuture<T> plainly(
            AgentRun run, AgentName agent, T said, Function<T, Double> confidence) {
        return models == null
                ? CompletableFuture.completedFuture(said)
                : run.said(agent, said, confidence);
    }

    /**
     * Runs a plain agent beside a model's; its failure is counted, as the model's record hides it.
     */
    private <T> CompletableFuture<T> plainStep(
            AgentRun run,
            AgentName agent,
            Supplier<CompletableFuture<T>> call,
            Supplier<T> fallback) {
        return run.plainStep(agent, call, fallback)
                .thenApply(
                        said -> {
                            if (run.hasFailed(agent)) {
                                models.plainAgentFailed(agent);
                            }
                            return said;
                        });
    }

    private static Double confidence(Analysis analysis) {
        return analysis.context().confidence();
    }

    private static Double confidence(List<SearchQuery> queries) {
        return queries.stream().map(SearchQuery::confidence).max(Double::compare).orElse(null);
    }

    private static boolean worthSearching(AssistRequest request, Analysis analysis) {
        return request.trigger() == Trigger.AGENT_QUESTION || analysis.addsSomething();
    }

    private static double bestSimilarity(Findings found) {
        return found.articles().isEmpty() ? 0 : found.articles().get(0).similarity();
    }

    private Findings nearEnough(Findings found) {
        double least = Math.max(settings.minSimilarity(), SHARE_OF_BEST * bestSimilarity(found));
        return new Findings(
                found.articles().stream().filter(article -> article.similarity() >= least).toList(),
                found.subjects(),
                found.evidence(),
                found.supports(),
                found.searched());
    }

    /**
     * What the plain agents' queries found, then what only a model's found, if it is as near as the
     * best of the others.
     */
    private List<FoundArticle> worthShowing(LookedUp lookedUp) {
        List<FoundArticle> found = nearEnough(lookedUp.found()).articles();
        double least =
                Math.max(
                        settings.minSimilarity(), SHARE_OF_BEST * bestSimilarity(lookedUp.found()));
        Set<String> known =
                found.stream()
                        .map(FoundArticle::articleId)
                        .collect(Collectors.toCollection(HashSet::new));
        Stream<FoundArticle> besides =
                lookedUp.besides().stream()
                        .filter(article -> article.similarity() >= least)
                        .sorted(Comparator.comparingDouble(FoundArticle::similarity).reversed())
                        .filter(article -> known.add(article.articleId()))
                        .limit(BESIDES);
        return Stream.concat(found.stream(), besides).toList();
    }

    private AssistResult result(
            AgentRun run,
            AssistRequest request,
            LookedUp lookedUp,
            Optional<Answer> answer,
            Clarification clarification,
            Instant startedAt) {
        Analysis analysis = lookedUp.analysis();
        Findings found = lookedUp.found();
        double need =
                request.trigger() == Trigger.AGENT_QUESTION
                        ? 1
                        : knowledgeNeed.of(analysis, found, clarification.guided());
        List<FoundArticle> articles =
                need < settings.minKnowledgeNeed() ? List.of() : worthShowing(lookedUp);
        StageTimes timings =
                new StageTimes(
                        request.receivedAt(),
                        request.triggeredAt(),
                        startedAt,
                        run.milliseconds(AgentName.CONTEXT_ANALYZER),
                        run.milliseconds(AgentName.QUERY_FORMULATION),
                        run.milliseconds(AgentName.KNOWLEDGE_SEARCH),
                        run.milliseconds(AgentName.CLARIFICATION),
                        clock.instant(),
                        null);
        ArticleAnswers.Answering answering = answers.to(request);
        Set<String> quoted =
                answer.stream()
                        .flatMap(one -> one.citations().stream())
                        .map(Citation::articleId)
                        .collect(Collectors.toSet());
        return new AssistResult(
                request,
                outcome(request, analysis, need >= settings.minKnowledgeNeed(), articles),
                analysis,
                WhyNow.of(request, analysis),
                lookedUp.queries(),
                answering.findings(found, quoted),
                need,
                answering.articles(articles, quoted),
                answer.orElse(null),
                clarification,
                timings,
                run.actions(lookedUp.queries()));
    }

    private static String outcome(
            AssistRequest request, Analysis analysis, boolean needed, List<FoundArticle> articles) {
        if (!articles.isEmpty()) {
            return AgentAction.OK;
        }
        if (!worthSearching(request, analysis)) {
            return NOTHING_NEW;
        }
        if (needed) {
            return NOTHING_FOUND;
        }
        return analysis.context().hasSufficientContext() ? NOT_NEEDED : INSUFFICIENT_CONTEXT;
    }

    private static Analysis notUnderstood(AssistRequest request) {
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

package io.supportassistant.assist;

import io.supportassistant.answer.Answer;
import io.supportassistant.answer.ArticleAnswers;
import io.supportassistant.answer.Citation;
import io.supportassistant.clarification.Clarification;
import io.supportassistant.clarification.Clarifier;
import io.supportassistant.context.Analysis;
import io.supportassistant.context.ContextAnalyzer;
import io.supportassistant.conversation.AssistRequest;
import io.supportassistant.events.AgentAction;
import io.supportassistant.events.StageTimes;
import io.supportassistant.events.Trigger;
import io.supportassistant.knowledge.Findings;
import io.supportassistant.knowledge.FoundArticle;
import io.supportassistant.knowledge.KnowledgeSearch;
import io.supportassistant.query.QueryFormulator;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;

/**
 * Runs the four assist agents in sequence: understand, formulate, search, clarify. An agent is
 * skipped if its result could not matter; a failing agent does not fail the run.
 */
public final class AssistPipeline {

    /** The call said nothing new that could change the result. */
    public static final String NOTHING_NEW = "nothing_new";

    /** The issue is not understood well enough to search for it. */
    public static final String INSUFFICIENT_CONTEXT = "insufficient_context";

    /** The speech does not call for an article. */
    public static final String NOT_NEEDED = "not_needed";

    /** No article is similar enough to the speech. */
    public static final String NOTHING_FOUND = "nothing_found";

    /** An agent did not respond in time, and there was no fallback. */
    public static final String TIMEOUT = "timeout";

    private final AgentSteps steps;
    private final KnowledgeNeed knowledgeNeed;
    private final ArticleAnswers answers;
    private final AgentSettings settings;
    private final Executor executor;
    private final InstantSource clock;

    /**
     * @param models the agents that call a model, or null to run the plain agents only
     * @param answers finds the answer in the found articles
     * @param executor runs the continuations of asynchronous responses
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
        PlainSteps plain =
                new PlainSteps(
                        analyzer, formulator, knowledge, clarifier, settings.minSimilarity());
        this.steps = models == null ? plain : new ModelSteps(plain, models);
        this.knowledgeNeed = knowledgeNeed;
        this.answers = answers;
        this.settings = settings;
        this.executor = executor;
        this.clock = clock;
    }

    /** Understands and searches, then answers and clarifies in parallel. */
    public CompletableFuture<AssistResult> run(AssistRequest request) {
        Instant startedAt = clock.instant();
        AgentRun run = new AgentRun(request, settings.deadline(), executor, clock);
        return steps.understand(run, request)
                .thenCompose(
                        plain ->
                                worthSearching(request, plain)
                                        ? steps.lookUp(run, request, plain)
                                        : steps.skipSearch(run, plain))
                .thenCompose(lookedUp -> conclude(run, request, lookedUp, startedAt));
    }

    private CompletableFuture<AssistResult> conclude(
            AgentRun run, AssistRequest request, LookedUp lookedUp, Instant startedAt) {
        CompletableFuture<Optional<Answer>> answer = steps.answer(run, request, lookedUp);
        CompletableFuture<Clarification> clarification = steps.clarify(run, request, lookedUp);
        return clarification.thenCombine(
                answer,
                (clarified, answered) ->
                        result(run, request, lookedUp, answered, clarified, startedAt));
    }

    /** The result to use if the run did not finish in time; the context is unknown. */
    public AssistResult degraded(AssistRequest request) {
        Instant now = clock.instant();
        Analysis analysis = PlainSteps.notUnderstood(request);
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

    private static boolean worthSearching(AssistRequest request, Analysis analysis) {
        return request.trigger() == Trigger.AGENT_QUESTION || analysis.addsSomething();
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
                        : need(lookedUp, clarification.guided());
        List<FoundArticle> articles =
                need < settings.minKnowledgeNeed()
                        ? List.of()
                        : lookedUp.worthShowing(settings.minSimilarity());
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

    /** A model may find a need that the plain agents did not, but never denies one. */
    private double need(LookedUp lookedUp, boolean guided) {
        double plain = knowledgeNeed.of(lookedUp.plain(), lookedUp.found(), guided);
        return lookedUp.analysis().equals(lookedUp.plain())
                ? plain
                : Math.max(plain, knowledgeNeed.of(lookedUp.analysis(), lookedUp.found(), guided));
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
}

package io.supportassistant.job.assist;

import io.supportassistant.events.AgentAction;
import io.supportassistant.events.AnalyzedContext;
import io.supportassistant.events.DetectedEntity;
import io.supportassistant.events.Speaker;
import io.supportassistant.events.StageTimes;
import io.supportassistant.events.Trigger;
import io.supportassistant.job.clarification.Clarification;
import io.supportassistant.job.clarification.Clarifier;
import io.supportassistant.job.context.Analysis;
import io.supportassistant.job.context.ContextAnalyzer;
import io.supportassistant.job.conversation.AssistRequest;
import io.supportassistant.job.conversation.Turn;
import io.supportassistant.job.knowledge.FoundArticle;
import io.supportassistant.job.knowledge.KnowledgeSearch;
import io.supportassistant.job.query.QueryFormulator;
import io.supportassistant.job.query.SearchQuery;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/**
 * The four agents in a row: understand, formulate, search, clarify. Each is skipped where its
 * answer could not matter, and none of them can fail the whole.
 */
public final class AssistPipeline {

    /** Nothing new was said that could change the answer. */
    public static final String NOTHING_NEW = "nothing_new";

    /** The issue is not understood well enough to search for it. */
    public static final String INSUFFICIENT_CONTEXT = "insufficient_context";

    /** Nothing in the knowledge base is near enough to what was said. */
    public static final String NOTHING_FOUND = "nothing_found";

    /** An agent did not answer in time, and nothing could take its place. */
    public static final String TIMEOUT = "timeout";

    private static final int SEARCHED = 8;

    /** Beside a clear hit, articles below this share of its similarity only distract. */
    private static final double SHARE_OF_BEST = 0.85;

    private final ContextAnalyzer analyzer;
    private final QueryFormulator formulator;
    private final KnowledgeSearch knowledge;
    private final Clarifier clarifier;
    private final double minSimilarity;
    private final Duration deadline;
    private final InstantSource clock;

    /**
     * @param minSimilarity articles less similar to what was said are not worth the agent's eyes
     * @param deadline for each of the four agents
     */
    public AssistPipeline(
            ContextAnalyzer analyzer,
            QueryFormulator formulator,
            KnowledgeSearch knowledge,
            Clarifier clarifier,
            double minSimilarity,
            Duration deadline,
            InstantSource clock) {
        this.analyzer = analyzer;
        this.formulator = formulator;
        this.knowledge = knowledge;
        this.clarifier = clarifier;
        this.minSimilarity = minSimilarity;
        this.deadline = deadline;
        this.clock = clock;
    }

    public CompletableFuture<AssistResult> run(AssistRequest request) {
        Instant startedAt = clock.instant();
        AgentRun run = new AgentRun(request, deadline, clock);
        return run.step(
                        AgentName.CONTEXT_ANALYZER,
                        () -> analyzer.analyze(request),
                        () -> notUnderstood(request),
                        analysis -> analysis.context().confidence())
                .thenCompose(
                        analysis ->
                                search(run, request, analysis)
                                        .thenCompose(
                                                found ->
                                                        clarify(run, request, analysis, found)
                                                                .thenApply(
                                                                        clarification ->
                                                                                result(
                                                                                        run,
                                                                                        request,
                                                                                        analysis,
                                                                                        found,
                                                                                        clarification,
                                                                                        startedAt))));
    }

    /** What takes the place of a result that did not come in time: the context stays unknown. */
    public AssistResult degraded(AssistRequest request) {
        Instant now = clock.instant();
        Analysis analysis = notUnderstood(request);
        return new AssistResult(
                request,
                TIMEOUT,
                analysis.context(),
                "",
                List.of(),
                new Clarification(List.of(), List.of()),
                new StageTimes(
                        request.receivedAt(), request.triggeredAt(), now, 0, 0, 0, 0, now, null),
                List.of());
    }

    private CompletableFuture<List<FoundArticle>> search(
            AgentRun run, AssistRequest request, Analysis analysis) {
        if (!worthSearching(request, analysis)) {
            return CompletableFuture.completedFuture(List.of());
        }
        return run.step(
                        AgentName.QUERY_FORMULATION,
                        () -> formulator.formulate(analysis),
                        List::of,
                        queries ->
                                queries.stream()
                                        .map(SearchQuery::confidence)
                                        .max(Double::compare)
                                        .orElse(null))
                .thenCompose(
                        queries ->
                                run.step(
                                        AgentName.KNOWLEDGE_SEARCH,
                                        () ->
                                                knowledge
                                                        .search(queries, SEARCHED)
                                                        .thenApply(this::nearEnough),
                                        List::of,
                                        found ->
                                                found.isEmpty() ? 0.0 : found.get(0).similarity()));
    }

    private CompletableFuture<Clarification> clarify(
            AgentRun run, AssistRequest request, Analysis analysis, List<FoundArticle> found) {
        return run.step(
                AgentName.CLARIFICATION,
                () -> clarifier.clarify(request, analysis, found),
                () -> new Clarification(List.of(), List.of()),
                clarification -> null);
    }

    private static boolean worthSearching(AssistRequest request, Analysis analysis) {
        return request.trigger() == Trigger.AGENT_QUESTION
                || (analysis.context().hasSufficientContext() && analysis.addsSomething());
    }

    private List<FoundArticle> nearEnough(List<FoundArticle> found) {
        double best = found.isEmpty() ? 0 : found.get(0).similarity();
        double least = Math.max(minSimilarity, SHARE_OF_BEST * best);
        return found.stream().filter(article -> article.similarity() >= least).toList();
    }

    private AssistResult result(
            AgentRun run,
            AssistRequest request,
            Analysis analysis,
            List<FoundArticle> found,
            Clarification clarification,
            Instant startedAt) {
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
        return new AssistResult(
                request,
                outcome(request, analysis, found),
                analysis.context(),
                whyNow(request, analysis),
                found,
                clarification,
                timings,
                run.actions());
    }

    private static String outcome(
            AssistRequest request, Analysis analysis, List<FoundArticle> found) {
        if (!found.isEmpty()) {
            return AgentAction.OK;
        }
        if (worthSearching(request, analysis)) {
            return NOTHING_FOUND;
        }
        return analysis.addsSomething() ? INSUFFICIENT_CONTEXT : NOTHING_NEW;
    }

    private static String whyNow(AssistRequest request, Analysis analysis) {
        if (request.question() != null) {
            return "You asked: " + shortened(request.question());
        }
        if (!analysis.newEntities().isEmpty()) {
            return "Customer mentioned "
                    + analysis.newEntities().stream()
                            .map(AssistPipeline::spoken)
                            .collect(Collectors.joining(", "));
        }
        return "Customer said: " + shortened(lastSaid(request).orElse(analysis.issueText()));
    }

    private static Optional<String> lastSaid(AssistRequest request) {
        return request.turns().stream()
                .filter(turn -> request.newSegmentIds().contains(turn.segmentId()))
                .filter(turn -> turn.speaker() != Speaker.AGENT)
                .map(Turn::text)
                .reduce((earlier, later) -> later);
    }

    private static String spoken(DetectedEntity entity) {
        return switch (entity.type()) {
            case DetectedEntity.ERROR_CODE -> "error " + entity.value();
            case DetectedEntity.VERSION -> "version " + entity.value();
            default -> entity.value();
        };
    }

    private static String shortened(String text) {
        int most = 90;
        if (text.length() <= most) {
            return text;
        }
        int cut = text.length() - most;
        int space = text.indexOf(' ', cut);
        if (space >= 0) {
            return "\u2026" + text.substring(space + 1);
        }
        return "\u2026"
                + text.substring(Character.isLowSurrogate(text.charAt(cut)) ? cut + 1 : cut);
    }

    private static Analysis notUnderstood(AssistRequest request) {
        return new Analysis(
                new AnalyzedContext(false, null, request.facts(), false, 0),
                request.question() == null ? "" : request.question(),
                List.of(),
                List.of(),
                false,
                false);
    }
}

package io.supportassistant.assistjob;

import io.supportassistant.answer.ArticleAnswers;
import io.supportassistant.assist.AgentSettings;
import io.supportassistant.assist.AssistPipeline;
import io.supportassistant.assist.KnowledgeNeed;
import io.supportassistant.clarification.Clarification;
import io.supportassistant.context.Analysis;
import io.supportassistant.context.Exchange;
import io.supportassistant.context.Language;
import io.supportassistant.conversation.AssistRequest;
import io.supportassistant.events.AgentAction;
import io.supportassistant.events.AnalyzedContext;
import io.supportassistant.events.DetectedEntity;
import io.supportassistant.events.SessionIds;
import io.supportassistant.flink.CollectingSink;
import io.supportassistant.flink.GoldenSavepoint;
import io.supportassistant.flink.HeldCall;
import io.supportassistant.flink.HeldSource;
import io.supportassistant.knowledge.EnglishText;
import io.supportassistant.knowledge.Findings;
import io.supportassistant.knowledge.FoundArticle;
import io.supportassistant.language.Interpreter;
import io.supportassistant.query.PlainQueryFormulator;
import io.supportassistant.settings.Settings;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The assist job of the golden savepoints, and the events before a savepoint is taken. All of it
 * runs in the test's process.
 */
final class SavepointJob {

    static final String UNANSWERED = SessionIds.session("generic", "unanswered");
    static final String LEG = SessionIds.session("generic", "leg");
    static final String LINKED_LEG = SessionIds.session("generic", "linked-leg");
    static final String HANGS = "it hangs";
    static final String PROBLEM = "I get error 401 when I log in";
    static final String QUESTION = "Which version is it?";

    /** Golden savepoints are older than any realistic time to live. */
    private static final Duration UNLIMITED = Duration.ofDays(36_500);

    static final List<AssistRequest> REQUESTS = new CopyOnWriteArrayList<>();
    static volatile boolean answersAll;
    static volatile boolean knowsTheVersion;

    private SavepointJob() {}

    static void forgetAll() {
        HeldSource.forgetAll();
        REQUESTS.clear();
        CollectingSink.forgetAll();
        answersAll = false;
        knowsTheVersion = false;
    }

    static void define(StreamExecutionEnvironment env) {
        AssistTopology.define(
                env,
                new AssistTopology.Sources(
                        new HeldSource("call-events"),
                        new HeldSource("agent-feedback"),
                        new HeldSource("customer-profiles")),
                new AssistTopology.Sinks(
                        new CollectingSink<>("suggestions"),
                        new CollectingSink<>("agent-actions"),
                        new CollectingSink<>("call-brief"),
                        new CollectingSink<>("told"),
                        new CollectingSink<>("dead-letters")),
                (executor, metrics) -> opened(),
                JobSettings.from(
                        Settings.of(
                                Map.of(
                                        "STATE_TTL", "876000h",
                                        "CALL_IDLE_TIMEOUT", "876000h",
                                        "ASSIST_INTERVAL", "100ms",
                                        "ASSIST_TIMEOUT", "1h"),
                                new String[0])),
                UNLIMITED);
    }

    static PipelineFactory.Opened opened() {
        AssistPipeline pipeline =
                new AssistPipeline(
                        SavepointJob::analyze,
                        new PlainQueryFormulator(),
                        (inquiry, limit) ->
                                CompletableFuture.completedFuture(
                                        new Findings(
                                                List.of(
                                                        new FoundArticle(
                                                                "KB-1",
                                                                "Error 401",
                                                                null,
                                                                null,
                                                                null,
                                                                "Set a new password.",
                                                                List.of(),
                                                                0.9)),
                                                List.of(),
                                                Findings.Evidence.NONE,
                                                true)),
                        (request, analysis, found) ->
                                CompletableFuture.completedFuture(clarification()),
                        KnowledgeNeed.standard(Language.english(), null),
                        null,
                        new ArticleAnswers(
                                id -> Optional.empty(),
                                new EnglishText(),
                                stem -> 0,
                                Interpreter.ofEnglish()),
                        AgentSettings.defaults().withDeadline(Duration.ofHours(1)),
                        Runnable::run,
                        InstantSource.system());
        return new PipelineFactory.Opened() {
            @Override
            public AssistPipeline pipeline() {
                return pipeline;
            }

            @Override
            public void close() {}
        };
    }

    private static Clarification clarification() {
        return knowsTheVersion
                ? new Clarification(true, false, List.of(), List.of("get_version"))
                : new Clarification(
                        true,
                        false,
                        List.of(new Clarification.ProposedQuestion("get_version", 1, QUESTION)),
                        List.of());
    }

    private static CompletableFuture<Analysis> analyze(AssistRequest request) {
        REQUESTS.add(request);
        boolean hangs = request.turns().stream().anyMatch(turn -> turn.text().equals(HANGS));
        if (hangs && !answersAll) {
            return new CompletableFuture<>();
        }
        List<DetectedEntity> none = List.of();
        return CompletableFuture.completedFuture(
                new Analysis(
                        new AnalyzedContext(true, "other", PROBLEM, none, false, 0.9),
                        new Exchange("", PROBLEM, false),
                        PROBLEM,
                        none,
                        none,
                        Set.of(),
                        true,
                        true));
    }

    // ---- the events before the savepoint

    static void tell() {
        HeldCall.send("call-events", HeldCall.started("live", HeldCall.CALL));
        HeldCall.send(
                "call-events",
                HeldCall.segment("live", HeldCall.CALL, "s1", "customer", PROBLEM, 1));
        HeldCall.send(
                "call-events",
                HeldCall.segment("unanswered", UNANSWERED, "u1", "customer", HANGS, 1));
        HeldCall.send(
                "call-events",
                HeldCall.segment("leg", LEG, "l1", "agent", "hello from the leg", 1));
        HeldCall.send("call-events", HeldCall.linked("linked-leg", LINKED_LEG));
        HeldCall.send("agent-feedback", HeldCall.feedback("dismissed", "card-1", "dismissed"));
    }

    /** Whether the job has stored all events. */
    static boolean hasTakenInAll() {
        return HeldSource.isTaken()
                && REQUESTS.stream().anyMatch(one -> one.sessionId().equals(UNANSWERED))
                && CollectingSink.collected("agent-actions", AgentAction.class).stream()
                        .anyMatch(action -> action.agentName().equals("suggestion_gate"));
    }

    /**
     * Takes the savepoint of a version.
     *
     * @param args the folder for it, such as {@code src/test/resources/savepoints/0.2.0}
     */
    public static void main(String[] args) throws Exception {
        forgetAll();
        GoldenSavepoint.take(
                Path.of(args[0]).toAbsolutePath(),
                SavepointJob::define,
                SavepointJob::tell,
                SavepointJob::hasTakenInAll);
        System.exit(0);
    }
}

package io.supportassistant.job.topology;

import io.supportassistant.events.AgentAction;
import io.supportassistant.events.AnalyzedContext;
import io.supportassistant.events.CustomerProfile;
import io.supportassistant.events.DetectedEntity;
import io.supportassistant.events.SessionIds;
import io.supportassistant.job.answer.ArticleAnswers;
import io.supportassistant.job.assist.AgentSettings;
import io.supportassistant.job.assist.AssistPipeline;
import io.supportassistant.job.assist.KnowledgeNeed;
import io.supportassistant.job.clarification.Clarification;
import io.supportassistant.job.context.Analysis;
import io.supportassistant.job.context.Exchange;
import io.supportassistant.job.context.Language;
import io.supportassistant.job.conversation.AssistRequest;
import io.supportassistant.job.crm.CallFile.CallFileSettings;
import io.supportassistant.job.crm.CallRecorder.Patience;
import io.supportassistant.job.crm.FakeCrm;
import io.supportassistant.job.crm.vendors.CrmSettings;
import io.supportassistant.job.knowledge.EnglishText;
import io.supportassistant.job.knowledge.Findings;
import io.supportassistant.job.knowledge.FoundArticle;
import io.supportassistant.job.language.Interpreter;
import io.supportassistant.job.query.PlainQueryFormulator;
import io.supportassistant.settings.Settings;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The jobs of the golden savepoints, and what happens before a savepoint is taken. All of it runs
 * in one process with the test.
 */
final class SavepointJobs {

    static final String CALL = SessionIds.session("generic", "live");
    static final String UNANSWERED = SessionIds.session("generic", "unanswered");
    static final String LEG = SessionIds.session("generic", "leg");
    static final String LINKED_LEG = SessionIds.session("generic", "linked-leg");
    static final String HANGS = "it hangs";
    static final String PROBLEM = "I get error 401 when I log in";
    static final String QUESTION = "Which version is it?";

    /** Golden savepoints are older than any sensible time to live. */
    private static final Duration FOR_EVER = Duration.ofDays(36_500);

    static final List<AssistRequest> REQUESTS = new CopyOnWriteArrayList<>();
    private static final Map<String, List<Object>> COLLECTED = new ConcurrentHashMap<>();
    static volatile boolean answersAll;
    static volatile boolean knowsTheVersion;
    static volatile FakeCrm crm = new FakeCrm();

    private SavepointJobs() {}

    static void forgetAll() {
        HeldSource.forgetAll();
        REQUESTS.clear();
        COLLECTED.clear();
        answersAll = false;
        knowsTheVersion = false;
        crm = new FakeCrm();
    }

    static <T> List<T> collected(String topic, Class<T> type) {
        return COLLECTED.getOrDefault(topic, List.of()).stream()
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }

    private record Collect<T>(String topic) implements Sink<T> {

        @Override
        public SinkWriter<T> createWriter(WriterInitContext context) {
            List<Object> all =
                    COLLECTED.computeIfAbsent(topic, name -> new CopyOnWriteArrayList<>());
            return new SinkWriter<>() {
                @Override
                public void write(T element, Context now) {
                    all.add(element);
                }

                @Override
                public void flush(boolean endOfInput) {}

                @Override
                public void close() {}
            };
        }
    }

    static void defineAssistJob(StreamExecutionEnvironment env) {
        AssistTopology.define(
                env,
                new AssistTopology.Sources(
                        new HeldSource("call-events"),
                        new HeldSource("agent-feedback"),
                        new HeldSource("customer-profiles")),
                new AssistTopology.Sinks(
                        new Collect<>("suggestions"),
                        new Collect<>("agent-actions"),
                        new Collect<>("told"),
                        new Collect<>("dead-letters")),
                (executor, metrics) -> opened(),
                JobSettings.from(
                        Settings.of(
                                Map.of(
                                        "STATE_TTL", "876000h",
                                        "CALL_IDLE_TIMEOUT", "876000h",
                                        "ASSIST_INTERVAL", "100ms",
                                        "ASSIST_TIMEOUT", "1h"),
                                new String[0])),
                FOR_EVER);
    }

    static void defineCrmJob(StreamExecutionEnvironment env) {
        Patience patience =
                new Patience(
                        Duration.ofMillis(50),
                        Duration.ofMillis(200),
                        Duration.ZERO,
                        Duration.ofMinutes(2));
        CrmTopology.define(
                env,
                new CrmTopology.Sources(
                        new HeldSource("call-events"),
                        new HeldSource("suggestions"),
                        new HeldSource("agent-feedback"),
                        new HeldSource("customer-profiles"),
                        new HeldSource("call-records")),
                new CrmTopology.Sinks(
                        new Collect<>("profiles"),
                        new Collect<>("records"),
                        new Collect<>("outcomes"),
                        new Collect<>("unwritten"),
                        new Collect<>("dead-letters")),
                "test",
                metrics -> crm,
                new CrmSettings(
                        "US",
                        true,
                        Duration.ofMinutes(5),
                        50,
                        50,
                        Duration.ofHours(1),
                        Duration.ofHours(1),
                        new CallFileSettings(Duration.ofMillis(200), FOR_EVER, FOR_EVER),
                        patience,
                        null),
                FOR_EVER);
    }

    private static PipelineSource.Opened opened() {
        AssistPipeline pipeline =
                new AssistPipeline(
                        SavepointJobs::analyze,
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
        return new PipelineSource.Opened() {
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

    // ---- what happens before the savepoint

    static void tellTheAssistJob() {
        send("call-events", started("live", CALL));
        send("call-events", segment("live", CALL, "s1", "customer", PROBLEM, 1));
        send("call-events", segment("unanswered", UNANSWERED, "u1", "customer", HANGS, 1));
        send("call-events", segment("leg", LEG, "l1", "agent", "hello from the leg", 1));
        send("call-events", linked("linked-leg", LINKED_LEG));
        send("agent-feedback", feedback("dismissed", "card-1", "dismissed"));
    }

    static void tellTheCrmJob() {
        send("call-events", started("live", CALL));
        send(
                "suggestions",
                """
                {"type": "suggestions", "session_id": "%s", "run": 1, "trigger": "customer_speech",
                 "created_at": "2026-11-23T10:00:02Z",
                 "context": {"has_sufficient_context": true, "detected_issue": "%s",
                   "detected_entities": [{"type": "error_code", "value": "401"}],
                   "needs_clarification": false, "confidence": 0.9},
                 "suggestions": [{"id": "card-1", "suggestion_type": "knowledge_article",
                   "article_id": "KB-1", "title": "Error 401", "excerpt": "Set a new password.",
                   "similarity": 0.9, "confidence_score": 0.9, "highlights": []}],
                 "clarifying_questions": [{"id": "q-1", "question": "%s", "purpose": "get_version",
                   "priority": 1, "confidence_score": 0.9}]}
                """
                        .formatted(CALL, PROBLEM, QUESTION));
        send("agent-feedback", feedback("f1", "card-1", "helpful"));
    }

    static void send(String topic, String json) {
        HeldSource.send(topic, json.getBytes(StandardCharsets.UTF_8));
    }

    static String started(String callId, String session) {
        return """
        {"type": "call.started", "session_id": "%s", "occurred_at": "2026-11-23T10:00:00Z",
         "source": "generic", "call_id": "%s", "agent_id": "a1", "agent_name": "Ann",
         "customer_phone": "+14155550142"}
        """
                .formatted(session, callId);
    }

    static String segment(
            String callId, String session, String id, String speaker, String text, int at) {
        return """
        {"type": "transcript.segment", "session_id": "%s",
         "occurred_at": "2026-11-23T10:00:0%dZ", "source": "generic", "call_id": "%s",
         "segment_id": "%s", "speaker": "%s", "text": "%s", "start_time": %d,
         "end_time": %d, "confidence": 0.9, "is_final": true,
         "received_at": "2026-11-23T10:00:0%dZ"}
        """
                .formatted(session, at, callId, id, speaker, text, at, at + 1, at);
    }

    static String linked(String aliasId, String alias) {
        return """
        {"type": "call.linked", "session_id": "%s", "occurred_at": "2026-11-23T10:00:03Z",
         "source": "generic", "call_id": "live", "alias_session_id": "%s", "alias_id": "%s"}
        """
                .formatted(CALL, alias, aliasId);
    }

    static String ended() {
        return """
        {"type": "call.ended", "session_id": "%s", "occurred_at": "2026-11-23T10:05:00Z",
         "call_id": "live", "reason": "hangup"}
        """
                .formatted(CALL);
    }

    static String feedback(String id, String suggestion, String kind) {
        return """
        {"type": "feedback", "feedback_id": "%s", "session_id": "%s", "suggestion_id": "%s",
         "feedback": "%s", "agent_id": "a1", "occurred_at": "2026-11-23T10:00:04Z"}
        """
                .formatted(id, CALL, suggestion, kind);
    }

    /** Whether all that was told has arrived where it is kept. */
    static boolean hasTakenInAll() {
        return HeldSource.isTaken()
                && REQUESTS.stream().anyMatch(one -> one.sessionId().equals(UNANSWERED))
                && collected("agent-actions", AgentAction.class).stream()
                        .anyMatch(action -> action.agentName().equals("suggestion_gate"));
    }

    static boolean hasLookedUpTheCaller() {
        return HeldSource.isTaken() && !collected("profiles", CustomerProfile.class).isEmpty();
    }
}

package io.supportassistant.crmjob;

import io.supportassistant.crm.CallRecordBuilder.CallRecordBuilderSettings;
import io.supportassistant.crm.CallRecorder.Patience;
import io.supportassistant.crm.FakeCrm;
import io.supportassistant.crm.vendors.CrmSettings;
import io.supportassistant.events.CustomerProfile;
import io.supportassistant.flink.CollectingSink;
import io.supportassistant.flink.GoldenSavepoint;
import io.supportassistant.flink.HeldCall;
import io.supportassistant.flink.HeldSource;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The CRM job of the golden savepoints, and the events before a savepoint. Runs in one process with
 * the test.
 */
final class SavepointJob {

    static final String PROBLEM = "I get error 401 when I log in";
    static final String QUESTION = "Which version is it?";

    /** Golden savepoints are older than any sensible time to live. */
    private static final Duration UNLIMITED = Duration.ofDays(36_500);

    private static volatile FakeCrm crm = new FakeCrm();

    private SavepointJob() {}

    static void forgetAll() {
        HeldSource.forgetAll();
        CollectingSink.forgetAll();
        crm = new FakeCrm();
    }

    static void define(StreamExecutionEnvironment env) {
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
                        new HeldSource("call-brief"),
                        new HeldSource("call-records")),
                new CrmTopology.Sinks(
                        new CollectingSink<>("profiles"),
                        new CollectingSink<>("records"),
                        new CollectingSink<>("outcomes"),
                        new CollectingSink<>("unwritten"),
                        new CollectingSink<>("dead-letters")),
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
                        new CallRecordBuilderSettings(
                                Duration.ofMillis(200), UNLIMITED, UNLIMITED, Duration.ZERO),
                        patience,
                        null),
                UNLIMITED);
    }

    static void tell() {
        HeldCall.send("call-events", HeldCall.started("live", HeldCall.CALL));
        HeldCall.send(
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
                        .formatted(HeldCall.CALL, PROBLEM, QUESTION));
        HeldCall.send("agent-feedback", HeldCall.feedback("f1", "card-1", "helpful"));
    }

    private static boolean hasLookedUpTheCaller() {
        return HeldSource.isTaken()
                && !CollectingSink.collected("profiles", CustomerProfile.class).isEmpty();
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
                SavepointJob::hasLookedUpTheCaller);
        System.exit(0);
    }
}

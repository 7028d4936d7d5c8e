package io.supportassistant.job.topology;

import static io.supportassistant.job.topology.SavepointJobs.CALL;
import static io.supportassistant.job.topology.SavepointJobs.HANGS;
import static io.supportassistant.job.topology.SavepointJobs.LEG;
import static io.supportassistant.job.topology.SavepointJobs.LINKED_LEG;
import static io.supportassistant.job.topology.SavepointJobs.PROBLEM;
import static io.supportassistant.job.topology.SavepointJobs.QUESTION;
import static io.supportassistant.job.topology.SavepointJobs.UNANSWERED;
import static io.supportassistant.job.topology.SavepointJobs.collected;
import static io.supportassistant.job.topology.SavepointJobs.segment;
import static io.supportassistant.job.topology.SavepointJobs.send;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.supportassistant.events.CallRecord;
import io.supportassistant.events.DeadLetter;
import io.supportassistant.events.DetectedEntity;
import io.supportassistant.events.SuggestionUpdate;
import io.supportassistant.events.TranscriptSegment;
import io.supportassistant.job.conversation.AssistRequest;
import io.supportassistant.job.conversation.Turn;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.RecoveryClaimMode;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Golden savepoints of earlier versions, see {@code savepoints/README.md}, go on in this one. */
class SavepointITCase {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private JobClient job;
    private CompletableFuture<JobExecutionResult> result;

    @BeforeEach
    void forget() {
        SavepointJobs.forgetAll();
    }

    @AfterEach
    void stop() throws Exception {
        if (job != null && !result.isDone()) {
            job.cancel().get();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-23, hashmap",
        "2026-11-23, rocksdb",
        "2026-11-28, hashmap",
        "2026-11-28, rocksdb"
    })
    void shouldGoOnWithTheCallsOfTheAssistJob(String version, String backend) throws Exception {
        SavepointJobs.answersAll = true;
        SavepointJobs.knowsTheVersion = true;
        restore(version + "/assist-job", backend, SavepointJobs::defineAssistJob);

        // What was being analyzed is analyzed again.
        eventually(
                () ->
                        assertThat(requestOf(UNANSWERED).turns())
                                .extracting(Turn::text)
                                .containsExactly(HANGS));

        // A repetition is known, what is new follows what was said before.
        send("call-events", segment("live", CALL, "s1", "customer", PROBLEM, 1));
        send("call-events", segment("live", CALL, "s2", "customer", "the app is 2.5", 4));
        eventually(
                () -> {
                    AssistRequest request = requestOf(CALL);
                    assertThat(request.turns())
                            .extracting(Turn::text)
                            .containsExactly(PROBLEM, "the app is 2.5");
                    assertThat(request.run()).isEqualTo(2);
                    assertThat(request.newSegmentIds()).containsExactly("s2");
                    assertThat(request.dismissedIds()).containsExactly("card-1");
                });

        // The question that stood on the desk is answered now.
        eventually(
                () ->
                        assertThat(collected("suggestions", SuggestionUpdate.class))
                                .filteredOn(update -> update.sessionId().equals(CALL))
                                .flatExtracting(SuggestionUpdate::withdrawn)
                                .extracting("reason")
                                .containsExactly("answered"));

        // What a leg said before its link, and after it, is told of its call.
        send("call-events", SavepointJobs.linked("leg", LEG));
        send("call-events", segment("linked-leg", LINKED_LEG, "l2", "agent", "one moment", 5));
        eventually(
                () ->
                        assertThat(collected("told", TranscriptSegment.class))
                                .filteredOn(told -> told.sessionId().equals(CALL))
                                .extracting(TranscriptSegment::text)
                                .containsExactlyInAnyOrder("hello from the leg", "one moment"));
        assertThat(collected("dead-letters", DeadLetter.class)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-23, hashmap",
        "2026-11-23, rocksdb",
        "2026-11-28, hashmap",
        "2026-11-28, rocksdb"
    })
    void shouldGoOnWithTheCallsOfTheCrmJob(String version, String backend) throws Exception {
        restore(version + "/crm-job", backend, SavepointJobs::defineCrmJob);

        send("call-events", SavepointJobs.ended());

        eventually(() -> assertThat(collected("records", CallRecord.class)).hasSize(1));
        CallRecord record = collected("records", CallRecord.class).get(0);
        assertThat(record.callId()).isEqualTo("live");
        assertThat(record.agentName()).isEqualTo("Ann");
        assertThat(record.customerPhone()).isEqualTo("+14155550142");
        assertThat(record.issue()).isEqualTo(PROBLEM);
        assertThat(record.entities()).containsExactly(new DetectedEntity("error_code", "401"));
        assertThat(record.articlesHelpful()).extracting("articleId").containsExactly("KB-1");
        assertThat(record.openQuestions()).containsExactly(QUESTION);
        assertThat(collected("dead-letters", DeadLetter.class)).isEmpty();
    }

    private void restore(
            String savepoint, String backend, Consumer<StreamExecutionEnvironment> define)
            throws Exception {
        Path folder =
                Path.of(SavepointITCase.class.getResource("/savepoints/" + savepoint).toURI());
        Configuration configuration = new Configuration();
        configuration.set(StateBackendOptions.STATE_BACKEND, backend);
        configuration.set(StateRecoveryOptions.SAVEPOINT_PATH, folder.toUri().toString());
        configuration.set(StateRecoveryOptions.RESTORE_MODE, RecoveryClaimMode.NO_CLAIM);
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
        StreamExecutionEnvironment env =
                StreamExecutionEnvironment.createLocalEnvironment(1, configuration);
        define.accept(env);
        job = env.executeAsync();
        result = job.getJobExecutionResult();
    }

    /** Fails at once with what the job failed with. */
    private void eventually(org.awaitility.core.ThrowingRunnable assertion) {
        await().atMost(PATIENCE)
                .failFast(
                        () -> {
                            if (result.isDone()) {
                                result.get();
                            }
                        })
                .untilAsserted(assertion);
    }

    private static AssistRequest requestOf(String session) {
        List<AssistRequest> all =
                SavepointJobs.REQUESTS.stream()
                        .filter(request -> request.sessionId().equals(session))
                        .toList();
        assertThat(all).hasSize(1);
        return all.get(0);
    }
}

package io.supportassistant.local;

import static io.supportassistant.flink.HeldCall.CALL;
import static org.assertj.core.api.Assertions.assertThat;

import io.supportassistant.analytics.SqlAnalytics;
import io.supportassistant.events.Topic;
import io.supportassistant.flink.GoldenSavepoint;
import io.supportassistant.flink.HeldCall;
import io.supportassistant.local.stack.LocalStack;
import java.util.List;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Restores the golden savepoint of the analytics, see {@code savepoints/README.md}. */
@ExtendWith(RunningStack.class)
@Execution(ExecutionMode.SAME_THREAD)
class AnalyticsSavepointITCase {

    @ParameterizedTest
    @ValueSource(strings = {"hashmap", "rocksdb"})
    void shouldCompleteTheRowsOfCalls(String backend, LocalStack stack) throws Exception {
        try (AnalyticsSavepointJob job = new AnalyticsSavepointJob(stack)) {
            job.sendOtherEvents();
            try (GoldenSavepoint restored =
                    GoldenSavepoint.restore(SqlAnalytics.fingerprint(), backend, job::start)) {
                job.send(Topic.CALL_EVENTS, HeldCall.ended());
                job.send(
                        Topic.AGENT_FEEDBACK,
                        HeldCall.feedback("f1", AnalyticsSavepointJob.CARD, "helpful"));

                // The start of the call and the card are in the savepoint only.
                restored.eventually(
                        () ->
                                assertThat(
                                                job.rows(
                                                        "SELECT agent_name, status FROM"
                                                            + " call_sessions WHERE session_id = '"
                                                                + CALL
                                                                + "'"))
                                        .containsExactly(List.of("Ann", "ended")));
                restored.eventually(
                        () ->
                                assertThat(
                                                job.rows(
                                                        "SELECT title, agent_feedback FROM"
                                                                + " suggestions WHERE session_id ="
                                                                + " '"
                                                                + CALL
                                                                + "'"))
                                        .containsExactly(List.of("Error 401", "helpful")));
            }
        }
    }
}

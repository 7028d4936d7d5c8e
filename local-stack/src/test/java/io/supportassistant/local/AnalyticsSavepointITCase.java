package io.supportassistant.local;

import static io.supportassistant.flink.HeldCall.CALL;
import static org.assertj.core.api.Assertions.assertThat;

import io.supportassistant.events.Topic;
import io.supportassistant.flink.GoldenSavepoint;
import io.supportassistant.flink.HeldCall;
import io.supportassistant.local.stack.LocalStack;
import java.util.List;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Restores golden savepoints of the analytics, see {@code savepoints/README.md}. */
@ExtendWith(RunningStack.class)
class AnalyticsSavepointITCase {

    @ParameterizedTest
    @CsvSource({"0.2.1, hashmap", "0.2.1, rocksdb"})
    void shouldCompleteTheRowsOfCalls(String version, String backend, LocalStack stack)
            throws Exception {
        try (AnalyticsSavepointJob job = new AnalyticsSavepointJob(stack)) {
            job.sendOtherEvents();
            try (GoldenSavepoint restored = GoldenSavepoint.restore(version, backend, job::start)) {
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

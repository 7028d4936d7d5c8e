package io.supportassistant.crmjob;

import static io.supportassistant.crmjob.SavepointJob.PROBLEM;
import static io.supportassistant.crmjob.SavepointJob.QUESTION;
import static io.supportassistant.flink.CollectingSink.collected;
import static org.assertj.core.api.Assertions.assertThat;

import io.supportassistant.events.CallRecord;
import io.supportassistant.events.DeadLetter;
import io.supportassistant.events.DetectedEntity;
import io.supportassistant.flink.GoldenSavepoint;
import io.supportassistant.flink.HeldCall;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Restores golden savepoints of earlier versions in this version, see {@code savepoints/README.md}.
 */
class SavepointITCase {

    @BeforeEach
    void forget() {
        SavepointJob.forgetAll();
    }

    @ParameterizedTest
    @CsvSource({"0.2.0, hashmap", "0.2.0, rocksdb", "0.2.1, hashmap", "0.2.1, rocksdb"})
    void shouldResumeItsCalls(String version, String backend) throws Exception {
        try (GoldenSavepoint job =
                GoldenSavepoint.restore(version, backend, SavepointJob::define)) {
            HeldCall.send("call-events", HeldCall.ended());

            job.eventually(() -> assertThat(collected("records", CallRecord.class)).hasSize(1));
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
    }
}

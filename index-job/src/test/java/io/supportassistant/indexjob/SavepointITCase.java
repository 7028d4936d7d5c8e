package io.supportassistant.indexjob;

import static org.assertj.core.api.Assertions.assertThat;

import io.supportassistant.flink.GoldenSavepoint;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Restores golden savepoints of earlier versions in this one, see {@code savepoints/README.md}. */
class SavepointITCase {

    @ParameterizedTest
    @CsvSource({"0.2.0, hashmap", "0.2.0, rocksdb", "0.2.1, hashmap", "0.2.1, rocksdb"})
    void shouldResumeFromTheSavedOffsets(String version, String backend) throws Exception {
        try (SavepointJob job = new SavepointJob()) {
            job.createCollection();
            // The topic as the savepoint knows it, and one article more.
            job.produce(SavepointJob.FIRST);
            job.produce(SavepointJob.SECOND);
            job.produce(SavepointJob.LATER);

            try (GoldenSavepoint restored =
                    GoldenSavepoint.restore(version, backend, job::define)) {
                restored.eventually(() -> assertThat(job.found("gamma")).containsExactly("KB-3"));
                // The savepoint's offset is behind the first two articles: they are not read.
                assertThat(job.found("alpha")).isEmpty();
            }
        }
    }
}

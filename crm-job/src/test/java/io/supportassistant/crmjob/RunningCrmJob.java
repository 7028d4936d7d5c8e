package io.supportassistant.crmjob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.supportassistant.crm.CrmSource;
import io.supportassistant.crm.vendors.CrmSettings;
import io.supportassistant.service.TestKafka;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.RecoveryClaimMode;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The CRM job on a mini cluster and a broker; tests can kill and restore it. */
final class RunningCrmJob implements AutoCloseable {

    static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Static, because the cluster creates the clients in the same process. */
    private static final AtomicReference<CrmSource> SOURCE = new AtomicReference<>();

    private final TestKafka kafka;
    private final Path folder;
    private final CrmSettings settings;
    private JobClient job;
    private int restoredFrom;

    RunningCrmJob(TestKafka kafka, Path folder, CrmSource source, CrmSettings settings) {
        this.kafka = kafka;
        this.folder = folder;
        this.settings = settings;
        SOURCE.set(source);
    }

    /** The cluster's configuration: keeps every checkpoint. */
    static Configuration cluster() {
        Configuration configuration = new Configuration();
        configuration.set(CheckpointingOptions.MAX_RETAINED_CHECKPOINTS, 10_000);
        return configuration;
    }

    /**
     * @param checkpoint to restore from, or null to start afresh
     */
    void start(Path checkpoint) throws Exception {
        Configuration configuration = new Configuration();
        configuration.set(StateBackendOptions.STATE_BACKEND, "rocksdb");
        configuration.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, folder.toUri().toString());
        configuration.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofMillis(250));
        configuration.set(CheckpointingOptions.CHECKPOINTING_TIMEOUT, Duration.ofSeconds(10));
        configuration.set(
                CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
                ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
        if (checkpoint != null) {
            configuration.set(StateRecoveryOptions.SAVEPOINT_PATH, checkpoint.toUri().toString());
            configuration.set(StateRecoveryOptions.RESTORE_MODE, RecoveryClaimMode.NO_CLAIM);
        }
        StreamExecutionEnvironment env =
                StreamExecutionEnvironment.getExecutionEnvironment(configuration);
        env.setParallelism(2);
        CrmTopology.define(
                env,
                CrmTopology.Sources.in(kafka.client()),
                CrmTopology.Sinks.in(kafka.client()),
                "test",
                metrics -> SOURCE.get().open(metrics),
                settings);
        restoredFrom = checkpoint == null ? 0 : number(checkpoint);
        job = env.executeAsync();
    }

    /**
     * A checkpoint that started after this call. Messages sent just before are in it, or are read
     * again after a restore from it.
     */
    Path checkpoint() throws Exception {
        int before = latest().map(RunningCrmJob::number).orElse(restoredFrom);
        // The next one may already be in progress.
        await().atMost(PATIENCE)
                .until(
                        () -> {
                            assertIsRunning();
                            return latest().filter(one -> number(one) >= before + 2).isPresent();
                        });
        return latest().orElseThrow();
    }

    private Optional<Path> latest() throws IOException {
        Path own = folder.resolve(job.getJobID().toHexString());
        if (!Files.isDirectory(own)) {
            return Optional.empty();
        }
        try (Stream<Path> checkpoints = Files.list(own)) {
            return checkpoints
                    .filter(path -> Files.exists(path.resolve("_metadata")))
                    .max(Comparator.comparingInt(RunningCrmJob::number));
        }
    }

    private static int number(Path checkpoint) {
        return Integer.parseInt(checkpoint.getFileName().toString().substring("chk-".length()));
    }

    /** Stops the job without a savepoint, as far as a cluster allows. */
    void kill() throws Exception {
        if (!job.getJobStatus().get().isGloballyTerminalState()) {
            job.cancel().get(30, TimeUnit.SECONDS);
        }
        await().atMost(PATIENCE).until(() -> job.getJobStatus().get().isGloballyTerminalState());
    }

    void assertIsRunning() throws Exception {
        if (job.getJobStatus().get().isGloballyTerminalState()) {
            // Fails with the job's failure.
            job.getJobExecutionResult().get();
        }
        assertThat(job.getJobStatus().get())
                .isIn(JobStatus.INITIALIZING, JobStatus.CREATED, JobStatus.RUNNING);
    }

    @Override
    public void close() throws Exception {
        if (job != null) {
            kill();
        }
    }
}

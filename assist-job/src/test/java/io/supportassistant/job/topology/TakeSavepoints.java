package io.supportassistant.job.topology;

import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Takes the golden savepoints of a version, once, when it is released. Argument: the folder of the
 * version, such as {@code src/test/resources/savepoints/2026-11-28}.
 */
final class TakeSavepoints {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private TakeSavepoints() {}

    public static void main(String[] args) throws Exception {
        Path folder = Path.of(args[0]).toAbsolutePath();
        take(
                SavepointJobs::defineAssistJob,
                folder.resolve("assist-job"),
                () -> {
                    SavepointJobs.tellTheAssistJob();
                    await().atMost(PATIENCE).until(SavepointJobs::hasTakenInAll);
                });
        take(
                SavepointJobs::defineCrmJob,
                folder.resolve("crm-job"),
                () -> {
                    SavepointJobs.tellTheCrmJob();
                    await().atMost(PATIENCE).until(SavepointJobs::hasLookedUpTheCaller);
                });
        System.exit(0);
    }

    private static void take(
            Consumer<StreamExecutionEnvironment> job, Path folder, Runnable happens)
            throws Exception {
        SavepointJobs.forgetAll();
        StreamExecutionEnvironment env =
                StreamExecutionEnvironment.createLocalEnvironment(1, new Configuration());
        job.accept(env);
        JobClient client = env.executeAsync();
        await().atMost(PATIENCE).until(() -> client.getJobStatus().get() == JobStatus.RUNNING);
        happens.run();
        String savepoint =
                client.triggerSavepoint(
                                Files.createTempDirectory("savepoint").toUri().toString(),
                                SavepointFormatType.CANONICAL)
                        .get();
        client.cancel().get();
        Files.createDirectories(folder);
        Files.copy(
                Path.of(java.net.URI.create(savepoint)).resolve("_metadata"),
                folder.resolve("_metadata"));
    }
}

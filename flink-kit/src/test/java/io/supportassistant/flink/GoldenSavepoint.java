package io.supportassistant.flink;

import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.RecoveryClaimMode;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.awaitility.core.ThrowingRunnable;

/**
 * A job that was restored from a savepoint of an earlier version. The savepoint is canonical and
 * small enough to be one file.
 */
public final class GoldenSavepoint implements AutoCloseable {

    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private final JobClient job;
    private final CompletableFuture<JobExecutionResult> result;

    private GoldenSavepoint(JobClient job) {
        this.job = job;
        this.result = job.getJobExecutionResult();
    }

    /**
     * Restores the job from the savepoint of a version, from {@code savepoints/VERSION} on the
     * class path.
     *
     * @param backend "hashmap" or "rocksdb"
     */
    public static GoldenSavepoint restore(
            String version, String backend, Consumer<StreamExecutionEnvironment> define)
            throws Exception {
        return restore(version, backend, startOf(define));
    }

    /** Restores a job that starts itself, such as one of SQL statements. */
    public static GoldenSavepoint restore(String version, String backend, JobStart start)
            throws Exception {
        Path folder = Path.of(GoldenSavepoint.class.getResource("/savepoints/" + version).toURI());
        Configuration configuration = new Configuration();
        configuration.set(StateBackendOptions.STATE_BACKEND, backend);
        configuration.set(StateRecoveryOptions.SAVEPOINT_PATH, folder.toUri().toString());
        configuration.set(StateRecoveryOptions.RESTORE_MODE, RecoveryClaimMode.NO_CLAIM);
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
        return new GoldenSavepoint(
                start.start(StreamExecutionEnvironment.createLocalEnvironment(1, configuration)));
    }

    /** Submits the job of an environment. */
    public interface JobStart {
        JobClient start(StreamExecutionEnvironment env) throws Exception;
    }

    private static JobStart startOf(Consumer<StreamExecutionEnvironment> define) {
        return env -> {
            define.accept(env);
            return env.executeAsync();
        };
    }

    /** Waits until the assertion holds; if the job fails, throws its failure at once. */
    public void eventually(ThrowingRunnable assertion) {
        await().atMost(TIMEOUT)
                .failFast(
                        () -> {
                            if (result.isDone()) {
                                result.get();
                            }
                        })
                .untilAsserted(assertion);
    }

    @Override
    public void close() throws Exception {
        if (!result.isDone()) {
            job.cancel().get();
        }
    }

    /**
     * Takes the savepoint of a version; done once, at its release.
     *
     * @param folder for the savepoint, such as {@code src/test/resources/savepoints/0.2.0}
     * @param sendEvents sends the events before the savepoint
     * @param isTakenIn whether the job has stored all of them
     */
    public static void take(
            Path folder,
            Consumer<StreamExecutionEnvironment> define,
            Runnable sendEvents,
            BooleanSupplier isTakenIn)
            throws Exception {
        take(folder, startOf(define), sendEvents, isTakenIn);
    }

    /** Takes the savepoint of a job that starts itself. */
    public static void take(
            Path folder, JobStart start, Runnable sendEvents, BooleanSupplier isTakenIn)
            throws Exception {
        JobClient job =
                start.start(
                        StreamExecutionEnvironment.createLocalEnvironment(1, new Configuration()));
        await().atMost(TIMEOUT).until(() -> job.getJobStatus().get() == JobStatus.RUNNING);
        sendEvents.run();
        await().atMost(TIMEOUT).until(isTakenIn::getAsBoolean);
        String savepoint =
                job.triggerSavepoint(
                                Files.createTempDirectory("savepoint").toUri().toString(),
                                SavepointFormatType.CANONICAL)
                        .get();
        job.cancel().get();
        Files.createDirectories(folder);
        Files.copy(
                Path.of(URI.create(savepoint)).resolve("_metadata"), folder.resolve("_metadata"));
    }
}

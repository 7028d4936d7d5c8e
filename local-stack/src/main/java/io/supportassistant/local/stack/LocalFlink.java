package io.supportassistant.local.stack;

import io.supportassistant.guard.FlinkGuard;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.GlobalConfiguration;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.core.execution.RecoveryClaimMode;
import org.apache.flink.runtime.execution.ExecutionState;
import org.apache.flink.runtime.executiongraph.AccessExecutionGraph;
import org.apache.flink.runtime.executiongraph.AccessExecutionVertex;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.FileUtils;

/**
 * A Flink cluster in this process, with its web page. It uses the same configuration as our other
 * clusters, see {@code flink-conf}; jobs resume from their last checkpoint.
 */
public final class LocalFlink implements AutoCloseable {

    private static final int SLOTS = 4;
    private static final String LOOPBACK = "127.0.0.1";

    private final Path folder;
    private final Configuration configuration;
    private final MiniCluster cluster;
    private final TaskManagerWatch watch;

    private LocalFlink(Path folder, Configuration configuration, MiniCluster cluster) {
        this.folder = folder;
        this.configuration = configuration;
        this.cluster = cluster;
        this.watch = new TaskManagerWatch(cluster);
    }

    public static LocalFlink start(Path folder, Path flinkConf, Ports ports) throws Exception {
        Configuration configuration = GlobalConfiguration.loadConfiguration(flinkConf.toString());
        listenOnLoopbackOnly(configuration);
        configuration.set(FlinkGuard.TOKEN, UUID.randomUUID().toString());
        configuration.set(RestOptions.BIND_PORT, Integer.toString(ports.flink()));
        configuration.set(RestOptions.PORT, ports.flink());
        configuration.set(CoreOptions.TMP_DIRS, folder.resolve("tmp").toString());
        configuration.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(256));
        configuration.set(TaskManagerOptions.NETWORK_MEMORY_MIN, MemorySize.ofMebiBytes(64));
        configuration.set(TaskManagerOptions.NETWORK_MEMORY_MAX, MemorySize.ofMebiBytes(64));
        configuration.set(CoreOptions.DEFAULT_PARALLELISM, 1);
        Files.createDirectories(folder.resolve("tmp"));
        MiniCluster cluster =
                new MiniCluster(
                        new MiniClusterConfiguration.Builder()
                                .setConfiguration(configuration)
                                .setNumTaskManagers(1)
                                .setNumSlotsPerTaskManager(SLOTS)
                                .build());
        cluster.start();
        return new LocalFlink(folder, configuration, cluster);
    }

    private static void listenOnLoopbackOnly(Configuration configuration) {
        configuration.set(RestOptions.BIND_ADDRESS, LOOPBACK);
        configuration.set(RestOptions.ADDRESS, LOOPBACK);
        configuration.set(JobManagerOptions.BIND_HOST, LOOPBACK);
        configuration.set(TaskManagerOptions.BIND_HOST, LOOPBACK);
        configuration.set(TaskManagerOptions.HOST, LOOPBACK);
        // Flink's Prometheus reporter listens on all addresses, and this cannot be configured.
        configuration.toMap().keySet().stream()
                .filter(key -> key.startsWith("metrics.reporter."))
                .forEach(configuration::removeKey);
    }

    /**
     * The environment in which to define a job for this cluster.
     *
     * @param stateName folder of the job's checkpoints: the same name restores, a new one starts
     *     without state
     */
    public StreamExecutionEnvironment environment(String stateName) throws IOException {
        Path checkpoints = folder.resolve("checkpoints").resolve(stateName);
        Files.createDirectories(checkpoints);
        Configuration job = new Configuration(configuration);
        job.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, checkpoints.toUri().toString());
        latest(checkpoints)
                .ifPresent(
                        checkpoint -> {
                            forgetAllBut(checkpoint.getParent(), checkpoints);
                            job.set(
                                    StateRecoveryOptions.SAVEPOINT_PATH,
                                    checkpoint.toUri().toString());
                            job.set(StateRecoveryOptions.RESTORE_MODE, RecoveryClaimMode.NO_CLAIM);
                        });
        return StreamExecutionEnvironment.createRemoteEnvironment(
                LOOPBACK, configuration.get(RestOptions.PORT), job);
    }

    /** Whether every task of a job is running, not only the job as a whole. */
    boolean allTasksRun(JobID job) throws Exception {
        AccessExecutionGraph graph = cluster.getExecutionGraph(job).get();
        if (graph.getState() != JobStatus.RUNNING) {
            return false;
        }
        for (AccessExecutionVertex vertex : graph.getAllExecutionVertices()) {
            if (vertex.getExecutionState() != ExecutionState.RUNNING) {
                return false;
            }
        }
        return true;
    }

    public MiniCluster cluster() {
        return cluster;
    }

    private static Optional<Path> latest(Path checkpoints) throws IOException {
        try (Stream<Path> files = Files.walk(checkpoints, 3)) {
            return files.filter(file -> file.getFileName().toString().equals("_metadata"))
                    .max(Comparator.comparing(LocalFlink::modifiedAt))
                    .map(Path::getParent);
        }
    }

    private static java.nio.file.attribute.FileTime modifiedAt(Path file) {
        try {
            return Files.getLastModifiedTime(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void forgetAllBut(Path kept, Path checkpoints) {
        try (Stream<Path> jobs = Files.list(checkpoints)) {
            for (Path job : List.copyOf(jobs.toList())) {
                if (!job.equals(kept)) {
                    FileUtils.deleteDirectory(job.toFile());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws Exception {
        watch.close();
        cluster.close();
    }
}

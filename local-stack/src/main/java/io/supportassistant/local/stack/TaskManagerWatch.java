package io.supportassistant.local.stack;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts another task manager when the cluster has none left, as a cluster of containers would; the
 * jobs then go on from their last checkpoints.
 */
final class TaskManagerWatch implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TaskManagerWatch.class);
    private static final Duration PERIOD = Duration.ofSeconds(2);
    private static final Duration ANSWER = Duration.ofSeconds(10);

    private final MiniCluster cluster;
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(
                    look -> {
                        Thread thread = new Thread(look, "task-manager-watch");
                        thread.setDaemon(true);
                        return thread;
                    });

    TaskManagerWatch(MiniCluster cluster) {
        this.cluster = cluster;
        timer.scheduleWithFixedDelay(
                this::look, PERIOD.toMillis(), PERIOD.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void look() {
        try {
            int left =
                    cluster.requestClusterOverview()
                            .get(ANSWER.toMillis(), TimeUnit.MILLISECONDS)
                            .getNumTaskManagersConnected();
            if (left == 0) {
                LOG.warn("Flink's task manager has ended; another one is started");
                cluster.startTaskManager();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            LOG.warn("Flink's task managers cannot be counted or started: {}", e.toString());
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}

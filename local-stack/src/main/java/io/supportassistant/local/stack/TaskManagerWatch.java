package io.supportassistant.local.stack;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts a new task manager when the cluster has none left, as a container cluster would; the jobs
 * then resume from their last checkpoints.
 */
final class TaskManagerWatch implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TaskManagerWatch.class);
    private static final Duration PERIOD = Duration.ofSeconds(2);
    private static final Duration ANSWER = Duration.ofSeconds(10);

    /**
     * Checks in a row without a task manager before one is started; a new one takes time to
     * register.
     */
    private static final int MAX_CHECKS_WITHOUT = 3;

    private static final int TIME_TO_REGISTER = 15;

    private final MiniCluster cluster;
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(
                    check -> {
                        Thread thread = new Thread(check, "task-manager-watch");
                        thread.setDaemon(true);
                        return thread;
                    });

    /**
     * Checks in a row without a task manager; negative while a new one may not be registered yet.
     */
    private int checksWithout;

    TaskManagerWatch(MiniCluster cluster) {
        this.cluster = cluster;
        timer.scheduleWithFixedDelay(
                this::check, PERIOD.toMillis(), PERIOD.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void check() {
        try {
            int connected =
                    cluster.requestClusterOverview()
                            .get(ANSWER.toMillis(), TimeUnit.MILLISECONDS)
                            .getNumTaskManagersConnected();
            checksWithout = connected == 0 ? checksWithout + 1 : 0;
            if (checksWithout == MAX_CHECKS_WITHOUT) {
                LOG.warn("Flink's task manager ended; starting another");
                checksWithout = -TIME_TO_REGISTER;
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

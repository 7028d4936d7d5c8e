package io.supportassistant.indexjob;

import io.supportassistant.qdrant.QdrantWriter;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits, in a thread of its own, until the new version is complete; then switches searches to it
 * and ends.
 */
final class AliasSwitch implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(AliasSwitch.class);
    private static final Duration INTERVAL = Duration.ofSeconds(1);

    private final QdrantWriter writer;
    private final IndexProgress.Source source;
    private final boolean restored;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Thread thread = new Thread(this::follow, "alias-switch");

    private IndexProgress progress;

    AliasSwitch(QdrantWriter writer, IndexProgress.Source source, boolean restored) {
        this.writer = writer;
        this.source = source;
        this.restored = restored;
        thread.setDaemon(true);
        thread.start();
    }

    private void follow() {
        try {
            while (!isDone() && !stopped.await(INTERVAL.toMillis(), TimeUnit.MILLISECONDS)) {
                // Not done: checks again after the interval.
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            if (progress != null) {
                // The interrupt that ended the wait must not cut the close short.
                Thread.interrupted();
                try {
                    progress.close();
                } catch (InterruptException e) {
                    LOG.debug("Interrupted while closing the consumer; it is closed anyway", e);
                }
            }
        }
    }

    private boolean isDone() throws InterruptedException {
        try {
            if (writer.isServed()) {
                return true;
            }
            if (progress == null) {
                progress = source.open(restored);
            }
            if (!progress.isCaughtUp()) {
                return false;
            }
            writer.serve();
            LOG.info("The new version of the collection is complete; searches use it from now on");
            return true;
        } catch (RuntimeException e) {
            LOG.warn("Switching the alias failed; retrying: {}", e.toString());
            return false;
        }
    }

    @Override
    public void close() {
        stopped.countDown();
        thread.interrupt();
        try {
            thread.join(5_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

package io.supportassistant.crm.salesforce;

import io.supportassistant.crm.CrmFailure;
import io.supportassistant.crm.CrmMetrics;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Leaves the rest of the organisation's requests to writing, once its users and programs together
 * have used a share of them. As the quota is one of the last 24 hours and comes back by and by,
 * reading is tried again after a pause.
 */
final class ReadQuota {

    private static final Duration PAUSE = Duration.ofMinutes(5);

    private final double most;
    private final LongSupplier nanoTime;

    private boolean usedUp;
    private long toldAt;

    ReadQuota(double most, LongSupplier nanoTime) {
        this.most = most;
        this.nanoTime = nanoTime;
    }

    synchronized boolean isLeft() {
        return !usedUp || nanoTime.getAsLong() - toldAt >= PAUSE.toNanos();
    }

    private synchronized void told(double share) {
        usedUp = share >= most;
        toldAt = nanoTime.getAsLong();
    }

    /** Learns from what is counted. */
    CrmMetrics watching(CrmMetrics metrics) {
        return new CrmMetrics() {
            @Override
            public void answered(String operation, Duration took) {
                metrics.answered(operation, took);
            }

            @Override
            public void failed(String operation, CrmFailure failure, boolean triedAgain) {
                metrics.failed(operation, failure, triedAgain);
            }

            @Override
            public void quotaUsed(double share) {
                told(share);
                metrics.quotaUsed(share);
            }
        };
    }
}

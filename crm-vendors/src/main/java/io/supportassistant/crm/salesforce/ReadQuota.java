package io.supportassistant.crm.salesforce;

import io.supportassistant.crm.CrmFailure;
import io.supportassistant.crm.CrmMetrics;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Stops reads once the organisation's users and programs together have used a share of its
 * requests, and so leaves the rest to writes. The quota covers the last 24 hours and recovers
 * gradually, so reads are allowed again after a pause.
 */
final class ReadQuota {

    private static final Duration PAUSE = Duration.ofMinutes(5);

    private final double limit;
    private final LongSupplier nanoTime;

    private boolean usedUp;
    private long updatedAt;

    ReadQuota(double limit, LongSupplier nanoTime) {
        this.limit = limit;
        this.nanoTime = nanoTime;
    }

    synchronized boolean isLeft() {
        return !usedUp || nanoTime.getAsLong() - updatedAt >= PAUSE.toNanos();
    }

    private synchronized void update(double share) {
        usedUp = share >= limit;
        updatedAt = nanoTime.getAsLong();
    }

    /** Wraps the metrics and observes the used share. */
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
                update(share);
                metrics.quotaUsed(share);
            }
        };
    }
}

package io.supportassistant.bridge;

import java.time.Duration;

/** Counts events that are reported at most once per interval. Thread-safe. */
final class Tally {

    private final long pauseNanos;
    private boolean hasReported;
    private long reportedAt;
    private long unreported;

    /**
     * @param pause the shortest time between two reports
     */
    Tally(Duration pause) {
        this.pauseNanos = pause.toNanos();
    }

    /**
     * Counts one more.
     *
     * @param now from {@link System#nanoTime()}
     * @return the number to report, including this one; 0 if it is too early for a report
     */
    synchronized long add(long now) {
        unreported++;
        if (hasReported && now - reportedAt < pauseNanos) {
            return 0;
        }
        long count = unreported;
        hasReported = true;
        reportedAt = now;
        unreported = 0;
        return count;
    }
}

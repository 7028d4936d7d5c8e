package io.supportassistant.bridge;

import java.time.Duration;

/** Counts events that are reported at most once per interval. Thread-safe. */
final class Tally {

    private final long pauseNanos;
    private boolean isTold;
    private long toldAt;
    private long untold;

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
        untold++;
        if (isTold && now - toldAt < pauseNanos) {
            return 0;
        }
        long told = untold;
        isTold = true;
        toldAt = now;
        untold = 0;
        return told;
    }
}

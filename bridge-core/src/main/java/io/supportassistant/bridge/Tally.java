package io.supportassistant.bridge;

import java.time.Duration;

/** Counts what is told of once in a while only. Safe to be used by several threads. */
final class Tally {

    private final long pauseNanos;
    private boolean isTold;
    private long toldAt;
    private long untold;

    /**
     * @param pause the least time from one telling to the next
     */
    Tally(Duration pause) {
        this.pauseNanos = pause.toNanos();
    }

    /**
     * Counts one more.
     *
     * @param now as {@link System#nanoTime()} says
     * @return how many to tell of, this one among them; 0 if it is too early
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

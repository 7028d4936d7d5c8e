package io.supportassistant.local.replay;

import java.util.concurrent.TimeUnit;

/** The clock of a replayed call; it can be paused. */
final class Pace {

    private final double speed;
    private long startedAt = System.nanoTime();

    Pace(double speed) {
        this.speed = speed;
    }

    /**
     * @param seconds from the start of the call
     */
    void await(double seconds) throws InterruptedException {
        long left = startedAt + (long) (seconds / speed * 1e9) - System.nanoTime();
        TimeUnit.NANOSECONDS.sleep(Math.max(0, left));
    }

    /** Delays the rest of the call by this time. */
    void pause(long nanos) {
        startedAt += nanos;
    }
}

package io.supportassistant.local.replay;

import java.util.concurrent.TimeUnit;

/** The clock of a call that is played, which can be stopped for a while. */
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

    /** What comes after is so much later. */
    void pause(long nanos) {
        startedAt += nanos;
    }
}

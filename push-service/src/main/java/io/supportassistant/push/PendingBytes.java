package io.supportassistant.push;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.AtomicLong;

/** What the messages that wait for clients take, of all clients together and at most of one. */
final class PendingBytes {

    private final long most;
    private final long mostOfOne;
    private final AtomicLong taken = new AtomicLong();

    PendingBytes(long most, long mostOfOne, MeterRegistry metrics) {
        this.most = most;
        this.mostOfOne = mostOfOne;
        metrics.gauge("push.clients.waiting.bytes", taken);
    }

    /** For a client that may take as much as it needs to be shown all of a call. */
    long mostOfOne() {
        return mostOfOne;
    }

    /**
     * @return false if there is no room
     */
    boolean take(int bytes) {
        if (taken.addAndGet(bytes) <= most) {
            return true;
        }
        taken.addAndGet(-bytes);
        return false;
    }

    void giveBack(int bytes) {
        taken.addAndGet(-bytes);
    }
}

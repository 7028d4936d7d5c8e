package io.supportassistant.push;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.AtomicLong;

/** Limits the memory of messages queued for clients: of all clients together, and of one. */
final class PendingBytes {

    private final long most;
    private final long mostOfOne;
    private final AtomicLong taken = new AtomicLong();

    PendingBytes(long most, long mostOfOne, MeterRegistry metrics) {
        this.most = most;
        this.mostOfOne = mostOfOne;
        metrics.gauge("push.clients.waiting.bytes", taken);
    }

    /** The limit for one client; enough to show it all of a call. */
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

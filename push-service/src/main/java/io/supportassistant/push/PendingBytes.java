package io.supportassistant.push;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.AtomicLong;

/** Limits the memory of messages queued for clients: of all clients together, and of one. */
final class PendingBytes {

    private final long maxBytes;
    private final long maxPerClient;
    private final AtomicLong taken = new AtomicLong();

    PendingBytes(long maxBytes, long maxPerClient, MeterRegistry metrics) {
        this.maxBytes = maxBytes;
        this.maxPerClient = maxPerClient;
        metrics.gauge("push.clients.waiting.bytes", taken);
    }

    /** The limit for one client; enough to show it all of a call. */
    long maxPerClient() {
        return maxPerClient;
    }

    /**
     * @return false if there is no room
     */
    boolean take(int bytes) {
        if (taken.addAndGet(bytes) <= maxBytes) {
            return true;
        }
        taken.addAndGet(-bytes);
        return false;
    }

    void release(int bytes) {
        taken.addAndGet(-bytes);
    }
}

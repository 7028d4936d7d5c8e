package io.supportassistant.bridge;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How many bytes of bodies the bridge holds at once, over all connections: senders need no proof to
 * begin a body, and may leave it unfinished.
 */
final class BodyBudget {

    private final long mostBytes;
    private final AtomicLong held = new AtomicLong();
    private final Counter refused;

    BodyBudget(long mostBytes, MeterRegistry metrics) {
        this.mostBytes = mostBytes;
        this.refused = metrics.counter("bridge.bodies.refused");
        metrics.gauge("bridge.bodies.bytes", held);
    }

    /** What one body holds of the budget. */
    final class Share {

        private static final int RELEASED = -1;

        private final AtomicInteger bytes = new AtomicInteger();

        private Share() {}

        /** False, and counted, if there is no room for so many more bytes. */
        boolean grow(int more) {
            if (held.addAndGet(more) > mostBytes) {
                held.addAndGet(-more);
                refused.increment();
                return false;
            }
            int before = bytes.getAndUpdate(now -> now == RELEASED ? RELEASED : now + more);
            if (before == RELEASED) {
                held.addAndGet(-more);
            }
            return true;
        }

        /** Gives back all of it; may be called again. */
        void release() {
            int before = bytes.getAndSet(RELEASED);
            if (before > 0) {
                held.addAndGet(-before);
            }
        }
    }

    Share share() {
        return new Share();
    }
}

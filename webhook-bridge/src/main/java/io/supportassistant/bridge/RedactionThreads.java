package io.supportassistant.bridge;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.concurrent.Callable;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Keeps the redaction of larger bodies off the event loops, where every other connection would wait
 * for it. A connection's next request is read after the answer to the one before, so the order of a
 * connection's events stays.
 */
final class RedactionThreads {

    /** Bytes of a body whose costliest text takes an event loop a few milliseconds. */
    static final int MOST_ON_LOOP = 2 * 1024;

    private final int mostWaiting;
    private final AtomicInteger waiting = new AtomicInteger();
    private final Counter refused;

    /**
     * @param mostWaiting bodies that are redacted or wait for it at once
     */
    RedactionThreads(int mostWaiting, MeterRegistry metrics) {
        this.mostWaiting = mostWaiting;
        refused = metrics.counter("bridge.redaction.refused");
        metrics.gauge("bridge.redaction.waiting", waiting);
    }

    static boolean takes(int bodyBytes) {
        return bodyBytes > MOST_ON_LOOP;
    }

    /**
     * Runs at once for a small body, else on a worker thread.
     *
     * @param bodyBytes of the request whose texts are redacted
     * @return fails with what the work throws, or with {@link RejectedExecutionException} if too
     *     many wait
     */
    <T> Future<T> run(Vertx vertx, int bodyBytes, Callable<T> work) {
        if (takes(bodyBytes)) {
            return later(vertx, work);
        }
        try {
            return Future.succeededFuture(work.call());
        } catch (Exception e) {
            return Future.failedFuture(e);
        }
    }

    /** Runs on a worker thread. */
    <T> Future<T> later(Vertx vertx, Callable<T> work) {
        if (waiting.incrementAndGet() > mostWaiting) {
            waiting.decrementAndGet();
            refused.increment();
            return Future.failedFuture(
                    new RejectedExecutionException("too many bodies wait to be redacted"));
        }
        return vertx.executeBlocking(work, false).onComplete(done -> waiting.decrementAndGet());
    }
}

package io.supportassistant.bridge;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.concurrent.Callable;

/**
 * Keeps the redaction of larger bodies off the event loops, where every other connection would wait
 * for it. A connection's next request is read after the answer to the one before, so the order of a
 * connection's events stays.
 */
final class RedactionThreads {

    /** Bytes of a body whose costliest text takes an event loop some 20 ms or less. */
    static final int MOST_ON_LOOP = 2 * 1024;

    private RedactionThreads() {}

    static boolean takes(int bodyBytes) {
        return bodyBytes > MOST_ON_LOOP;
    }

    /**
     * Runs at once for a small body, else on a worker thread.
     *
     * @param bodyBytes of the request whose texts are redacted
     * @return fails with what the work throws
     */
    static <T> Future<T> run(Vertx vertx, int bodyBytes, Callable<T> work) {
        if (takes(bodyBytes)) {
            return vertx.executeBlocking(work, false);
        }
        try {
            return Future.succeededFuture(work.call());
        } catch (Exception e) {
            return Future.failedFuture(e);
        }
    }
}

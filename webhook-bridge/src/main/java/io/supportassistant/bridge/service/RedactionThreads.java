package io.supportassistant.bridge.service;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Redacts larger bodies outside the event loops, where redaction would delay all other connections.
 * Sources take turns, and each gets at most half of the threads, so that a busy source delays
 * mainly itself. The next request of a connection is read only after the response to the previous
 * one, so the events of a connection stay in order.
 */
final class RedactionThreads {

    /**
     * Up to this many bytes, even the most expensive text takes an event loop only a few
     * milliseconds.
     */
    static final int MAX_ON_LOOP = 2 * 1024;

    private final int maxPerSource;
    private final int maxRunning;
    private final AtomicInteger unfinished = new AtomicInteger();
    private final Counter refused;

    /** By source, in the order of their turns; no queue is empty. Guarded by this. */
    private final Map<String, Queue<Runnable>> waiting = new LinkedHashMap<>();

    /** The number of bodies of each source in redaction. Guarded by this. */
    private final Map<String, Integer> running = new HashMap<>();

    /**
     * @param maxPerSource maximum number of bodies of one source that wait
     * @param maxRunning maximum number of bodies in redaction
     */
    RedactionThreads(int maxPerSource, int maxRunning, MeterRegistry metrics) {
        this.maxPerSource = maxPerSource;
        this.maxRunning = maxRunning;
        refused = metrics.counter("bridge.redaction.refused");
        metrics.gauge("bridge.redaction.waiting", unfinished);
    }

    static boolean isLarge(int bodyBytes) {
        return bodyBytes > MAX_ON_LOOP;
    }

    /**
     * Runs at once for a small body, else on a worker thread.
     *
     * @param source that sent the body
     * @param bodyBytes of the request to redact
     * @return fails with the exception of {@code work}, or with {@link RejectedExecutionException}
     *     if too many bodies of the source wait
     */
    <T> Future<T> run(Vertx vertx, String source, int bodyBytes, Callable<T> work) {
        if (isLarge(bodyBytes)) {
            return later(vertx, source, work);
        }
        try {
            return Future.succeededFuture(work.call());
        } catch (Exception e) {
            return Future.failedFuture(e);
        }
    }

    <T> Future<T> later(Vertx vertx, String source, Callable<T> work) {
        Context caller = vertx.getOrCreateContext();
        Promise<T> result = Promise.promise();
        Runnable start =
                () ->
                        caller.executeBlocking(work, false)
                                .onComplete(done -> finished(source))
                                .onComplete(result);
        if (!enqueue(source, start)) {
            refused.increment();
            return Future.failedFuture(
                    new RejectedExecutionException("too many bodies are waiting to be redacted"));
        }
        startNext();
        return result.future();
    }

    private synchronized boolean enqueue(String source, Runnable start) {
        Queue<Runnable> own = waiting.computeIfAbsent(source, first -> new ArrayDeque<>());
        if (own.size() >= maxPerSource) {
            return false;
        }
        unfinished.incrementAndGet();
        return own.add(start);
    }

    private void finished(String source) {
        unfinished.decrementAndGet();
        synchronized (this) {
            running.computeIfPresent(source, (of, count) -> count > 1 ? count - 1 : null);
        }
        startNext();
    }

    private void startNext() {
        Runnable next = next();
        if (next != null) {
            next.run();
        }
    }

    /**
     * The next task of the first source that may use another thread; moves the source to the end.
     */
    private synchronized Runnable next() {
        int all = running.values().stream().mapToInt(Integer::intValue).sum();
        if (all >= maxRunning) {
            return null;
        }
        int share = Math.max(1, maxRunning / 2);
        Iterator<Map.Entry<String, Queue<Runnable>>> turns = waiting.entrySet().iterator();
        while (turns.hasNext()) {
            Map.Entry<String, Queue<Runnable>> turn = turns.next();
            String source = turn.getKey();
            if (running.getOrDefault(source, 0) < share) {
                Runnable next = turn.getValue().remove();
                turns.remove();
                if (!turn.getValue().isEmpty()) {
                    waiting.put(source, turn.getValue());
                }
                running.merge(source, 1, Integer::sum);
                return next;
            }
        }
        return null;
    }
}

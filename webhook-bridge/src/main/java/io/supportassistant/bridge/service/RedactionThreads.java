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
 * Keeps the redaction of larger bodies off the event loops, where every other connection would wait
 * for it. The sources take turns, and none has more than half of the threads, so that one that
 * sends much delays mostly itself. A connection's next request is read after the answer to the one
 * before, so the order of a connection's events stays.
 */
final class RedactionThreads {

    /** Bytes of a body whose costliest text takes an event loop a few milliseconds. */
    static final int MOST_ON_LOOP = 2 * 1024;

    private final int mostOfSource;
    private final int mostRunning;
    private final AtomicInteger unfinished = new AtomicInteger();
    private final Counter refused;

    /** By source, the one whose turn is next first; no queue is empty. Guarded by this. */
    private final Map<String, Queue<Runnable>> waiting = new LinkedHashMap<>();

    /** How many bodies of each source are redacted now. Guarded by this. */
    private final Map<String, Integer> running = new HashMap<>();

    /**
     * @param mostOfSource bodies of one source that wait at once
     * @param mostRunning bodies that are redacted at once
     */
    RedactionThreads(int mostOfSource, int mostRunning, MeterRegistry metrics) {
        this.mostOfSource = mostOfSource;
        this.mostRunning = mostRunning;
        refused = metrics.counter("bridge.redaction.refused");
        metrics.gauge("bridge.redaction.waiting", unfinished);
    }

    static boolean takes(int bodyBytes) {
        return bodyBytes > MOST_ON_LOOP;
    }

    /**
     * Runs at once for a small body, else on a worker thread.
     *
     * @param source whose body it is
     * @param bodyBytes of the request whose texts are redacted
     * @return fails with what the work throws, or with {@link RejectedExecutionException} if too
     *     many of the source wait
     */
    <T> Future<T> run(Vertx vertx, String source, int bodyBytes, Callable<T> work) {
        if (takes(bodyBytes)) {
            return later(vertx, source, work);
        }
        try {
            return Future.succeededFuture(work.call());
        } catch (Exception e) {
            return Future.failedFuture(e);
        }
    }

    /** Runs on a worker thread. */
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
                    new RejectedExecutionException("too many bodies wait to be redacted"));
        }
        startNext();
        return result.future();
    }

    private synchronized boolean enqueue(String source, Runnable start) {
        Queue<Runnable> own = waiting.computeIfAbsent(source, first -> new ArrayDeque<>());
        if (own.size() >= mostOfSource) {
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

    /** Of the first source that may have one more thread; it then comes last. */
    private synchronized Runnable next() {
        int all = running.values().stream().mapToInt(Integer::intValue).sum();
        if (all >= mostRunning) {
            return null;
        }
        int share = Math.max(1, mostRunning / 2);
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

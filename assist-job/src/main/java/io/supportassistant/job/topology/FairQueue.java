package io.supportassistant.job.topology;

import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Executor;

/**
 * Passes tasks on to an executor, one session after the other: a session with many tasks delays
 * another by one task at most per thread, not by all of its own.
 */
final class FairQueue {

    private final Executor executor;

    /** Sessions with waiting tasks, the one whose turn is next first. */
    private final Map<String, Queue<Runnable>> waiting = new LinkedHashMap<>();

    FairQueue(Executor executor) {
        this.executor = executor;
    }

    /** Each task that is added has the executor run one, not necessarily this one. */
    void add(String sessionId, Runnable task) {
        synchronized (waiting) {
            waiting.computeIfAbsent(sessionId, session -> new ArrayDeque<>()).add(task);
        }
        executor.execute(this::runNext);
    }

    private void runNext() {
        next().run();
    }

    private Runnable next() {
        synchronized (waiting) {
            String sessionId = waiting.keySet().iterator().next();
            Queue<Runnable> tasks = waiting.remove(sessionId);
            Runnable task = tasks.remove();
            if (!tasks.isEmpty()) {
                // To the end of the line.
                waiting.put(sessionId, tasks);
            }
            return task;
        }
    }
}

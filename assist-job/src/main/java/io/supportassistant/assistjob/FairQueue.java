package io.supportassistant.assistjob;

import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Executor;

/**
 * Passes tasks to an executor, taking sessions in turn: a session with many tasks delays another
 * one by at most one task per thread. Long and ordinary tasks take turns as well, so that many
 * calls with very long texts delay the other calls by one long task.
 */
final class FairQueue {

    private final Executor executor;
    private final Lane ordinary = new Lane();
    private final Lane longer = new Lane();
    private boolean isTurnOfLonger;

    FairQueue(Executor executor) {
        this.executor = executor;
    }

    /** Sessions with waiting tasks, the next session first. */
    private static final class Lane {

        private final Map<String, Queue<Runnable>> waiting = new LinkedHashMap<>();

        void add(String sessionId, Runnable task) {
            waiting.computeIfAbsent(sessionId, session -> new ArrayDeque<>()).add(task);
        }

        boolean isEmpty() {
            return waiting.isEmpty();
        }

        Runnable next() {
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

    /**
     * Adds a task and makes the executor run one, not necessarily this one.
     *
     * @param isLong whether the task takes much longer than usual
     */
    void add(String sessionId, boolean isLong, Runnable task) {
        synchronized (this) {
            (isLong ? longer : ordinary).add(sessionId, task);
        }
        executor.execute(() -> next().run());
    }

    private synchronized Runnable next() {
        boolean takesLonger = ordinary.isEmpty() || isTurnOfLonger && !longer.isEmpty();
        isTurnOfLonger = !takesLonger;
        return (takesLonger ? longer : ordinary).next();
    }
}

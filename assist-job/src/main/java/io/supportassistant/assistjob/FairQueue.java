package io.supportassistant.assistjob;

import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Executor;

/**
 * Passes tasks on to an executor, one session after the other: a session with many tasks delays
 * another by one task at most per thread, not by all of its own. Long tasks and ordinary ones take
 * turns as well, so that many calls with very long texts delay the others by one of them.
 */
final class FairQueue {

    private final Executor executor;
    private final Line ordinary = new Line();
    private final Line longer = new Line();
    private boolean isTurnOfLonger;

    FairQueue(Executor executor) {
        this.executor = executor;
    }

    /** Sessions with waiting tasks, the one whose turn is next first. */
    private static final class Line {

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
     * Each task that is added has the executor run one, not necessarily this one.
     *
     * @param isLong whether it takes much longer than what calls usually ask for
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

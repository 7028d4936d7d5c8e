package io.supportassistant.remote;

import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/** Threads that do not keep the process alive. */
public final class DaemonThreads {

    private DaemonThreads() {}

    public static ThreadFactory named(String prefix) {
        AtomicInteger made = new AtomicInteger();
        return work -> {
            Thread thread = new Thread(work, prefix + "-" + made.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }
}

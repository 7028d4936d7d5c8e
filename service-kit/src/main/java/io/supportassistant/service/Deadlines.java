package io.supportassistant.service;

import io.netty.util.HashedWheelTimer;
import io.netty.util.Timeout;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Runs timeout actions, at most {@value #TICK_MILLIS} ms late. Setting and cancelling a deadline is
 * very cheap, so it suits operations that rarely time out.
 */
public final class Deadlines {

    private static final int TICK_MILLIS = 50;
    private static final HashedWheelTimer WHEEL =
            new HashedWheelTimer(
                    new DefaultThreadFactory("deadlines", true),
                    TICK_MILLIS,
                    TimeUnit.MILLISECONDS);

    private Deadlines() {}

    /** A pending timeout action that can be cancelled. */
    public interface Deadline {
        void cancel();
    }

    /**
     * @param action must not block: one thread runs all deadlines; exceptions are logged
     */
    public static Deadline after(Duration time, Runnable action) {
        Timeout timeout =
                WHEEL.newTimeout(late -> action.run(), time.toNanos(), TimeUnit.NANOSECONDS);
        return timeout::cancel;
    }

    /**
     * Fails the future with a {@link TimeoutException} if it is not done within that time.
     * Dependent stages then run on the deadline thread and must not block.
     *
     * @return the same future
     */
    public static <T> CompletableFuture<T> within(Duration limit, CompletableFuture<T> future) {
        Deadline deadline =
                after(limit, () -> future.completeExceptionally(new TimeoutException()));
        future.whenComplete((done, failure) -> deadline.cancel());
        return future;
    }
}

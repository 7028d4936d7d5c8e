package io.supportassistant.service;

import io.netty.util.HashedWheelTimer;
import io.netty.util.Timeout;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Ends what takes too long, at most {@value #TICK_MILLIS} ms late. For what almost always is in
 * time: to set a deadline and to lift it cost next to nothing, however many there are.
 */
public final class Deadlines {

    private static final int TICK_MILLIS = 50;
    private static final HashedWheelTimer WHEEL =
            new HashedWheelTimer(
                    new DefaultThreadFactory("deadlines", true),
                    TICK_MILLIS,
                    TimeUnit.MILLISECONDS);

    private Deadlines() {}

    /** Something that will happen if it is not cancelled before. */
    public interface Deadline {
        void cancel();
    }

    /**
     * @param action must not block, as all deadlines are kept by one thread; what it throws is
     *     logged
     */
    public static Deadline after(Duration time, Runnable action) {
        Timeout timeout =
                WHEEL.newTimeout(late -> action.run(), time.toNanos(), TimeUnit.NANOSECONDS);
        return timeout::cancel;
    }

    /**
     * Fails the future with a {@link TimeoutException} if it is not done by then. What depends on
     * it then runs on the thread that keeps the deadlines, and must not block.
     *
     * @return the same future
     */
    public static <T> CompletableFuture<T> within(Duration most, CompletableFuture<T> future) {
        Deadline deadline = after(most, () -> future.completeExceptionally(new TimeoutException()));
        future.whenComplete((done, failure) -> deadline.cancel());
        return future;
    }
}

package io.supportassistant.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RedactionThreadsTest {

    private final Vertx vertx = Vertx.vertx();
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final RedactionThreads threads = new RedactionThreads(2, metrics);

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void shouldRedactSmallBodiesOnTheEventLoop() throws Exception {
        assertThat(run(RedactionThreads.MOST_ON_LOOP, Context::isOnEventLoopThread)).isTrue();
    }

    @Test
    void shouldRedactLargerBodiesOnWorkerThreads() throws Exception {
        assertThat(run(RedactionThreads.MOST_ON_LOOP + 1, Context::isOnWorkerThread)).isTrue();
    }

    @Test
    void shouldFailWithWhatTheWorkThrows() {
        Callable<Boolean> failing =
                () -> {
                    throw new IllegalStateException("no");
                };

        assertThatThrownBy(() -> run(1, failing)).hasRootCauseMessage("no");
        assertThatThrownBy(() -> run(RedactionThreads.MOST_ON_LOOP + 1, failing))
                .hasRootCauseMessage("no");
    }

    @Test
    void shouldRefuseWhatWouldWaitBehindTooMany() throws Exception {
        CountDownLatch gone = new CountDownLatch(1);
        Callable<Boolean> waiting = () -> gone.await(10, TimeUnit.SECONDS);
        Future<Boolean> first = threads.later(vertx, waiting);
        Future<Boolean> second = threads.later(vertx, waiting);

        assertThat(threads.later(vertx, () -> true).cause())
                .isInstanceOf(RejectedExecutionException.class);
        assertThat(metrics.get("bridge.redaction.refused").counter().count()).isEqualTo(1);
        assertThat(metrics.get("bridge.redaction.waiting").gauge().value()).isEqualTo(2);

        gone.countDown();
        Future.all(first, second).toCompletionStage().toCompletableFuture().join();
        assertThat(run(RedactionThreads.MOST_ON_LOOP + 1, () -> true)).isTrue();
    }

    private <T> T run(int bytes, Callable<T> work) throws Exception {
        Promise<T> result = Promise.promise();
        vertx.runOnContext(
                now -> {
                    Future<T> running = threads.run(vertx, bytes, work);
                    running.onComplete(result);
                });
        return result.future().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }
}

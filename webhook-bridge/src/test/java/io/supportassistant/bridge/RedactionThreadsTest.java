package io.supportassistant.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RedactionThreadsTest {

    private final Vertx vertx = Vertx.vertx();

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

    private <T> T run(int bytes, Callable<T> work) throws Exception {
        Promise<T> result = Promise.promise();
        vertx.runOnContext(
                now -> {
                    Future<T> running = RedactionThreads.run(vertx, bytes, work);
                    running.onComplete(result);
                });
        return result.future().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }
}

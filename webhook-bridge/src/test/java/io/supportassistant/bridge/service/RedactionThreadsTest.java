package io.supportassistant.bridge.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RedactionThreadsTest {

    private final Vertx vertx = Vertx.vertx();
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final RedactionThreads threads = new RedactionThreads(1, 1, metrics);

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void shouldRedactSmallBodiesOnTheEventLoop() throws Exception {
        assertThat(run(RedactionThreads.MAX_ON_LOOP, Context::isOnEventLoopThread)).isTrue();
    }

    @Test
    void shouldRedactLargerBodiesOnWorkerThreads() throws Exception {
        assertThat(run(RedactionThreads.MAX_ON_LOOP + 1, Context::isOnWorkerThread)).isTrue();
    }

    @Test
    void shouldFailWithTheExceptionOfTheWork() {
        Callable<Boolean> failing =
                () -> {
                    throw new IllegalStateException("no");
                };

        assertThatThrownBy(() -> run(1, failing)).hasRootCauseMessage("no");
        assertThatThrownBy(() -> run(RedactionThreads.MAX_ON_LOOP + 1, failing))
                .hasRootCauseMessage("no");
    }

    @Test
    void shouldRefuseABodyIfTooManyOfItsSourceWait() throws Exception {
        CountDownLatch released = new CountDownLatch(1);
        Callable<Boolean> waiting = () -> released.await(10, TimeUnit.SECONDS);
        Future<Boolean> running = threads.later(vertx, "busy", waiting);
        Future<Boolean> next = threads.later(vertx, "busy", waiting);

        assertThat(threads.later(vertx, "busy", () -> true).cause())
                .isInstanceOf(RejectedExecutionException.class);
        assertThat(metrics.get("bridge.redaction.refused").counter().count()).isEqualTo(1);
        Future<Boolean> other = threads.later(vertx, "other", () -> true);
        assertThat(metrics.get("bridge.redaction.waiting").gauge().value()).isEqualTo(3);

        released.countDown();
        await(Future.all(running, next, other));
        assertThat(metrics.get("bridge.redaction.waiting").gauge().value()).isZero();
        assertThat(run(RedactionThreads.MAX_ON_LOOP + 1, () -> true)).isTrue();
    }

    @Test
    void shouldLeaveHalfOfTheThreadsToOtherSources() throws Exception {
        RedactionThreads two = new RedactionThreads(10, 2, metrics);
        CountDownLatch released = new CountDownLatch(1);
        Callable<Boolean> slow = () -> released.await(10, TimeUnit.SECONDS);
        Future<Boolean> first = two.later(vertx, "busy", slow);
        Future<Boolean> second = two.later(vertx, "busy", slow);

        assertThat(await(two.later(vertx, "quiet", () -> true))).isTrue();
        assertThat(first.isComplete() || second.isComplete()).isFalse();

        released.countDown();
        await(Future.all(first, second));
    }

    @Test
    void shouldTakeTurnsBetweenSources() throws Exception {
        RedactionThreads one = new RedactionThreads(10, 1, metrics);
        List<String> order = new CopyOnWriteArrayList<>();
        CountDownLatch released = new CountDownLatch(1);
        List<Future<Boolean>> all = new ArrayList<>();
        all.add(one.later(vertx, "busy", () -> released.await(10, TimeUnit.SECONDS)));
        for (String body : List.of("busy 1", "busy 2", "busy 3", "quiet 1", "quiet 2")) {
            String source = body.substring(0, body.length() - 2);
            all.add(one.later(vertx, source, () -> order.add(body)));
        }

        released.countDown();
        await(Future.all(all));
        assertThat(order).containsExactly("busy 1", "quiet 1", "busy 2", "quiet 2", "busy 3");
    }

    @Test
    void shouldGiveResultsOnTheContextOfTheCaller() throws Exception {
        CountDownLatch released = new CountDownLatch(1);
        threads.later(vertx, "busy", () -> released.await(10, TimeUnit.SECONDS));
        Promise<Boolean> isOwn = Promise.promise();
        vertx.runOnContext(
                now -> {
                    Context own = Vertx.currentContext();
                    threads.later(vertx, "quiet", () -> true)
                            .onComplete(done -> isOwn.complete(Vertx.currentContext() == own));
                    released.countDown();
                });

        assertThat(await(isOwn.future())).isTrue();
    }

    private static <T> T await(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    private <T> T run(int bytes, Callable<T> work) throws Exception {
        Promise<T> result = Promise.promise();
        vertx.runOnContext(
                now -> {
                    Future<T> running = threads.run(vertx, "any", bytes, work);
                    running.onComplete(result);
                });
        return await(result.future());
    }
}

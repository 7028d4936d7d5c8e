package io.supportassistant.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.streams.WriteStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OutboxTest {

    private static final int CAPACITY = 5_000;

    private final Vertx vertx = Vertx.vertx();
    private final Context context = vertx.getOrCreateContext();
    private final Client client = new Client();
    private final List<String> written = new CopyOnWriteArrayList<>();
    private final AtomicInteger release = new AtomicInteger();
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final Outbox outbox = outbox(new PendingBytes(64 << 20, 1 << 20, metrics));

    private Outbox outbox(PendingBytes allPending) {
        return new Outbox(
                context,
                client,
                message -> {
                    assertThat(Vertx.currentContext()).isSameAs(context);
                    written.add(message.type());
                },
                release::incrementAndGet,
                allPending);
    }

    private double waitingBytes() {
        return metrics.get("push.clients.waiting.bytes").gauge().value();
    }

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void shouldWriteInOrder() {
        show(0, 100);
        settle();

        assertThat(written).isEqualTo(names(0, 100));
        assertThat(release).hasValue(0);
    }

    @Test
    void shouldKeepTheOrderOfEachSender() {
        List<Thread> threads = new ArrayList<>();
        for (String who : List.of("a", "b", "c")) {
            threads.add(
                    new Thread(
                            () -> {
                                for (int i = 0; i < 200; i++) {
                                    outbox.show(DeskMessage.signal(who + i));
                                }
                            }));
        }
        threads.forEach(Thread::start);
        await().until(() -> written.size() == 600);

        for (String who : List.of("a", "b", "c")) {
            assertThat(written.stream().filter(name -> name.startsWith(who)))
                    .isEqualTo(IntStream.range(0, 200).mapToObj(i -> who + i).toList());
        }
    }

    @Test
    void shouldQueueMessagesWhileTheClientReadsNothing() {
        client.full = true;
        show(0, 10);
        settle();
        assertThat(written).isEmpty();

        client.full = false;
        context.runOnContext(now -> client.drained.handle(null));
        settle();
        assertThat(written).isEqualTo(names(0, 10));

        show(10, 20);
        settle();
        assertThat(written).isEqualTo(names(0, 20));
        assertThat(release).hasValue(0);
    }

    @Test
    void shouldQueueMessagesUpToItsCapacity() {
        client.full = true;
        show(0, CAPACITY);
        settle();
        assertThat(release).hasValue(0);

        client.full = false;
        context.runOnContext(now -> client.drained.handle(null));
        settle();
        assertThat(written).isEqualTo(names(0, CAPACITY));
    }

    @Test
    void shouldReleaseASlowClientOnceAndWriteNothingAfterwards() {
        client.full = true;
        show(0, CAPACITY + 50);
        settle();
        assertThat(release).hasValue(1);

        client.full = false;
        context.runOnContext(now -> client.drained.handle(null));
        show(0, 10);
        settle();
        // Otherwise the client would miss a message without noticing.
        assertThat(written).isEmpty();
        assertThat(release).hasValue(1);
    }

    @Test
    void shouldReleaseAClientWhenTheBoardIsEvicted() {
        outbox.release();
        outbox.release();
        settle();

        assertThat(release).hasValue(1);
    }

    @Test
    void shouldReleaseAClientWithTooManyBytesQueued() {
        client.full = true;
        DeskMessage message = DeskMessage.error("x".repeat(300_000));
        outbox.show(message);
        outbox.show(message);
        outbox.show(message);
        assertThat(waitingBytes()).isEqualTo(3.0 * message.bytes()).isLessThan(1 << 20);
        // The fourth exceeds the 1 MiB of one client.
        outbox.show(message);
        settle();

        assertThat(release).hasValue(1);
        assertThat(waitingBytes()).isZero();
    }

    @Test
    void shouldLimitTheBytesQueuedForAllClients() {
        client.full = true;
        DeskMessage message = DeskMessage.error("x".repeat(300_000));
        PendingBytes small = new PendingBytes(1 << 20, 1 << 20, new SimpleMeterRegistry());
        List<Outbox> outboxes = IntStream.range(0, 5).mapToObj(i -> outbox(small)).toList();
        outboxes.forEach(one -> one.show(message));
        settle();
        assertThat(release).hasValue(2);

        // A client that leaves makes room.
        outboxes.get(0).close();
        Outbox next = outbox(small);
        next.show(message);
        settle();
        assertThat(release).hasValue(2);
    }

    @Test
    void shouldReleaseBytesAfterAWriteOrADisconnect() {
        show(0, 100);
        settle();
        assertThat(waitingBytes()).isZero();

        client.full = true;
        show(0, 100);
        assertThat(waitingBytes()).isPositive();
        outbox.close();
        show(0, 100);
        settle();
        assertThat(waitingBytes()).isZero();
        assertThat(release).hasValue(0);
    }

    @Test
    void shouldReleaseAClientThatReadsNothingBetweenTwoChecks() {
        onContext(outbox::releaseIfStuck);
        client.full = true;
        show(0, 10);
        settle();
        client.full = false;
        context.runOnContext(now -> client.drained.handle(null));
        // Ten were written since the last look.
        onContext(outbox::releaseIfStuck);
        assertThat(release).hasValue(0);

        client.full = true;
        show(10, 20);
        onContext(outbox::releaseIfStuck);
        settle();
        assertThat(release).hasValue(1);
    }

    private void onContext(Runnable check) {
        context.runOnContext(now -> check.run());
        settle();
    }

    private void show(int from, int to) {
        names(from, to).forEach(name -> outbox.show(DeskMessage.signal(name)));
    }

    private static List<String> names(int from, int to) {
        return IntStream.range(from, to).mapToObj(Integer::toString).toList();
    }

    /** Waits until the context has run everything submitted so far. */
    private void settle() {
        CompletableFuture<Void> done = new CompletableFuture<>();
        context.runOnContext(done::complete);
        done.join();
    }

    /** A client that reads or pauses. */
    static final class Client implements WriteStream<Object> {

        private volatile boolean full;
        private volatile Handler<Void> drained;

        @Override
        public boolean writeQueueFull() {
            return full;
        }

        @Override
        public WriteStream<Object> drainHandler(Handler<Void> handler) {
            drained = handler;
            return this;
        }

        @Override
        public WriteStream<Object> setWriteQueueMaxSize(int maxSize) {
            return this;
        }

        @Override
        public WriteStream<Object> exceptionHandler(Handler<Throwable> handler) {
            return this;
        }

        @Override
        public Future<Void> write(Object data) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Future<Void> end() {
            throw new UnsupportedOperationException();
        }
    }
}

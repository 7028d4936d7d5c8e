package io.supportassistant.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

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

    private static final int CAPACITY = 1_000;

    private final Vertx vertx = Vertx.vertx();
    private final Context context = vertx.getOrCreateContext();
    private final Client client = new Client();
    private final List<String> written = new CopyOnWriteArrayList<>();
    private final AtomicInteger letGo = new AtomicInteger();
    private final Outbox outbox =
            new Outbox(
                    context,
                    client,
                    message -> {
                        assertThat(Vertx.currentContext()).isSameAs(context);
                        written.add(message.type());
                    },
                    letGo::incrementAndGet);

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void shouldWriteInOrder() {
        show(0, 100);
        settle();

        assertThat(written).isEqualTo(names(0, 100));
        assertThat(letGo).hasValue(0);
    }

    @Test
    void shouldKeepTheOrderOfEachThatShows() {
        List<Thread> threads = new ArrayList<>();
        for (String who : List.of("a", "b", "c")) {
            threads.add(
                    new Thread(
                            () -> {
                                for (int i = 0; i < 200; i++) {
                                    outbox.show(Message.signal(who + i));
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
    void shouldHoldBackWhileTheClientReadsNothing() {
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
        assertThat(letGo).hasValue(0);
    }

    @Test
    void shouldKeepAsMuchAsItHolds() {
        client.full = true;
        show(0, CAPACITY);
        settle();
        assertThat(letGo).hasValue(0);

        client.full = false;
        context.runOnContext(now -> client.drained.handle(null));
        settle();
        assertThat(written).isEqualTo(names(0, CAPACITY));
    }

    @Test
    void shouldLetASlowClientGoOnceAndWriteNothingAfterwards() {
        client.full = true;
        show(0, CAPACITY + 50);
        settle();
        assertThat(letGo).hasValue(1);

        client.full = false;
        context.runOnContext(now -> client.drained.handle(null));
        show(0, 10);
        settle();
        // Or else the client would miss something without noticing.
        assertThat(written).isEmpty();
        assertThat(letGo).hasValue(1);
    }

    @Test
    void shouldLetAClientGoWhenTheBoardIsGivenUp() {
        outbox.letGo();
        outbox.letGo();
        settle();

        assertThat(letGo).hasValue(1);
    }

    private void show(int from, int to) {
        names(from, to).forEach(name -> outbox.show(Message.signal(name)));
    }

    private static List<String> names(int from, int to) {
        return IntStream.range(from, to).mapToObj(Integer::toString).toList();
    }

    /** Until the context has done what it was asked so far. */
    private void settle() {
        CompletableFuture<Void> done = new CompletableFuture<>();
        context.runOnContext(done::complete);
        done.join();
    }

    /** Reads, or does not. */
    private static final class Client implements WriteStream<Object> {

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
        public WriteStream<Object> setWriteQueueMaxSize(int most) {
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

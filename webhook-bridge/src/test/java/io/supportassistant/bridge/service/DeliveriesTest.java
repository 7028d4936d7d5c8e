package io.supportassistant.bridge.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeliveriesTest {

    private static final int REMEMBERED = 100;

    private final Counter repeated = new SimpleMeterRegistry().counter("repeated");
    private final AtomicLong now = new AtomicLong();
    private final Deliveries deliveries = new Deliveries(REMEMBERED, now::get, repeated);
    private final List<CompletableFuture<Void>> stores = new ArrayList<>();

    private CompletableFuture<Void> store() {
        stores.add(new CompletableFuture<>());
        return stores.get(stores.size() - 1);
    }

    @Test
    void shouldStoreADeliveryOnceAndCompleteAllCallers() {
        CompletableFuture<Void> first = deliveries.once("a", this::store);
        CompletableFuture<Void> second = deliveries.once("a", this::store);
        assertThat(stores).hasSize(1);
        assertThat(second).isNotDone();

        stores.get(0).complete(null);

        assertThat(first).isCompleted();
        assertThat(second).isCompleted();
        assertThat(deliveries.once("a", this::store)).isCompleted();
        assertThat(stores).hasSize(1);
        assertThat(repeated.count()).isEqualTo(2);
    }

    @Test
    void shouldDistinguishDeliveries() {
        deliveries.once("a", this::store);
        deliveries.once("b", this::store);

        assertThat(stores).hasSize(2);
        assertThat(repeated.count()).isZero();
    }

    @Test
    void shouldForgetAFailedDelivery() {
        CompletableFuture<Void> first = deliveries.once("a", this::store);
        stores.get(0).completeExceptionally(new IllegalStateException("Kafka is away"));
        assertThat(first).isCompletedExceptionally();

        CompletableFuture<Void> again = deliveries.once("a", this::store);
        stores.get(1).complete(null);

        assertThat(again).isCompleted();
    }

    @Test
    void shouldForgetADeliveryIfStoringThrows() {
        assertThatThrownBy(
                        () ->
                                deliveries.once(
                                        "a",
                                        () -> {
                                            throw new StackOverflowError("it cannot be encoded");
                                        }))
                .isInstanceOf(StackOverflowError.class);

        deliveries.once("a", this::store);

        assertThat(stores).hasSize(1);
    }

    @Test
    void shouldRememberTheLastAndForgetTheFirst() {
        for (int i = 0; i < 3 * REMEMBERED; i++) {
            deliveries.once(i, this::store);
        }

        for (int i = 2 * REMEMBERED; i < 3 * REMEMBERED; i++) {
            deliveries.once(i, this::store);
        }
        assertThat(repeated.count()).isEqualTo(REMEMBERED);

        deliveries.once(0, this::store);
        assertThat(repeated.count()).isEqualTo(REMEMBERED);
    }

    @Test
    void shouldForgetAFailedDeliveryAfterManyOthers() {
        deliveries.once("a", this::store);
        for (int i = 0; i < REMEMBERED; i++) {
            deliveries.once(i, this::store);
        }
        assertThat(deliveries.once("a", this::store)).isNotDone();
        stores.get(0).completeExceptionally(new IllegalStateException("Kafka is away"));

        assertThat(deliveries.once("a", this::store)).isNotDone();
        assertThat(stores).hasSize(REMEMBERED + 2);
    }

    @ParameterizedTest
    @CsvSource({"0, 302, true", "299, 599, true", "0, 600, false", "299, 601, false"})
    void shouldForgetOldDeliveries(int storedAt, int repeatedAt, boolean isKnown) {
        now.set(TimeUnit.SECONDS.toNanos(storedAt));
        deliveries.once("a", this::store);
        now.set(TimeUnit.SECONDS.toNanos(Math.max(storedAt, 301)));
        deliveries.once("b", this::store);

        now.set(TimeUnit.SECONDS.toNanos(repeatedAt));
        deliveries.once("a", this::store);

        assertThat(repeated.count()).isEqualTo(isKnown ? 1 : 0);
    }

    @Test
    void shouldForgetAllAfterAPause() {
        now.set(TimeUnit.MINUTES.toNanos(4));
        deliveries.once("a", this::store);

        now.set(TimeUnit.MINUTES.toNanos(11));
        deliveries.once("a", this::store);

        assertThat(stores).hasSize(2);
    }
}

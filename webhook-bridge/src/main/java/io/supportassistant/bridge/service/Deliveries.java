package io.supportassistant.bridge.service;

import io.micrometer.core.instrument.Counter;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Remembers the latest deliveries that are stored in Kafka or being stored, so that most retries do
 * not reach the job. Only an optimisation: other instances do not share it, and the ids of events
 * make duplicates harmless.
 */
final class Deliveries {

    /** Deliveries of one of two generations; a retry arrives within seconds or minutes. */
    private static final int MAX = 20_000;

    /** How long a generation is filled. After twice that time, an id may have been reused. */
    private static final Duration GENERATION = Duration.ofMinutes(5);

    private final int maxEntries;
    private final LongSupplier clock;
    private final AtomicReference<Generations> known = new AtomicReference<>();
    private final Counter repeated;

    Deliveries(Counter repeated) {
        this(MAX, System::nanoTime, repeated);
    }

    /**
     * @param maxEntries size of a generation; at least this many deliveries are remembered
     * @param clock nanoseconds, from any fixed point
     */
    Deliveries(int maxEntries, LongSupplier clock, Counter repeated) {
        this.maxEntries = maxEntries;
        this.clock = clock;
        this.repeated = repeated;
        known.set(Generations.first(clock.getAsLong()));
    }

    /**
     * When the newer generation is full or old, the older one is dropped as a whole, which is
     * cheap.
     *
     * @param since start of the newer generation
     */
    private record Generations(
            long since,
            Map<Object, CompletableFuture<Void>> older,
            ConcurrentHashMap<Object, CompletableFuture<Void>> newer) {

        static Generations first(long now) {
            return new Generations(now, Map.of(), new ConcurrentHashMap<>());
        }

        Generations next(long since) {
            return new Generations(since, newer, new ConcurrentHashMap<>());
        }

        CompletableFuture<Void> putIfAbsent(Object key, CompletableFuture<Void> delivery) {
            CompletableFuture<Void> known = older.get(key);
            return known == null ? newer.putIfAbsent(key, delivery) : known;
        }

        void remove(Object key, CompletableFuture<Void> delivery) {
            newer.remove(key, delivery);
        }
    }

    /**
     * Stores a new delivery; for a known one, returns the result of the first attempt. Forgets a
     * delivery that could not be stored. Throws the exceptions of {@code storing}.
     *
     * @param key unique id of the delivery
     */
    CompletableFuture<Void> once(Object key, Supplier<CompletableFuture<Void>> storing) {
        CompletableFuture<Void> ours = new CompletableFuture<>();
        Generations generations = generations();
        CompletableFuture<Void> theirs = generations.putIfAbsent(key, ours);
        if (theirs != null) {
            repeated.increment();
            return theirs;
        }
        try {
            storing.get().whenComplete((done, failure) -> settle(generations, key, ours, failure));
        } catch (Throwable e) {
            // Otherwise callers with the same delivery would wait forever.
            settle(generations, key, ours, e);
            throw e;
        }
        return ours;
    }

    /** Whether the delivery is stored, or being stored. */
    boolean knows(Object key) {
        Generations generations = generations();
        return generations.older().containsKey(key) || generations.newer().containsKey(key);
    }

    @SuppressWarnings("ReferenceEquality") // Compares identity: was it replaced?
    private Generations generations() {
        Generations current = known.get();
        long now = clock.getAsLong();
        long age = now - current.since();
        Generations next = current;
        if (age >= 2 * GENERATION.toNanos()) {
            next = Generations.first(now);
        } else if (age >= GENERATION.toNanos()) {
            next = current.next(current.since() + GENERATION.toNanos());
        } else if (current.newer().mappingCount() >= maxEntries) {
            next = current.next(now);
        }
        return next == current || known.compareAndSet(current, next) ? next : known.get();
    }

    private static void settle(
            Generations generations, Object key, CompletableFuture<Void> ours, Throwable failure) {
        if (failure == null) {
            ours.complete(null);
        } else {
            generations.remove(key, ours);
            ours.completeExceptionally(failure);
        }
    }
}

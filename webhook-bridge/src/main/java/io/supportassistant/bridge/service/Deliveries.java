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
 * What Kafka has or is about to have, the last of it: spares the job most of what retries would
 * repeat. Only a saving: another instance does not know it, and the ids of events make a repetition
 * harmless.
 */
final class Deliveries {

    /** Of one of two generations; a retry comes within seconds or minutes. */
    private static final int MOST = 20_000;

    /** How long a generation is filled. After twice that, an id may stand for something else. */
    private static final Duration GENERATION = Duration.ofMinutes(5);

    private final int most;
    private final LongSupplier clock;
    private final AtomicReference<Generations> known = new AtomicReference<>();
    private final Counter repeated;

    Deliveries(Counter repeated) {
        this(MOST, System::nanoTime, repeated);
    }

    /**
     * @param most how many are of one generation; so many of the last are remembered at least
     * @param clock nanoseconds, from any fixed point
     */
    Deliveries(int most, LongSupplier clock, Counter repeated) {
        this.most = most;
        this.clock = clock;
        this.repeated = repeated;
        known.set(Generations.first(clock.getAsLong()));
    }

    /**
     * When the newer are many or long ago, the older are forgotten together, which costs next to
     * nothing.
     *
     * @param since from when on the newer have come
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
     * Stores what is new; what is known is as well or badly stored as the first time. What could
     * not be stored is forgotten. Throws what the storing throws.
     *
     * @param key tells it from everything else
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
            // Whoever waits for the same delivery must not wait for good.
            settle(generations, key, ours, e);
            throw e;
        }
        return ours;
    }

    /** Whether it is stored, or about to be. */
    boolean knows(Object key) {
        Generations generations = generations();
        return generations.older().containsKey(key) || generations.newer().containsKey(key);
    }

    @SuppressWarnings("ReferenceEquality") // Whether anything was replaced.
    private Generations generations() {
        Generations current = known.get();
        long now = clock.getAsLong();
        long age = now - current.since();
        Generations next = current;
        if (age >= 2 * GENERATION.toNanos()) {
            next = Generations.first(now);
        } else if (age >= GENERATION.toNanos()) {
            next = current.next(current.since() + GENERATION.toNanos());
        } else if (current.newer().mappingCount() >= most) {
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

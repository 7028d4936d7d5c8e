package io.supportassistant.bridge;

import io.micrometer.core.instrument.Counter;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/**
 * What Kafka has or is about to have, the last of it: spares the job most of what retries would
 * repeat. Only a saving: another instance does not know it, and the ids of events make a repetition
 * harmless.
 */
final class Deliveries {

    /** Twice as many at most; a retry comes within seconds or minutes. */
    private static final int REMEMBERED = 20_000;

    private final int remembered;
    private final AtomicReference<Generations> known = new AtomicReference<>();
    private final Counter repeated;

    Deliveries(Counter repeated) {
        this(REMEMBERED, repeated);
    }

    /**
     * @param remembered how many of the last are remembered at least; at most it is twice as many
     */
    Deliveries(int remembered, Counter repeated) {
        this.remembered = remembered;
        this.repeated = repeated;
        known.set(new Generations(Map.of(), new ConcurrentHashMap<>()));
    }

    /** When the newer are many, the older are forgotten together, which costs next to nothing. */
    private record Generations(
            Map<Object, CompletableFuture<Void>> older,
            ConcurrentHashMap<Object, CompletableFuture<Void>> newer) {

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

    private Generations generations() {
        Generations now = known.get();
        if (now.newer().mappingCount() >= remembered) {
            known.compareAndSet(now, new Generations(now.newer(), new ConcurrentHashMap<>()));
            return known.get();
        }
        return now;
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

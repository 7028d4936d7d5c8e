package io.supportassistant.bridge;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.micrometer.core.instrument.Counter;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * What Kafka has or is about to have: spares the job most of what retries would repeat. Only a
 * saving: another instance does not know it, and the ids of events make a repetition harmless.
 */
final class Deliveries {

    private static final int MOST_REMEMBERED = 200_000;
    private static final Duration REMEMBERED_FOR = Duration.ofMinutes(10);

    private final Cache<Object, CompletableFuture<Void>> known =
            Caffeine.newBuilder()
                    .maximumSize(MOST_REMEMBERED)
                    .expireAfterWrite(REMEMBERED_FOR)
                    // Tidying up is less than handing it to another thread.
                    .executor(Runnable::run)
                    .build();
    private final Counter repeated;

    Deliveries(Counter repeated) {
        this.repeated = repeated;
    }

    /**
     * Stores what is new; what is known is as well or badly stored as the first time. What could
     * not be stored is forgotten. Throws what the storing throws.
     *
     * @param key tells it from everything else
     */
    CompletableFuture<Void> once(Object key, Supplier<CompletableFuture<Void>> storing) {
        CompletableFuture<Void> ours = new CompletableFuture<>();
        CompletableFuture<Void> theirs = known.asMap().putIfAbsent(key, ours);
        if (theirs != null) {
            repeated.increment();
            return theirs;
        }
        try {
            storing.get().whenComplete((done, failure) -> settle(key, ours, failure));
        } catch (Throwable e) {
            // Whoever waits for the same delivery must not wait for good.
            settle(key, ours, e);
            throw e;
        }
        return ours;
    }

    private void settle(Object key, CompletableFuture<Void> ours, Throwable failure) {
        if (failure == null) {
            ours.complete(null);
        } else {
            known.asMap().remove(key, ours);
            ours.completeExceptionally(failure);
        }
    }
}

package io.supportassistant.model;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Limits the tokens that models may use: per call, and per minute of the clock. Kept in memory:
 * after a restart every call starts with a full budget.
 */
public final class ModelBudget {

    private static final int MOST_CALLS = 50_000;
    private static final Duration FORGOTTEN_AFTER = Duration.ofHours(2);

    private final long perCall;
    private final long perMinute;
    private final InstantSource clock;
    private final Cache<String, AtomicLong> usedByCall;
    private long minute;
    private long usedInMinute;

    /**
     * @param perCall tokens, or 0 for no limit
     * @param perMinute tokens, or 0 for no limit
     */
    public ModelBudget(long perCall, long perMinute, InstantSource clock) {
        this.perCall = perCall;
        this.perMinute = perMinute;
        this.clock = clock;
        this.usedByCall =
                Caffeine.newBuilder()
                        .maximumSize(MOST_CALLS)
                        .expireAfterAccess(FORGOTTEN_AFTER)
                        .ticker(() -> Duration.ofMillis(clock.millis()).toNanos())
                        .build();
    }

    /**
     * Reserves tokens before they are used, so that running requests count.
     *
     * @return empty if the call or the minute has fewer tokens left
     */
    public synchronized Optional<Reservation> reserve(String sessionId, long tokens) {
        AtomicLong used = usedByCall.get(sessionId, id -> new AtomicLong());
        resetMinute();
        if (perCall > 0 && used.get() + tokens > perCall
                || perMinute > 0 && usedInMinute + tokens > perMinute) {
            return Optional.empty();
        }
        used.addAndGet(tokens);
        usedInMinute += tokens;
        return Optional.of(new Reservation(used, minute, tokens));
    }

    private void resetMinute() {
        long now = clock.millis() / Duration.ofMinutes(1).toMillis();
        if (now != minute) {
            minute = now;
            usedInMinute = 0;
        }
    }

    private synchronized void settle(Reservation reservation, long tokens) {
        long unused = reservation.tokens - tokens;
        reservation.call.addAndGet(-unused);
        if (reservation.minute == minute) {
            usedInMinute -= unused;
        }
    }

    /** Reserved tokens. */
    public final class Reservation {

        private final AtomicLong call;
        private final long minute;
        private final long tokens;
        private boolean settled;

        private Reservation(AtomicLong call, long minute, long tokens) {
            this.call = call;
            this.minute = minute;
            this.tokens = tokens;
        }

        /**
         * Replaces the reservation by the tokens actually used; only the first call has an effect.
         */
        public synchronized void settle(long used) {
            if (!settled) {
                settled = true;
                ModelBudget.this.settle(this, used);
            }
        }
    }
}

package io.supportassistant.push;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.supportassistant.service.RateLimit;
import java.time.Duration;
import java.util.function.LongSupplier;

/** Three rate limits: per token, per session, and for all clients of the instance. */
final class RateLimits {

    private static final Duration FORGET_AFTER = Duration.ofMinutes(10);
    private static final long MAX_REMEMBERED = 100_000;

    private final LongSupplier nanoTime;
    private final LoadingCache<String, RateLimit> tokens;
    private final LoadingCache<String, RateLimit> sessions;
    private final RateLimit instance;

    /**
     * @param perSecond sustained rate
     * @param burst burst size
     */
    record Rate(double perSecond, int burst) {}

    /**
     * @param nanoTime the time in nanoseconds, from any fixed point
     */
    RateLimits(Rate perToken, Rate perSession, Rate perInstance, LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        tokens = limits(perToken);
        sessions = limits(perSession);
        instance = limit(perInstance);
    }

    private RateLimit limit(Rate rate) {
        return new RateLimit(rate.perSecond(), rate.burst(), nanoTime.getAsLong());
    }

    private LoadingCache<String, RateLimit> limits(Rate rate) {
        return Caffeine.newBuilder()
                .maximumSize(MAX_REMEMBERED)
                .expireAfterAccess(FORGET_AFTER)
                .build(key -> limit(rate));
    }

    /**
     * Counts one message or request.
     *
     * @param token identifies the holder of a token; null without tokens
     * @param sessionId null if it is about no session
     * @return the whole seconds to wait before the next try, or 0 if this one may pass
     */
    int take(String token, String sessionId) {
        long now = nanoTime.getAsLong();
        int wait = token == null ? 0 : tokens.get(token).take(now);
        wait = wait > 0 || sessionId == null ? wait : sessions.get(sessionId).take(now);
        return wait > 0 ? wait : instance.take(now);
    }
}

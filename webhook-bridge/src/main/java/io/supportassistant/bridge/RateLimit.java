package io.supportassistant.bridge;

/** A token bucket: so many a second in the long run, and one second's worth at once. */
final class RateLimit {

    private final double perSecond;
    private double tokens;
    private long refilledAt;

    /**
     * @param now in nanoseconds, from any fixed point
     */
    RateLimit(int perSecond, long now) {
        this.perSecond = perSecond;
        this.tokens = perSecond;
        this.refilledAt = now;
    }

    /** Takes one if there is one; else how many whole seconds to wait for it, at least 1. */
    synchronized int take(long now) {
        tokens = Math.min(perSecond, tokens + (now - refilledAt) / 1e9 * perSecond);
        refilledAt = now;
        if (tokens >= 1) {
            tokens--;
            return 0;
        }
        return Math.max(1, (int) Math.ceil((1 - tokens) / perSecond));
    }
}

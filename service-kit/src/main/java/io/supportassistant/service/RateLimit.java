package io.supportassistant.service;

/** A token bucket. */
public final class RateLimit {

    private final double perSecond;
    private final int atOnce;
    private double tokens;
    private long refilledAt;

    /** One second's worth may come at once. */
    public RateLimit(int perSecond, long now) {
        this(perSecond, perSecond, now);
    }

    /**
     * @param perSecond in the long run
     * @param atOnce after a pause
     * @param now in nanoseconds, from any fixed point
     */
    public RateLimit(double perSecond, int atOnce, long now) {
        this.perSecond = perSecond;
        this.atOnce = atOnce;
        this.tokens = atOnce;
        this.refilledAt = now;
    }

    /** Takes one if there is one; else how many whole seconds to wait for it, at least 1. */
    public int take(long now) {
        return take(now, 1);
    }

    /**
     * Takes several if there is one, so that more can be taken than there ever are; then it takes
     * as long as all of them are worth until there is one again, but not longer than it takes to
     * pay back one burst.
     */
    public synchronized int take(long now, int several) {
        tokens = Math.min(atOnce, tokens + (now - refilledAt) / 1e9 * perSecond);
        refilledAt = now;
        if (tokens >= 1) {
            tokens = Math.max(tokens - several, -atOnce);
            return 0;
        }
        return Math.max(1, (int) Math.ceil((1 - tokens) / perSecond));
    }
}

package io.supportassistant.service;

/** A token bucket. */
public final class RateLimit {

    private final double perSecond;
    private final int burst;
    private double tokens;
    private long refilledAt;

    /** Allows bursts of one second's worth. */
    public RateLimit(int perSecond, long now) {
        this(perSecond, perSecond, now);
    }

    /**
     * @param perSecond sustained rate
     * @param burst burst size
     * @param now in nanoseconds, from any fixed point
     */
    public RateLimit(double perSecond, int burst, long now) {
        this.perSecond = perSecond;
        this.burst = burst;
        this.tokens = burst;
        this.refilledAt = now;
    }

    /**
     * Takes one token and returns 0; if there is none, returns the whole seconds to wait, at least
     * 1.
     */
    public int take(long now) {
        return take(now, 1);
    }

    /**
     * Takes several tokens if at least one is there, so the balance may become negative. The next
     * token then comes after all of them are paid back; the debt is capped at one burst.
     */
    public synchronized int take(long now, int count) {
        tokens = Math.min(burst, tokens + (now - refilledAt) / 1e9 * perSecond);
        refilledAt = now;
        if (tokens >= 1) {
            tokens = Math.max(tokens - count, -burst);
            return 0;
        }
        return Math.max(1, (int) Math.ceil((1 - tokens) / perSecond));
    }
}

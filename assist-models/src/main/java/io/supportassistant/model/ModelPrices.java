package io.supportassistant.model;

import java.io.Serializable;

/**
 * US dollars per million tokens. All zero means that prices are unknown; then no cost is computed.
 */
public record ModelPrices(double input, double cached, double output) implements Serializable {

    private static final double MILLION = 1_000_000;

    public static final ModelPrices UNKNOWN = new ModelPrices(0, 0, 0);

    /** The cost in US dollars, or null if prices are unknown. */
    Double cost(long inputTokens, long cachedTokens, long outputTokens) {
        if (equals(UNKNOWN)) {
            return null;
        }
        long fresh = Math.max(0, inputTokens - cachedTokens);
        return (fresh * input + cachedTokens * cached + outputTokens * output) / MILLION;
    }
}

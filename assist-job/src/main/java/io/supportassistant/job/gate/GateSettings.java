package io.supportassistant.job.gate;

import java.io.Serializable;
import java.time.Duration;

/**
 * How much of the agent's attention may be asked for.
 *
 * @param maxSuggestions most cards, and most questions, in one update
 * @param minContextConfidence below it no card is shown, 0 to 1
 * @param keptAfterEnd how long an ended call is remembered, so that a late result finds it closed
 */
public record GateSettings(int maxSuggestions, double minContextConfidence, Duration keptAfterEnd)
        implements Serializable {

    public static GateSettings defaults() {
        return new GateSettings(5, 0.6, Duration.ofMinutes(10));
    }
}

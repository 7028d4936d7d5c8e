package io.supportassistant.job.gate;

import java.io.Serializable;
import java.time.Duration;

/**
 * How much of the agent's attention may be asked for.
 *
 * @param maxSuggestions most cards, and most questions, in one update
 * @param leadFrom probability from which on an article may lead, 0 to 1
 * @param rowFrom probability from which on it is offered as a quiet line, 0 to 1
 * @param clearlyBetter by how much a new lead must be likelier than the present one, 0 to 1
 * @param leadsAMinute most cards that take the first place within a minute
 * @param leadsACall most that take it in a call
 * @param keptAfterEnd how long an ended call is remembered, so that a late result finds it closed
 */
public record GateSettings(
        int maxSuggestions,
        double leadFrom,
        double rowFrom,
        double clearlyBetter,
        int leadsAMinute,
        int leadsACall,
        Duration keptAfterEnd)
        implements Serializable {

    public static GateSettings defaults() {
        return new GateSettings(5, 0.3, 0.2, 0.1, 3, 20, Duration.ofMinutes(10));
    }
}

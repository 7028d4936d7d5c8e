package io.supportassistant.job.gate;

import io.supportassistant.job.conversation.AgentOnCall.AgentExperience;
import java.io.Serializable;
import java.time.Duration;

/**
 * How much of the agent's attention may be asked for.
 *
 * @param maxSuggestions most cards, and most questions, in one update
 * @param leadFrom probability from which on an article may lead, 0 to 1
 * @param leadFromNovice the same for an agent who is new
 * @param leadFromExpert the same for one who knows most answers
 * @param rowFrom probability from which on it is offered as a quiet line, 0 to 1
 * @param clearlyBetter by how much a new lead must be likelier than the present one, 0 to 1
 * @param leadsAMinute most cards that take the first place within a minute
 * @param leadsACall most that take it in a call
 * @param coolDown least time from one card in first place to the next
 * @param keptAfterEnd how long an ended call is remembered, so that a late result finds it closed
 */
public record GateSettings(
        int maxSuggestions,
        double leadFrom,
        double leadFromNovice,
        double leadFromExpert,
        double rowFrom,
        double clearlyBetter,
        int leadsAMinute,
        int leadsACall,
        Duration coolDown,
        Duration keptAfterEnd)
        implements Serializable {

    public static GateSettings defaults() {
        return new GateSettings(
                5, 0.4, 0.3, 0.55, 0.3, 0.1, 3, 20, Duration.ZERO, Duration.ofMinutes(10));
    }

    double leadFrom(AgentExperience experience) {
        return switch (experience) {
            case NOVICE -> leadFromNovice;
            case USUAL -> leadFrom;
            case EXPERT -> leadFromExpert;
        };
    }
}

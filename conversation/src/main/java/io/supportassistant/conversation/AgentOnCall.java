package io.supportassistant.conversation;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The properties of the human agent that influence which cards are shown.
 *
 * @param experience how many answers the agent knows without a card
 * @param speakingAt time of the agent's latest interim speech; null once that is final
 * @param overlapped whether an analysis ran while the agent was speaking
 */
public record AgentOnCall(AgentExperience experience, Instant speakingAt, boolean overlapped) {

    /** Interim speech that nothing follows for this long counts as given up. */
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    public static final AgentOnCall UNKNOWN = new AgentOnCall(AgentExperience.USUAL, null, false);

    public AgentOnCall {
        experience = experience == null ? AgentExperience.USUAL : experience;
    }

    /** How many answers an agent knows by heart. */
    public enum AgentExperience {
        NOVICE,
        USUAL,
        EXPERT;

        /**
         * The field {@code experience} of {@code agent_metadata}: "novice", "expert" or neither.
         */
        static AgentExperience in(Map<String, Object> metadata) {
            Object said = metadata == null ? null : metadata.get("experience");
            return Stream.of(NOVICE, EXPERT)
                    .filter(one -> said instanceof String text && one.name().equalsIgnoreCase(text))
                    .findFirst()
                    .orElse(USUAL);
        }
    }

    public boolean isSpeaking(Instant now) {
        return speakingAt != null && now.isBefore(givenUpAt());
    }

    /** When interim speech counts as given up if nothing follows. */
    Instant givenUpAt() {
        return speakingAt.plus(LONGEST_PAUSE);
    }

    AgentOnCall speaking(Instant at) {
        return new AgentOnCall(experience, at, overlapped);
    }

    AgentOnCall silent() {
        return new AgentOnCall(experience, null, false);
    }

    AgentOnCall analysed(Instant now) {
        return isSpeaking(now) ? new AgentOnCall(experience, speakingAt, true) : this;
    }

    AgentOnCall described(Map<String, Object> metadata) {
        return new AgentOnCall(AgentExperience.in(metadata), speakingAt, overlapped);
    }
}

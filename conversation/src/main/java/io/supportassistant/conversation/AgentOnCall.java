package io.supportassistant.conversation;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What matters of the agent for what is shown.
 *
 * @param experience how many answers the agent knows without a card
 * @param speakingAt when unfinished speech of the agent was heard last; null if it was finished
 *     since
 * @param overlapped whether an analysis was made while the agent was speaking
 */
public record AgentOnCall(AgentExperience experience, Instant speakingAt, boolean overlapped) {

    /** An unfinished text that nothing followed for so long was given up. */
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
         * Of {@code agent_metadata} the field {@code experience}: "novice", "expert" or neither.
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

    /** When unfinished speech counts as given up, if nothing follows. */
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

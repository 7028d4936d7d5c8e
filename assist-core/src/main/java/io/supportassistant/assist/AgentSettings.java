package io.supportassistant.assist;

import io.supportassistant.settings.Setting;
import io.supportassistant.settings.Settings;
import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Settings of the assist agents.
 *
 * @param minContextConfidence confidence from which the issue counts as understood, 0 to 1
 * @param minKnowledgeNeed below this probability, speech does not get an article, 0 to 1
 * @param minSimilarity articles with a lower similarity to the speech are not shown
 * @param deadline for each of the four agents
 */
public record AgentSettings(
        double minContextConfidence,
        double minKnowledgeNeed,
        double minSimilarity,
        Duration deadline)
        implements Serializable {

    public static final Setting<Double> MIN_CONTEXT_CONFIDENCE =
            Setting.share(
                    "MIN_CONTEXT_CONFIDENCE",
                    0.6,
                    "Below this confidence the issue counts as not understood, and clarifying"
                            + " questions are proposed. It does not affect cards.");
    public static final Setting<Double> MIN_KNOWLEDGE_NEED =
            Setting.share(
                    "MIN_KNOWLEDGE_NEED",
                    0.35,
                    "Below this probability that speech calls for an article, the outcome of the"
                            + " analysis is not_needed. LEAD_FROM and ROW_FROM decide which cards"
                            + " are shown for speech.");
    public static final Setting<Double> MIN_SIMILARITY =
            Setting.share(
                    "MIN_SIMILARITY",
                    0.28,
                    "Minimum similarity of articles shown for an agent's question, or found only by"
                            + " a model's query. For speech, LEAD_FROM and ROW_FROM decide.");
    public static final Setting<Duration> AGENT_DEADLINE =
            Setting.duration(
                    "AGENT_DEADLINE",
                    "800ms",
                    "Time limit of each of the four agents; after it, the agent's fallback is"
                            + " used.");

    public static final List<Setting<?>> ALL =
            List.of(MIN_CONTEXT_CONFIDENCE, MIN_KNOWLEDGE_NEED, MIN_SIMILARITY, AGENT_DEADLINE);

    public static AgentSettings from(Settings settings) {
        return new AgentSettings(
                settings.get(MIN_CONTEXT_CONFIDENCE),
                settings.get(MIN_KNOWLEDGE_NEED),
                settings.get(MIN_SIMILARITY),
                settings.get(AGENT_DEADLINE));
    }

    public static AgentSettings defaults() {
        return from(Settings.of(Map.of()));
    }

    public AgentSettings withDeadline(Duration other) {
        return new AgentSettings(minContextConfidence, minKnowledgeNeed, minSimilarity, other);
    }
}

package io.supportassistant.job.assist;

import java.io.Serializable;
import java.time.Duration;

/**
 * What is asked of the agents.
 *
 * @param minContextConfidence from which on the issue counts as understood, 0 to 1
 * @param minKnowledgeNeed speech that less likely calls for an article gets none, 0 to 1
 * @param minSimilarity articles less similar to what was said are not worth the agent's eyes
 * @param deadline for each of the four agents
 */
public record AgentSettings(
        double minContextConfidence,
        double minKnowledgeNeed,
        double minSimilarity,
        Duration deadline)
        implements Serializable {

    public static AgentSettings defaults() {
        return new AgentSettings(0.6, 0.35, 0.28, Duration.ofMillis(800));
    }

    public AgentSettings withDeadline(Duration other) {
        return new AgentSettings(minContextConfidence, minKnowledgeNeed, minSimilarity, other);
    }
}

package io.supportassistant.events;

import java.util.List;

/**
 * What the context analyzer made of the conversation so far.
 *
 * @param detectedIssue the customer's problem in the customer's words, or null if none was stated
 * @param confidence that the issue is understood well enough to search for, 0 to 1
 */
public record AnalyzedContext(
        boolean hasSufficientContext,
        String detectedIssue,
        List<DetectedEntity> detectedEntities,
        boolean needsClarification,
        double confidence) {

    public AnalyzedContext {
        detectedEntities = detectedEntities == null ? List.of() : detectedEntities;
    }
}

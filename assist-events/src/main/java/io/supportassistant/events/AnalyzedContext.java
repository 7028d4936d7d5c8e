package io.supportassistant.events;

import java.util.List;

/**
 * What the context analyzer made of the conversation so far.
 *
 * @param detectedIssue label of the customer's problem, such as {@code login_problem}; {@link
 *     #OTHER_ISSUE} if no label fits, null if no problem was stated
 * @param issueText the customer's problem in the customer's words, or null if none was stated;
 *     events of before November 2026 have the words in {@code detectedIssue}
 * @param confidence that the issue is understood well enough to search for, 0 to 1
 */
public record AnalyzedContext(
        boolean hasSufficientContext,
        String detectedIssue,
        String issueText,
        List<DetectedEntity> detectedEntities,
        boolean needsClarification,
        double confidence) {

    /** A problem that no label of the taxonomy fits. */
    public static final String OTHER_ISSUE = "other";

    public AnalyzedContext {
        issueText = issueText == null ? detectedIssue : issueText;
        detectedEntities = detectedEntities == null ? List.of() : detectedEntities;
    }
}

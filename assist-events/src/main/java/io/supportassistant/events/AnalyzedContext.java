package io.supportassistant.events;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The result of the context analyzer for the conversation so far.
 *
 * @param detectedIssue label of the customer's problem, such as {@code login_problem}; if no label
 *     fits, the domain of the article that is likely to answer, else {@link #OTHER_ISSUE}; null if
 *     no problem was stated
 * @param issueText the customer's problem in the customer's words, or null if none was stated;
 *     events from before November 2026 have the words in {@code detectedIssue}
 * @param confidence that the issue is understood well enough for a search, 0 to 1
 */
public record AnalyzedContext(
        boolean hasSufficientContext,
        String detectedIssue,
        String issueText,
        List<DetectedEntity> detectedEntities,
        boolean needsClarification,
        double confidence) {

    /** A problem without a label in the taxonomy. */
    public static final String OTHER_ISSUE = "other";

    private static final Pattern NO_PART_OF_A_LABEL = Pattern.compile("[^\\p{L}\\p{N}]+");

    public AnalyzedContext {
        issueText = issueText == null ? detectedIssue : issueText;
        detectedEntities = detectedEntities == null ? List.of() : detectedEntities;
    }

    /**
     * A copy where an issue without a label is named after a domain of the knowledge base.
     *
     * @param domain in any spelling, or null
     */
    public AnalyzedContext inDomain(String domain) {
        if (domain == null || !OTHER_ISSUE.equals(detectedIssue)) {
            return this;
        }
        String label = NO_PART_OF_A_LABEL.matcher(domain.toLowerCase(Locale.ROOT)).replaceAll("_");
        String trimmed = label.replaceAll("^_|_$", "");
        return trimmed.isEmpty()
                ? this
                : new AnalyzedContext(
                        hasSufficientContext,
                        trimmed,
                        issueText,
                        detectedEntities,
                        needsClarification,
                        confidence);
    }
}

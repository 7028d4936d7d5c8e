package io.supportassistant.job.clarification;

import java.util.List;

/**
 * What to ask now and what need not be asked any more.
 *
 * @param questions the first to ask first
 * @param answeredPurposes purposes of questions that the customer has answered by now
 */
public record Clarification(List<ProposedQuestion> questions, List<String> answeredPurposes) {

    /**
     * @param priority 1 is asked first
     */
    public record ProposedQuestion(String purpose, int priority, String question) {}
}

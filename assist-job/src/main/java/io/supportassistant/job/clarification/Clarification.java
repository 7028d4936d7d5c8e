package io.supportassistant.job.clarification;

import java.util.List;
import java.util.stream.Stream;

/**
 * What to ask now and what need not be asked any more.
 *
 * @param needed whether asking helps more than anything else now
 * @param guided whether a guide of the knowledge base leads the conversation
 * @param questions what could be asked, the first to ask first; also if it is not needed now
 * @param answeredPurposes purposes of questions that need not be asked any more
 */
public record Clarification(
        boolean needed,
        boolean guided,
        List<ProposedQuestion> questions,
        List<String> answeredPurposes) {

    public Clarification {
        questions = List.copyOf(questions);
        answeredPurposes = List.copyOf(answeredPurposes);
    }

    public static Clarification none() {
        return new Clarification(false, false, List.of(), List.of());
    }

    /** Another one's questions; what counts as answered here counts as answered there. */
    public Clarification alsoAnsweredAs(Clarification other) {
        return new Clarification(
                other.needed,
                other.guided,
                other.questions,
                Stream.concat(answeredPurposes.stream(), other.answeredPurposes.stream())
                        .distinct()
                        .toList());
    }

    /**
     * @param purpose what it is for, unique within a call; of a guide's question its article id
     * @param priority 1 is asked first
     */
    public record ProposedQuestion(String purpose, int priority, String question) {}
}

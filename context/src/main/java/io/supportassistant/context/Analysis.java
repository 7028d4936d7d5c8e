package io.supportassistant.context;

import io.supportassistant.conversation.Gist;
import io.supportassistant.events.AnalyzedContext;
import io.supportassistant.events.DetectedEntity;
import java.util.List;
import java.util.Set;

/**
 * The result of the context analyzer, for the assist agents after it.
 *
 * @param context the part that the human agent and the records see
 * @param exchange the latest turns, with numbers in digits
 * @param issueText the speech that states the issue, with numbers in digits and without hesitations
 * @param issueEntities entities in {@code issueText} that say something about the issue
 * @param newEntities such entities in the segments that no earlier run has included
 * @param subjects subjects of the knowledge base that the call is about, as named last; empty if
 *     none was named
 * @param gist the words that the call is about; empty for a question of the human agent
 * @param statesAProblem whether the new segments contain a problem, a question or a wish
 * @param addsSomething whether they contain anything that could change the result
 * @param languageNotKnown whether the customer speaks a language that the assistant does not know
 */
public record Analysis(
        AnalyzedContext context,
        Exchange exchange,
        String issueText,
        List<DetectedEntity> issueEntities,
        List<DetectedEntity> newEntities,
        Set<String> subjects,
        Gist gist,
        boolean statesAProblem,
        boolean addsSomething,
        boolean languageNotKnown) {

    /** For a customer who speaks a language that the assistant knows. */
    public Analysis(
            AnalyzedContext context,
            Exchange exchange,
            String issueText,
            List<DetectedEntity> issueEntities,
            List<DetectedEntity> newEntities,
            Set<String> subjects,
            Gist gist,
            boolean statesAProblem,
            boolean addsSomething) {
        this(
                context,
                exchange,
                issueText,
                issueEntities,
                newEntities,
                subjects,
                gist,
                statesAProblem,
                addsSomething,
                false);
    }

    /** An analysis with only the latest exchange. */
    public Analysis(
            AnalyzedContext context,
            Exchange exchange,
            String issueText,
            List<DetectedEntity> issueEntities,
            List<DetectedEntity> newEntities,
            Set<String> subjects,
            boolean statesAProblem,
            boolean addsSomething) {
        this(
                context,
                exchange,
                issueText,
                issueEntities,
                newEntities,
                subjects,
                Gist.NOTHING,
                statesAProblem,
                addsSomething);
    }
}

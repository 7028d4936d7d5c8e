package io.supportassistant.context;

import io.supportassistant.conversation.Gist;
import io.supportassistant.events.AnalyzedContext;
import io.supportassistant.events.DetectedEntity;
import java.util.List;
import java.util.Set;

/**
 * What the context analyzer hands to the agents after it.
 *
 * @param context what the human agent and the records see
 * @param exchange what was said last, numbers written as numbers
 * @param issueText the speech that states the issue, numbers written as numbers, hesitations left
 *     out
 * @param issueEntities what {@code issueText} names that says something of the issue
 * @param newEntities what the segments no earlier run has heard name, likewise
 * @param subjects what of the knowledge base the call is about, as it was named last; empty if it
 *     was not named
 * @param gist what the call has been about so far; nothing where the human agent asked
 * @param statesAProblem whether the new segments bring a problem, a question or a wish
 * @param addsSomething whether they say anything that could change the answer
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

    /** Of a customer who speaks a language that the assistant knows. */
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

    /** Of which nothing but what was said last is known. */
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

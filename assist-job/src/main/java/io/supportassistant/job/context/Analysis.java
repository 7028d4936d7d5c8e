package io.supportassistant.job.context;

import io.supportassistant.events.AnalyzedContext;
import io.supportassistant.events.DetectedEntity;
import java.util.List;

/**
 * What the context analyzer hands to the agents after it.
 *
 * @param context what the human agent and the records see
 * @param issueText the speech that states the issue, numbers written as numbers, hesitations left
 *     out
 * @param issueEntities what {@code issueText} names
 * @param newEntities what the segments no earlier run has heard name
 * @param statesAProblem whether they bring a problem, a question or a wish
 * @param addsSomething whether those segments say anything that could change the answer
 */
public record Analysis(
        AnalyzedContext context,
        String issueText,
        List<DetectedEntity> issueEntities,
        List<DetectedEntity> newEntities,
        boolean statesAProblem,
        boolean addsSomething) {}

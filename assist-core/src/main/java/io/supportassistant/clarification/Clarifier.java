package io.supportassistant.clarification;

import io.supportassistant.context.Analysis;
import io.supportassistant.conversation.AssistRequest;
import io.supportassistant.knowledge.Findings;
import java.util.concurrent.CompletableFuture;

/** Fourth agent: finds the question whose answer would help most. */
public interface Clarifier {

    /**
     * @param found what the knowledge search came back with; nothing if it was not asked
     */
    CompletableFuture<Clarification> clarify(
            AssistRequest request, Analysis analysis, Findings found);
}

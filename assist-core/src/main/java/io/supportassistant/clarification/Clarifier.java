package io.supportassistant.clarification;

import io.supportassistant.context.Analysis;
import io.supportassistant.conversation.AssistRequest;
import io.supportassistant.knowledge.Findings;
import java.util.concurrent.CompletableFuture;

/** Fourth agent: finds the question whose answer would help most. */
public interface Clarifier {

    /**
     * @param found the search results; empty if there was no search
     */
    CompletableFuture<Clarification> clarify(
            AssistRequest request, Analysis analysis, Findings found);
}

package io.supportassistant.assist;

import io.supportassistant.answer.Answer;
import io.supportassistant.clarification.Clarification;
import io.supportassistant.context.Analysis;
import io.supportassistant.conversation.AssistRequest;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * The steps of an analysis: of the plain agents alone, or with a model beside them. No step fails;
 * each leaves its record with the {@link AgentRun}.
 */
interface AgentSteps {

    /** What the plain context analyzer understands. */
    CompletableFuture<Analysis> understand(AgentRun run, AssistRequest request);

    /** Goes on where there is nothing to search for. */
    CompletableFuture<LookedUp> skipSearch(AgentRun run, Analysis plain);

    /** Formulates queries and searches for them. */
    CompletableFuture<LookedUp> lookUp(AgentRun run, AssistRequest request, Analysis plain);

    /** The answer to the agent's own question, if a model can give one. */
    CompletableFuture<Optional<Answer>> answer(
            AgentRun run, AssistRequest request, LookedUp lookedUp);

    CompletableFuture<Clarification> clarify(
            AgentRun run, AssistRequest request, LookedUp lookedUp);
}

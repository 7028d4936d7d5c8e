package io.supportassistant.assist;

import io.supportassistant.answer.Answer;
import io.supportassistant.clarification.Clarification;
import io.supportassistant.context.Analysis;
import io.supportassistant.conversation.AssistRequest;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * The steps of an analysis, with plain agents only or with a model in addition. A step never fails;
 * each leaves its record in the {@link AgentRun}.
 */
interface AgentSteps {

    /** Runs the plain context analyzer. */
    CompletableFuture<Analysis> understand(AgentRun run, AssistRequest request);

    /** Continues when there is nothing to search for. */
    CompletableFuture<LookedUp> skipSearch(AgentRun run, Analysis plain);

    /** Formulates queries and runs them. */
    CompletableFuture<LookedUp> lookUp(AgentRun run, AssistRequest request, Analysis plain);

    /** Answers the human agent's own question, if a model can. */
    CompletableFuture<Optional<Answer>> answer(
            AgentRun run, AssistRequest request, LookedUp lookedUp);

    CompletableFuture<Clarification> clarify(
            AgentRun run, AssistRequest request, LookedUp lookedUp);
}

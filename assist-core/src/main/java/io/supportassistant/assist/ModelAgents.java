package io.supportassistant.assist;

import io.supportassistant.answer.Answer;
import io.supportassistant.clarification.Clarification;
import io.supportassistant.context.Analysis;
import io.supportassistant.conversation.AssistRequest;
import io.supportassistant.events.ModelException;
import io.supportassistant.knowledge.FoundArticle;
import io.supportassistant.knowledge.SearchQuery;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * The agents that call a model in addition to the plain ones. Their futures fail with a {@link
 * ModelException} if the model gave no usable answer.
 */
public interface ModelAgents {

    /**
     * @param plain the plain agent's result
     */
    CompletableFuture<ModelResult<Analysis>> analyze(AssistRequest request, Analysis plain);

    CompletableFuture<ModelResult<List<SearchQuery>>> formulate(
            AssistRequest request, Analysis plain);

    /**
     * @param found the articles that may be quoted
     */
    CompletableFuture<ModelResult<Optional<Answer>>> answer(
            AssistRequest request, List<FoundArticle> found);

    CompletableFuture<ModelResult<Clarification>> clarify(
            AssistRequest request, Analysis analysis, List<FoundArticle> found);

    /** Counts a query of a model that could not be searched. */
    void searchFailed();

    /** Counts a plain agent that failed or was late; the model's result hides it. */
    void plainAgentFailed(AgentName agent);
}

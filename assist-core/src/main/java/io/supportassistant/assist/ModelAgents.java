package io.supportassistant.assist;

import io.supportassistant.answer.Answer;
import io.supportassistant.clarification.Clarification;
import io.supportassistant.context.Analysis;
import io.supportassistant.conversation.AssistRequest;
import io.supportassistant.knowledge.FoundArticle;
import io.supportassistant.knowledge.SearchQuery;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * The agents that ask a model, beside the plain ones. Their futures fail with a {@link
 * ModelException} where the model gave no answer that can be used.
 */
public interface ModelAgents {

    /**
     * @param plain what the plain agent understood
     */
    CompletableFuture<ModelResult<Analysis>> analyze(AssistRequest request, Analysis plain);

    CompletableFuture<ModelResult<List<SearchQuery>>> formulate(
            AssistRequest request, Analysis plain);

    /**
     * @param found what may be quoted
     */
    CompletableFuture<ModelResult<Optional<Answer>>> answer(
            AssistRequest request, List<FoundArticle> found);

    CompletableFuture<ModelResult<Clarification>> clarify(
            AssistRequest request, Analysis analysis, List<FoundArticle> found);

    /** A query of theirs could not be searched. */
    void searchFailed();

    /** A plain agent failed or was late, which their answer hides. */
    void plainAgentFailed(AgentName agent);
}

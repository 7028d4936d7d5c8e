package io.supportassistant.context;

import io.supportassistant.conversation.AssistRequest;
import java.util.concurrent.CompletableFuture;

/** First agent: understands, over the whole conversation, what the customer's issue is. */
public interface ContextAnalyzer {

    CompletableFuture<Analysis> analyze(AssistRequest request);
}

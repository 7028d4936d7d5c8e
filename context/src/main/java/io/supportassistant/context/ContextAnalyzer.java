package io.supportassistant.context;

import io.supportassistant.conversation.AssistRequest;
import java.util.concurrent.CompletableFuture;

/** First assist agent: determines the customer's issue from the whole conversation. */
public interface ContextAnalyzer {

    CompletableFuture<Analysis> analyze(AssistRequest request);
}

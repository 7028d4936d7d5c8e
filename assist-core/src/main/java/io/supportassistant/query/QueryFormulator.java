package io.supportassistant.query;

import io.supportassistant.context.Analysis;
import io.supportassistant.conversation.AssistRequest;
import io.supportassistant.knowledge.SearchQuery;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Second agent: turns the issue into at most three queries, the most specific first. */
public interface QueryFormulator {

    int MOST = 3;

    CompletableFuture<List<SearchQuery>> formulate(AssistRequest request, Analysis analysis);
}

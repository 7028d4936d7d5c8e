package io.supportassistant.job.query;

import io.supportassistant.job.context.Analysis;
import io.supportassistant.job.conversation.AssistRequest;
import io.supportassistant.job.knowledge.SearchQuery;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Second agent: turns the issue into at most three queries, the most telling first. */
public interface QueryFormulator {

    int MOST = 3;

    CompletableFuture<List<SearchQuery>> formulate(AssistRequest request, Analysis analysis);
}

package io.supportassistant.job.knowledge;

import io.supportassistant.job.query.SearchQuery;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Third agent: finds the articles that answer. */
public interface KnowledgeSearch {

    /** At most {@code limit} articles, the likeliest first. */
    CompletableFuture<List<FoundArticle>> search(List<SearchQuery> queries, int limit);
}

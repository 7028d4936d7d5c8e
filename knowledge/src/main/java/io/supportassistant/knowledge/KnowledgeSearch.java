package io.supportassistant.knowledge;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** Third agent: finds the articles that answer. */
public interface KnowledgeSearch {

    /** At most {@code limit} articles, the most likely first, with the evidence for them. */
    CompletableFuture<Findings> search(Inquiry inquiry, int limit);

    /**
     * @param queries the most specific first
     * @param subjects known subjects of the call; empty if unknown
     * @param call what was said so far
     */
    record Inquiry(List<SearchQuery> queries, Set<String> subjects, CallWords call) {

        /** For a single question without a call. */
        public Inquiry(List<SearchQuery> queries, Set<String> subjects) {
            this(queries, subjects, CallWords.NONE);
        }
    }
}

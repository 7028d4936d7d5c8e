package io.supportassistant.knowledge;

import io.supportassistant.conversation.Gist;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** Third agent: finds the articles that answer. */
public interface KnowledgeSearch {

    /** At most {@code limit} articles, the likeliest first, with what speaks for them. */
    CompletableFuture<Findings> search(Inquiry inquiry, int limit);

    /**
     * @param queries the most telling first
     * @param subjects what the call is known to be about; empty if it is not known
     * @param gist what it has been about so far
     */
    record Inquiry(List<SearchQuery> queries, Set<String> subjects, Gist gist) {

        /** Of a question that stands by itself. */
        public Inquiry(List<SearchQuery> queries, Set<String> subjects) {
            this(queries, subjects, Gist.NOTHING);
        }
    }
}

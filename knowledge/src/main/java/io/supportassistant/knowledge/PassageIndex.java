package io.supportassistant.knowledge;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Finds candidate passages; {@link ArticleRanker} decides their final order. */
public interface PassageIndex extends AutoCloseable {

    /**
     * Finds for each query the nearest passages by words and by meaning, fused by reciprocal rank.
     * All queries run in one round trip; their lists are merged by weight.
     *
     * @param limit most candidates, at least 1
     * @return the most likely first; fails, within the index's deadline, if the index cannot
     *     respond
     */
    CompletableFuture<List<Candidate>> candidates(
            List<WeightedQuery> queries, CandidateFilter filter, int limit);

    @Override
    default void close() {}
}

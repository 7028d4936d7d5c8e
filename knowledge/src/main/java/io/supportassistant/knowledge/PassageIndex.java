package io.supportassistant.knowledge;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Where candidate passages are found; how they are ranked in the end is decided elsewhere. */
public interface PassageIndex extends AutoCloseable {

    /**
     * For each query the passages nearest by words and by meaning, fused by reciprocal rank; all
     * queries in one round trip, their lists merged by weight.
     *
     * @param limit most candidates, at least 1
     * @return the likeliest first; fails, within the index's deadline, if the index cannot answer
     */
    CompletableFuture<List<Candidate>> candidates(
            List<WeightedQuery> queries, CandidateFilter filter, int limit);

    @Override
    default void close() {}
}

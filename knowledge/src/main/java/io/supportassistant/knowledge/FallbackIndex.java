package io.supportassistant.knowledge;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.LongAdder;

/** Searches one index, and a second one if the first fails. */
public final class FallbackIndex implements PassageIndex {

    private final PassageIndex first;
    private final PassageIndex standIn;
    private final LongAdder stoodIn = new LongAdder();

    /** Closing this index closes neither of the two. */
    public FallbackIndex(PassageIndex first, PassageIndex standIn) {
        this.first = first;
        this.standIn = standIn;
    }

    @Override
    public CompletableFuture<List<Candidate>> candidates(
            List<WeightedQuery> queries, CandidateFilter filter, int limit) {
        return first.candidates(queries, filter, limit)
                .exceptionallyCompose(
                        failure -> {
                            stoodIn.increment();
                            return standIn.candidates(queries, filter, limit);
                        });
    }

    /** Number of searches in which the first index failed. */
    public long stoodIn() {
        return stoodIn.sum();
    }
}

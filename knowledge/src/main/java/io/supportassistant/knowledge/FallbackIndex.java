package io.supportassistant.knowledge;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.LongAdder;

/** Searches one index, and another one wherever the first does not answer. */
public final class FallbackIndex implements PassageIndex {

    private final PassageIndex first;
    private final PassageIndex standIn;
    private final LongAdder stoodIn = new LongAdder();

    /** Closing it closes neither. */
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

    /** Searches the first index did not answer. */
    public long stoodIn() {
        return stoodIn.sum();
    }
}

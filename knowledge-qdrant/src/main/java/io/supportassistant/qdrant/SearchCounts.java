package io.supportassistant.qdrant;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/** What became of searches since the start, and of the points they found. */
public final class SearchCounts {

    final LongAdder answered = new LongAdder();
    final LongAdder failed = new LongAdder();
    final LongAdder retried = new LongAdder();

    /** Not tried, as the circuit is open. */
    final LongAdder rejected = new LongAdder();

    /** Not tried, as the collection has not been verified yet. */
    final LongAdder unverified = new LongAdder();

    /** Not tried or not used, as the collection is of another scheme. */
    final LongAdder mismatched = new LongAdder();

    /** Points that were found and have no text of an article. */
    final LongAdder unreadable = new LongAdder();

    /** By the name of their metric. */
    public Map<String, LongSupplier> byName() {
        return new TreeMap<>(
                Map.of(
                        "qdrant_searches_answered", answered::sum,
                        "qdrant_searches_failed", failed::sum,
                        "qdrant_searches_retried", retried::sum,
                        "qdrant_searches_rejected", rejected::sum,
                        "qdrant_searches_unverified", unverified::sum,
                        "qdrant_searches_mismatched", mismatched::sum,
                        "qdrant_points_unreadable", unreadable::sum));
    }
}

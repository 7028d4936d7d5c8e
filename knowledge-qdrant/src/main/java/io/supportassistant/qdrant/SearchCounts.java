package io.supportassistant.qdrant;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/** Counters of searches and found points since the start. */
public final class SearchCounts {

    final LongAdder answered = new LongAdder();
    final LongAdder failed = new LongAdder();
    final LongAdder retried = new LongAdder();

    /** Rejected because the circuit is open. */
    final LongAdder rejected = new LongAdder();

    /** Rejected because the collection is not verified yet. */
    final LongAdder unverified = new LongAdder();

    /** Rejected or discarded because the collection has another scheme. */
    final LongAdder mismatched = new LongAdder();

    /** Found points without an article's text. */
    final LongAdder unreadable = new LongAdder();

    /** By metric name. */
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

package io.supportassistant.qdrant;

import io.qdrant.client.ConditionFactory;
import io.qdrant.client.QueryFactory;
import io.qdrant.client.WithPayloadSelectorFactory;
import io.qdrant.client.WithVectorsSelectorFactory;
import io.qdrant.client.grpc.Common.Condition;
import io.qdrant.client.grpc.Common.Filter;
import io.qdrant.client.grpc.Points.PrefetchQuery;
import io.qdrant.client.grpc.Points.QuantizationSearchParams;
import io.qdrant.client.grpc.Points.Query;
import io.qdrant.client.grpc.Points.QueryPoints;
import io.qdrant.client.grpc.Points.Rrf;
import io.qdrant.client.grpc.Points.SearchParams;
import io.supportassistant.knowledge.CandidateFilter;
import io.supportassistant.knowledge.WeightedQuery;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Builds hybrid queries for Qdrant. */
final class PassageQueries {

    /** Number of hits by words, and of hits by meaning, before fusion. */
    private static final int DEPTH = 40;

    /** Qdrant counts ranks from 0, so 61 is the 60 of reciprocal rank fusion as published. */
    private static final int RRF_CONSTANT = 61;

    private final String collection;
    private final SparseEncoder encoder;

    PassageQueries(String collection, SparseEncoder encoder) {
        this.collection = collection;
        this.encoder = encoder;
    }

    /** Empty if the query has neither words nor a vector. */
    Optional<QueryPoints> query(WeightedQuery query, CandidateFilter allowed, int limit) {
        Filter filter = filter(allowed);
        int depth = Math.max(limit, DEPTH);
        QueryPoints.Builder points =
                QueryPoints.newBuilder()
                        .setCollectionName(collection)
                        .setQuery(QueryFactory.rrf(Rrf.newBuilder().setK(RRF_CONSTANT).build()))
                        .setLimit(limit)
                        .setWithPayload(WithPayloadSelectorFactory.enable(true))
                        .setWithVectors(
                                WithVectorsSelectorFactory.include(
                                        List.of(QdrantCollection.MEANING)));
        if (query.meaning() != null) {
            points.addPrefetch(
                    prefetch(
                                    QueryFactory.nearest(query.meaning()),
                                    QdrantCollection.MEANING,
                                    filter,
                                    depth)
                            .setParams(rescored()));
        }
        SparseVector words = encoder.query(query.text());
        if (!words.isEmpty()) {
            points.addPrefetch(
                    prefetch(
                            QueryFactory.nearest(words.values(), words.dimensions()),
                            QdrantCollection.WORDS,
                            filter,
                            depth));
        }
        if (points.getPrefetchCount() == 0) {
            return Optional.empty();
        }
        return Optional.of((filter == null ? points : points.setFilter(filter)).build());
    }

    private static PrefetchQuery.Builder prefetch(
            Query query, String using, Filter filter, int depth) {
        PrefetchQuery.Builder prefetch =
                PrefetchQuery.newBuilder().setQuery(query).setUsing(using).setLimit(depth);
        return filter == null ? prefetch : prefetch.setFilter(filter);
    }

    /** Hits of quantised vectors are ranked again by the exact vectors. */
    private static SearchParams rescored() {
        return SearchParams.newBuilder()
                .setQuantization(QuantizationSearchParams.newBuilder().setRescore(true))
                .build();
    }

    private static Filter filter(CandidateFilter allowed) {
        Filter.Builder filter = Filter.newBuilder();
        add(filter, PassagePayload.DOMAIN, allowed.domains());
        add(filter, PassagePayload.ENTITY, allowed.entities());
        add(filter, PassagePayload.KIND, allowed.kinds());
        return filter.getMustCount() == 0 ? null : filter.build();
    }

    private static void add(Filter.Builder filter, String field, Set<String> allowed) {
        if (allowed.isEmpty()) {
            return;
        }
        List<String> values =
                allowed.stream().filter(v -> !v.equals(CandidateFilter.NOTHING)).sorted().toList();
        Condition named = ConditionFactory.matchKeywords(field, values);
        filter.addMust(
                allowed.contains(CandidateFilter.NOTHING)
                        ? ConditionFactory.filter(
                                Filter.newBuilder()
                                        .addShould(named)
                                        .addShould(ConditionFactory.isEmpty(field))
                                        .build())
                        : named);
    }
}

package io.supportassistant.doubles.qdrant;

import io.qdrant.client.grpc.Common.Filter;
import io.qdrant.client.grpc.Points.Fusion;
import io.qdrant.client.grpc.Points.PointStruct;
import io.qdrant.client.grpc.Points.PrefetchQuery;
import io.qdrant.client.grpc.Points.Query;
import io.qdrant.client.grpc.Points.QueryPoints;
import io.qdrant.client.grpc.Points.ScoredPoint;
import io.supportassistant.doubles.qdrant.StoredCollection.Hit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Runs a query with its prefetches. The server also applies the outer filter to the prefetches;
 * here a filter applies only where it is written, so that tests reveal code that relies on more.
 */
final class QueryPlan {

    private static final int DEFAULT_LIMIT = 10;
    private static final int DEFAULT_RRF_CONSTANT = 2;

    private final StoredCollection collection;

    QueryPlan(StoredCollection collection) {
        this.collection = collection;
    }

    List<ScoredPoint> run(QueryPoints request) {
        if (request.hasScoreThreshold() || request.hasLookupFrom()) {
            throw Refusal.notCovered("score_threshold and lookup_from");
        }
        Stage stage =
                new Stage(
                        request.getPrefetchList(),
                        request.hasQuery() ? request.getQuery() : null,
                        request.getUsing(),
                        request.hasFilter() ? request.getFilter() : null,
                        limit(request.hasLimit(), request.getLimit()) + (int) request.getOffset());
        return run(stage).stream()
                .skip(request.getOffset())
                .map(hit -> scored(request, hit))
                .toList();
    }

    private ScoredPoint scored(QueryPoints request, Hit hit) {
        PointStruct point = collection.point(hit.key());
        return ScoredPoint.newBuilder()
                .setId(point.getId())
                .setScore(hit.score())
                .putAllPayload(PointProjection.payload(request.getWithPayload(), point))
                .setVectors(PointProjection.vectors(request.getWithVectors(), point))
                .build();
    }

    private static int limit(boolean set, long limit) {
        if (set && limit < 1) {
            throw Refusal.invalid("limit", "value 0 invalid, must be 1 or larger");
        }
        return set ? (int) limit : DEFAULT_LIMIT;
    }

    /** One level of a query: its prefetches, and the query on their results. */
    private record Stage(
            List<PrefetchQuery> prefetches, Query query, String using, Filter filter, int limit) {}

    private List<Hit> run(Stage stage) {
        Query query = stage.query();
        if (query == null) {
            if (!stage.prefetches().isEmpty()) {
                throw Refusal.wrongInput("cannot have prefetches without a query");
            }
            return collection.matching(StoredCollection.asQuery(stage.filter())).stream()
                    .limit(stage.limit())
                    .map(key -> new Hit(key, 0))
                    .toList();
        }
        return switch (query.getVariantCase()) {
            case NEAREST -> nearest(stage);
            case RRF -> fused(stage, query.getRrf().hasK() ? query.getRrf().getK() : null);
            case FUSION -> {
                if (query.getFusion() != Fusion.RRF) {
                    throw Refusal.notCovered("DBSF");
                }
                yield fused(stage, null);
            }
            default -> throw Refusal.notCovered("queries of the kind " + query.getVariantCase());
        };
    }

    private List<Hit> nearest(Stage stage) {
        if (!stage.prefetches().isEmpty()) {
            throw Refusal.notCovered("scoring prefetched points by a vector");
        }
        org.apache.lucene.search.Query filter = StoredCollection.asQuery(stage.filter());
        return switch (stage.query().getNearest().getVariantCase()) {
            case DENSE ->
                    collection.nearest(
                            stage.using(),
                            stage.query().getNearest().getDense(),
                            filter,
                            stage.limit());
            case SPARSE ->
                    collection.nearest(
                            stage.using(),
                            stage.query().getNearest().getSparse(),
                            filter,
                            stage.limit());
            default ->
                    throw Refusal.notCovered(
                            "nearest to " + stage.query().getNearest().getVariantCase());
        };
    }

    private List<Hit> fused(Stage stage, Integer constant) {
        if (stage.prefetches().isEmpty()) {
            throw Refusal.wrongInput("Validation failed: cannot apply Fusion without prefetches");
        }
        if (!stage.using().isEmpty()) {
            throw Refusal.wrongInput("Fusion queries cannot be combined with the 'using' field.");
        }
        if (stage.query().getRrf().getWeightsCount() > 0) {
            throw Refusal.notCovered("weights of prefetches");
        }
        int k = constant == null ? DEFAULT_RRF_CONSTANT : constant;
        Map<String, Float> scores = new HashMap<>();
        for (PrefetchQuery prefetch : stage.prefetches()) {
            int position = 0;
            for (Hit hit : run(stageOf(prefetch))) {
                scores.merge(hit.key(), 1f / (k + position++), Float::sum);
            }
        }
        Set<String> allowed =
                new HashSet<>(collection.matching(StoredCollection.asQuery(stage.filter())));
        List<Hit> hits = new ArrayList<>();
        scores.forEach((key, score) -> hits.add(new Hit(key, score)));
        return hits.stream()
                .filter(hit -> allowed.contains(hit.key()))
                .sorted(Comparator.comparingDouble(Hit::score).reversed().thenComparing(Hit::key))
                .limit(stage.limit())
                .toList();
    }

    private static Stage stageOf(PrefetchQuery prefetch) {
        if (prefetch.hasScoreThreshold() || prefetch.hasLookupFrom()) {
            throw Refusal.notCovered("score_threshold and lookup_from");
        }
        return new Stage(
                prefetch.getPrefetchList(),
                prefetch.hasQuery() ? prefetch.getQuery() : null,
                prefetch.getUsing(),
                prefetch.hasFilter() ? prefetch.getFilter() : null,
                limit(prefetch.hasLimit(), prefetch.getLimit()));
    }
}

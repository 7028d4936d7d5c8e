package io.supportassistant.qdrant;

import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.qdrant.client.grpc.Points.BatchResult;
import io.qdrant.client.grpc.Points.QueryBatchPoints;
import io.qdrant.client.grpc.Points.QueryPoints;
import io.qdrant.client.grpc.Points.ScoredPoint;
import io.supportassistant.knowledge.Candidate;
import io.supportassistant.knowledge.CandidateFilter;
import io.supportassistant.knowledge.IndexedPassage;
import io.supportassistant.knowledge.PassageIndex;
import io.supportassistant.knowledge.WeightedQuery;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Candidate passages from Qdrant. Each query is searched by words and by meaning and fused in
 * Qdrant, all queries in one call. A call is retried within its deadline if its failure may be
 * temporary. When most calls fail, a circuit breaker rejects further ones immediately, and tries
 * again after a while.
 *
 * <p>{@link QdrantKnowledge} verifies the scheme of the collection; a point with another scheme
 * fails the search. A point without an article's text is skipped and counted.
 */
final class QdrantPassages implements PassageIndex {

    private static final int TRIES = 3;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(20);

    /**
     * Share of the remaining time for one attempt, so that a lost response leaves time for another.
     */
    private static final double SHARE_OF_A_TRY = 0.6;

    private final QdrantConnection connection;
    private final String collection;
    private final PassageQueries queries;
    private final Duration deadline;
    private final CircuitBreaker breaker;
    private final SearchCounts counts;
    private final IndexScheme scheme;
    private final String tag;

    QdrantPassages(
            QdrantConnection connection,
            String collection,
            IndexScheme scheme,
            SparseEncoder encoder,
            Duration deadline,
            SearchCounts counts) {
        this.connection = connection;
        this.collection = collection;
        this.queries = new PassageQueries(collection, encoder);
        this.deadline = deadline;
        this.counts = counts;
        this.scheme = scheme;
        this.tag = scheme.tag();
        this.breaker =
                CircuitBreaker.of(
                        "qdrant",
                        CircuitBreakerConfig.custom()
                                .slidingWindowSize(20)
                                .minimumNumberOfCalls(6)
                                .failureRateThreshold(50)
                                .waitDurationInOpenState(Duration.ofSeconds(2))
                                .permittedNumberOfCallsInHalfOpenState(2)
                                .build());
    }

    @Override
    public CompletableFuture<List<Candidate>> candidates(
            List<WeightedQuery> weightedQueries, CandidateFilter filter, int limit) {
        if (limit < 1) {
            throw new IllegalArgumentException("the limit of a search must be at least 1");
        }
        QueryBatchPoints.Builder batch =
                QueryBatchPoints.newBuilder().setCollectionName(collection);
        List<Double> weights = new ArrayList<>();
        for (WeightedQuery query : weightedQueries) {
            Optional<QueryPoints> points = queries.query(query, filter, limit);
            points.ifPresent(
                    present -> {
                        batch.addQueryPoints(present);
                        weights.add(query.weight());
                    });
        }
        if (weights.isEmpty()) {
            return CompletableFuture.completedFuture(List.of());
        }
        long endsAt = System.nanoTime() + deadline.toNanos();
        return run(batch.build(), endsAt, 1).thenApply(results -> merged(results, weights, limit));
    }

    private CompletableFuture<List<BatchResult>> run(
            QueryBatchPoints batch, long endsAt, int attempt) {
        if (!breaker.tryAcquirePermission()) {
            counts.rejected.increment();
            return CompletableFuture.failedFuture(
                    CallNotPermittedException.createCallNotPermittedException(breaker));
        }
        long startedAt = System.nanoTime();
        double share = attempt < TRIES ? SHARE_OF_A_TRY : 1;
        Duration limit = Duration.ofNanos(Math.max(1, (long) ((endsAt - startedAt) * share)));
        return QdrantConnection.future(connection.points(limit).queryBatch(batch))
                .handle(
                        (answer, failure) -> {
                            long elapsed = System.nanoTime() - startedAt;
                            if (failure == null) {
                                breaker.onSuccess(elapsed, TimeUnit.NANOSECONDS);
                                counts.answered.increment();
                                return CompletableFuture.completedFuture(answer.getResultList());
                            }
                            breaker.onError(elapsed, TimeUnit.NANOSECONDS, failure);
                            return retry(batch, endsAt, attempt, failure);
                        })
                .thenCompose(Function.identity());
    }

    private CompletableFuture<List<BatchResult>> retry(
            QueryBatchPoints batch, long endsAt, int attempt, Throwable failure) {
        long pause = pause(attempt);
        if (attempt == TRIES
                || !QdrantConnection.isPassing(failure)
                || System.nanoTime() + pause >= endsAt) {
            counts.failed.increment();
            return CompletableFuture.failedFuture(failure);
        }
        counts.retried.increment();
        Executor delayed = CompletableFuture.delayedExecutor(pause, TimeUnit.NANOSECONDS);
        return CompletableFuture.supplyAsync(() -> run(batch, endsAt, attempt + 1), delayed)
                .thenCompose(Function.identity());
    }

    /**
     * Doubles with each attempt; random, so that callers that failed together do not retry
     * together.
     */
    private static long pause(int attempt) {
        long maximum = FIRST_PAUSE.toNanos() << attempt;
        return ThreadLocalRandom.current().nextLong(maximum / 2, maximum);
    }

    private List<Candidate> merged(List<BatchResult> results, List<Double> weights, int limit) {
        Map<String, IndexedPassage> passages = new HashMap<>();
        Map<String, Double> scores = new HashMap<>();
        for (int i = 0; i < results.size(); i++) {
            for (ScoredPoint point : results.get(i).getResultList()) {
                checkScheme(point);
                Optional<IndexedPassage> passage = PassagePayload.read(point);
                if (passage.isEmpty()) {
                    counts.unreadable.increment();
                    continue;
                }
                String id = point.getId().getUuid();
                passages.putIfAbsent(id, passage.get());
                scores.merge(id, weights.get(i) * point.getScore(), Double::sum);
            }
        }
        return scores.entrySet().stream()
                .map(score -> new Candidate(passages.get(score.getKey()), score.getValue()))
                .sorted(
                        Comparator.comparingDouble(Candidate::fusedScore)
                                .reversed()
                                .thenComparing(candidate -> candidate.passage().articleId())
                                .thenComparing(candidate -> candidate.passage().number()))
                .limit(limit)
                .toList();
    }

    /** The alias may have been switched since the collection was verified. */
    private void checkScheme(ScoredPoint point) {
        if (!tag.equals(PassagePayload.tag(point))) {
            counts.mismatched.increment();
            throw new FingerprintMismatchException(
                    collection, "another fingerprint", scheme.fingerprint());
        }
    }

    @Override
    public void close() {
        // The caller that opened the connection closes it.
    }
}

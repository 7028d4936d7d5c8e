package io.supportassistant.knowledge;

import io.supportassistant.knowledge.ArticleRanker.Ranked;
import io.supportassistant.knowledge.ArticleRanker.Ranking;
import io.supportassistant.knowledge.SupportScorer.Said;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * Searches an index and ranks the results. The order depends only on the passages, so every index
 * with the same passages gives the same order.
 */
public final class RankedSearch implements KnowledgeSearch, AutoCloseable {

    private static final int CANDIDATES = 60;

    /** Most words of the whole call in one query. */
    private static final int MOST_WORDS = 40;

    /** The best article's lead is its distance to the article at this index, counted from 0. */
    private static final int FIELD = 5;

    /** Makes the result independent of the index's order. */
    private static final Comparator<Candidate> BY_PASSAGE =
            Comparator.comparing((Candidate candidate) -> candidate.passage().articleId())
                    .thenComparing(candidate -> candidate.passage().number());

    /** Part of the search's time for embeddings; the rest is enough for a search by words. */
    private static final Duration PATIENCE = Duration.ofMillis(600);

    private final Embedder embedder;
    private final Duration timeout;
    private final PassageIndex index;
    private final EnglishText english = new EnglishText();
    private final ArticleRanker ranker = new ArticleRanker(english);
    private final SupportScorer scorer;
    private final TitleEmbeddings titles;

    /**
     * @param embedder null to search by words only
     * @param rarity of a stem in the knowledge base, see {@link KnowledgeWords#rarity}
     */
    public RankedSearch(Embedder embedder, PassageIndex index, ToDoubleFunction<String> rarity) {
        this(embedder, PATIENCE, index, rarity);
    }

    /**
     * @param timeout total time to wait for vectors; after that the search is by words
     */
    public RankedSearch(
            Embedder embedder,
            Duration timeout,
            PassageIndex index,
            ToDoubleFunction<String> rarity) {
        this.embedder = embedder;
        this.timeout = timeout;
        this.index = index;
        this.scorer = new SupportScorer(english, rarity);
        this.titles = new TitleEmbeddings(embedder);
    }

    @Override
    public CompletableFuture<Findings> search(Inquiry inquiry, int limit) {
        // A query that cannot be searched must not prevent the others.
        List<SearchQuery> searchable =
                inquiry.queries().stream().filter(SearchQuery::isSearchable).toList();
        if (searchable.isEmpty()) {
            return CompletableFuture.completedFuture(Findings.nothing());
        }
        CandidateFilter filter = CandidateFilter.about(inquiry.subjects());
        Embedding embedding = new Embedding(System.nanoTime() + timeout.toNanos());
        CompletableFuture<List<WeightedQuery>> embedded = embedded(searchable, embedding);
        CompletableFuture<Findings> findings =
                embedded.thenCompose(
                        queries ->
                                index.candidates(queries, filter, CANDIDATES)
                                        .thenApply(found -> findings(queries, found, limit)));
        return findings.thenCombine(
                embedded.thenCompose(
                        queries -> supports(inquiry.call(), inContext(queries), embedding)),
                Findings::with);
    }

    /** Searches for the topic of the whole call, in addition to the newest speech. */
    private CompletableFuture<Findings.Supports> supports(
            CallWords call, float[] inContext, Embedding embedding) {
        if (call.isEmpty()) {
            return CompletableFuture.completedFuture(Findings.Supports.NONE);
        }
        return embedding
                .of(call.lately())
                .thenApply(turns -> turns.isEmpty() ? Said.UNKNOWN : new Said(turns, inContext))
                .thenCompose(said -> supports(call, said, embedding));
    }

    private CompletableFuture<Findings.Supports> supports(
            CallWords call, Said said, Embedding embedding) {
        WeightedQuery all = new WeightedQuery(heaviest(call), said.lately(), 1);
        return index.candidates(List.of(all), CandidateFilter.any(), CANDIDATES)
                .thenApply(
                        found ->
                                scorer.measure(
                                        call, said, found.stream().sorted(BY_PASSAGE).toList()))
                .thenCompose(
                        supports ->
                                said.turns().isEmpty()
                                        ? CompletableFuture.completedFuture(
                                                new Findings.Supports(supports, null, null))
                                        : withTitles(supports, said, embedding));
    }

    private CompletableFuture<Findings.Supports> withTitles(
            List<ArticleSupport> supports, Said said, Embedding embedding) {
        List<String> texts = supports.stream().map(support -> support.article().title()).toList();
        return embedding
                .inTime(() -> titles.of(texts), null)
                .thenApply(
                        meanings ->
                                meanings == null
                                        ? new Findings.Supports(supports, null, null)
                                        : new Findings.Supports(
                                                SupportScorer.withTitles(supports, said, meanings),
                                                embedder.fingerprint(),
                                                said.turns().get(said.turns().size() - 1)));
    }

    /**
     * The vectors of one search. After a failure or timeout the rest of the search is by words: a
     * failing embedding server must not prevent results by words.
     */
    private final class Embedding {

        private final long endsAt;
        private volatile boolean hasFailed;

        Embedding(long endsAt) {
            this.endsAt = endsAt;
        }

        /** One vector for each text, or no vectors at all. */
        CompletableFuture<List<float[]>> of(List<String> texts) {
            return embedder == null || texts.isEmpty()
                    ? CompletableFuture.completedFuture(List.of())
                    : inTime(() -> embedder.embed(texts), List.of());
        }

        <T> CompletableFuture<T> inTime(Supplier<CompletableFuture<T>> call, T fallback) {
            if (hasFailed) {
                return CompletableFuture.completedFuture(fallback);
            }
            CompletableFuture<T> started;
            try {
                started = call.get();
            } catch (RuntimeException e) {
                started = CompletableFuture.failedFuture(e);
            }
            if (started.isDone() && !started.isCompletedExceptionally()) {
                return started;
            }
            CompletableFuture<T> answer = started;
            return answer.copy()
                    .orTimeout(Math.max(1, endsAt - System.nanoTime()), TimeUnit.NANOSECONDS)
                    .exceptionallyAsync(
                            failure -> {
                                hasFailed = true;
                                answer.cancel(true);
                                return fallback;
                            });
        }
    }

    /** The vector of the newest speech together with the other side's words before it, or null. */
    private static float[] inContext(List<WeightedQuery> queries) {
        return queries.stream()
                .map(WeightedQuery::meaning)
                .filter(Objects::nonNull)
                .limit(2)
                .reduce((own, inContext) -> inContext)
                .orElse(null);
    }

    private static String heaviest(CallWords call) {
        return call.words().entrySet().stream()
                .sorted(
                        Map.Entry.<String, Double>comparingByValue()
                                .reversed()
                                .thenComparing(Map.Entry.comparingByKey()))
                .limit(MOST_WORDS)
                .map(Map.Entry::getKey)
                .collect(Collectors.joining(" "));
    }

    private static CompletableFuture<List<WeightedQuery>> embedded(
            List<SearchQuery> queries, Embedding embedding) {
        List<String> texts =
                queries.stream().filter(SearchQuery::isSpeech).map(SearchQuery::words).toList();
        return embedding
                .of(texts)
                .thenApply(
                        vectors -> {
                            List<WeightedQuery> weighted = new ArrayList<>();
                            int next = 0;
                            for (SearchQuery query : queries) {
                                boolean embedded = query.isSpeech() && !vectors.isEmpty();
                                weighted.add(
                                        new WeightedQuery(
                                                query.words(),
                                                embedded ? vectors.get(next++) : null,
                                                query.confidence()));
                            }
                            return weighted;
                        });
    }

    private Findings findings(List<WeightedQuery> queries, List<Candidate> found, int limit) {
        List<Candidate> candidates = found.stream().sorted(BY_PASSAGE).toList();
        Ranking ranking = ranker.rank(queries, candidates);
        List<String> subjects =
                ArticleRanker.subjectShares(candidates).entrySet().stream()
                        .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
                        .map(Map.Entry::getKey)
                        .takeWhile(subject -> !subject.isEmpty())
                        .toList();
        return new Findings(
                ranking.found(limit, english),
                subjects,
                evidence(queries, ranking.articles()),
                Findings.Supports.NONE,
                true);
    }

    /**
     * {@code NONE} if articles were found by words only. The first spoken query has the customer's
     * own words, the second adds the context.
     */
    private static Findings.Evidence evidence(List<WeightedQuery> queries, List<Ranked> articles) {
        List<Integer> spoken = new ArrayList<>();
        for (int i = 0; i < queries.size(); i++) {
            if (queries.get(i).meaning() != null) {
                spoken.add(i);
            }
        }
        if (spoken.isEmpty()) {
            return Findings.Evidence.NONE;
        }
        int own = spoken.get(0);
        int inContext = spoken.get(Math.min(1, spoken.size() - 1));
        List<Double> nearest = cosines(articles, own);
        if (nearest.isEmpty() && !articles.isEmpty()) {
            return Findings.Evidence.NONE;
        }
        double best = nearest.isEmpty() ? 0 : nearest.get(0);
        double field = nearest.isEmpty() ? 0 : nearest.get(Math.min(FIELD, nearest.size() - 1));
        double bestInContext = cosines(articles, inContext).stream().findFirst().orElse(0.0);
        return new Findings.Evidence(queries.get(own).meaning(), best, best - field, bestInContext);
    }

    private static List<Double> cosines(List<Ranked> articles, int query) {
        return articles.stream()
                .filter(article -> article.cosines().length > query)
                .map(article -> article.cosines()[query])
                .sorted(Comparator.reverseOrder())
                .toList();
    }

    @Override
    public void close() {
        english.close();
    }
}

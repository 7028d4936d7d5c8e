package io.supportassistant.job.knowledge;

import io.supportassistant.events.KnowledgeArticle;
import io.supportassistant.job.query.SearchQuery;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.KnnFloatVectorField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.VectorSimilarityFunction;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.KnnFloatVectorQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.store.ByteBuffersDirectory;

/**
 * The knowledge base in memory. Each query is searched by words (BM25), the one in the customer's
 * own words also by meaning (vectors); the lists are fused by reciprocal rank, and the best of the
 * fused list are ordered by a similarity that is comparable between calls.
 *
 * <p>Any number of threads may search while one applies changes.
 */
public final class LuceneKnowledgeIndex implements KnowledgeIndex {

    private static final int DEPTH = 40;
    private static final int RERANKED = 20;
    private static final double RANK_CONSTANT = 60;
    private static final float TITLE_BOOST = 2f;

    /** Shares of meaning and of words in the similarity; the words count alone without vectors. */
    private static final double MEANING_SHARE = 0.7;

    private final Embedder embedder;
    private final PassageSplitter splitter;
    private final EnglishText english = new EnglishText();
    private final ByteBuffersDirectory directory = new ByteBuffersDirectory();
    private final IndexWriter writer;
    private final SearcherManager searchers;
    private final Map<String, Indexed> passages = new ConcurrentHashMap<>();
    private final Map<String, Integer> passageCounts = new ConcurrentHashMap<>();

    /**
     * @param embedder null to search by words only
     */
    public LuceneKnowledgeIndex(Embedder embedder, PassageSplitter splitter) {
        this.embedder = embedder;
        this.splitter = splitter;
        try {
            this.writer = new IndexWriter(directory, new IndexWriterConfig(english.analyzer()));
            this.searchers = new SearcherManager(writer, null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public synchronized void apply(List<ArticleChange> changes) {
        try {
            for (ArticleChange change : changes) {
                if (change.article() == null || isQuestion(change.article())) {
                    remove(change.articleId());
                } else {
                    put(change.article());
                }
            }
            searchers.maybeRefreshBlocking();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public int size() {
        return passageCounts.size();
    }

    @Override
    public CompletableFuture<List<FoundArticle>> search(List<SearchQuery> queries, int limit) {
        if (queries.isEmpty() || passages.isEmpty()) {
            return CompletableFuture.completedFuture(List.of());
        }
        String ownWords = inOwnWords(queries);
        CompletableFuture<float[]> vector =
                embedder == null
                        ? CompletableFuture.completedFuture(null)
                        : embedder.embed(List.of(ownWords)).thenApply(vectors -> vectors.get(0));
        return vector.thenApply(meaning -> search(queries, ownWords, meaning, limit));
    }

    private List<FoundArticle> search(
            List<SearchQuery> queries, String ownWords, float[] meaning, int limit) {
        IndexSearcher searcher = acquire();
        try {
            Map<String, Double> fused = new HashMap<>();
            for (SearchQuery query : queries) {
                fuse(fused, searcher, byWords(query.text()), query.confidence());
                if (meaning != null && query.kind() == SearchQuery.Kind.SEMANTIC) {
                    fuse(
                            fused,
                            searcher,
                            new KnnFloatVectorQuery("meaning", meaning, DEPTH),
                            query.confidence());
                }
            }
            WordCoverage coverage = new WordCoverage(searcher, english.stems(ownWords));
            Map<String, Ranked> best = new LinkedHashMap<>();
            fused.entrySet().stream()
                    .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
                    .map(entry -> passages.get(entry.getKey()))
                    .filter(passage -> passage != null)
                    .limit(RERANKED)
                    .map(passage -> new Ranked(passage, similarity(passage, meaning, coverage)))
                    .forEach(ranked -> best.merge(ranked.articleId(), ranked, Ranked::better));
            Set<String> telling = coverage.tellingStems();
            return best.values().stream()
                    .sorted(Comparator.comparingDouble(Ranked::similarity).reversed())
                    .limit(limit)
                    .map(ranked -> found(ranked, telling))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            release(searcher);
        }
    }

    private void fuse(Map<String, Double> fused, IndexSearcher searcher, Query query, double weight)
            throws IOException {
        int rank = 1;
        for (ScoreDoc hit : searcher.search(query, DEPTH).scoreDocs) {
            String key = searcher.storedFields().document(hit.doc, Set.of("key")).get("key");
            fused.merge(key, weight / (RANK_CONSTANT + rank++), Double::sum);
        }
    }

    private double similarity(Indexed passage, float[] meaning, WordCoverage coverage) {
        double words = coverage.of(passage.stems());
        if (meaning == null) {
            return words;
        }
        double cosine =
                Math.max(
                        cosine(meaning, passage.meaning()),
                        cosine(meaning, passage.titleMeaning()));
        return MEANING_SHARE * cosine + (1 - MEANING_SHARE) * words;
    }

    private static double cosine(float[] a, float[] b) {
        return Math.max(0, VectorSimilarityFunction.DOT_PRODUCT.compare(a, b) * 2 - 1);
    }

    private FoundArticle found(Ranked ranked, Set<String> stems) {
        KnowledgeArticle article = ranked.passage().article();
        String excerpt = ranked.passage().passage().text();
        return new FoundArticle(
                article.articleId(),
                article.title(),
                article.url(),
                excerpt,
                english.highlights(excerpt, stems),
                Math.min(1, Math.round(ranked.similarity() * 1000) / 1000.0));
    }

    /** Built from stems, never parsed: a transcript is no query language. */
    private Query byWords(String text) {
        BooleanQuery.Builder query = new BooleanQuery.Builder();
        int most = IndexSearcher.getMaxClauseCount() / 2;
        for (String stem : english.stems(text).stream().limit(most).toList()) {
            query.add(
                    new BoostQuery(new TermQuery(new Term("title", stem)), TITLE_BOOST),
                    BooleanClause.Occur.SHOULD);
            query.add(new TermQuery(new Term("text", stem)), BooleanClause.Occur.SHOULD);
        }
        return query.build();
    }

    private static String inOwnWords(List<SearchQuery> queries) {
        return queries.stream()
                .filter(query -> query.kind() == SearchQuery.Kind.SEMANTIC)
                .findFirst()
                .orElse(queries.get(0))
                .text();
    }

    private static boolean isQuestion(KnowledgeArticle article) {
        return KnowledgeArticle.QUESTION.equals(article.kind());
    }

    /** Whatever may fail comes before the old text is taken out. */
    private void put(KnowledgeArticle article) throws IOException {
        List<Passage> parts = splitter.split(article.body());
        List<float[]> meanings = meanings(article, parts);
        String label =
                String.join(
                        " ",
                        article.title(),
                        String.join(" ", article.products()),
                        String.join(" ", article.tags()));
        remove(article.articleId());
        for (int i = 0; i < parts.size(); i++) {
            Passage part = parts.get(i);
            Indexed indexed =
                    new Indexed(
                            article,
                            part,
                            meanings == null ? null : meanings.get(i),
                            meanings == null ? null : meanings.get(parts.size()),
                            english.stems(label + " " + part.text()));
            String key = key(article.articleId(), i);
            passages.put(key, indexed);
            writer.addDocument(document(key, label, indexed));
        }
        if (!parts.isEmpty()) {
            passageCounts.put(article.articleId(), parts.size());
        }
    }

    private static Document document(String key, String label, Indexed indexed) {
        Document document = new Document();
        document.add(new StringField("key", key, Field.Store.YES));
        document.add(new StringField("article", indexed.article().articleId(), Field.Store.NO));
        document.add(new TextField("title", label, Field.Store.NO));
        document.add(new TextField("text", indexed.passage().text(), Field.Store.NO));
        if (indexed.meaning() != null) {
            document.add(
                    new KnnFloatVectorField(
                            "meaning", indexed.meaning(), VectorSimilarityFunction.DOT_PRODUCT));
        }
        return document;
    }

    /** One vector a passage, and last the one of the title. */
    private List<float[]> meanings(KnowledgeArticle article, List<Passage> parts) {
        if (embedder == null) {
            return null;
        }
        List<String> texts = new ArrayList<>();
        parts.forEach(part -> texts.add(article.title() + ". " + part.text()));
        texts.add(article.title());
        return embedder.embed(texts).join();
    }

    private void remove(String articleId) throws IOException {
        Integer count = passageCounts.remove(articleId);
        for (int i = 0; count != null && i < count; i++) {
            passages.remove(key(articleId, i));
        }
        writer.deleteDocuments(new Term("article", articleId));
    }

    private static String key(String articleId, int number) {
        return articleId + "#" + number;
    }

    private IndexSearcher acquire() {
        try {
            return searchers.acquire();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void release(IndexSearcher searcher) {
        try {
            searchers.release(searcher);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public synchronized void close() {
        try {
            searchers.close();
            writer.close();
            directory.close();
            english.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private record Indexed(
            KnowledgeArticle article,
            Passage passage,
            float[] meaning,
            float[] titleMeaning,
            Set<String> stems) {}

    private record Ranked(Indexed passage, double similarity) {

        String articleId() {
            return passage.article().articleId();
        }

        Ranked better(Ranked other) {
            return other.similarity > similarity ? other : this;
        }
    }

    /**
     * How much of a query's weight in words a text has; a rare word weighs more than a common one.
     */
    private static final class WordCoverage {

        /** Of the weight of the rarest. */
        private static final double TELLING_SHARE = 0.5;

        private final Map<String, Double> weights = new HashMap<>();
        private double total;

        WordCoverage(IndexSearcher searcher, Set<String> stems) throws IOException {
            int documents = searcher.getIndexReader().numDocs();
            for (String stem : stems) {
                int having =
                        Math.max(
                                searcher.getIndexReader().docFreq(new Term("text", stem)),
                                searcher.getIndexReader().docFreq(new Term("title", stem)));
                double weight = Math.log(1 + (documents - having + 0.5) / (having + 0.5));
                weights.put(stem, Math.max(0, weight));
                total += Math.max(0, weight);
            }
        }

        /** The stems that are rare enough to be worth a reader's eye; "so" and "for" are not. */
        Set<String> tellingStems() {
            double rarest = weights.values().stream().max(Double::compare).orElse(0.0);
            return weights.entrySet().stream()
                    .filter(stem -> stem.getValue() >= TELLING_SHARE * rarest)
                    .map(Map.Entry::getKey)
                    .collect(Collectors.toSet());
        }

        double of(Set<String> stems) {
            double covered = 0;
            for (Map.Entry<String, Double> stem : weights.entrySet()) {
                if (stems.contains(stem.getKey())) {
                    covered += stem.getValue();
                }
            }
            return total == 0 ? 0 : covered / total;
        }
    }
}

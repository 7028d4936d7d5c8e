package io.supportassistant.knowledge;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.supportassistant.events.KnowledgeArticle;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.lucene.document.Document;
import org.apache.lucene.index.BinaryDocValues;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.ReaderUtil;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.KnnFloatVectorQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.search.TermInSetQuery;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.apache.lucene.util.BytesRef;

/**
 * The knowledge base in memory. Each query is searched by words (BM25) and, if it has a vector, by
 * meaning; the lists are fused by reciprocal rank.
 *
 * <p>Any number of threads may search while one thread applies changes.
 */
public final class LuceneKnowledgeIndex implements KnowledgeIndex {

    private static final int DEPTH = 40;
    private static final double RANK_CONSTANT = 60;
    private static final float TITLE_BOOST = 2f;
    private static final int MOST_IN_ONE_SEGMENT = 5_000;
    private static final int MOST_RARITIES = 20_000;

    private final Embedder embedder;
    private final PassageSplitter splitter;
    private final Predicate<KnowledgeArticle> byMeaning;
    private final EnglishText english = new EnglishText();
    private final ByteBuffersDirectory directory = new ByteBuffersDirectory();
    private final IndexWriter writer;
    private final SearcherManager searchers;
    private final Map<String, KnowledgeArticle> articles = new ConcurrentHashMap<>();
    private final Map<String, List<IndexedPassage>> passages = new ConcurrentHashMap<>();

    private final PhoneticIndex sounds = new PhoneticIndex();

    private volatile Catalog catalog = new Catalog(SubjectNames.NONE, Map.of(), rarities());

    /**
     * @param embedder null to search by words only
     */
    public LuceneKnowledgeIndex(Embedder embedder, PassageSplitter splitter) {
        this(embedder, splitter, article -> true);
    }

    private LuceneKnowledgeIndex(
            Embedder embedder, PassageSplitter splitter, Predicate<KnowledgeArticle> byMeaning) {
        this.embedder = embedder;
        this.splitter = splitter;
        this.byMeaning = byMeaning;
        try {
            this.writer = new IndexWriter(directory, new IndexWriterConfig(english.analyzer()));
            this.searchers = new SearcherManager(writer, null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * A fallback for another index: it finds articles by words only, so they need no embedding. The
     * questions of guides are embedded nevertheless.
     */
    public static LuceneKnowledgeIndex standIn(Embedder embedder, PassageSplitter splitter) {
        return new LuceneKnowledgeIndex(embedder, splitter, LuceneKnowledgeIndex::isQuestion);
    }

    @Override
    public synchronized void apply(List<ArticleChange> changes) {
        apply(changes, byMeaning);
    }

    @Override
    public synchronized void applyByWords(List<ArticleChange> changes) {
        apply(changes, article -> false);
    }

    private void apply(List<ArticleChange> changes, Predicate<KnowledgeArticle> embeds) {
        try {
            for (ArticleChange change : changes) {
                if (change.article() == null) {
                    remove(change.articleId());
                } else {
                    put(change.article(), embeds);
                }
            }
            if (writer.getDocStats().numDocs <= MOST_IN_ONE_SEGMENT) {
                // Every term of a query is looked up in each segment.
                writer.forceMerge(1);
            }
            searchers.maybeRefreshBlocking();
            catalog = catalog();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public int size() {
        return (int) articles.values().stream().filter(article -> !isQuestion(article)).count();
    }

    @Override
    public Optional<KnowledgeArticle> article(String articleId) {
        return Optional.ofNullable(articles.get(articleId));
    }

    @Override
    public Set<String> subjectsNamedIn(String text) {
        return catalog.names().namedIn(text);
    }

    @Override
    public Optional<DiagnosticGuide> guide(String subject) {
        return Optional.ofNullable(catalog.guides().get(subject));
    }

    @Override
    public double rarity(String stem) {
        return catalog.rarities().get(stem, this::rarityNow);
    }

    private double rarityNow(String stem) {
        IndexSearcher searcher = acquire();
        try {
            IndexReader reader = searcher.getIndexReader();
            int containing =
                    Math.max(
                            reader.docFreq(new Term("text", stem)),
                            reader.docFreq(new Term("title", stem)));
            int all = reader.numDocs();
            return containing == 0
                    ? 0
                    : Math.log(1 + (all - containing + 0.5) / (containing + 0.5));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            release(searcher);
        }
    }

    @Override
    public Set<String> heardAs(String heard, boolean joined) {
        return sounds.of(heard, joined);
    }

    @Override
    public CompletableFuture<List<Candidate>> candidates(
            List<WeightedQuery> queries, CandidateFilter filter, int limit) {
        IndexSearcher searcher = acquire();
        try {
            Query filterQuery = filterQuery(filter);
            Map<String, Double> fused = new HashMap<>();
            for (WeightedQuery query : queries) {
                fuse(fused, searcher, byWords(query.text(), filterQuery), query.weight());
                if (query.meaning() != null && embedder != null) {
                    fuse(
                            fused,
                            searcher,
                            new KnnFloatVectorQuery("meaning", query.meaning(), DEPTH, filterQuery),
                            query.weight());
                }
            }
            return CompletableFuture.completedFuture(
                    fused.entrySet().stream()
                            .sorted(
                                    Map.Entry.<String, Double>comparingByValue()
                                            .reversed()
                                            .thenComparing(Map.Entry.comparingByKey()))
                            .map(this::candidate)
                            .filter(Objects::nonNull)
                            .limit(limit)
                            .toList());
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
            fused.merge(key(searcher, hit.doc), weight / (RANK_CONSTANT + rank++), Double::sum);
        }
    }

    private static String key(IndexSearcher searcher, int doc) throws IOException {
        List<LeafReaderContext> leaves = searcher.getIndexReader().leaves();
        LeafReaderContext leaf = leaves.get(ReaderUtil.subIndex(doc, leaves));
        BinaryDocValues keys = DocValues.getBinary(leaf.reader(), PassageDocument.KEY);
        keys.advanceExact(doc - leaf.docBase);
        return keys.binaryValue().utf8ToString();
    }

    /** Null if the passage has been removed since the search. */
    private Candidate candidate(Map.Entry<String, Double> fused) {
        int separator = fused.getKey().lastIndexOf('#');
        List<IndexedPassage> parts = passages.get(fused.getKey().substring(0, separator));
        int number = Integer.parseInt(fused.getKey().substring(separator + 1));
        return parts == null || parts.size() <= number
                ? null
                : new Candidate(parts.get(number), fused.getValue());
    }

    /**
     * Builds the query from stems and never parses text: a transcript is not in a query language.
     */
    private Query byWords(String text, Query filterQuery) {
        BooleanQuery.Builder query = new BooleanQuery.Builder();
        int most = IndexSearcher.getMaxClauseCount() / 2 - 1;
        for (String stem : english.stems(text).stream().limit(most).toList()) {
            query.add(
                    new BoostQuery(new TermQuery(new Term("title", stem)), TITLE_BOOST),
                    BooleanClause.Occur.SHOULD);
            query.add(new TermQuery(new Term("text", stem)), BooleanClause.Occur.SHOULD);
        }
        if (filterQuery != null) {
            query.setMinimumNumberShouldMatch(1).add(filterQuery, BooleanClause.Occur.FILTER);
        }
        return query.build();
    }

    private static Query filterQuery(CandidateFilter filter) {
        BooleanQuery.Builder builder = new BooleanQuery.Builder();
        restrict(builder, "domain", filter.domains().stream());
        restrict(builder, "entity", filter.entities().stream());
        restrict(builder, "kind", filter.kinds().stream());
        BooleanQuery built = builder.build();
        return built.clauses().isEmpty() ? null : built;
    }

    private static void restrict(
            BooleanQuery.Builder builder, String field, Stream<String> allowedValues) {
        List<BytesRef> allowed = allowedValues.map(BytesRef::new).toList();
        if (!allowed.isEmpty()) {
            builder.add(new TermInSetQuery(field, allowed), BooleanClause.Occur.FILTER);
        }
    }

    /** Everything that may fail runs before the old text is removed. */
    private void put(KnowledgeArticle article, Predicate<KnowledgeArticle> embeds)
            throws IOException {
        List<IndexedPassage> parts = indexed(article, embeds.test(article));
        List<Document> documents = parts.stream().map(PassageDocument::of).toList();
        remove(article.articleId());
        for (Document document : documents) {
            writer.addDocument(document);
        }
        if (!parts.isEmpty()) {
            articles.put(article.articleId(), article);
            if (!isQuestion(article)) {
                sounds.add(words(article));
            }
            passages.put(article.articleId(), parts);
        }
    }

    private List<IndexedPassage> indexed(KnowledgeArticle article, boolean embeds) {
        List<Passage> parts = splitter.split(article.body());
        List<float[]> meanings =
                embedder == null || !embeds
                        ? null
                        : embedder.embed(
                                        parts.stream()
                                                .map(
                                                        part ->
                                                                IndexedPassage.meaningText(
                                                                        article.title(),
                                                                        part.text()))
                                                .toList())
                                .join();
        List<IndexedPassage> indexed = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            indexed.add(
                    new IndexedPassage(
                            article.articleId(),
                            i,
                            article.title(),
                            parts.get(i).text(),
                            parts.get(i).start(),
                            article.url(),
                            article.kind(),
                            article.domain(),
                            article.entity(),
                            article.products(),
                            article.tags(),
                            meanings == null ? null : meanings.get(i)));
        }
        return indexed;
    }

    private void remove(String articleId) throws IOException {
        PassageDocument.checkTerm("article", articleId);
        KnowledgeArticle removed = articles.remove(articleId);
        if (removed != null && !isQuestion(removed)) {
            sounds.remove(words(removed));
        }
        passages.remove(articleId);
        writer.deleteDocuments(new Term("article", articleId));
    }

    private Catalog catalog() throws IOException {
        Collection<KnowledgeArticle> all = articles.values();
        Set<String> subjects =
                all.stream()
                        .map(KnowledgeArticle::entity)
                        .filter(Objects::nonNull)
                        .collect(Collectors.toSet());
        Map<String, List<KnowledgeArticle>> questions =
                all.stream()
                        .filter(article -> isQuestion(article) && article.entity() != null)
                        .collect(Collectors.groupingBy(KnowledgeArticle::entity));
        Map<String, DiagnosticGuide> guides = new HashMap<>();
        questions.forEach(
                (subject, subjectQuestions) ->
                        guides.put(subject, guide(subject, subjectQuestions)));
        IndexSearcher searcher = acquire();
        try {
            return new Catalog(
                    new SubjectNames(subjects, new IndexVocabulary(searcher, english, sounds)),
                    guides,
                    rarities());
        } finally {
            release(searcher);
        }
    }

    private DiagnosticGuide guide(String subject, List<KnowledgeArticle> questions) {
        return new DiagnosticGuide(
                subject,
                questions.stream()
                        .sorted(
                                Comparator.comparing(
                                                KnowledgeArticle::position,
                                                Comparator.nullsLast(Comparator.naturalOrder()))
                                        .thenComparing(KnowledgeArticle::articleId))
                        .map(
                                question ->
                                        new DiagnosticGuide.Question(
                                                question.articleId(),
                                                question.body(),
                                                passages.get(question.articleId())
                                                        .get(0)
                                                        .meaning()))
                        .toList());
    }

    private static String words(KnowledgeArticle article) {
        return article.title()
                + " "
                + PassageDocument.orNothing(article.entity())
                + " "
                + article.body();
    }

    private static boolean isQuestion(KnowledgeArticle article) {
        return KnowledgeArticle.QUESTION.equals(article.kind());
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

    private static Cache<String, Double> rarities() {
        return Caffeine.newBuilder().maximumSize(MOST_RARITIES).build();
    }

    /**
     * What is derived from all articles.
     *
     * @param rarities of the stems that were asked for; calls use the same words again and again
     */
    private record Catalog(
            SubjectNames names,
            Map<String, DiagnosticGuide> guides,
            Cache<String, Double> rarities) {}
}

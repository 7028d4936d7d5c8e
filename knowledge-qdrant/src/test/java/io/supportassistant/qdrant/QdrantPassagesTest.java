package io.supportassistant.qdrant;

import static io.supportassistant.qdrant.TestArticles.article;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.grpc.Status;
import io.qdrant.client.grpc.Points.PointStruct;
import io.qdrant.client.grpc.Points.QueryPoints;
import io.supportassistant.doubles.qdrant.QdrantServer;
import io.supportassistant.events.KnowledgeArticle;
import io.supportassistant.knowledge.Candidate;
import io.supportassistant.knowledge.CandidateFilter;
import io.supportassistant.knowledge.ConceptEmbedder;
import io.supportassistant.knowledge.EnglishText;
import io.supportassistant.knowledge.IndexedPassage;
import io.supportassistant.knowledge.WeightedQuery;
import io.supportassistant.qdrant.QdrantWriter.Batch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
class QdrantPassagesTest {

    private static final String QUERY_BATCH = "Points/QueryBatch";
    private static final Duration DEADLINE = Duration.ofMillis(800);
    private static final KnowledgeArticle LOGIN =
            article("KB-1", "Sign in again", "Reset the password.\nThen sign in.");
    private static final KnowledgeArticle PARCEL =
            article("KB-2", "Where it is", "The courier brings the parcel on Monday.");
    private static final KnowledgeArticle LAMP =
            article("KB-3", "Blinking lamp", "A blinking lamp means the hub has no network.");

    private final ConceptEmbedder embedder = new ConceptEmbedder();
    private final SearchCounts counts = new SearchCounts();

    private QdrantServer server;
    private QdrantConnection connection;
    private QdrantPassages passages;

    @BeforeEach
    void open() {
        server = QdrantServer.start();
        QdrantSettings settings = TestArticles.settings(server.url());
        connection = QdrantConnection.open(settings);
        passages =
                new QdrantPassages(
                        connection,
                        settings.collection(),
                        IndexScheme.of(embedder),
                        new SparseEncoder(new EnglishText()),
                        DEADLINE,
                        counts);
    }

    @AfterEach
    void close() {
        connection.close();
        server.close();
    }

    @Test
    void shouldFindByMeaningWithoutACommonWord() throws Exception {
        write(LOGIN, PARCEL, LAMP);

        assertThat(search(byMeaning("my package"), 3)).first().isEqualTo("KB-2");
    }

    @Test
    void shouldFindByWordsAlone() throws Exception {
        write(LOGIN, PARCEL, LAMP);

        assertThat(search(byWords("the lamp is blinking"), 3)).containsExactly("KB-3");
    }

    @Test
    void shouldFuseWordsAndMeaningByReciprocalRank() throws Exception {
        write(LOGIN, PARCEL, LAMP);

        Candidate first = find(List.of(both("password locked")), CandidateFilter.any(), 3).get(0);

        // First by words and first by meaning.
        assertThat(first.passage().articleId()).isEqualTo("KB-1");
        assertThat(first.fusedScore()).isCloseTo(2.0 / 61, within(1e-6));
    }

    @Test
    void shouldGiveTheCompletePassageWithItsVector() throws Exception {
        write(LOGIN);

        IndexedPassage passage =
                find(List.of(both("password")), CandidateFilter.any(), 3).get(0).passage();

        assertThat(passage)
                .usingRecursiveComparison()
                .ignoringFields("meaning")
                .isEqualTo(
                        new IndexedPassage(
                                "KB-1",
                                0,
                                LOGIN.title(),
                                LOGIN.body(),
                                0,
                                LOGIN.url(),
                                "article",
                                null,
                                null,
                                LOGIN.products(),
                                LOGIN.tags(),
                                null));
        float[] expected =
                embedder.embed(List.of(LOGIN.title() + ". " + LOGIN.body())).join().get(0);
        assertThat(passage.meaning()).containsExactly(expected, within(1e-6f));
    }

    @Test
    void shouldAskAllQueriesInOneCallAndMergeThemByWeight() throws Exception {
        write(LOGIN, PARCEL, LAMP);

        List<WeightedQuery> queries =
                List.of(
                        new WeightedQuery("lamp", null, 0.5),
                        new WeightedQuery("courier", null, 1),
                        new WeightedQuery("password", null, 0.8));

        List<Candidate> found = find(queries, CandidateFilter.any(), 5);
        assertThat(found)
                .extracting(candidate -> candidate.passage().articleId())
                .containsExactly("KB-2", "KB-1", "KB-3");
        assertThat(found.get(0).fusedScore()).isCloseTo(1.0 / 61, within(1e-6));
        assertThat(found.get(2).fusedScore()).isCloseTo(0.5 / 61, within(1e-6));
        assertThat(server.gate().calls(QUERY_BATCH)).isEqualTo(1);
        assertThat(search(byWords("lamp courier password"), 2)).hasSize(2);
    }

    @Test
    void shouldApplyTheFilterToEveryPrefetch() throws Exception {
        List<KnowledgeArticle> articles = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            articles.add(article("Q-" + i, "Lamp " + i, "Is the lamp blinking?", "question", "b"));
        }
        articles.add(article("KB-1", "Hub", "One lamp is on top of the hub.", "article", "a"));
        write(articles.toArray(KnowledgeArticle[]::new));
        CandidateFilter filter = new CandidateFilter(Set.of("a", "c"), Set.of(), Set.of("article"));

        List<Candidate> found = find(List.of(both("lamp blinking")), filter, 5);

        // Without the filter in the prefetches, sixty better hits would leave no place among the
        // forty collected ones.
        assertThat(found)
                .extracting(candidate -> candidate.passage().articleId())
                .containsExactly("KB-1");
        QueryPoints request = server.queries().get(0);
        assertThat(request.getFilter().getMustCount()).isEqualTo(2);
        assertThat(request.getPrefetchList())
                .hasSize(2)
                .allMatch(prefetch -> prefetch.getFilter().equals(request.getFilter()));
    }

    @Test
    void shouldFilterQuestionsAndArticlesByKind() throws Exception {
        write(LAMP, article("Q-1", "Lamp", "Which colour has the lamp?", "question", null));

        assertThat(
                        find(
                                List.of(byWords("lamp")),
                                new CandidateFilter(Set.of(), Set.of(), Set.of("question")),
                                5))
                .extracting(candidate -> candidate.passage().articleId())
                .containsExactly("Q-1");
    }

    @Test
    void shouldNotCallQdrantWithoutQueries() throws Exception {
        write(LAMP);

        assertThat(find(List.of(), CandidateFilter.any(), 5)).isEmpty();
        assertThat(find(List.of(byWords("the of")), CandidateFilter.any(), 5)).isEmpty();
        assertThat(server.gate().calls(QUERY_BATCH)).isZero();
        assertThatThrownBy(() -> passages.candidates(List.of(), CandidateFilter.any(), 0))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldSkipAPointWithoutText() throws Exception {
        try (QdrantWriter writer = writer()) {
            writer.prepare(true);
            Batch batch = writer.encode(Stream.of(LAMP, PARCEL).map(TestArticles::put).toList());
            Map<String, List<PointStruct>> points = new HashMap<>(batch.points());
            points.replaceAll(
                    (id, all) ->
                            id.equals("KB-2")
                                    ? all.stream().map(QdrantPassagesTest::withoutText).toList()
                                    : all);
            writer.write(new Batch(batch.changes(), points));
        }

        assertThat(search(byWords("lamp courier parcel"), 3)).containsExactly("KB-3");
        assertThat(counts.unreadable.sum()).isEqualTo(1);
    }

    private static PointStruct withoutText(PointStruct point) {
        return point.toBuilder().removePayload("text").build();
    }

    @Test
    void shouldRetryWithinTheDeadline() throws Exception {
        write(LAMP);
        server.gate().refuse(1, Status.UNAVAILABLE);
        assertThat(search(byWords("lamp"), 1)).containsExactly("KB-3");
        server.gate().refuse(2, Status.RESOURCE_EXHAUSTED);
        assertThat(search(byWords("lamp"), 1)).containsExactly("KB-3");

        assertThat(counts.retried.sum()).isEqualTo(3);
        assertThat(counts.answered.sum()).isEqualTo(2);
        assertThat(counts.failed.sum()).isZero();
    }

    @Test
    void shouldNotRetryAPermanentFailure() throws Exception {
        write(LAMP);
        WeightedQuery wrong = new WeightedQuery("lamp", new float[] {1, 0}, 1);

        assertFails(wrong, Status.Code.INVALID_ARGUMENT);
        server.gate().refuseAll(Status.PERMISSION_DENIED);
        assertFails(byWords("lamp"), Status.Code.PERMISSION_DENIED);

        assertThat(server.gate().calls(QUERY_BATCH)).isEqualTo(2);
        assertThat(counts.failed.sum()).isEqualTo(2);
    }

    @Test
    void shouldFailAtTheDeadlineWithoutAResponse() throws Exception {
        write(LAMP);
        server.gate().hang();
        long startedAt = System.nanoTime();

        assertFails(byWords("lamp"), Status.Code.DEADLINE_EXCEEDED);

        Duration took = Duration.ofNanos(System.nanoTime() - startedAt);
        assertThat(took).isBetween(DEADLINE.dividedBy(2), DEADLINE.plusMillis(400));
    }

    @Test
    void shouldFailFastWhileTheCircuitIsOpenAndRecover() throws Exception {
        write(LAMP);
        server.gate().refuseAll(Status.UNAVAILABLE);
        await().until(() -> failure(byWords("lamp")) instanceof CallNotPermittedException);
        int called = server.gate().calls(QUERY_BATCH);
        assertThat(failure(byWords("lamp"))).isInstanceOf(CallNotPermittedException.class);
        assertThat(server.gate().calls(QUERY_BATCH)).isEqualTo(called);
        assertThat(counts.rejected.sum()).isGreaterThanOrEqualTo(2);

        server.gate().heal();

        await().atMost(Duration.ofSeconds(10)).until(() -> failure(byWords("lamp")) == null);
    }

    private void write(KnowledgeArticle... articles) throws InterruptedException {
        try (QdrantWriter writer = writer()) {
            writer.prepare(true);
            writer.apply(Stream.of(articles).map(TestArticles::put).toList());
        }
    }

    private QdrantWriter writer() {
        return new QdrantWriter(TestArticles.settings(server.url()), embedder);
    }

    private static WeightedQuery byWords(String text) {
        return new WeightedQuery(text, null, 1);
    }

    private WeightedQuery byMeaning(String text) {
        return new WeightedQuery("", embedder.embed(List.of(text)).join().get(0), 1);
    }

    private WeightedQuery both(String text) {
        return new WeightedQuery(text, embedder.embed(List.of(text)).join().get(0), 1);
    }

    private List<String> search(WeightedQuery query, int limit) {
        return find(List.of(query), CandidateFilter.any(), limit).stream()
                .map(candidate -> candidate.passage().articleId())
                .toList();
    }

    private List<Candidate> find(List<WeightedQuery> queries, CandidateFilter filter, int limit) {
        return passages.candidates(queries, filter, limit).join();
    }

    private Throwable failure(WeightedQuery query) {
        try {
            search(query, 1);
            return null;
        } catch (CompletionException e) {
            return e.getCause();
        }
    }

    private void assertFails(WeightedQuery query, Status.Code code) {
        assertThat(QdrantConnection.code(failure(query))).isEqualTo(code);
    }
}

package io.supportassistant.job.knowledge;

import static io.supportassistant.job.query.SearchQuery.Kind.ENTITY_BASED_ERROR_CODE;
import static io.supportassistant.job.query.SearchQuery.Kind.SEMANTIC;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.supportassistant.events.KnowledgeArticle;
import io.supportassistant.events.TextRange;
import io.supportassistant.job.knowledge.KnowledgeIndex.ArticleChange;
import io.supportassistant.job.query.SearchQuery;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class LuceneKnowledgeIndexTest {

    private static final KnowledgeArticle ERROR_401 =
            article(
                    "KB-1",
                    "Error 401 in the mobile app",
                    "Error 401 means that the app uses an old token. Log in again with the new"
                            + " password.");
    private static final KnowledgeArticle PARCEL =
            article(
                    "KB-2",
                    "A parcel arrived damaged",
                    "Take photos of the parcel and send them to us. We replace what is broken.");
    private static final KnowledgeArticle CAMERA =
            article(
                    "KB-3",
                    "The camera is offline",
                    "Move the camera closer to the router, then restart both.");

    private final List<LuceneKnowledgeIndex> opened = new ArrayList<>();

    @AfterEach
    void closeAll() {
        opened.forEach(LuceneKnowledgeIndex::close);
    }

    // ---- by words

    @Test
    void shouldFindByWordsTheBestFirst() {
        LuceneKnowledgeIndex index = wordsOnly(ERROR_401, PARCEL, CAMERA);

        List<FoundArticle> found = search(index, "I get error 401 when I log in to the camera");

        assertThat(found).extracting(FoundArticle::articleId).containsExactly("KB-1", "KB-3");
        assertThat(found.get(0).title()).isEqualTo("Error 401 in the mobile app");
        assertThat(found.get(0).url()).isEqualTo("https://kb.example/KB-1");
        assertThat(found.get(0).similarity()).isGreaterThan(found.get(1).similarity());
    }

    @Test
    void shouldFindOtherFormsOfAWord() {
        assertThat(search(wordsOnly(ERROR_401, PARCEL), "damages to my parcels"))
                .extracting(FoundArticle::articleId)
                .containsExactly("KB-2");
    }

    @Test
    void shouldFindByProductAndTagToo() {
        KnowledgeArticle tagged =
                new KnowledgeArticle(
                        "KB-9",
                        "Batteries",
                        "Open the lid.",
                        null,
                        null,
                        null,
                        null,
                        List.of("door sensor"),
                        List.of("power"),
                        null);
        LuceneKnowledgeIndex index = wordsOnly(tagged, PARCEL);

        assertThat(search(index, "sensor")).extracting("articleId").containsExactly("KB-9");
        assertThat(search(index, "power")).extracting("articleId").containsExactly("KB-9");
    }

    @Test
    void shouldGiveFullSimilarityToAnArticleThatHasAllTheWords() {
        // every stem of the query is in the article: coverage 1
        assertThat(search(wordsOnly(ERROR_401, PARCEL, CAMERA), "error 401"))
                .singleElement()
                .extracting(FoundArticle::similarity)
                .isEqualTo(1.0);
    }

    @Test
    void shouldFindNothingWithoutACommonWord() {
        assertThat(search(wordsOnly(ERROR_401, PARCEL), "thermostat")).isEmpty();
    }

    @Test
    void shouldReturnAnArticleOnceThoughSeveralPassagesMatch() {
        KnowledgeArticle longOne =
                article("KB-5", "Cameras", "Restart the camera. ".repeat(40) + "Reset the camera.");

        List<FoundArticle> found = search(wordsOnly(longOne, PARCEL), "reset camera");

        assertThat(found).singleElement();
        assertThat(found.get(0).excerpt()).endsWith("Reset the camera.");
    }

    @Test
    void shouldReturnAtMostTheLimit() {
        KnowledgeArticle[] many =
                IntStream.range(0, 12)
                        .mapToObj(i -> article("KB-" + i, "Camera " + i, "A camera."))
                        .toArray(KnowledgeArticle[]::new);

        assertThat(
                        wordsOnly(many)
                                .search(List.of(new SearchQuery(SEMANTIC, "camera", 0.7)), 3)
                                .join())
                .hasSize(3);
    }

    @Test
    void shouldFuseTheListsOfSeveralQueries() {
        LuceneKnowledgeIndex index = wordsOnly(ERROR_401, PARCEL, CAMERA);

        List<FoundArticle> found =
                index.search(
                                List.of(
                                        new SearchQuery(ENTITY_BASED_ERROR_CODE, "error 401", 0.95),
                                        new SearchQuery(SEMANTIC, "camera offline", 0.75)),
                                8)
                        .join();

        // likeness is measured to the customer's own words, the semantic query
        assertThat(found).extracting(FoundArticle::articleId).containsExactly("KB-3", "KB-1");
        assertThat(found.get(1).similarity()).isZero();
    }

    @Test
    void shouldHighlightWhatQueryAndExcerptHaveInCommon() {
        FoundArticle found = search(wordsOnly(ERROR_401, PARCEL), "errors 401, old tokens").get(0);

        assertThat(found.highlights())
                .extracting(range -> found.excerpt().substring(range.start(), range.end()))
                .containsExactly("Error 401", "old token");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "error AND (401",
                "title:camera^",
                "\"unclosed",
                "/regex[/ ~* ? \\",
                "+ - && || ! { } [ ] ^ \" ~ * ? : \\ /",
                "",
                "the of and",
                "\ud83d\ude00",
                "\ud83d"
            })
    void shouldTakeQuerySyntaxAsPlainText(String text) {
        for (LuceneKnowledgeIndex index :
                List.of(wordsOnly(ERROR_401, CAMERA), withMeaning(ERROR_401, CAMERA))) {
            assertThatCode(() -> search(index, text)).doesNotThrowAnyException();
        }
    }

    @Test
    void shouldSearchForAVeryLongText() {
        String longText =
                IntStream.range(0, 3_000)
                        .mapToObj(i -> "word" + i)
                        .collect(Collectors.joining(" ", "error 401 ", ""));

        assertThat(search(wordsOnly(ERROR_401, PARCEL), longText))
                .extracting(FoundArticle::articleId)
                .containsExactly("KB-1");
    }

    @Test
    void shouldFindNothingInAnEmptyIndexOrWithoutQueries() {
        assertThat(search(wordsOnly(), "camera")).isEmpty();
        assertThat(search(withMeaning(), "camera")).isEmpty();
        assertThat(wordsOnly(CAMERA).search(List.of(), 8).join()).isEmpty();
    }

    // ---- by meaning

    @Test
    void shouldFindByMeaningWithoutACommonWord() {
        KnowledgeArticle signIn = article("KB-4", "Signin", "Locked password.");
        LuceneKnowledgeIndex index = withMeaning(signIn, PARCEL);

        List<FoundArticle> found = search(index, "login");

        assertThat(found.get(0).articleId()).isEqualTo("KB-4");
        // the same concept, no word: 0.7 * 1 + 0.3 * 0, but for rounding and the floor of the fake
        assertThat(found.get(0).similarity()).isBetween(0.69, 0.7);
        assertThat(found.get(0).highlights()).isEmpty();
        assertThat(search(wordsOnly(signIn, PARCEL), "login")).isEmpty();
    }

    @Test
    void shouldOrderByMeaningAndWordsTogether() {
        LuceneKnowledgeIndex index = withMeaning(ERROR_401, PARCEL, CAMERA);

        List<FoundArticle> found = search(index, "the courier brought a damaged package");

        assertThat(found.get(0).articleId()).isEqualTo("KB-2");
        assertThat(found)
                .extracting(FoundArticle::similarity)
                .isSortedAccordingTo((a, b) -> Double.compare(b, a))
                .allSatisfy(similarity -> assertThat(similarity).isBetween(0.0, 1.0));
    }

    // ---- changes

    @ParameterizedTest
    @MethodSource("embedders")
    void shouldReplaceAnArticle(Embedder embedder) {
        LuceneKnowledgeIndex index = index(embedder, CAMERA, PARCEL);
        index.apply(
                List.of(change(article("KB-3", "The doorbell is silent", "Check its volume."))));

        assertThat(index.size()).isEqualTo(2);
        assertThat(search(index, "silent doorbell").get(0).excerpt())
                .isEqualTo("Check its volume.");
        assertThat(search(index, "camera router"))
                .extracting(FoundArticle::excerpt)
                .doesNotContain(CAMERA.body());
    }

    @Test
    void shouldNotFindAnArticleByWordsItNoLongerHas() {
        LuceneKnowledgeIndex index = wordsOnly(CAMERA, PARCEL);
        index.apply(
                List.of(change(article("KB-3", "The doorbell is silent", "Check its volume."))));

        assertThat(search(index, "camera router")).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("embedders")
    void shouldReplaceALongArticleByAShortOne(Embedder embedder) {
        LuceneKnowledgeIndex index =
                index(embedder, article("KB-3", "Long", "The camera blinks. ".repeat(60)));
        index.apply(List.of(change(article("KB-3", "Short", "The camera sleeps."))));

        assertThat(search(index, "camera"))
                .singleElement()
                .extracting(FoundArticle::excerpt)
                .isEqualTo("The camera sleeps.");
    }

    @ParameterizedTest
    @MethodSource("embedders")
    void shouldDeleteAnArticle(Embedder embedder) {
        LuceneKnowledgeIndex index = index(embedder, CAMERA, PARCEL);
        index.apply(List.of(new ArticleChange("KB-3", null)));

        assertThat(index.size()).isEqualTo(1);
        assertThat(search(index, "camera offline"))
                .extracting(FoundArticle::articleId)
                .doesNotContain("KB-3");
    }

    @Test
    void shouldBearTheDeletionOfWhatItNeverHad() {
        LuceneKnowledgeIndex index = wordsOnly(CAMERA);
        index.apply(List.of(new ArticleChange("KB-404", null)));

        assertThat(index.size()).isEqualTo(1);
    }

    @Test
    void shouldFindAnArticleThatWasDeletedAndPutBack() {
        LuceneKnowledgeIndex index = wordsOnly(CAMERA);
        index.apply(List.of(new ArticleChange("KB-3", null)));
        assertThat(search(index, "camera")).isEmpty();

        index.apply(List.of(change(CAMERA)));

        assertThat(search(index, "camera")).hasSize(1);
    }

    @Test
    void shouldNotIndexQuestionsAsArticles() {
        LuceneKnowledgeIndex index = wordsOnly(CAMERA);
        index.apply(List.of(change(asQuestion(CAMERA)), change(asQuestion(PARCEL))));

        assertThat(index.size()).isZero();
        assertThat(search(index, "camera parcel")).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("embedders")
    void shouldKeepAnsweringWhileChangesAreApplied(Embedder embedder) throws Exception {
        LuceneKnowledgeIndex index = index(embedder, CAMERA, PARCEL);
        ExecutorService loader = Executors.newSingleThreadExecutor();
        try {
            Future<?> loading =
                    loader.submit(
                            () -> {
                                for (int i = 0; i < 150; i++) {
                                    String body = "Parcel number " + i + ". ".repeat(i % 3 + 1);
                                    index.apply(
                                            i % 5 == 4
                                                    ? List.of(new ArticleChange("KB-2", null))
                                                    : List.of(
                                                            change(
                                                                    article(
                                                                            "KB-2", "Parcel",
                                                                            body))));
                                }
                            });
            int searches = 0;
            while (!loading.isDone() || searches < 20) {
                // The one article nobody touches is found in every moment.
                assertThat(search(index, "parcel or camera offline"))
                        .extracting(FoundArticle::articleId)
                        .contains("KB-3");
                searches++;
            }
            loading.get();
        } finally {
            loader.shutdownNow();
        }
    }

    // ---- excerpts

    @Property(tries = 150)
    void shouldQuoteVerbatimAndHighlightInOrder(
            @ForAll("texts") @Size(min = 1, max = 6) List<String> bodies,
            @ForAll("text") String query) {
        for (Embedder embedder : new Embedder[] {null, new ConceptEmbedder()}) {
            try (LuceneKnowledgeIndex index =
                    new LuceneKnowledgeIndex(embedder, new PassageSplitter(60))) {
                index.apply(
                        IntStream.range(0, bodies.size())
                                .mapToObj(i -> change(article("KB-" + i, "Title", bodies.get(i))))
                                .toList());

                for (FoundArticle found : search(index, query)) {
                    int number = Integer.parseInt(found.articleId().substring("KB-".length()));
                    assertThat(bodies.get(number)).contains(found.excerpt());
                    assertThat(found.similarity()).isBetween(0.0, 1.0);
                    assertInOrderWithin(found.excerpt(), found.highlights());
                }
            }
        }
    }

    @Provide
    static Arbitrary<List<String>> texts() {
        return text().list();
    }

    @Provide
    static Arbitrary<String> text() {
        return Arbitraries.oneOf(
                Arbitraries.of(
                                "camera ",
                                "cameras, ",
                                "the ",
                                "login ",
                                "parcel. ",
                                "John's ",
                                "401 ",
                                "2.5.1 ",
                                "re-start ",
                                "\ud83d\ude00 ",
                                "\u0130stanbul ",
                                "caf\u00e9\n\n",
                                "\u4f60\u597d",
                                "\u2019s ",
                                "A. ")
                        .list()
                        .ofMinSize(1)
                        .ofMaxSize(25)
                        .map(words -> String.join("", words)),
                Arbitraries.strings().ofMinLength(1).ofMaxLength(80));
    }

    private static void assertInOrderWithin(String excerpt, List<TextRange> highlights) {
        int end = 0;
        for (TextRange range : highlights) {
            assertThat(range.start()).isGreaterThanOrEqualTo(end).isLessThan(range.end());
            end = range.end();
        }
        assertThat(end).isLessThanOrEqualTo(excerpt.length());
    }

    static Stream<Embedder> embedders() {
        return Stream.of(null, new ConceptEmbedder());
    }

    private LuceneKnowledgeIndex wordsOnly(KnowledgeArticle... articles) {
        return index(null, articles);
    }

    private LuceneKnowledgeIndex withMeaning(KnowledgeArticle... articles) {
        return index(new ConceptEmbedder(), articles);
    }

    private LuceneKnowledgeIndex index(Embedder embedder, KnowledgeArticle... articles) {
        LuceneKnowledgeIndex index = new LuceneKnowledgeIndex(embedder, new PassageSplitter(400));
        opened.add(index);
        index.apply(Stream.of(articles).map(LuceneKnowledgeIndexTest::change).toList());
        return index;
    }

    private static List<FoundArticle> search(LuceneKnowledgeIndex index, String text) {
        return index.search(List.of(new SearchQuery(SEMANTIC, text, 0.75)), 8).join();
    }

    private static ArticleChange change(KnowledgeArticle article) {
        return new ArticleChange(article.articleId(), article);
    }

    private static KnowledgeArticle article(String id, String title, String body) {
        return new KnowledgeArticle(
                id, title, body, "https://kb.example/" + id, null, null, null, null, null, null);
    }

    private static KnowledgeArticle asQuestion(KnowledgeArticle article) {
        return new KnowledgeArticle(
                article.articleId(),
                article.title(),
                article.body(),
                null,
                KnowledgeArticle.QUESTION,
                null,
                null,
                null,
                null,
                null);
    }
}

package io.supportassistant.knowledge;

import static io.supportassistant.knowledge.SampleArticles.CAMERA;
import static io.supportassistant.knowledge.SampleArticles.ERROR_401;
import static io.supportassistant.knowledge.SampleArticles.PARCEL;
import static io.supportassistant.knowledge.SampleArticles.about;
import static io.supportassistant.knowledge.SampleArticles.article;
import static io.supportassistant.knowledge.SampleArticles.change;
import static io.supportassistant.knowledge.SampleArticles.question;
import static io.supportassistant.knowledge.SearchQuery.Kind.ENTITY_BASED_ERROR_CODE;
import static io.supportassistant.knowledge.SearchQuery.Kind.SEMANTIC;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.supportassistant.events.KnowledgeArticle;
import io.supportassistant.events.TextRange;
import io.supportassistant.knowledge.KnowledgeSearch.Inquiry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RankedSearchTest {

    private static final Embedder CONCEPTS = new ConceptEmbedder();

    private final List<AutoCloseable> opened = new ArrayList<>();

    @AfterEach
    void closeAll() throws Exception {
        for (AutoCloseable open : opened) {
            open.close();
        }
    }

    // ---- order and similarity

    @Test
    void shouldGiveFullSimilarityToAnArticleThatHasAllTheWords() {
        // every stem of the query is in the article: coverage 1, and nothing else counts
        assertThat(search(wordsOnly(ERROR_401, PARCEL, CAMERA), "error 401"))
                .singleElement()
                .extracting(FoundArticle::similarity)
                .isEqualTo(1.0);
    }

    @Test
    void shouldWeighTheQueriesByTheirConfidence() {
        List<FoundArticle> found =
                wordsOnly(ERROR_401, PARCEL, CAMERA)
                        .search(
                                inquiry(
                                        Set.of(),
                                        new SearchQuery(ENTITY_BASED_ERROR_CODE, "error 401", 0.95),
                                        new SearchQuery(SEMANTIC, "camera offline", 0.75)),
                                8)
                        .join()
                        .articles();

        assertThat(found).extracting(FoundArticle::articleId).containsExactly("KB-1", "KB-3");
        // all of one query each: 0.95 / 1.7 and 0.75 / 1.7
        assertThat(found).extracting(FoundArticle::similarity).containsExactly(0.559, 0.441);
    }

    @Test
    void shouldSkipQueriesThatCannotBeSearched() {
        KnowledgeSearch search = wordsOnly(ERROR_401, PARCEL, CAMERA);
        SearchQuery good = new SearchQuery(ENTITY_BASED_ERROR_CODE, "error 401", 0.95);

        Findings found =
                search.search(
                                inquiry(
                                        Set.of(),
                                        new SearchQuery(SEMANTIC, "camera", 0),
                                        new SearchQuery(SEMANTIC, "camera", -1),
                                        new SearchQuery(SEMANTIC, "camera", Double.NaN),
                                        new SearchQuery(SEMANTIC, " ", 1),
                                        new SearchQuery(SEMANTIC, null, 1),
                                        good),
                                8)
                        .join();

        assertThat(found).isEqualTo(search.search(inquiry(Set.of(), good), 8).join());
        assertThat(found.articles()).isNotEmpty();
    }

    @Test
    void shouldFindByMeaningWithoutACommonWord() {
        List<FoundArticle> found =
                search(withMeaning(article("KB-4", "Signin", "Locked password."), PARCEL), "login");

        assertThat(found.get(0).articleId()).isEqualTo("KB-4");
        // the same concept, no word, no subject: 0.625 / (0.625 + 0.225) = 0.735
        assertThat(found.get(0).similarity()).isEqualTo(0.735, within(0.002));
        assertThat(found.get(0).highlights()).isEmpty();
    }

    @Test
    void shouldOrderByMeaningAndWordsTogether() {
        List<FoundArticle> found =
                search(
                        withMeaning(ERROR_401, PARCEL, CAMERA),
                        "the courier brought a damaged package");

        assertThat(found.get(0).articleId()).isEqualTo("KB-2");
        assertThat(found)
                .extracting(FoundArticle::similarity)
                .isSortedAccordingTo((a, b) -> Double.compare(b, a))
                .allSatisfy(similarity -> assertThat(similarity).isBetween(0.0, 1.0));
    }

    @Test
    void shouldReturnAnArticleOnceWithTheBestOfItsPassages() {
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

        assertThat(wordsOnly(many).search(inquiry(Set.of(), said("camera")), 3).join().articles())
                .hasSize(3);
    }

    @Test
    void shouldFindNothingWithoutQueriesOrKnowledge() {
        assertThat(wordsOnly(CAMERA).search(inquiry(Set.of()), 8).join())
                .isEqualTo(Findings.nothing());
        assertThat(search(withMeaning(), "camera")).isEmpty();
    }

    @Test
    void shouldCarryTitleAddressAndSubject() {
        FoundArticle found =
                search(wordsOnly(about("Gonville", "G", "Parking?", "Parking is free.")), "parking")
                        .get(0);

        assertThat(found.title()).isEqualTo("Parking?");
        assertThat(found.url()).isEqualTo("https://kb.example/G");
        assertThat(found.subject()).isEqualTo("Gonville");
        assertThat(found.excerpt()).isEqualTo("Parking is free.");
    }

    @Test
    void shouldNotReturnQuestionsAsArticles() {
        RankedSearch search =
                withMeaning(
                        question("brakes", "q-1", "Do the brakes squeal?", 1),
                        about("brakes", "answer", "Brakes", "Change the pads of the brakes."));

        Findings found = search.search(inquiry(Set.of(), said("the brakes squeal")), 8).join();

        assertThat(found.articles()).extracting(FoundArticle::articleId).containsExactly("answer");
        assertThat(found.subjects()).containsExactly("brakes");
    }

    // ---- subjects

    @Test
    void shouldSearchTheSubjectAndArticlesWithoutOne() {
        RankedSearch search =
                withMeaning(
                        about("Gonville", "G", "Parking?", "Parking is free."),
                        about("Bridge", "B", "Parking?", "Parking is free."),
                        article("A", "Parking", "Parking in town costs money."));

        assertThat(search.search(inquiry(Set.of("Gonville"), said("parking")), 8).join().articles())
                .extracting(FoundArticle::articleId)
                .containsExactlyInAnyOrder("G", "A");
        assertThat(search(search, "parking"))
                .extracting(FoundArticle::articleId)
                .containsExactlyInAnyOrder("G", "B", "A");
    }

    @Test
    void shouldOrderSubjectsBySupport() {
        RankedSearch search =
                wordsOnly(
                        about("lights", "l-1", "Lamp", "The lamp is dark."),
                        about("brakes", "b-1", "Squeal", "The brakes squeal."),
                        about("brakes", "b-2", "Grind", "The brakes grind."));

        assertThat(
                        search.search(inquiry(Set.of(), said("brakes squeal, the lamp too")), 8)
                                .join()
                                .subjects())
                .containsExactly("brakes", "lights");
    }

    /** Otherwise a guide on a similar subject would lead every call without a subject. */
    @Test
    void shouldNotNameASubjectWithLessSupportThanArticlesWithoutOne() {
        RankedSearch search =
                wordsOnly(
                        about("battery", "b-1", "Charge", "Is the battery charged?"),
                        about("brakes", "b-2", "Squeal", "The brakes squeal."),
                        article("A", "Charged twice", "If you were charged twice, tell us."),
                        article("B", "Refunds", "What you were charged comes back."));

        assertThat(
                        search.search(inquiry(Set.of(), said("I was charged twice")), 8)
                                .join()
                                .subjects())
                .isEmpty();
        assertThat(search.search(inquiry(Set.of(), said("the brakes squeal")), 8).join().subjects())
                .containsExactly("brakes");
    }

    // ---- evidence

    @Test
    void shouldMeasureTheEvidence() {
        RankedSearch search = withMeaning(ERROR_401, PARCEL, CAMERA);
        String own = "my parcel";
        String both = "what is it? my parcel";

        Findings.Evidence evidence =
                search.search(inquiry(Set.of(), said(own), said(both)), 8).join().evidence();

        assertThat(evidence.meaning()).isEqualTo(meaning(own));
        assertThat(evidence.best()).isEqualTo(nearest(own), within(1e-6));
        assertThat(evidence.bestInContext()).isEqualTo(nearest(both), within(1e-6));
        // with three articles, the last one takes the place of the sixth
        assertThat(evidence.lead()).isEqualTo(evidence.best() - farthest(own), within(1e-6));
    }

    @Test
    void shouldUseTheCustomersWordsAsContextByDefault() {
        Findings.Evidence evidence =
                withMeaning(PARCEL)
                        .search(inquiry(Set.of(), said("my parcel")), 8)
                        .join()
                        .evidence();

        assertThat(evidence.bestInContext()).isEqualTo(evidence.best());
    }

    @Test
    void shouldHaveNoEvidenceWithoutEmbeddings() {
        assertThat(
                        wordsOnly(PARCEL)
                                .search(inquiry(Set.of(), said("my parcel")), 8)
                                .join()
                                .evidence())
                .isEqualTo(Findings.Evidence.NONE);
    }

    @Test
    void shouldGiveTheMeaningEvenWithoutResults() {
        Findings.Evidence evidence =
                withMeaning().search(inquiry(Set.of(), said("my parcel")), 8).join().evidence();

        assertThat(evidence.meaning()).isEqualTo(meaning("my parcel"));
        assertThat(evidence.best()).isZero();
        assertThat(evidence.lead()).isZero();
    }

    // ---- highlights

    @Test
    void shouldHighlightWordsOfTheQueryInTheExcerpt() {
        FoundArticle found = search(wordsOnly(ERROR_401, PARCEL), "errors 401, old tokens").get(0);

        assertThat(found.highlights())
                .extracting(range -> found.excerpt().substring(range.start(), range.end()))
                .containsExactly("Error 401", "old token");
    }

    @Property(tries = 150)
    void shouldQuoteVerbatimAndHighlightInOrder(
            @ForAll("texts") @Size(min = 1, max = 6) List<String> bodies,
            @ForAll("text") String query) {
        for (Embedder embedder : new Embedder[] {null, CONCEPTS}) {
            try (LuceneKnowledgeIndex index =
                            new LuceneKnowledgeIndex(embedder, new PassageSplitter(60));
                    RankedSearch search = new RankedSearch(embedder, index, index::rarity)) {
                index.apply(
                        IntStream.range(0, bodies.size())
                                .mapToObj(
                                        i ->
                                                change(
                                                        about(
                                                                i % 2 == 0 ? null : "s" + i % 3,
                                                                "KB-" + i,
                                                                "Title",
                                                                bodies.get(i))))
                                .toList());

                for (FoundArticle found : search(search, query)) {
                    int number = Integer.parseInt(found.articleId().substring("KB-".length()));
                    assertThat(bodies.get(number)).contains(found.excerpt());
                    assertThat(found.similarity()).isBetween(0.0, 1.0);
                    assertInOrderWithin(found.excerpt(), found.highlights());
                }
            }
        }
    }

    /** Every index that finds the same passages must give the same results. */
    @Property(tries = 150)
    void shouldNotDependOnTheOrderOfTheIndex(
            @ForAll("texts") @Size(min = 1, max = 8) List<String> bodies,
            @ForAll("text") String query,
            @ForAll long seed) {
        KnowledgeArticle[] articles =
                IntStream.range(0, bodies.size())
                        .mapToObj(i -> about("s" + i % 3, "KB-" + i, "Title", bodies.get(i)))
                        .toArray(KnowledgeArticle[]::new);
        try (LuceneKnowledgeIndex index = SampleArticles.indexOf(CONCEPTS, articles);
                RankedSearch search = new RankedSearch(CONCEPTS, index, index::rarity);
                RankedSearch shuffled =
                        new RankedSearch(CONCEPTS, shuffling(index, seed), index::rarity)) {
            Findings expected = search.search(inquiry(Set.of(), said(query)), 8).join();
            Findings other = shuffled.search(inquiry(Set.of(), said(query)), 8).join();

            assertThat(other.articles()).isEqualTo(expected.articles());
            assertThat(other.subjects()).isEqualTo(expected.subjects());
            assertThat(other.evidence().best()).isEqualTo(expected.evidence().best());
            assertThat(other.evidence().lead()).isEqualTo(expected.evidence().lead());
        }
    }

    private static PassageIndex shuffling(PassageIndex index, long seed) {
        return (queries, filter, limit) ->
                index.candidates(queries, filter, limit)
                        .thenCompose(
                                candidates -> {
                                    List<Candidate> shuffled = new ArrayList<>(candidates);
                                    Collections.shuffle(shuffled, new Random(seed));
                                    return CompletableFuture.completedFuture(shuffled);
                                });
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

    @Test
    void shouldFindByWordsWithoutVectors() {
        LuceneKnowledgeIndex index = SampleArticles.indexOf(CONCEPTS, ERROR_401, PARCEL);
        opened.add(index);
        RankedSearch byWords = new RankedSearch(null, index, index::rarity);
        opened.add(byWords);
        CallWords call =
                new CallWords(
                        Map.of("error", 1.0, "401", 1.0),
                        Map.of("error", 1.0, "401", 1.0),
                        List.of("I get error 401"));
        Inquiry inquiry = new Inquiry(List.of(said("I get error 401")), Set.of(), call);
        Findings wanted = byWords.search(inquiry, 8).join();
        assertThat(wanted.articles()).isNotEmpty();

        for (CompletableFuture<List<float[]>> answer :
                List.of(
                        new CompletableFuture<List<float[]>>(),
                        CompletableFuture.<List<float[]>>failedFuture(
                                new IllegalStateException("no vectors")))) {
            RankedSearch search =
                    new RankedSearch(
                            answering(answer), Duration.ofMillis(50), index, index::rarity);
            opened.add(search);
            Findings found = search.search(inquiry, 8).join();

            assertThat(found.articles()).isEqualTo(wanted.articles());
            assertThat(found.supports().articles()).isEqualTo(wanted.supports().articles());
            assertThat(found.searched()).isTrue();
        }
    }

    private static Embedder answering(CompletableFuture<List<float[]>> answer) {
        return new Embedder() {

            @Override
            public int dimension() {
                return CONCEPTS.dimension();
            }

            @Override
            public String fingerprint() {
                return CONCEPTS.fingerprint();
            }

            @Override
            public CompletableFuture<List<float[]>> embed(List<String> texts) {
                return answer.copy();
            }
        };
    }

    private RankedSearch wordsOnly(KnowledgeArticle... articles) {
        return over(null, articles);
    }

    private RankedSearch withMeaning(KnowledgeArticle... articles) {
        return over(CONCEPTS, articles);
    }

    private RankedSearch over(Embedder embedder, KnowledgeArticle... articles) {
        LuceneKnowledgeIndex index = SampleArticles.indexOf(embedder, articles);
        RankedSearch search = new RankedSearch(embedder, index, index::rarity);
        opened.add(search);
        opened.add(index);
        return search;
    }

    private static List<FoundArticle> search(RankedSearch search, String text) {
        return search.search(inquiry(Set.of(), said(text)), 8).join().articles();
    }

    private static Inquiry inquiry(Set<String> subjects, SearchQuery... queries) {
        return new Inquiry(List.of(queries), subjects);
    }

    private static SearchQuery said(String text) {
        return new SearchQuery(SEMANTIC, text, 0.75);
    }

    private static double nearest(String text) {
        return cosines(text).max().orElseThrow();
    }

    private static double farthest(String text) {
        return cosines(text).min().orElseThrow();
    }

    private static DoubleStream cosines(String text) {
        return List.of(ERROR_401, PARCEL, CAMERA).stream()
                .mapToDouble(
                        article ->
                                UnitVectors.cosine(
                                        meaning(text),
                                        meaning(article.title() + ". " + article.body())));
    }

    private static float[] meaning(String text) {
        return CONCEPTS.embed(List.of(text)).join().get(0);
    }
}

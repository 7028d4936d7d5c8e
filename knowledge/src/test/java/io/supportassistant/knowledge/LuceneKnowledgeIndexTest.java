package io.supportassistant.knowledge;

import static io.supportassistant.knowledge.SampleArticles.CAMERA;
import static io.supportassistant.knowledge.SampleArticles.ERROR_401;
import static io.supportassistant.knowledge.SampleArticles.PARCEL;
import static io.supportassistant.knowledge.SampleArticles.about;
import static io.supportassistant.knowledge.SampleArticles.article;
import static io.supportassistant.knowledge.SampleArticles.change;
import static io.supportassistant.knowledge.SampleArticles.deletion;
import static io.supportassistant.knowledge.SampleArticles.inDomain;
import static io.supportassistant.knowledge.SampleArticles.question;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.supportassistant.events.KnowledgeArticle;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class LuceneKnowledgeIndexTest {

    private static final Embedder CONCEPTS = new ConceptEmbedder();

    private final List<LuceneKnowledgeIndex> opened = new ArrayList<>();

    @AfterEach
    void closeAll() {
        opened.forEach(LuceneKnowledgeIndex::close);
    }

    // ---- by words

    @Test
    void shouldFindByWordsTheBestFirst() {
        LuceneKnowledgeIndex index = wordsOnly(ERROR_401, PARCEL, CAMERA);

        List<Candidate> found = candidates(index, "I get error 401 when I log in to the camera");

        assertThat(ids(found)).containsExactly("KB-1", "KB-3");
        // weight / (60 + rank), once for each query
        assertThat(found.get(0).fusedScore()).isEqualTo(0.75 / 61, within(1e-9));
        assertThat(found.get(1).fusedScore()).isEqualTo(0.75 / 62, within(1e-9));
    }

    @Test
    void shouldGiveThePassageVerbatim() {
        KnowledgeArticle article =
                new KnowledgeArticle(
                        "KB-9",
                        "Batteries",
                        "Open the lid.",
                        "https://kb.example/KB-9",
                        "faq",
                        "devices",
                        "door sensor",
                        List.of("door sensor"),
                        List.of("power"),
                        null,
                        null);

        assertThat(candidates(wordsOnly(article), "lid"))
                .singleElement()
                .extracting(Candidate::passage)
                .isEqualTo(
                        new IndexedPassage(
                                "KB-9",
                                0,
                                "Batteries",
                                "Open the lid.",
                                0,
                                "https://kb.example/KB-9",
                                "faq",
                                "devices",
                                "door sensor",
                                List.of("door sensor"),
                                List.of("power"),
                                null));
    }

    @Test
    void shouldFindOtherFormsOfAWord() {
        assertThat(ids(candidates(wordsOnly(ERROR_401, PARCEL), "damages to my parcels")))
                .containsExactly("KB-2");
    }

    @Test
    void shouldFindByProductAndTag() {
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
                        null,
                        null);
        LuceneKnowledgeIndex index = wordsOnly(tagged, PARCEL);

        assertThat(ids(candidates(index, "sensor"))).containsExactly("KB-9");
        assertThat(ids(candidates(index, "power"))).containsExactly("KB-9");
    }

    @Test
    void shouldFindNothingWithoutACommonWord() {
        assertThat(candidates(wordsOnly(ERROR_401, PARCEL), "thermostat")).isEmpty();
    }

    @Test
    void shouldFindEachPassageByItself() {
        KnowledgeArticle longOne =
                article("KB-5", "Cameras", "Restart the camera. ".repeat(40) + "Reset the lens.");

        List<Candidate> found = candidates(wordsOnly(longOne, PARCEL), "reset lens");

        assertThat(found).singleElement();
        assertThat(found.get(0).passage().number()).isPositive();
        assertThat(found.get(0).passage().text()).endsWith("Reset the lens.");
    }

    @Test
    void shouldReturnAtMostTheLimit() {
        KnowledgeArticle[] many =
                IntStream.range(0, 12)
                        .mapToObj(i -> article("KB-" + i, "Camera " + i, "A camera."))
                        .toArray(KnowledgeArticle[]::new);

        assertThat(
                        wordsOnly(many)
                                .candidates(List.of(inWords("camera")), CandidateFilter.any(), 3)
                                .join())
                .hasSize(3);
    }

    @Test
    void shouldFuseTheListsOfSeveralQueriesByWeight() {
        LuceneKnowledgeIndex index = wordsOnly(ERROR_401, PARCEL, CAMERA);

        List<Candidate> found =
                index.candidates(
                                List.of(
                                        new WeightedQuery("camera offline", null, 0.75),
                                        new WeightedQuery("error 401", null, 0.95)),
                                CandidateFilter.any(),
                                8)
                        .join();

        assertThat(ids(found)).containsExactly("KB-1", "KB-3");
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
    void shouldTreatQuerySyntaxAsPlainText(String text) {
        LuceneKnowledgeIndex words = wordsOnly(ERROR_401, CAMERA);
        LuceneKnowledgeIndex meaning = withMeaning(ERROR_401, CAMERA);

        assertThatCode(() -> candidates(words, text)).doesNotThrowAnyException();
        assertThatCode(() -> candidates(meaning, text)).doesNotThrowAnyException();
    }

    @Test
    void shouldSearchForAVeryLongText() {
        String longText =
                IntStream.range(0, 3_000)
                        .mapToObj(i -> "word" + i)
                        .collect(Collectors.joining(" ", "error 401 ", ""));

        assertThat(ids(candidates(wordsOnly(ERROR_401, PARCEL), longText))).containsExactly("KB-1");
        assertThat(
                        wordsOnly(ERROR_401)
                                .candidates(
                                        List.of(inWords(longText)),
                                        CandidateFilter.about(Set.of("Gonville")),
                                        8)
                                .join())
                .hasSize(1);
    }

    @Test
    void shouldFindNothingInAnEmptyIndexOrWithoutQueries() {
        assertThat(candidates(wordsOnly(), "camera")).isEmpty();
        assertThat(candidates(withMeaning(), "camera")).isEmpty();
        assertThat(wordsOnly(CAMERA).candidates(List.of(), CandidateFilter.any(), 8).join())
                .isEmpty();
    }

    // ---- by meaning

    @Test
    void shouldFindByMeaningWithoutACommonWord() {
        KnowledgeArticle signIn = article("KB-4", "Signin", "Locked password.");

        assertThat(ids(candidates(withMeaning(signIn, PARCEL), "login"))).startsWith("KB-4");
        assertThat(candidates(wordsOnly(signIn, PARCEL), "login")).isEmpty();
    }

    @Test
    void shouldFuseWordsAndMeaning() {
        Candidate first =
                candidates(withMeaning(ERROR_401, PARCEL, CAMERA), "parcel package courier").get(0);

        assertThat(first.passage().articleId()).isEqualTo("KB-2");
        // first by words and first by meaning
        assertThat(first.fusedScore()).isEqualTo(2 * 0.75 / 61, within(1e-9));
    }

    @Test
    void shouldSearchByWordsAloneWhenTheQueryHasNoMeaning() {
        LuceneKnowledgeIndex index = withMeaning(ERROR_401, PARCEL);

        assertThat(
                        ids(
                                index.candidates(
                                                List.of(inWords("error 401")),
                                                CandidateFilter.any(),
                                                8)
                                        .join()))
                .containsExactly("KB-1");
    }

    // ---- filters

    @ParameterizedTest
    @MethodSource("embedders")
    void shouldFilterBySubjectAndKeepArticlesWithoutOne(Embedder embedder) {
        LuceneKnowledgeIndex index =
                index(
                        embedder,
                        about("Gonville", "G", "Parking?", "Parking is free."),
                        about("Bridge", "B", "Parking?", "No parking here."),
                        about("Worth", "W", "Parking?", "Parking in the yard."),
                        article("A", "Parking", "Parking in town costs money."));

        assertThat(ids(filtered(index, "parking", CandidateFilter.about(Set.of("Gonville")))))
                .containsExactlyInAnyOrder("G", "A");
        assertThat(
                        ids(
                                filtered(
                                        index,
                                        "parking",
                                        CandidateFilter.about(Set.of("Bridge", "Worth")))))
                .containsExactlyInAnyOrder("B", "W", "A");
        assertThat(ids(filtered(index, "parking", CandidateFilter.about(Set.of("Nowhere")))))
                .containsExactly("A");
    }

    @ParameterizedTest
    @MethodSource("embedders")
    void shouldFilterByDomainAndKind(Embedder embedder) {
        LuceneKnowledgeIndex index =
                index(
                        embedder,
                        inDomain("hotel", article("H", "Parking", "Parking is free.")),
                        inDomain("train", article("T", "Parking", "Parking at the station.")),
                        inDomain("hotel", question("x", "Q", "Do you have a parking place?", 1)));
        CandidateFilter hotels = new CandidateFilter(Set.of("hotel"), Set.of(), Set.of());
        CandidateFilter articles = new CandidateFilter(Set.of(), Set.of(), Set.of("article"));
        CandidateFilter both = new CandidateFilter(Set.of("hotel"), Set.of(), Set.of("article"));

        assertThat(ids(filtered(index, "parking", hotels))).containsExactlyInAnyOrder("H", "Q");
        assertThat(ids(filtered(index, "parking", articles))).containsExactlyInAnyOrder("H", "T");
        assertThat(ids(filtered(index, "parking", both))).containsExactly("H");
    }

    // ---- changes

    @ParameterizedTest
    @MethodSource("embedders")
    void shouldReplaceAnArticle(Embedder embedder) {
        LuceneKnowledgeIndex index = index(embedder, CAMERA, PARCEL);
        index.apply(
                List.of(change(article("KB-3", "The doorbell is silent", "Check its volume."))));

        assertThat(index.size()).isEqualTo(2);
        assertThat(texts(candidates(index, "silent doorbell"))).startsWith("Check its volume.");
        assertThat(texts(candidates(index, "camera router"))).doesNotContain(CAMERA.body());
    }

    @Test
    void shouldNotFindAnArticleByWordsItNoLongerHas() {
        LuceneKnowledgeIndex index = wordsOnly(CAMERA, PARCEL);
        index.apply(
                List.of(change(article("KB-3", "The doorbell is silent", "Check its volume."))));

        assertThat(candidates(index, "camera router")).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("embedders")
    void shouldReplaceALongArticleByAShortOne(Embedder embedder) {
        LuceneKnowledgeIndex index =
                index(embedder, article("KB-3", "Long", "The camera blinks. ".repeat(60)));
        index.apply(List.of(change(article("KB-3", "Short", "The camera sleeps."))));

        assertThat(texts(candidates(index, "camera"))).containsExactly("The camera sleeps.");
    }

    @ParameterizedTest
    @MethodSource("embedders")
    void shouldDeleteAnArticle(Embedder embedder) {
        LuceneKnowledgeIndex index = index(embedder, CAMERA, PARCEL);
        index.apply(List.of(deletion("KB-3")));

        assertThat(index.size()).isEqualTo(1);
        assertThat(ids(candidates(index, "camera offline"))).doesNotContain("KB-3");
    }

    @Test
    void shouldAcceptTheDeletionOfAnUnknownArticle() {
        LuceneKnowledgeIndex index = wordsOnly(CAMERA);
        index.apply(List.of(deletion("KB-404")));

        assertThat(index.size()).isEqualTo(1);
    }

    @Test
    void shouldFindAnArticleThatWasDeletedAndRestored() {
        LuceneKnowledgeIndex index = wordsOnly(CAMERA);
        index.apply(List.of(deletion("KB-3")));
        assertThat(candidates(index, "camera")).isEmpty();

        index.apply(List.of(change(CAMERA)));

        assertThat(candidates(index, "camera")).hasSize(1);
    }

    @Test
    void shouldNotCountQuestionsAsArticles() {
        LuceneKnowledgeIndex index = wordsOnly(CAMERA);
        index.apply(List.of(change(question("camera", "KB-3", "Is the camera on?", 1))));

        assertThat(index.size()).isZero();
        assertThat(candidates(index, "camera"))
                .singleElement()
                .extracting(candidate -> candidate.passage().kind())
                .isEqualTo(KnowledgeArticle.QUESTION);
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
                                            List.of(
                                                    i % 5 == 4
                                                            ? deletion("KB-2")
                                                            : change(
                                                                    article(
                                                                            "KB-2", "Parcel",
                                                                            body))));
                                }
                            });
            int searches = 0;
            while (!loading.isDone() || searches < 20) {
                // The one article without changes is found at any time.
                assertThat(ids(candidates(index, "parcel or camera offline"))).contains("KB-3");
                searches++;
            }
            loading.get();
        } finally {
            loader.shutdownNow();
        }
    }

    // ---- subjects

    @Test
    void shouldKnowTheSubjectsOfItsArticles() {
        LuceneKnowledgeIndex index =
                wordsOnly(
                        about("Gonville Hotel", "G", "Parking?", "Parking is free."),
                        about("Acorn House", "A", "Parking?", "No parking here."),
                        CAMERA);

        assertThat(index.subjectsNamedIn("is the Gonville Hotel open"))
                .containsExactly("Gonville Hotel");
        assertThat(index.subjectsNamedIn("is the camera offline")).isEmpty();

        index.apply(List.of(deletion("G")));
        assertThat(index.subjectsNamedIn("is the Gonville Hotel open")).isEmpty();

        index.apply(List.of(change(about("Gonville Hotel", "G", "Pool?", "No pool."))));
        assertThat(index.subjectsNamedIn("is the Gonville Hotel open"))
                .containsExactly("Gonville Hotel");
    }

    @Test
    void shouldKnowNoSubjectsWhileEmpty() {
        assertThat(wordsOnly().subjectsNamedIn("anything at all")).isEmpty();
    }

    @Test
    void shouldBuildAGuideFromTheOrderedQuestionsOfASubject() {
        LuceneKnowledgeIndex index =
                withMeaning(
                        question("brakes", "q-late", "Is it late?", null),
                        question("brakes", "q-2b", "Does it squeal?", 2),
                        question("brakes", "q-2a", "Does it grind?", 2),
                        question("brakes", "q-10", "Is the pad worn?", 10),
                        question("brakes", "q-1", "Does it stop?", 1),
                        question("lights", "l-1", "Is it dark?", 1),
                        about("brakes", "answer", "Brakes", "Change the pads."));

        DiagnosticGuide guide = index.guide("brakes").orElseThrow();

        assertThat(guide.subject()).isEqualTo("brakes");
        assertThat(guide.questions())
                .extracting(DiagnosticGuide.Question::articleId)
                .containsExactly("q-1", "q-2a", "q-2b", "q-10", "q-late");
        assertThat(guide.questions().get(0).text()).isEqualTo("Does it stop?");
        assertThat(guide.questions().get(0).meaning())
                .isEqualTo(meaning("Does it stop?. Does it stop?"));
        assertThat(index.guide("lights").orElseThrow().questions()).hasSize(1);
    }

    @Test
    void shouldFollowChangesOfAGuide() {
        LuceneKnowledgeIndex index =
                wordsOnly(
                        question("brakes", "q-1", "Does it stop?", 1),
                        question("brakes", "q-2", "Does it squeal?", 2));
        index.apply(
                List.of(deletion("q-1"), change(question("brakes", "q-3", "Is the pad worn?", 0))));

        assertThat(index.guide("brakes").orElseThrow().questions())
                .extracting(DiagnosticGuide.Question::articleId)
                .containsExactly("q-3", "q-2");

        index.apply(List.of(deletion("q-2"), deletion("q-3")));
        assertThat(index.guide("brakes")).isEmpty();
    }

    @Test
    void shouldHaveNoGuideWithoutQuestions() {
        LuceneKnowledgeIndex index =
                wordsOnly(
                        about("brakes", "answer", "Brakes", "Change the pads."),
                        question(null, "q", "Which product is it?", 1));

        assertThat(index.guide("brakes")).isEmpty();
        assertThat(index.guide("anything")).isEmpty();
    }

    static Stream<Embedder> embedders() {
        return Stream.of(null, CONCEPTS);
    }

    @Test
    void shouldKeepTheOldTextWhenAChangeIsRejected() {
        LuceneKnowledgeIndex index = wordsOnly(ERROR_401);
        IndexedPassage longDomain =
                new IndexedPassage(
                        "KB-1",
                        0,
                        "Title",
                        "text",
                        0,
                        null,
                        "article",
                        "x".repeat(32_767),
                        null,
                        List.of(),
                        List.of(),
                        null);

        assertThatThrownBy(() -> PassageDocument.of(longDomain))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the field domain is too long for an index term");
        assertThatThrownBy(
                        () ->
                                index.apply(
                                        List.of(
                                                new KnowledgeIndex.ArticleChange(
                                                        "x".repeat(100_000), null))))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(ids(candidates(index, "error 401"))).containsExactly("KB-1");
    }

    private LuceneKnowledgeIndex wordsOnly(KnowledgeArticle... articles) {
        return index(null, articles);
    }

    private LuceneKnowledgeIndex withMeaning(KnowledgeArticle... articles) {
        return index(CONCEPTS, articles);
    }

    private LuceneKnowledgeIndex index(Embedder embedder, KnowledgeArticle... articles) {
        LuceneKnowledgeIndex index = SampleArticles.indexOf(embedder, articles);
        opened.add(index);
        return index;
    }

    /** An index without vectors ignores the meaning of a query. */
    private static List<Candidate> candidates(LuceneKnowledgeIndex index, String text) {
        return filtered(index, text, CandidateFilter.any());
    }

    private static List<Candidate> filtered(
            LuceneKnowledgeIndex index, String text, CandidateFilter filter) {
        return index.candidates(List.of(new WeightedQuery(text, meaning(text), 0.75)), filter, 8)
                .join();
    }

    private static WeightedQuery inWords(String text) {
        return new WeightedQuery(text, null, 0.75);
    }

    private static float[] meaning(String text) {
        return CONCEPTS.embed(List.of(text)).join().get(0);
    }

    private static List<String> ids(List<Candidate> candidates) {
        return candidates.stream().map(candidate -> candidate.passage().articleId()).toList();
    }

    private static List<String> texts(List<Candidate> candidates) {
        return candidates.stream().map(candidate -> candidate.passage().text()).toList();
    }
}

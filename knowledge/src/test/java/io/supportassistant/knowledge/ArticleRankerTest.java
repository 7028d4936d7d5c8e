package io.supportassistant.knowledge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.supportassistant.events.KnowledgeArticle;
import io.supportassistant.knowledge.ArticleRanker.Ranked;
import io.supportassistant.knowledge.ArticleRanker.Ranking;
import io.supportassistant.knowledge.ArticleRanker.WordWeights;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class ArticleRankerTest {

    private static final EnglishText ENGLISH = new EnglishText();
    private static final ArticleRanker RANKER = new ArticleRanker(ENGLISH);
    private static final float[] EAST = {1, 0};
    private static final float[] NORTH = {0, 1};
    private static final float[] BETWEEN = {0.6f, 0.8f};

    // ---- similarity

    @Test
    void shouldWeighMeaningWordsAndSubject() {
        Candidate best = candidate("A", "s", EAST, 0.03, "camera");
        Candidate other = candidate("B", "t", BETWEEN, 0.01, "parcel");

        List<Ranked> ranked = rank(query("camera", EAST, 1), best, other).articles();

        // 0.625 * 1 + 0.225 * 1 + 0.15 * 1
        assertThat(ranked.get(0).similarity()).isEqualTo(1, within(1e-6));
        // 0.625 * 0.6 + 0.225 * 0 + 0.15 * (0.01 / 0.03)
        assertThat(ranked.get(1).similarity()).isEqualTo(0.425, within(1e-6));
        assertThat(ranked.get(1).cosines()).containsExactly(new double[] {0.6}, within(1e-6));
    }

    @Test
    void shouldAverageOnlyTheSignalsThatAnArticleHas() {
        Candidate noSubject = candidate("A", null, BETWEEN, 0.03, "parcel");
        Candidate noMeaning = candidate("B", "s", null, 0.03, "camera");
        Candidate neither = candidate("C", null, null, 0.03, "parcel");

        Map<String, Double> similarity =
                similarities(rank(query("camera", EAST, 1), noSubject, noMeaning, neither));

        // 0.625 * 0.6 / (0.625 + 0.225)
        assertThat(similarity.get("A")).isEqualTo(0.441, within(1e-3));
        // "s" has half the support of no subject at all: (0.225 * 1 + 0.15 * 0.5) / 0.375
        assertThat(similarity.get("B")).isEqualTo(0.8, within(1e-6));
        assertThat(similarity.get("C")).isZero();
    }

    @Test
    void shouldIgnoreAQueryWithoutMeaningInTheMeaningScore() {
        Candidate candidate = candidate("A", null, BETWEEN, 0.03, "camera");

        double similarity =
                rank(
                                List.of(
                                        query("error 401", null, 0.95),
                                        query("camera", EAST, 0.75)),
                                candidate)
                        .articles()
                        .get(0)
                        .similarity();

        // meaning 0.6; words 0.75 / 1.7; (0.625 * 0.6 + 0.225 * 0.441) / 0.85
        assertThat(similarity).isEqualTo(0.558, within(1e-3));
    }

    @Test
    void shouldWeighTheQueriesByTheirWeight() {
        List<WeightedQuery> queries = List.of(query("x", EAST, 0.75), query("y", NORTH, 0.25));

        Map<String, Double> similarity =
                similarities(
                        rank(
                                queries,
                                candidate("A", null, EAST, 0.03, "a"),
                                candidate("B", null, NORTH, 0.03, "b")));

        // 0.625 * 0.75 / 0.85 and 0.625 * 0.25 / 0.85
        assertThat(similarity.get("A")).isEqualTo(0.551, within(1e-3));
        assertThat(similarity.get("B")).isEqualTo(0.184, within(1e-3));
    }

    @Test
    void shouldTreatANegativeCosineAsZero() {
        assertThat(
                        rank(
                                        query("camera", EAST, 1),
                                        candidate("A", null, new float[] {-1, 0}, 0.03, "camera"))
                                .articles()
                                .get(0)
                                .similarity())
                // 0.225 / 0.85
                .isEqualTo(0.265, within(1e-3));
    }

    @Property(tries = 300)
    void shouldKeepSimilarityBetweenZeroAndOne(
            @ForAll("candidates") List<Candidate> candidates,
            @ForAll("queries") List<WeightedQuery> queries) {
        Ranking ranking = RANKER.rank(queries, candidates);

        assertThat(ranking.articles())
                .allSatisfy(r -> assertThat(r.similarity()).isBetween(0.0, 1.0 + 1e-6));
        assertThat(ranking.found(99, ENGLISH))
                .allSatisfy(found -> assertThat(found.similarity()).isBetween(0.0, 1.0));
        assertThat(ranking.articles())
                .isSortedAccordingTo((a, b) -> Double.compare(b.similarity(), a.similarity()));
    }

    // ---- ranking

    @Test
    void shouldSeparateQuestionsFromArticles() {
        Candidate question =
                new Candidate(
                        passage("Q", 0, KnowledgeArticle.QUESTION, "s", EAST, Set.of("camera")),
                        0.03);

        Ranking ranking =
                rank(
                        query("camera", EAST, 1),
                        question,
                        candidate("A", "s", BETWEEN, 0.01, "camera"));

        assertThat(ranking.articles())
                .extracting(r -> r.passage().articleId())
                .containsExactly("A");
        assertThat(ranking.questions())
                .extracting(r -> r.passage().articleId())
                .containsExactly("Q");
    }

    @Test
    void shouldKeepTheBestPassageOfEachArticle() {
        Candidate weak = new Candidate(passage("A", 0, "article", null, BETWEEN, Set.of()), 0.03);
        Candidate strong = new Candidate(passage("A", 1, "article", null, EAST, Set.of()), 0.01);

        assertThat(rank(query("camera", EAST, 1), weak, strong).articles())
                .singleElement()
                .extracting(r -> r.passage().number())
                .isEqualTo(1);
    }

    @Test
    void shouldRankNothingWithoutCandidates() {
        Ranking ranking = rank(query("camera", EAST, 1));

        assertThat(ranking.articles()).isEmpty();
        assertThat(ranking.questions()).isEmpty();
        assertThat(ranking.found(8, ENGLISH)).isEmpty();
    }

    // ---- subjects

    @Test
    void shouldAddUpTheSupportOfEachSubject() {
        assertThat(
                        ArticleRanker.subjectShares(
                                List.of(
                                        candidate("A", "s", null, 0.02, "a"),
                                        candidate("B", "t", null, 0.01, "b"),
                                        candidate("C", "s", null, 0.02, "c"),
                                        candidate("D", null, null, 0.03, "d"))))
                .containsExactly(Map.entry("s", 1.0), Map.entry("t", 0.25), Map.entry("", 0.75));
    }

    @Test
    void shouldNotDivideByZeroSupport() {
        assertThat(ArticleRanker.subjectShares(List.of())).isEmpty();
        assertThat(ArticleRanker.subjectShares(List.of(candidate("A", "s", null, 0, "a"))))
                .containsExactly(Map.entry("s", 0.0));
    }

    // ---- words

    @Test
    void shouldWeighARareWordMoreThanACommonOne() {
        WordWeights words =
                new WordWeights(
                        List.of(Set.of("camera", "offlin"), Set.of("camera"), Set.of("camera")));
        Set<String> query = Set.of("camera", "offlin");
        words.weigh(query);

        // of 3 candidates 3 and 1: ln(1 + 0.5 / 3.5) = 0.134, ln(1 + 2.5 / 1.5) = 0.981
        assertThat(words.coverage(query, Set.of("camera"))).isEqualTo(0.120, within(1e-3));
        assertThat(words.coverage(query, Set.of("offlin"))).isEqualTo(0.880, within(1e-3));
        assertThat(words.coverage(query, query)).isEqualTo(1);
        assertThat(words.telling()).containsExactly("offlin");
    }

    @Test
    void shouldCoverNothingOfAQueryWithoutWords() {
        WordWeights words = new WordWeights(List.of(Set.of("camera")));

        assertThat(words.coverage(Set.of(), Set.of("camera"))).isZero();
        assertThat(words.telling()).isEmpty();
    }

    @Provide
    static Arbitrary<List<Candidate>> candidates() {
        return Combinators.combine(
                        Arbitraries.of("A", "B", "C"),
                        Arbitraries.of("", "s", "t").map(s -> s.isEmpty() ? null : s),
                        directions(),
                        Arbitraries.of(0.0, 0.01, 0.03),
                        Arbitraries.of("camera", "parcel").set())
                .as(
                        (id, subject, meaning, score, stems) ->
                                new Candidate(
                                        passage(id, 0, "article", subject, meaning, stems), score))
                .list()
                .ofMaxSize(8);
    }

    @Provide
    static Arbitrary<List<WeightedQuery>> queries() {
        return Combinators.combine(
                        Arbitraries.of("camera", "camera parcel", "the", ""),
                        directions(),
                        Arbitraries.of(0.1, 0.5, 1.0))
                .as(WeightedQuery::new)
                .list()
                .ofMaxSize(3);
    }

    private static Arbitrary<float[]> directions() {
        return Arbitraries.of(EAST, NORTH, BETWEEN, new float[] {-1, 0}).injectNull(0.2);
    }

    private static Ranking rank(WeightedQuery query, Candidate... candidates) {
        return rank(List.of(query), candidates);
    }

    private static Ranking rank(List<WeightedQuery> queries, Candidate... candidates) {
        return RANKER.rank(queries, List.of(candidates));
    }

    private static Map<String, Double> similarities(Ranking ranking) {
        return ranking.articles().stream()
                .collect(Collectors.toMap(r -> r.passage().articleId(), Ranked::similarity));
    }

    private static WeightedQuery query(String text, float[] meaning, double weight) {
        return new WeightedQuery(text, meaning, weight);
    }

    private static Candidate candidate(
            String id, String subject, float[] meaning, double score, String... stems) {
        return new Candidate(passage(id, 0, "article", subject, meaning, Set.of(stems)), score);
    }

    private static IndexedPassage passage(
            String id,
            int number,
            String kind,
            String subject,
            float[] meaning,
            Set<String> stems) {
        return new IndexedPassage(
                id,
                number,
                "The",
                String.join(" ", stems),
                0,
                null,
                kind,
                null,
                subject,
                List.of(),
                List.of(),
                meaning);
    }
}

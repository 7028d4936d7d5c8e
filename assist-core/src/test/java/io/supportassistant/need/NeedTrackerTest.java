package io.supportassistant.need;

import static org.assertj.core.api.Assertions.assertThat;

import io.supportassistant.conversation.Gist;
import io.supportassistant.knowledge.ArticleSupport;
import io.supportassistant.knowledge.ArticleSupport.Nearness;
import io.supportassistant.knowledge.Findings.Supports;
import io.supportassistant.knowledge.FoundArticle;
import io.supportassistant.need.NeedTracker.Assessment;
import io.supportassistant.need.NeedTracker.Heard;
import io.supportassistant.need.NeedTracker.Likely;
import io.supportassistant.need.UtteranceKinds.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class NeedTrackerTest {

    private static final NeedTracker TRACKER = NeedTracker.standard();
    private static final Gist SAID =
            new Gist(
                    Map.of("refund", 1.0),
                    Map.of("refund", 1.0),
                    List.of("a refund"),
                    2,
                    12,
                    true,
                    Map.of());

    @Test
    void shouldRankByStrengthOfSupport() {
        Assessment assessment =
                assess(NeedState.fresh(), support("A", 0.2, 2, 0.2), support("B", 0.6, 9, 0.5));

        assertThat(ids(assessment)).containsExactly("B", "A");
        assertThat(probability(assessment, "B")).isGreaterThan(probability(assessment, "A"));
    }

    @Test
    void shouldPreferAClearWinnerToOneOfTwoEqualArticles() {
        double alone =
                probability(
                        assess(
                                NeedState.fresh(),
                                support("A", 0.5, 8, 0.5),
                                support("B", 0.1, 1, 0.1)),
                        "A");
        double oneOfTwo =
                probability(
                        assess(
                                NeedState.fresh(),
                                support("A", 0.5, 8, 0.5),
                                support("B", 0.5, 8, 0.5)),
                        "A");

        assertThat(alone).isGreaterThan(oneOfTwo + 0.1);
    }

    @Test
    void shouldPreferAPersistentNeed() {
        ArticleSupport[] heard = {support("A", 0.5, 8, 0.4), support("B", 0.2, 2, 0.2)};
        Assessment first = assess(NeedState.fresh(), heard);
        Assessment second = assess(first.state(), heard);
        Assessment third = assess(second.state(), heard);

        assertThat(probability(second, "A")).isGreaterThan(probability(first, "A"));
        assertThat(probability(third, "A")).isGreaterThan(probability(second, "A"));
    }

    @Test
    void shouldForgetANeedWithoutNewSupport() {
        NeedState state = assess(NeedState.fresh(), support("A", 0.9, 9, 0.8)).state();
        for (int i = 0; i < 20; i++) {
            state = assess(state, support("B", 0.9, 9, 0.8)).state();
        }

        assertThat(state.held()).containsOnlyKeys("B");
    }

    @Test
    void shouldKeepTheNeedWhenNothingIsFound() {
        NeedState state = assess(NeedState.fresh(), support("A", 0.9, 9, 0.8)).state();

        Assessment nothing = assess(state);

        assertThat(nothing.likely()).isEmpty();
        assertThat(nothing.state()).isEqualTo(state);
    }

    @Test
    void shouldWorkWithoutEmbeddings() {
        Assessment assessment =
                TRACKER.assess(
                        NeedState.fresh(),
                        new Heard(
                                SAID,
                                List.of(support("A", 0.6, 9, 0), support("B", 0.2, 2, 0)),
                                false,
                                Kind.UNKNOWN));

        assertThat(ids(assessment)).containsExactly("A", "B");
    }

    @Test
    void shouldUseOnlyTheEmbeddingsItWasFittedWith() {
        assertThat(meant("onnx:all-minilm-l6-v2-q:384")).isTrue();
        assertThat(meant("another:model:1024")).isFalse();
        assertThat(meant(null)).isFalse();
    }

    private static boolean meant(String fingerprint) {
        return TRACKER.heard(SAID, new Supports(List.of(), fingerprint, new float[384]), true)
                .meant();
    }

    @Property(tries = 300)
    void shouldGiveProbabilitiesAndShareAtMostTheWholeAttention(
            @ForAll("calls") List<List<ArticleSupport>> call) {
        NeedState state = NeedState.fresh();
        for (List<ArticleSupport> supports : call) {
            Assessment assessment =
                    TRACKER.assess(state, new Heard(SAID, supports, true, Kind.UNKNOWN));
            assertThat(assessment.likely())
                    .allSatisfy(one -> assertThat(one.probability()).isBetween(0.0, 1.0));
            assertThat(assessment.likely())
                    .extracting(Likely::probability)
                    .isSortedAccordingTo((a, b) -> Double.compare(b, a));
            state = assessment.state();
            assertThat(state.held().values().stream().mapToDouble(v -> v).sum())
                    .isLessThanOrEqualTo(1 + 1e-9);
        }
    }

    @Provide
    Arbitrary<List<List<ArticleSupport>>> calls() {
        Arbitrary<Double> share = Arbitraries.doubles().between(0, 1);
        Arbitrary<List<ArticleSupport>> analysis =
                Combinators.combine(share, share, share)
                        .as((a, b, c) -> new double[] {a, b, c})
                        .list()
                        .ofMaxSize(15)
                        .map(
                                values -> {
                                    List<ArticleSupport> supports = new ArrayList<>();
                                    for (double[] v : values) {
                                        supports.add(
                                                new ArticleSupport(
                                                        article("A" + supports.size()),
                                                        v[0],
                                                        20 * v[0],
                                                        v[2],
                                                        new Nearness(v[1], v[1], v[1]),
                                                        null));
                                    }
                                    return supports;
                                });
        return analysis.list().ofMaxSize(12);
    }

    private static Assessment assess(NeedState state, ArticleSupport... supports) {
        return TRACKER.assess(state, new Heard(SAID, List.of(supports), true, Kind.UNKNOWN));
    }

    private static List<String> ids(Assessment assessment) {
        return assessment.likely().stream().map(one -> one.article().articleId()).toList();
    }

    private static double probability(Assessment assessment, String id) {
        return assessment.likely().stream()
                .filter(one -> one.article().articleId().equals(id))
                .findFirst()
                .orElseThrow()
                .probability();
    }

    private static ArticleSupport support(
            String id, double coverage, double words, double meaning) {
        return new ArticleSupport(
                article(id), coverage, words, 0.2, new Nearness(meaning, meaning, meaning), null);
    }

    private static FoundArticle article(String id) {
        return new FoundArticle(id, id, null, null, null, "text", List.of(), 0);
    }
}

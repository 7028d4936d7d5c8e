package io.supportassistant.assist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.supportassistant.assist.KnowledgeNeed.Weights;
import io.supportassistant.context.Analysis;
import io.supportassistant.context.Exchange;
import io.supportassistant.context.Language;
import io.supportassistant.events.AnalyzedContext;
import io.supportassistant.knowledge.Findings;
import io.supportassistant.knowledge.Findings.Evidence;
import io.supportassistant.knowledge.FoundArticle;
import io.supportassistant.knowledge.InProcessEmbedder;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KnowledgeNeedTest {

    private static final Language ENGLISH = Language.english();
    private static final float[] EAST = {1, 0};

    /**
     * The first dimension of the meaning is evidence of a need, and so is a question at the end.
     */
    private static final Weights WEIGHTS =
            new Weights(
                    "this test",
                    "test",
                    -2,
                    new double[] {1, -1},
                    Map.of("asks_at_the_end", 3.0, "lead", 10.0));

    private static final KnowledgeNeed LEARNED = new KnowledgeNeed(ENGLISH, WEIGHTS);
    private static final KnowledgeNeed BY_CUES = KnowledgeNeed.standard(ENGLISH, null);

    // ---- learned

    @Test
    void shouldAddUpMeaningAndSigns() {
        // -2 + 1
        assertThat(LEARNED.of(said("It is for two people."), found(EAST, 0, 0), false))
                .isEqualTo(logistic(-1), within(1e-9));
        // -2 + 1 + 3
        assertThat(LEARNED.of(said("A garden?"), found(EAST, 0, 0), false))
                .isEqualTo(logistic(2), within(1e-9));
        // -2 - 1 + 10 * 0.2
        assertThat(
                        LEARNED.of(
                                said("It is for two people."),
                                found(new float[] {0, 1}, 0.5, 0.2),
                                false))
                .isEqualTo(logistic(-1), within(1e-9));
    }

    @Test
    void shouldTreatTroubleAsALikelyNeed() {
        assertThat(LEARNED.of(said("My camera is broken."), found(EAST, 0, 0), false))
                .isEqualTo(0.5);
        // never less than the learned probability
        assertThat(LEARNED.of(said("My camera is broken. Why?"), found(EAST, 0, 0), false))
                .isEqualTo(logistic(2), within(1e-9));
    }

    @Test
    void shouldTreatACloseArticleAsALikelyNeed() {
        Analysis remark = said("It is for two people.");

        assertThat(LEARNED.of(remark, found(EAST, 0, 0, article(null, 0.38)), false))
                .isEqualTo(0.5);
        assertThat(LEARNED.of(remark, found(EAST, 0, 0, article(null, 0.379)), false))
                .isLessThan(0.5);
        // the same text about another subject would be as similar
        assertThat(LEARNED.of(remark, found(EAST, 0, 0, article("Gonville", 0.9)), false))
                .isLessThan(0.5);
        // only the first counts
        assertThat(
                        LEARNED.of(
                                remark,
                                found(EAST, 0, 0, article("Gonville", 0.9), article(null, 0.8)),
                                false))
                .isLessThan(0.5);
    }

    @Property(tries = 300)
    void shouldBeBetweenZeroAndOneForAnyText(@ForAll String text) {
        for (boolean guided : new boolean[] {true, false}) {
            assertThat(LEARNED.of(said(text), found(EAST, 0.9, 0.5), guided)).isBetween(0.0, 1.0);
            assertThat(BY_CUES.of(said(text), Findings.nothing(), guided)).isBetween(0.0, 1.0);
        }
    }

    // ---- signs

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Is there a pool?                        | 1 | 1 | 1",
                "Is there a pool? Just wondering.        | 1 | 0 | 0",
                "That is fine. And do they have a pool   | 0 | 0 | 1",
                "So, what does it cost                   | 0 | 0 | 1",
                "A pool.                                 | 0 | 0 | 0",
                "whatever you like                       | 0 | 0 | 0",
                "''                                      | 0 | 0 | 0",
            })
    void shouldRecogniseAQuestion(String text, double asks, double atTheEnd, double questionWord) {
        assertThat(LEARNED.signs(said(text), Evidence.NONE))
                .containsEntry("asks", asks)
                .containsEntry("asks_at_the_end", atTheEnd)
                .containsEntry("question_word", questionWord);
    }

    @Test
    void shouldMeasureTheLengthUpToABound() {
        // 5 and 100 words by 20
        assertThat(length("one two three four five")).isEqualTo(0.25);
        assertThat(length("word ".repeat(100))).isEqualTo(2);
    }

    @Test
    void shouldWeighThanksAndEvidence() {
        assertThat(LEARNED.signs(said("Thank you."), new Evidence(EAST, 0.7, 0.2, 0.6)))
                .containsEntry("thanks", 1.0)
                .containsEntry("subject_known", 0.0)
                .containsEntry("best", 0.7)
                .containsEntry("lead", 0.2)
                .containsEntry("best_in_context", 0.6);
        assertThat(
                        LEARNED.signs(
                                analysis("a pool", Set.of("Gonville"), false, true), Evidence.NONE))
                .containsEntry("thanks", 0.0)
                .containsEntry("subject_known", 1.0);
    }

    // ---- guided

    @ParameterizedTest
    @ValueSource(
            strings = {"How do I check that?", "I don't know how to do it", "Can you explain it"})
    void shouldNeedAnArticleForACounterQuestionToAGuide(String text) {
        assertThat(LEARNED.of(said(text), found(EAST, 0, 0), true)).isEqualTo(1);
    }

    @Test
    void shouldNeedNoArticleForAnAnswerOrTheFirstWords() {
        assertThat(LEARNED.of(said("Yes, it is broken"), found(EAST, 0, 0), true)).isZero();
        assertThat(
                        LEARNED.of(
                                analysis("Can you help me?", Set.of(), true, true),
                                found(EAST, 0, 0),
                                true))
                .isZero();
    }

    // ---- without embeddings

    @Test
    void shouldUseLanguageCuesWithoutEmbeddings() {
        Analysis problem = analysis("it is broken", Set.of(), false, true);
        Analysis remark = analysis("it is blue", Set.of(), false, false);

        assertThat(BY_CUES.of(problem, found(EAST, 0.9, 0.9), false)).isEqualTo(1);
        assertThat(BY_CUES.of(remark, found(EAST, 0.9, 0.9), false)).isZero();
        assertThat(LEARNED.of(problem, Findings.nothing(), false)).isEqualTo(1);
        assertThat(LEARNED.of(remark, Findings.nothing(), false)).isZero();
    }

    @Test
    void shouldIgnoreWeightsOfOtherEmbeddings() {
        KnowledgeNeed other = KnowledgeNeed.standard(ENGLISH, "another:model:2");

        assertThat(
                        other.of(
                                analysis("it is blue", Set.of(), false, false),
                                found(EAST, 1, 1),
                                false))
                .isZero();
    }

    // ---- default weights

    @Test
    void shouldTellARequestFromARemarkWithTheShippedWeights() {
        try (InProcessEmbedder embedder = new InProcessEmbedder()) {
            KnowledgeNeed need = KnowledgeNeed.standard(ENGLISH, embedder.fingerprint());
            String question = "Is there a charge for parking at the hotel?";
            String remark = "Great, book it for two people for three nights.";
            List<float[]> meanings = embedder.embed(List.of(question, remark)).join();

            double asked =
                    need.of(
                            analysis(question, Set.of("Gonville"), false, false),
                            found(meanings.get(0), 0.7, 0.2),
                            false);
            double remarked =
                    need.of(
                            analysis(remark, Set.of("Gonville"), false, false),
                            found(meanings.get(1), 0.3, 0.05),
                            false);

            assertThat(asked).isGreaterThan(0.6);
            assertThat(remarked).isLessThan(0.2);
        }
    }

    private static double length(String text) {
        return LEARNED.signs(said(text), Evidence.NONE).get("length");
    }

    private static double logistic(double sum) {
        return 1 / (1 + Math.exp(-sum));
    }

    private static Findings found(
            float[] meaning, double best, double lead, FoundArticle... articles) {
        return new Findings(
                List.of(articles), List.of(), new Evidence(meaning, best, lead, best), true);
    }

    private static FoundArticle article(String subject, double similarity) {
        return new FoundArticle(
                "KB-1", "Title", null, subject, null, "text", List.of(), similarity);
    }

    /** Not the first words of a call, and without a known subject. */
    private static Analysis said(String text) {
        return analysis(text, Set.of(), false, ENGLISH.bringsAProblem(text));
    }

    private static Analysis analysis(
            String text, Set<String> subjects, boolean opening, boolean statesAProblem) {
        return new Analysis(
                new AnalyzedContext(true, "other", text, List.of(), false, 0.9),
                new Exchange("", text, opening),
                text,
                List.of(),
                List.of(),
                subjects,
                statesAProblem,
                true);
    }
}

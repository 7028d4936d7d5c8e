package io.supportassistant.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.supportassistant.articles.ArticleLoader;
import io.supportassistant.assist.PlainAgents;
import io.supportassistant.events.KnowledgeArticle;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The labelled calls that come with the project. */
@Tag("slow")
class LabelledCallsTest {

    private static final Path CALLS = Path.of("../training/calls");

    @ParameterizedTest
    @ValueSource(strings = {"rail", "shop", "energy", "health", "soft"})
    void shouldLabelExistingArticlesAndTurns(String company) {
        List<String> articles =
                ArticleLoader.loadStrictly(CALLS.resolve(company).resolve("kb.jsonl")).stream()
                        .map(KnowledgeArticle::articleId)
                        .toList();
        List<WantedCall> calls = WantedCall.read(CALLS.resolve(company).resolve("calls.jsonl"));

        assertThat(articles).hasSize(48).doesNotHaveDuplicates();
        assertThat(calls).hasSize(20);
        for (WantedCall call : calls) {
            assertThat(articles).containsAll(call.fine());
            for (WantedCall.Wanted wanted : call.wanted()) {
                assertThat(articles).contains(wanted.article()).containsAll(wanted.alsoFine());
                assertThat(wanted.fromTurn()).isLessThanOrEqualTo(wanted.untilTurn());
                assertThat(wanted.untilTurn()).isLessThan(call.call().turns().size());
                assertThat(call.call().turns().get(wanted.fromTurn()).speaker())
                        .isEqualTo("customer");
            }
        }
    }

    /** The weights are fitted to these calls, among others: a lower score is a defect. */
    @Test
    void shouldFindMostWantedArticlesInCallsOfARailway() {
        Path railway = CALLS.resolve("rail");
        List<WantedCall> calls = WantedCall.read(railway.resolve("calls.jsonl"));
        Map<String, ShownCall> shown = new LinkedHashMap<>();
        try (Evaluation evaluation = new Evaluation(PlainAgents.standard())) {
            evaluation.learn(ArticleLoader.loadStrictly(railway.resolve("kb.jsonl")));
            calls.forEach(
                    call -> shown.put(call.call().id(), evaluation.play(call.call()).shown()));
        }

        CallScores scores = CallScores.of(calls, shown);
        assertThat(scores.precision()).isGreaterThan(0.45);
        assertThat(scores.recall()).isGreaterThan(0.65);
    }
}

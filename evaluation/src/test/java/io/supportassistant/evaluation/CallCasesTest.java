package io.supportassistant.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.supportassistant.articles.ArticleLoader;
import io.supportassistant.assist.PlainAgents;
import io.supportassistant.events.Suggestion;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Whole calls of kinds that once went wrong: vague openers, codes in other languages, steps told by
 * the agent, corrections, callers who need nothing, long stories. No weights were fitted to them.
 */
@Tag("slow")
class CallCasesTest {

    private static final List<WantedCall> CALLS =
            WantedCall.read(Path.of("src/test/resources/cases/calls.jsonl"));
    private static final Map<String, ShownCall> SHOWN = new LinkedHashMap<>();

    @BeforeAll
    static void play() {
        try (Evaluation evaluation = new Evaluation(PlainAgents.standard())) {
            evaluation.learn(ArticleLoader.loadStrictly(Path.of("../samples/knowledge")));
            CALLS.forEach(
                    call -> SHOWN.put(call.call().id(), evaluation.play(call.call()).shown()));
        }
    }

    @Test
    void shouldLeadWithMostWantedArticlesAndFewOthers() {
        CallScores scores = CallScores.of(CALLS, SHOWN);

        assertThat(scores.precision()).isGreaterThan(0.75);
        assertThat(scores.recall()).isGreaterThan(0.7);
    }

    @Test
    void shouldShowAtMostOneUnwantedCardInEachCall() {
        assertThat(CALLS)
                .filteredOn(call -> useless(call).size() > 1)
                .extracting(call -> call.call().id() + " " + useless(call))
                .hasSizeLessThanOrEqualTo(2);
    }

    @Test
    void shouldStaySilentInNearlyAllCallsWithoutANeed() {
        List<WantedCall> needless = CALLS.stream().filter(call -> call.wanted().isEmpty()).toList();

        assertThat(needless).hasSize(4);
        assertThat(needless)
                .filteredOn(call -> !useless(call).isEmpty())
                .hasSizeLessThanOrEqualTo(1);
    }

    private static List<String> useless(WantedCall call) {
        return SHOWN.get(call.call().id()).shown().stream()
                .filter(card -> card.level().equals(Suggestion.LEAD))
                .map(ShownCall.Card::articleId)
                .filter(article -> !call.fine().contains(article))
                .filter(
                        article ->
                                call.wanted().stream()
                                        .noneMatch(
                                                want ->
                                                        want.article().equals(article)
                                                                || want.alsoFine()
                                                                        .contains(article)))
                .toList();
    }
}

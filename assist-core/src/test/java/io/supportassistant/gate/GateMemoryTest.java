package io.supportassistant.gate;

import static io.supportassistant.conversation.SampleCall.asked;
import static io.supportassistant.conversation.SampleCall.at;
import static io.supportassistant.gate.GateCall.GATE;
import static io.supportassistant.gate.GateCall.cardId;
import static io.supportassistant.gate.GateCall.questionId;
import static io.supportassistant.gate.GateCall.shown;
import static io.supportassistant.gate.GateResult.POSSIBLE;
import static io.supportassistant.gate.GateResult.askedFor;
import static io.supportassistant.gate.GateResult.heard;
import static org.assertj.core.api.Assertions.assertThat;

import io.supportassistant.events.AgentAction;
import io.supportassistant.events.ClarifyingQuestion;
import io.supportassistant.events.Suggestion;
import io.supportassistant.events.SuggestionUpdate;
import io.supportassistant.events.Trigger;
import io.supportassistant.events.Withdrawal;
import io.supportassistant.gate.GateState.OpenQuestion;
import io.supportassistant.gate.SuggestionGate.Selection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** Properties of the gate's state for any sequence of results. */
class GateMemoryTest {

    private final GateCall call = new GateCall();

    @Test
    void shouldGiveTheSameIdsWhenAResultIsReplayed() {
        GateResult result = heard(1).found("KB-1", "KB-2").asks("identify_product");

        Selection once = GATE.decide(GateState.fresh(), result.build(), at(400));
        Selection again = GATE.decide(GateState.fresh(), result.build(), at(400));

        assertThat(again).isEqualTo(once);
        assertThat(GATE.decide(GateState.fresh(), result.build(), at(900)).update().suggestions())
                .isEqualTo(once.update().suggestions());
    }

    @Test
    void shouldReadAnOlderStateThatLacksLists() {
        call.state = new GateState(3, null, null, null, null, null, null, false, null);

        assertThat(shown(call.decide(heard(4).found("KB-1")))).containsExactly("KB-1");
    }

    @Test
    void shouldBoundItsState() {
        for (int run = 1; run <= 700; run++) {
            call.decide(heard(run).found("KB-" + run).covering(POSSIBLE).asks("purpose-" + run));
        }

        // 700 shown and asked, 500 remembered
        assertThat(call.state.shownIds()).hasSize(500).doesNotHaveDuplicates();
        assertThat(call.state.shownIds()).last().isEqualTo(cardId("KB-700"));
        assertThat(call.state.askedIds()).hasSize(500).last().isEqualTo(questionId("purpose-700"));
        assertThat(call.state.openQuestions().size()).isEqualTo(500);
        assertThat(call.state.openQuestions())
                .last()
                .isEqualTo(new OpenQuestion(questionId("purpose-700"), "purpose-700"));
    }

    @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
    void shouldNotRepeatARowOrTheLead(@ForAll("results") List<GateResult> results) {
        call.state = GateState.fresh();
        Set<String> shown = new HashSet<>();
        String leading = null;
        for (GateResult result : results) {
            SuggestionUpdate update = call.decide(result).update();
            if (update == null) {
                continue;
            }
            Set<String> inThisUpdate = new HashSet<>();
            for (Suggestion card : update.suggestions()) {
                assertThat(inThisUpdate.add(card.id())).as("%s once in an update", card).isTrue();
                boolean first = shown.add(card.id());
                if (result.asked) {
                    continue;
                }
                if (card.level().equals(Suggestion.LEAD)) {
                    assertThat(card.id()).as("leads already").isNotEqualTo(leading);
                    leading = card.id();
                } else {
                    assertThat(first).as("%s once in a call", card).isTrue();
                }
            }
        }
    }

    @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
    void shouldAskOnceAndWithdrawOnlyOpenQuestions(@ForAll("results") List<GateResult> results) {
        call.state = GateState.fresh();
        Set<String> everAsked = new HashSet<>();
        Set<String> standing = new HashSet<>();
        for (GateResult result : results) {
            SuggestionUpdate update = call.decide(result).update();
            if (update == null) {
                continue;
            }
            for (Withdrawal withdrawal : update.withdrawn()) {
                assertThat(withdrawal.articleId() != null || standing.remove(withdrawal.id()))
                        .isTrue();
            }
            for (ClarifyingQuestion question : update.clarifyingQuestions()) {
                assertThat(everAsked.add(question.id())).isTrue();
                standing.add(question.id());
            }
        }
        assertThat(call.state.openQuestions())
                .extracting(OpenQuestion::id)
                .containsExactlyInAnyOrderElementsOf(standing);
    }

    @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
    void shouldEitherShowSomethingOrGiveAReason(@ForAll("results") List<GateResult> results) {
        call.state = GateState.fresh();
        for (GateResult result : results) {
            Selection selection = call.decide(result);
            SuggestionUpdate update = selection.update();

            boolean ok = selection.action().outcome().equals(AgentAction.OK);
            boolean asked = update != null && update.trigger() == Trigger.AGENT_QUESTION;
            // An agent who asked gets an answer, even an empty one.
            assertThat(ok || asked).isEqualTo(update != null);
            if (ok) {
                assertThat(update.suggestions()).hasSizeLessThanOrEqualTo(2);
                assertThat(update.clarifyingQuestions()).hasSizeLessThanOrEqualTo(2);
                assertThat(
                                update.suggestions().size()
                                        + update.clarifyingQuestions().size()
                                        + update.withdrawn().size())
                        .isPositive();
            }
        }
    }

    /** Results of one call in any order, of few articles and purposes, so that they collide. */
    @Provide
    static Arbitrary<List<GateResult>> results() {
        Arbitrary<List<String>> few = Arbitraries.of("a", "b", "c", "d").list().ofMaxSize(4);
        return Combinators.combine(
                        Arbitraries.integers().between(1, 20),
                        Arbitraries.of(true, false, false),
                        few,
                        few,
                        few,
                        few,
                        Arbitraries.of(0.0, 0.5, 0.6, 0.95))
                .as(
                        (run, asked, found, asks, answered, dismissed, confidence) ->
                                (asked ? askedFor(run) : heard(run))
                                        .found(found.toArray(String[]::new))
                                        .asks(asks.toArray(String[]::new))
                                        .answered(answered.toArray(String[]::new))
                                        .dismissed(dismissed.toArray(String[]::new))
                                        .confidence(confidence))
                .list()
                .ofMaxSize(15);
    }
}

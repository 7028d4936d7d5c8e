package io.supportassistant.gate;

import static io.supportassistant.gate.GateCall.questionId;
import static io.supportassistant.gate.GateCall.questions;
import static io.supportassistant.gate.GateResult.heard;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import io.supportassistant.events.AgentAction;
import io.supportassistant.events.ClarifyingQuestion;
import io.supportassistant.events.SuggestionUpdate;
import io.supportassistant.events.Withdrawal;
import io.supportassistant.gate.GateState.OpenQuestion;
import io.supportassistant.gate.SuggestionGate.Selection;
import org.junit.jupiter.api.Test;

/** The questions that a gate asks and withdraws. */
class GateQuestionsTest {

    private final GateCall call = new GateCall();

    @Test
    void shouldAskAQuestionOnce() {
        SuggestionUpdate update =
                call.decide(heard(1).asks("identify_product").confidence(0.2)).update();

        assertThat(update.suggestions()).isEmpty();
        ClarifyingQuestion question = update.clarifyingQuestions().get(0);
        assertThat(question.id()).isEqualTo(questionId("identify_product"));
        assertThat(question.purpose()).isEqualTo("identify_product");
        assertThat(question.priority()).isEqualTo(1);
        assertThat(question.text()).isEqualTo("identify_product?");
        // 1 - 0.2 / 2
        assertThat(question.confidenceScore()).isEqualTo(0.9, within(1e-9));

        assertThat(call.decide(heard(2).asks("identify_product")).update()).isNull();
    }

    @Test
    void shouldNotAskTwiceInOneUpdate() {
        assertThat(questions(call.decide(heard(1).asks("cause", "cause", "symptom"))))
                .containsExactly("cause", "symptom");
        assertThat(call.state.openQuestions()).hasSize(2);
    }

    @Test
    void shouldBoundTheQuestionsOfAnUpdate() {
        assertThat(questions(call.decide(heard(1).asks("a", "b", "c")))).containsExactly("a", "b");
        assertThat(questions(call.decide(heard(2).asks("a", "b", "c")))).containsExactly("c");
    }

    @Test
    void shouldNotAskQuestionsThatAreNotNeeded() {
        assertThat(call.decide(heard(1).asks("cause").notNeeded()).update()).isNull();
        assertThat(questions(call.decide(heard(2).asks("cause")))).containsExactly("cause");
    }

    @Test
    void shouldAskOneQuestionOfAGuideAtATime() {
        assertThat(questions(call.decide(heard(1).asks("first", "second").guided())))
                .containsExactly("first");

        Selection next = call.decide(heard(2).asks("second", "third").answered("first").guided());

        assertThat(questions(next)).containsExactly("second");
        assertThat(next.update().withdrawn())
                .extracting(Withdrawal::id, Withdrawal::reason)
                .containsExactly(tuple(questionId("first"), SuggestionGate.ANSWERED));
    }

    @Test
    void shouldNotAskLaterQuestionsOfAGuideWhileTheFirstIsOpen() {
        call.decide(heard(1).asks("first", "second").guided());

        assertThat(call.decide(heard(2).asks("first", "second").guided()).update()).isNull();
    }

    @Test
    void shouldWithdrawAQuestionOnceItIsAnswered() {
        call.decide(heard(1).asks("identify_product", "cause"));

        Selection answered = call.decide(heard(2).answered("identify_product"));

        assertThat(answered.update().withdrawn())
                .containsExactly(
                        new Withdrawal(
                                questionId("identify_product"),
                                null,
                                SuggestionGate.ANSWERED,
                                "s2"));
        assertThat(answered.update().suggestions()).isEmpty();
        assertThat(answered.action().outcome()).isEqualTo(AgentAction.OK);
        assertThat(call.state.openQuestions())
                .containsExactly(new OpenQuestion(questionId("cause"), "cause"));
        assertThat(call.decide(heard(3).answered("identify_product")).update()).isNull();
    }

    @Test
    void shouldNotRepeatAnAnsweredQuestion() {
        call.decide(heard(1).asks("identify_product"));
        call.decide(heard(2).answered("identify_product"));

        assertThat(call.decide(heard(3).asks("identify_product")).update()).isNull();
    }

    @Test
    void shouldNotWithdrawAQuestionThatWasNotAsked() {
        assertThat(call.decide(heard(1).answered("identify_product")).update()).isNull();
    }
}

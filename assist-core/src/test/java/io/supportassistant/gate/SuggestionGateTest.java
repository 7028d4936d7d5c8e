package io.supportassistant.gate;

import static io.supportassistant.conversation.SampleCall.SESSION;
import static io.supportassistant.conversation.SampleCall.at;
import static io.supportassistant.gate.GateCall.cardId;
import static io.supportassistant.gate.GateCall.levels;
import static io.supportassistant.gate.GateCall.shown;
import static io.supportassistant.gate.GateResult.LIKELY;
import static io.supportassistant.gate.GateResult.POSSIBLE;
import static io.supportassistant.gate.GateResult.UNLIKELY;
import static io.supportassistant.gate.GateResult.askedFor;
import static io.supportassistant.gate.GateResult.heard;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.supportassistant.assist.AssistPipeline;
import io.supportassistant.conversation.Gist;
import io.supportassistant.events.AgentAction;
import io.supportassistant.events.SessionIds;
import io.supportassistant.events.Suggestion;
import io.supportassistant.events.SuggestionUpdate;
import io.supportassistant.events.TextRange;
import io.supportassistant.events.Trigger;
import io.supportassistant.events.Withdrawal;
import io.supportassistant.gate.SuggestionGate.Selection;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SuggestionGateTest {

    private final GateCall call = new GateCall();

    // ---- cards

    @Test
    void shouldShowFoundArticles() {
        Selection selection = call.decide(heard(1).found("KB-1"));
        SuggestionUpdate update = selection.update();

        assertThat(update.sessionId()).isEqualTo(SESSION);
        assertThat(update.run()).isEqualTo(1);
        assertThat(update.trigger()).isEqualTo(Trigger.CUSTOMER_SPEECH);
        assertThat(update.whyNow()).isEqualTo("because");
        assertThat(update.createdAt()).isEqualTo(at(400));
        assertThat(update.timings().publishedAt()).isEqualTo(at(400));
        assertThat(update.suggestions())
                .containsExactly(
                        new Suggestion(
                                cardId("KB-1"),
                                Suggestion.KNOWLEDGE_ARTICLE,
                                "KB-1",
                                "Title of KB-1",
                                "https://kb.example/KB-1",
                                "excerpt",
                                List.of(new TextRange(0, 2)),
                                0.8,
                                0.973,
                                "because",
                                null,
                                null,
                                Suggestion.LEAD,
                                null,
                                null,
                                null));
    }

    @Test
    void shouldRecordTheUpdateAsAnAction() {
        AgentAction action =
                call.decide(heard(1).found("KB-1", "KB-2").covering(0.54).asks("identify_product"))
                        .action();

        assertThat(action.actionId())
                .isEqualTo(SessionIds.within(SESSION, "action", "1", "suggestion_gate"));
        assertThat(action.agentName()).isEqualTo("suggestion_gate");
        assertThat(action.actionType()).isEqualTo("decide");
        assertThat(action.outcome()).isEqualTo(AgentAction.OK);
        assertThat(action.suggestionsCount()).isEqualTo(2);
        assertThat(action.questionsCount()).isEqualTo(1);
        assertThat(action.segmentIds()).containsExactly("s1");
        assertThat(action.confidence()).isEqualTo(0.9);
        // triggered at 0, decided at 400 ms
        assertThat(action.processingTimeMs()).isEqualTo(400);
    }

    @Test
    void shouldLabelAnUnlabelledIssueWithTheDomainOfTheAnswer() {
        Selection selection =
                call.decide(heard(1).found("KB-1").inDomain("Home & Travel insurance"));

        assertThat(selection.update().context().detectedIssue()).isEqualTo("home_travel_insurance");
        assertThat(selection.action().detectedIssue()).isEqualTo("home_travel_insurance");
        // What the agent asks is no problem of the customer.
        assertThat(issue(askedFor(2).found("KB-1").inDomain("cards"))).isNull();
    }

    @Test
    void shouldKeepALabelThatFits() {
        assertThat(issue(heard(1).found("KB-1").inDomain("cards").ofIssue("login_problem")))
                .isEqualTo("login_problem");
        assertThat(issue(heard(2).found("KB-1").inDomain("cards").ofIssue(null))).isNull();
    }

    @Test
    void shouldKeepTheLabelOtherWithoutALikelyAnswer() {
        assertThat(issue(heard(1).found("KB-1").covering(UNLIKELY).inDomain("cards")))
                .isEqualTo("other");
        assertThat(issue(heard(2).found("KB-1"))).isEqualTo("other");
        assertThat(issue(heard(3).found("KB-1").inDomain(" - "))).isEqualTo("other");
    }

    private String issue(GateResult result) {
        return call.decide(result).action().detectedIssue();
    }

    @Test
    void shouldNotRepeatACardInACall() {
        call.decide(heard(1).found("KB-1"));

        assertThat(shown(call.decide(heard(2).found("KB-1", "KB-2")))).containsExactly("KB-2");
        Selection third = call.decide(heard(3).found("KB-1", "KB-2"));
        assertThat(third.update()).isNull();
        assertThat(third.action().outcome()).isEqualTo(SuggestionGate.NOTHING_TO_ADD);
    }

    @Test
    void shouldNotShowACardTwiceInOneUpdate() {
        assertThat(shown(call.decide(heard(1).found("KB-1", "KB-1", "KB-2"))))
                .containsExactly("KB-1", "KB-2");
    }

    @Test
    void shouldNotRepeatDismissedCards() {
        assertThat(shown(call.decide(heard(1).found("KB-1", "KB-2").dismissed("KB-1"))))
                .containsExactly("KB-2");
        assertThat(shown(call.decide(askedFor(2).found("KB-1", "KB-2").dismissed("KB-1"))))
                .containsExactly("KB-2");
    }

    @Test
    void shouldRepeatACardThatTheAgentAsksFor() {
        call.decide(heard(1).found("KB-1"));

        assertThat(shown(call.decide(askedFor(2).found("KB-1")))).containsExactly("KB-1");
        assertThat(call.decide(heard(3).found("KB-1")).update()).isNull();
    }

    @Test
    void shouldBoundTheCardsOfAnUpdateAndKeepTheOthersForLater() {
        assertThat(shown(call.decide(heard(1).found("KB-1", "KB-2", "KB-3"))))
                .containsExactly("KB-1", "KB-2");
        assertThat(shown(call.decide(heard(2).found("KB-1", "KB-2", "KB-3"))))
                .containsExactly("KB-3");
    }

    @Test
    void shouldReportThatNothingIsLikelyEnough() {
        Selection selection = call.decide(heard(1).found("KB-1").covering(UNLIKELY));

        assertThat(selection.update()).isNull();
        assertThat(selection.action().outcome()).isEqualTo(SuggestionGate.NOT_LIKELY_ENOUGH);
    }

    @Test
    void shouldSendTheReasonForSilenceOnce() {
        Selection first = call.decide(heard(1).found("KB-1").covering(UNLIKELY));
        assertThat(first.silence().silence()).isEqualTo(SuggestionGate.NOT_LIKELY_ENOUGH);
        assertThat(first.silence().suggestions()).isEmpty();
        assertThat(call.decide(heard(2).found("KB-1").covering(UNLIKELY)).silence()).isNull();

        assertThat(call.decide(heard(3).found("KB-1")).silence()).isNull();
        assertThat(call.decide(heard(4).found("KB-1")).silence().silence())
                .isEqualTo(SuggestionGate.NOTHING_TO_ADD);
        assertThat(call.decide(heard(3).found("KB-2")).silence()).isNull();
    }

    @Test
    void shouldBoundTheLeadsOfAMinuteAndOfACall() {
        for (int i = 1; i <= 3; i++) {
            assertThat(levels(call.decideAt(i, heard(i).found("KB-" + i).covering(LIKELY))))
                    .containsExactly("KB-" + i + " lead");
        }
        assertThat(levels(call.decideAt(4, heard(4).found("KB-4").covering(LIKELY))))
                .containsExactly("KB-4 row");
        Selection more = call.decideAt(5, heard(5).found("KB-4").covering(LIKELY));
        assertThat(more.action().outcome()).isEqualTo(SuggestionGate.ENOUGH_SHOWN);

        assertThat(levels(call.decideAt(90, heard(6).found("KB-4").covering(LIKELY))))
                .containsExactly("KB-4 lead");
        assertThat(levels(call.decideAt(91, heard(7).found("KB-5").covering(LIKELY))))
                .containsExactly("KB-5 lead");
        assertThat(levels(call.decideAt(300, heard(8).found("KB-6").covering(LIKELY))))
                .containsExactly("KB-6 row");
    }

    @Test
    void shouldOfferAPossibleCardAsARowAndPromoteItOnceLikely() {
        assertThat(levels(call.decide(heard(1).found("KB-1").covering(POSSIBLE))))
                .containsExactly("KB-1 row");
        assertThat(call.decide(heard(2).found("KB-1").covering(POSSIBLE)).update()).isNull();
        assertThat(levels(call.decide(heard(3).found("KB-1").covering(LIKELY))))
                .containsExactly("KB-1 lead");
    }

    @Test
    void shouldPutOneCardInFirstPlaceAndTheOthersInRows() {
        assertThat(levels(call.decide(heard(1).found("KB-1", "KB-2"))))
                .containsExactly("KB-1 lead", "KB-2 row");
    }

    @Test
    void shouldKeepTheLeadUntilAnEarlierCardIsClearlyBetter() {
        call.decide(heard(1).found("KB-1", "KB-2").covering(0.6, 0.55));

        assertThat(call.decide(heard(2).found("KB-2", "KB-1").covering(0.61, 0.6)).update())
                .isNull();
        assertThat(levels(call.decide(heard(3).found("KB-2", "KB-1").covering(0.8, 0.6))))
                .containsExactly("KB-2 lead");
    }

    @Test
    void shouldLetANewCardLeadWhenItIsMoreLikelyThanNot() {
        call.decide(heard(1).found("KB-1").covering(LIKELY));

        assertThat(levels(call.decide(heard(2).found("KB-1", "KB-2").covering(LIKELY, 0.55))))
                .containsExactly("KB-2 lead");
        assertThat(call.decide(heard(3).found("KB-1", "KB-2").covering(0.57, 0.55)).update())
                .isNull();
    }

    @Test
    void shouldWithdrawTheCardOfAFormerNeed() {
        call.decide(heard(1).found("KB-1"));

        SuggestionUpdate update = call.decide(heard(2).found("KB-2")).update();

        assertThat(update.suggestions()).extracting(Suggestion::articleId).containsExactly("KB-2");
        assertThat(update.withdrawn())
                .containsExactly(
                        new Withdrawal(cardId("KB-1"), "KB-1", SuggestionGate.NEED_CHANGED));
    }

    @Test
    void shouldWithdrawACardWhoseNeedIsMet() {
        call.decide(heard(1).found("KB-1"));

        Selection works = call.decide(heard(2).found("KB-1", "KB-2").showing(Gist.SOLVED));
        assertThat(works.update().suggestions()).isEmpty();
        assertThat(works.update().withdrawn())
                .containsExactly(new Withdrawal(cardId("KB-1"), "KB-1", SuggestionGate.NEED_MET));

        Selection again = call.decide(heard(3).found("KB-1").showing(Gist.SOLVED));
        assertThat(again.update()).isNull();
        assertThat(again.action().outcome()).isEqualTo(SuggestionGate.NEED_MET);
    }

    @Test
    void shouldRepeatAMetCardOnlyForNewTrouble() {
        call.decide(heard(1).found("KB-1"));
        call.decide(heard(2).found("KB-1").showing(Gist.SOLVED));

        assertThat(call.decide(heard(3).found("KB-1")).update()).isNull();
        assertThat(levels(call.decide(heard(4).found("KB-1").showing(Gist.TROUBLE))))
                .containsExactly("KB-1 lead");
        assertThat(call.decide(heard(5).found("KB-1")).update()).isNull();
    }

    @Test
    void shouldLetAMetCardLeadAgainWhenItsTroubleReturns() {
        call.decide(heard(1).found("KB-1"));
        call.decide(heard(2).found("KB-1").showing(Gist.SOLVED));

        assertThat(levels(call.decide(heard(3).found("KB-1").showing(Gist.RETURNS))))
                .containsExactly("KB-1 lead");
    }

    @Test
    void shouldPutNoLessLikelyCardInThePlaceOfAMetOne() {
        call.decide(heard(1).found("KB-1"));
        call.decide(heard(2).found("KB-1").showing(Gist.SOLVED));

        Selection selection = call.decide(heard(3).found("KB-1", "KB-2").covering(0.97, 0.55));

        assertThat(levels(selection)).doesNotContain("KB-2 lead");
    }

    @Test
    void shouldLetACardLeadAgainWhenItsNeedReturns() {
        call.decide(heard(1).found("KB-1"));
        call.decide(heard(2).found("KB-2"));

        assertThat(levels(call.decide(heard(3).found("KB-1")))).containsExactly("KB-1 lead");
    }

    @Test
    void shouldNotLetACardLeadAgainWithoutSupportByTheLastSpeech() {
        call.decide(heard(1).found("KB-1"));
        call.decide(heard(2).found("KB-2"));

        Selection selection = call.decide(heard(3).foundByEarlierSpeech("KB-1").found("KB-3"));

        assertThat(levels(selection)).containsExactly("KB-3 row");
    }

    @Test
    void shouldLetACardLeadAgainWithOtherResultsOfAModel() {
        call.decide(heard(1).found("KB-1"));
        call.decide(heard(2).found("KB-2"));

        Selection selection =
                call.decide(heard(3).foundByEarlierSpeech("KB-1", "KB-3").foundByModel("KB-3"));

        assertThat(levels(selection)).contains("KB-1 lead");
    }

    @Test
    void shouldOfferARowAgainThatOnlyAModelHadFound() {
        call.decide(heard(1).found("KB-1"));
        Selection byModel =
                call.decide(
                        heard(2).foundByEarlierSpeech("KB-1", "KB-3")
                                .covering(GateResult.LIKELY, 0.01)
                                .foundByModel("KB-3"));
        assertThat(levels(byModel)).containsExactly("KB-3 row");

        Selection selection = call.decide(heard(3).foundByEarlierSpeech("KB-1").found("KB-3"));

        assertThat(levels(selection)).containsExactly("KB-3 row");
    }

    @Test
    void shouldAnswerTheAgentWithoutSufficientContext() {
        assertThat(shown(call.decide(askedFor(1).found("KB-1").confidence(0))))
                .containsExactly("KB-1");
    }

    // ---- late results

    @Test
    void shouldOfferResultsOfAnOvertakenRunOnlyAsRows() {
        call.decide(heard(2).found("KB-2"));
        GateState before = call.state;

        Selection late = call.decide(heard(1).found("KB-1").asks("identify_product"));

        assertThat(late.update().suggestions())
                .extracting(Suggestion::articleId, Suggestion::level)
                .containsExactly(tuple("KB-1", Suggestion.ROW));
        assertThat(late.update().clarifyingQuestions()).isEmpty();
        assertThat(late.update().withdrawn()).isEmpty();
        assertThat(late.state().need()).isEqualTo(before.need());
        assertThat(late.state().lastRun()).isEqualTo(2);
    }

    @Test
    void shouldDropAnOvertakenRunThatFoundNothingElse() {
        call.decide(heard(2).found("KB-2"));
        GateState before = call.state;

        Selection late = call.decide(heard(1).found("KB-2").asks("identify_product"));

        assertThat(late.update()).isNull();
        assertThat(late.action().outcome()).isEqualTo(SuggestionGate.OVERTAKEN);
        assertThat(late.state()).isEqualTo(before);
    }

    @Test
    void shouldNeverDropAnAnswerToTheAgent() {
        call.decide(heard(5).found("KB-2"));

        assertThat(shown(call.decide(askedFor(4).found("KB-1")))).containsExactly("KB-1");
        // the newest run looked at is still the fifth
        assertThat(call.state.lastRun()).isEqualTo(5);
    }

    @Test
    void shouldRememberTheNewestRunWhenItShowsNothing() {
        call.decide(heard(7).outcome(AssistPipeline.NOT_NEEDED));

        assertThat(call.decide(heard(6)).action().outcome()).isEqualTo(SuggestionGate.OVERTAKEN);
    }

    @Test
    void shouldNotLetARunWithoutNewsOvertake() {
        call.decide(heard(7).outcome(AssistPipeline.NOTHING_NEW));

        assertThat(shown(call.decide(heard(6).found("KB-1")))).containsExactly("KB-1");
    }

    @Test
    void shouldShowNothingAfterTheCallEnded() {
        call.state = GateState.ended();

        for (GateResult result : List.of(heard(1).found("KB-1"), askedFor(2).found("KB-1"))) {
            Selection selection = call.decide(result);
            assertThat(selection.update()).isNull();
            assertThat(selection.action().outcome()).isEqualTo(SuggestionGate.CALL_ENDED);
            assertThat(selection.state()).isEqualTo(GateState.ended());
        }
    }

    // ---- silence

    @ParameterizedTest
    @ValueSource(
            strings = {
                AssistPipeline.NOTHING_NEW,
                AssistPipeline.INSUFFICIENT_CONTEXT,
                AssistPipeline.NOT_NEEDED,
                AssistPipeline.NOTHING_FOUND,
                AssistPipeline.TIMEOUT
            })
    void shouldGiveTheReasonForSilence(String outcome) {
        Selection selection = call.decide(heard(1).outcome(outcome));

        assertThat(selection.update()).isNull();
        assertThat(selection.action().outcome()).isEqualTo(outcome);
        assertThat(selection.action().suggestionsCount()).isZero();
        assertThat(selection.action().questionsCount()).isZero();
        assertThat(selection.action().segmentIds()).containsExactly("s1");
    }
}

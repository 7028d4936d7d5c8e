package io.supportassistant.gate;

import static io.supportassistant.conversation.SampleCall.at;
import static io.supportassistant.gate.GateCall.levels;
import static io.supportassistant.gate.GateCall.questions;
import static io.supportassistant.gate.GateCall.shown;
import static io.supportassistant.gate.GateResult.LIKELY;
import static io.supportassistant.gate.GateResult.POSSIBLE;
import static io.supportassistant.gate.GateResult.heard;
import static org.assertj.core.api.Assertions.assertThat;

import io.supportassistant.conversation.AgentOnCall.AgentExperience;
import io.supportassistant.events.Suggestion;
import io.supportassistant.gate.SuggestionGate.Selection;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The gate's limits on claiming the agent's attention. */
class GateAttentionTest {

    /** An article that covers this share of the speech has a probability of 62 %. */
    private static final double RATHER_LIKELY = 0.54;

    private final GateCall call = new GateCall();

    @Test
    void shouldKeepTheFirstPlaceDuringTheCoolDown() {
        GateCall cooling = new GateCall(Duration.ofSeconds(10));
        cooling.decideAt(0, heard(1).found("KB-1"));

        Selection soon = cooling.decideAt(9, heard(2).found("KB-2"));
        Selection later = cooling.decideAt(10, heard(3).found("KB-2"));

        assertThat(levels(soon)).containsExactly("KB-2 row");
        assertThat(levels(later)).containsExactly("KB-2 lead");
    }

    @Test
    void shouldReportTheCoolDown() {
        GateCall cooling = new GateCall(Duration.ofSeconds(10));
        cooling.decideAt(0, heard(1).found("KB-1"));
        cooling.decideAt(1, heard(2).found("KB-2"));

        Selection again = cooling.decideAt(2, heard(3).found("KB-2"));

        assertThat(again.action().outcome()).isEqualTo(SuggestionGate.COOLING_DOWN);
        assertThat(again.silence().silence()).isEqualTo(SuggestionGate.COOLING_DOWN);
    }

    @Test
    void shouldNotWithdrawACardThatTheAgentMayBeReading() {
        call.decideAt(0, heard(1).found("KB-1"));

        Selection speaking =
                call.decideAt(
                        60,
                        heard(2).found("KB-2", "KB-1")
                                .covering(LIKELY, POSSIBLE)
                                .whileTheAgentSpeaks(at(59_000)));
        Selection silent =
                call.decideAt(62, heard(3).found("KB-2", "KB-1").covering(LIKELY, POSSIBLE));

        assertThat(levels(speaking)).containsExactly("KB-2 row");
        assertThat(levels(silent)).containsExactly("KB-2 lead");
    }

    @Test
    void shouldNotCountARowOfAModelAsShown() {
        call.decideAt(0, heard(1).found("KB-1").foundByModel("KB-2"));

        assertThat(call.decideAt(30, heard(2).found("KB-1").foundByModel("KB-2")).update())
                .isNull();
        assertThat(levels(call.decideAt(60, heard(3).found("KB-1", "KB-2").covering(LIKELY, 0.55))))
                .containsExactly("KB-2 lead");
    }

    @Test
    void shouldReplaceAnOutdatedCardWhileTheAgentSpeaks() {
        call.decideAt(0, heard(1).found("KB-1"));

        Selection speaking =
                call.decideAt(60, heard(2).found("KB-2").whileTheAgentSpeaks(at(59_000)));

        assertThat(levels(speaking)).containsExactly("KB-2 lead");
    }

    @Test
    void shouldShowTheFirstCardWhileTheAgentSpeaks() {
        Selection first = call.decideAt(1, heard(1).found("KB-1").whileTheAgentSpeaks(at(900)));

        assertThat(levels(first)).containsExactly("KB-1 lead");
    }

    @Test
    void shouldStopWaitingForUnfinishedAgentSpeech() {
        call.decideAt(0, heard(1).found("KB-1"));

        Selection later =
                call.decideAt(
                        60,
                        heard(2).found("KB-2", "KB-1")
                                .covering(LIKELY, POSSIBLE)
                                .whileTheAgentSpeaks(at(50_000)));

        assertThat(levels(later)).containsExactly("KB-2 lead");
    }

    @Test
    void shouldShowLessToAnExpertAndMoreToANovice() {
        GateResult rather = heard(1).found("KB-1").covering(RATHER_LIKELY);
        GateResult hardly = heard(1).found("KB-1").covering(0.47);

        assertThat(levels(new GateCall().decide(rather))).containsExactly("KB-1 lead");
        assertThat(levels(new GateCall().decide(rather.shownToA(AgentExperience.EXPERT))))
                .containsExactly("KB-1 row");
        assertThat(levels(new GateCall().decide(hardly))).containsExactly("KB-1 row");
        assertThat(levels(new GateCall().decide(hardly.shownToA(AgentExperience.NOVICE))))
                .containsExactly("KB-1 lead");
    }

    @Test
    void shouldMakeOneCardOfArticlesThatSayTheSame() {
        Selection selection =
                call.decide(heard(1).found("KB-1", "KB-2", "KB-3").sayingTheSame("KB-2", "KB-1"));

        assertThat(levels(selection)).containsExactly("KB-1 lead", "KB-3 row");
        assertThat(selection.update().suggestions().get(0).alsoIn())
                .containsExactly(
                        new Suggestion.AlsoIn("KB-2", "Title of KB-2", "https://kb.example/KB-2"));
        assertThat(selection.update().suggestions().get(1).alsoIn()).isEmpty();
    }

    @Test
    void shouldNotShowARepeatedArticleLater() {
        call.decide(heard(1).found("KB-1", "KB-2").sayingTheSame("KB-2", "KB-1"));

        assertThat(
                        shown(
                                call.decide(
                                        heard(2).found("KB-2", "KB-1")
                                                .covering(LIKELY, LIKELY)
                                                .sayingTheSame("KB-1", "KB-2"))))
                .isEmpty();
    }

    @Test
    void shouldNotShowARepeatOfADismissedArticle() {
        Selection selection =
                call.decide(
                        heard(1).found("KB-1", "KB-2")
                                .covering(LIKELY, LIKELY)
                                .sayingTheSame("KB-2", "KB-1")
                                .dismissed("KB-1"));

        assertThat(shown(selection)).isEmpty();
    }

    @Test
    void shouldLetAWaitingCardLeadOnceThePlaceIsFree() {
        GateCall cooling = new GateCall(Duration.ofSeconds(10));
        cooling.decideAt(0, heard(1).found("KB-1").covering(RATHER_LIKELY));

        GateResult both = heard(2).found("KB-2", "KB-1").covering(0.56, RATHER_LIKELY);
        Selection waiting = cooling.decideAt(2, both);
        Selection free =
                cooling.decideAt(12, heard(3).found("KB-2", "KB-1").covering(0.56, RATHER_LIKELY));

        assertThat(levels(waiting)).containsExactly("KB-2 row");
        assertThat(levels(free)).containsExactly("KB-2 lead");
    }

    @Test
    void shouldAskAgainOnceTheLeadIsDismissed() {
        call.decideAt(0, heard(1).found("KB-1"));

        Selection dismissed =
                call.decideAt(9, heard(2).found("KB-1").dismissed("KB-1").asks("cause"));

        assertThat(questions(dismissed)).containsExactly("cause");
    }

    @Test
    void shouldAskNothingWhenTheRightCardAlreadyLeads() {
        Selection sure = call.decide(heard(1).found("KB-1").asks("cause"));

        assertThat(sure.update().clarifyingQuestions()).isEmpty();
        assertThat(
                        questions(
                                new GateCall()
                                        .decide(
                                                heard(1).found("KB-1")
                                                        .covering(RATHER_LIKELY)
                                                        .asks("cause"))))
                .containsExactly("cause");
    }
}

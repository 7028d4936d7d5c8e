package io.supportassistant.brief;

import static org.assertj.core.api.Assertions.assertThat;

import io.supportassistant.context.Language;
import io.supportassistant.conversation.Turn;
import io.supportassistant.events.AgentFeedback;
import io.supportassistant.events.AnalyzedContext;
import io.supportassistant.events.CallBrief;
import io.supportassistant.events.CallBrief.UsedArticle;
import io.supportassistant.events.CallEnded;
import io.supportassistant.events.SessionIds;
import io.supportassistant.events.Speaker;
import io.supportassistant.events.Suggestion;
import io.supportassistant.events.SuggestionUpdate;
import io.supportassistant.events.Trigger;
import io.supportassistant.language.Interpreter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BriefTest {

    private static final String CALL = SessionIds.session("test", "brief");
    private static final String CARD = SessionIds.within(CALL, "knowledge_article", "KB-1");
    private static final Instant START = Instant.parse("2026-11-30T10:00:00Z");
    private static final StatementFinder FINDER =
            new StatementFinder(Language.english(), Interpreter.ofEnglish());

    private static final Duration WRAPUP = Duration.ofMinutes(2);

    private Brief brief = new Brief(CALL, FINDER, WRAPUP, null);
    private Instant now = START;

    @Test
    void shouldWriteABriefFourSecondsAfterTheFirstChange() {
        hear(0, Speaker.CUSTOMER, "my camera does not work since yesterday");
        now = now.plusSeconds(3);
        hear(3, Speaker.CUSTOMER, "and I already restarted the hub twice");

        assertThat(brief.write(now)).isEmpty();
        assertThat(brief.nextDeadline()).isEqualTo(START.plusSeconds(4));
        now = START.plusSeconds(4);
        CallBrief written = brief.write(now).orElseThrow();

        assertThat(written.revision()).isEqualTo(1);
        assertThat(texts(written.found()))
                .containsExactly("my camera does not work since yesterday");
        assertThat(texts(written.tried())).containsExactly("I already restarted the hub twice");
        assertThat(written.isFinal()).isFalse();
        assertThat(brief.nextDeadline()).isNull();
    }

    @Test
    void shouldWriteNothingIfItWouldSayTheSame() {
        hear(0, Speaker.CUSTOMER, "my camera does not work since yesterday");
        assertThat(written()).isPresent();

        hear(9, Speaker.AGENT, "mm-hm");

        assertThat(written()).isEmpty();
    }

    @Test
    void shouldTakeBackAQuoteWhoseTextWasCorrected() {
        hear(0, Speaker.CUSTOMER, "my old card 4111 1111 is lost and the new one does not work");
        written();

        hear(
                0,
                Speaker.CUSTOMER,
                "my old card [card number] is lost and the new one does not work");

        assertThat(texts(written().orElseThrow().found()))
                .containsExactly("my old card [card number] is lost and the new one does not work");
    }

    @Test
    void shouldCarryACorrectionOverIntoTheProblem() {
        hear(0, Speaker.CUSTOMER, "4812 and my thermostat shows error E27");
        brief.take(update("4812 and my thermostat shows error E27"), now);
        written();

        hear(0, Speaker.CUSTOMER, "[secret] and my thermostat shows error E27");

        assertThat(written().orElseThrow().problem())
                .isEqualTo("[secret] and my thermostat shows error E27");
    }

    @Test
    void shouldCarryACorrectionOverIntoAProblemInOtherWords() {
        hear(0, Speaker.CUSTOMER, "four eight one two and my thermostat shows an error");
        brief.take(update("4812 and my thermostat shows an error"), now);

        hear(0, Speaker.CUSTOMER, "[secret] and my thermostat shows an error");

        assertThat(written().orElseThrow().problem())
                .isEqualTo("[secret] and my thermostat shows an error");
    }

    /** The analysis began before the correction. */
    @Test
    void shouldCorrectAProblemThatArrivesAfterTheCorrection() {
        hear(0, Speaker.CUSTOMER, "bluebird seven and my thermostat shows an error");
        hear(0, Speaker.CUSTOMER, "[secret] and my thermostat shows an error");

        brief.take(update("bluebird seven and my thermostat shows an error"), now);

        assertThat(written().orElseThrow().problem())
                .isEqualTo("[secret] and my thermostat shows an error");
    }

    @Test
    void shouldTakeBackEverythingThatWasWrittenOfALeg() {
        assertThat(brief.takenBack(now)).isEmpty();
        hear(0, Speaker.CUSTOMER, "my camera does not work");
        written();

        CallBrief last = brief.takenBack(now).orElseThrow();

        assertThat(last.revision()).isEqualTo(2);
        assertThat(last.found()).isEmpty();
    }

    @Test
    void shouldTakeBackAQuoteOfLongAgo() {
        hear(0, Speaker.CUSTOMER, "my card 4111 1111 does not work");
        written();
        for (int i = 1; i <= 100; i++) {
            hear(i * 5, Speaker.AGENT, "mm-hm");
            written();
        }

        hear(0, Speaker.CUSTOMER, "my card [card number] does not work");

        assertThat(texts(written().orElseThrow().found())).isEmpty();
    }

    @Test
    void shouldKeepStatementsOfTheWholeCall() {
        hear(0, Speaker.AGENT, "what does the display say?");
        hear(5, Speaker.CUSTOMER, "it says E27 and beeps");
        written();
        for (int i = 2; i <= 1_000; i++) {
            hear(i * 5, i % 2 == 0 ? Speaker.AGENT : Speaker.CUSTOMER, "mm-hm");
            if (i % 3 == 0) {
                brief = new Brief(CALL, FINDER, WRAPUP, brief.state());
                written();
            }
        }
        hear(6_000, Speaker.AGENT, "I'm sending you a new one today");

        CallBrief last = written().orElseThrow();

        assertThat(texts(last.found())).containsExactly("it says E27 and beeps");
        assertThat(last.found().get(0).question().text()).isEqualTo("what does the display say?");
        assertThat(last.nextStep().text()).isEqualTo("I'm sending you a new one today");
        assertThat(brief.state().recent()).hasSizeLessThanOrEqualTo(40);
    }

    @Test
    void shouldBoundItsStateWhateverIsSaid() {
        for (int i = 0; i < 3_000; i++) {
            hear(i, Speaker.CUSTOMER, "the device number " + i + " does not work, I tried it");
        }
        written();

        assertThat(brief.state().recent()).hasSizeLessThanOrEqualTo(40);
        assertThat(brief.state().noted()).hasSizeLessThanOrEqualTo(24);
    }

    @Test
    void shouldNotRepeatTheProblemAsTheAnswerToAQuestion() {
        hear(0, Speaker.AGENT, "is there a message on the screen of the app?");
        hear(3, Speaker.CUSTOMER, "I am getting error 401 when trying to log in to the app");
        brief.take(update("I am getting error 401 when trying to log in to the app"), now);

        assertThat(written().orElseThrow().found()).isEmpty();
    }

    @Test
    void shouldNotRepeatTheProblemAmongTheFindings() {
        brief.take(update("I get error 401 in the app"), now);
        hear(0, Speaker.CUSTOMER, "I get error 401 in the app");
        hear(4, Speaker.CUSTOMER, "and the camera is offline");

        assertThat(texts(written().orElseThrow().found())).containsExactly("the camera is offline");
    }

    @Test
    void shouldNameTheProblemAndTheArticlesThatTheAgentUsed() {
        brief.take(update("I get error 401"), now);
        brief.take(feedback(AgentFeedback.Kind.OPENED), now);
        CallBrief first = written().orElseThrow();

        brief.take(feedback(AgentFeedback.Kind.IRRELEVANT), now);

        assertThat(first.label()).isEqualTo("login_problem");
        assertThat(first.problem()).isEqualTo("I get error 401");
        assertThat(first.articles())
                .containsExactly(new UsedArticle("KB-1", "Error 401", "https://kb.example.com/1"));
        assertThat(written().orElseThrow().articles()).isEmpty();
    }

    @Test
    void shouldWriteTheWholeCallAfterItsEndAndBeOverLater() {
        hear(0, Speaker.CUSTOMER, "my camera does not work");
        brief.end(new CallEnded(CALL, now, "c-1", "completed"), now);
        hear(4, Speaker.AGENT, "I'm sending you a new one today");

        CallBrief last = written().orElseThrow();

        assertThat(last.isFinal()).isTrue();
        assertThat(texts(last.promised())).containsExactly("I'm sending you a new one today");
        now = now.plus(WRAPUP);
        brief.write(now);
        assertThat(brief.isOver(now.plus(Duration.ofMinutes(9)))).isFalse();
        assertThat(brief.isOver(now.plus(Duration.ofMinutes(10)))).isTrue();
    }

    @Test
    void shouldGoOnAfterASilence() {
        hear(0, Speaker.CUSTOMER, "my camera does not work");
        brief.end(new CallEnded(CALL, now, "c-1", CallEnded.IDLE), now);
        assertThat(written().orElseThrow().isFinal()).isTrue();

        hear(900, Speaker.CUSTOMER, "and the doorbell is broken, too");

        assertThat(written().orElseThrow().isFinal()).isFalse();
    }

    private void hear(int second, Speaker speaker, String text) {
        brief.hear(new Turn("s" + second, speaker, text, second * 1_000L), now);
    }

    /** The next brief, when it is due. */
    private Optional<CallBrief> written() {
        now = now.plus(Brief.INTERVAL);
        return brief.write(now);
    }

    private static List<String> texts(List<CallBrief.Statement> statements) {
        return statements.stream().map(one -> one.said().text()).toList();
    }

    private static AgentFeedback feedback(AgentFeedback.Kind kind) {
        return new AgentFeedback("f-" + kind, CALL, CARD, kind, "a-1", START);
    }

    private static SuggestionUpdate update(String issue) {
        return new SuggestionUpdate(
                CALL,
                1,
                Trigger.CUSTOMER_SPEECH,
                List.of(
                        new Suggestion(
                                CARD,
                                Suggestion.KNOWLEDGE_ARTICLE,
                                "KB-1",
                                "Error 401",
                                "https://kb.example.com/1",
                                "Set a new password.",
                                List.of(),
                                0.9,
                                0.9,
                                "",
                                null,
                                List.of())),
                List.of(),
                List.of(),
                new AnalyzedContext(true, "login_problem", issue, List.of(), false, 0.9),
                "",
                null,
                START,
                null,
                null);
    }
}

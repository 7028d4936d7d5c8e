package io.supportassistant.conversation;

import static io.supportassistant.conversation.SampleCall.SESSION;
import static io.supportassistant.conversation.SampleCall.START;
import static io.supportassistant.conversation.SampleCall.agent;
import static io.supportassistant.conversation.SampleCall.at;
import static io.supportassistant.conversation.SampleCall.customer;
import static io.supportassistant.conversation.SampleCall.feedback;
import static io.supportassistant.conversation.SampleCall.question;
import static io.supportassistant.conversation.SampleCall.segment;
import static io.supportassistant.conversation.SampleConversation.ENTITIES;
import static io.supportassistant.conversation.SampleConversation.INTERVAL;
import static io.supportassistant.conversation.SampleConversation.REDACTION;
import static io.supportassistant.conversation.SampleConversation.SETTINGS;
import static io.supportassistant.conversation.SampleConversation.received;
import static io.supportassistant.conversation.SampleConversation.redacted;
import static io.supportassistant.conversation.SampleConversation.restored;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.supportassistant.conversation.ConversationState.Fact;
import io.supportassistant.correlation.LegEvents;
import io.supportassistant.events.AgentFeedback;
import io.supportassistant.events.AgentQuestion;
import io.supportassistant.events.CallEnded;
import io.supportassistant.events.DetectedEntity;
import io.supportassistant.events.SessionIds;
import io.supportassistant.events.Speaker;
import io.supportassistant.events.TranscriptRedacted;
import io.supportassistant.events.TranscriptSegment;
import io.supportassistant.events.Trigger;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ConversationTest {

    private final Conversation call = restored(null);

    // ---- the throttle

    @Test
    void shouldRunAtOnceForTheFirstCustomerSegment() {
        AssistRequest request = call.on(customer("c1", "it is broken"), at(0)).request();

        assertThat(request.sessionId()).isEqualTo(SESSION);
        assertThat(request.run()).isEqualTo(1);
        assertThat(request.trigger()).isEqualTo(Trigger.CUSTOMER_SPEECH);
        assertThat(request.question()).isNull();
        assertThat(request.newSegmentIds()).containsExactly("c1");
        assertThat(request.turns()).extracting(Turn::text).containsExactly("it is broken");
        assertThat(request.triggeredAt()).isEqualTo(at(0));
    }

    @Test
    void shouldAnalyseTheLatterPartOfAVeryLongTurn() {
        String last = "and now it shows error 401";
        AssistRequest request =
                call.on(customer("c1", "bla ".repeat(2_400) + last), at(0)).request();

        assertThat(request.turns().get(0).text()).hasSizeLessThanOrEqualTo(3_000).endsWith(last);
    }

    /** Regular expressions look back over all marks of a letter. */
    @Test
    void shouldAnalyseAFewMarksOfALetterOnly() {
        String marked = "e" + "\u0301".repeat(9_000) + " and résumé it is ไม่ broken";
        AssistRequest request = call.on(customer("c1", marked), at(0)).request();

        assertThat(request.turns().get(0).text())
                .isEqualTo("e" + "\u0301".repeat(4) + " and résumé it is ไม่ broken");
    }

    @Test
    void shouldNotRunAgainWithinTheInterval() {
        call.on(customer("c1", "one"), at(0));

        assertThat(call.on(customer("c2", "two"), at(1)).request()).isNull();
        assertThat(call.on(customer("c3", "three"), at(INTERVAL - 1)).request()).isNull();
        assertThat(call.onTimer(at(INTERVAL - 1)).request()).isNull();
    }

    @Test
    void shouldRunOnceAtTheEndOfTheIntervalForAllNewSpeech() {
        call.on(customer("c1", "one"), at(0));
        call.on(customer("c2", "two"), at(500));
        call.on(customer("c3", "three"), at(1_500));

        assertThat(call.nextDeadline()).isEqualTo(at(INTERVAL));
        AssistRequest request = call.onTimer(at(INTERVAL)).request();
        assertThat(request.run()).isEqualTo(2);
        assertThat(request.newSegmentIds()).containsExactly("c2", "c3");
        assertThat(request.turns()).extracting(Turn::segmentId).containsExactly("c1", "c2", "c3");

        assertThat(call.onTimer(at(INTERVAL)).request()).isNull();
        assertThat(call.onTimer(at(2 * INTERVAL)).request()).isNull();
    }

    @ParameterizedTest
    @CsvSource({"999999, 1000002", "999999, ", "99, 999999"})
    void shouldAcceptACallWhoseFirstSegmentHasAWrongTime(double start, Double end) {
        call.on(timed("wrong", start, end, 1), at(1_000));
        for (int second = 4; second <= 20; second += 4) {
            call.on(timed("c" + second, second + 98, second + 99.0, second), at(second * 1_000));
        }

        AssistRequest request = call.on(timed("c24", 122, 123.0, 24), at(24_000)).request();

        assertThat(request.turns())
                .extracting(Turn::segmentId)
                .endsWith("c4", "c8", "c12", "c16", "c20", "c24");
        assertThat(call.turnsFarAhead()).isEqualTo(start > 99 ? 1 : 0);
    }

    private static TranscriptSegment timed(
            String id, double start, Double end, int receivedSecond) {
        return heard(id, Speaker.CUSTOMER, "said " + id, start, end, receivedSecond);
    }

    private static TranscriptSegment heard(
            String id, Speaker speaker, String text, Double start, Double end, int receivedSecond) {
        return new TranscriptSegment(
                SESSION,
                start == null ? START.plusSeconds(receivedSecond) : START,
                "generic",
                "call-1",
                id,
                speaker,
                text,
                start,
                end,
                null,
                true,
                START.plusSeconds(receivedSecond));
    }

    /** The agent's words come from a source without times, or the customer's do. */
    @ParameterizedTest
    @EnumSource(names = {"AGENT", "CUSTOMER"})
    void shouldRedactAnAnswerIfOneSpeakerHasNoTimes(Speaker timed) {
        String[][] turns = {
            {"AGENT", "hello how can I help"},
            {"CUSTOMER", "I would like to change my address"},
            {"AGENT", "can you give me your PIN please"},
            {"CUSTOMER", "4812"}
        };
        Decision last = Decision.NOTHING;
        for (int i = 0; i < turns.length; i++) {
            Speaker speaker = Speaker.valueOf(turns[i][0]);
            int second = 300 + 5 * i;
            Double start = speaker == timed ? Double.valueOf(second) : null;
            Double end = start == null ? null : Double.valueOf(start + 3);
            last =
                    call.on(
                            heard("t" + i, speaker, turns[i][1], start, end, second + 4),
                            at((second + 4) * 1_000));
        }

        assertThat(last.redactions())
                .extracting(TranscriptRedacted::text)
                .containsExactly("[secret]");
    }

    @Test
    void shouldPlaceTheFactsOfSpeechWithoutTimes() {
        call.on(heard("c0", Speaker.CUSTOMER, "my hub is #blue", null, null, 4), at(4_000));
        call.on(heard("c1", Speaker.CUSTOMER, "no it is #red", 5.0, 7.0, 8), at(8_000));

        assertThat(call.state().facts())
                .extracting(fact -> fact.entity().value(), Fact::saidAtMs)
                .containsExactly(tuple("blue", 3_000L), tuple("red", 5_000L));
    }

    /** The customer's stream was opened 6 s after the agent's, which its times do not show. */
    @Test
    void shouldRedactAnAnswerThatItsClockPlacesBeforeTheQuestion() {
        call.on(
                heard("a1", Speaker.AGENT, "can you give me your PIN please", 10.0, 13.0, 14),
                at(0));

        Decision answered =
                call.on(heard("c1", Speaker.CUSTOMER, "4812", 9.0, 10.0, 17), at(3_000));

        assertThat(answered.redactions())
                .extracting(TranscriptRedacted::text)
                .containsExactly("[secret]");
    }

    @Test
    void shouldRedactAnAnswerThatTakesMinutes() {
        call.on(
                heard("a1", Speaker.AGENT, "can you give me your PIN please", 10.0, 13.0, 14),
                at(0));

        Decision answered =
                call.on(
                        heard("c1", Speaker.CUSTOMER, "it is 4812", 130.0, 131.0, 132),
                        at(118_000));

        assertThat(answered.redactions())
                .extracting(TranscriptRedacted::text)
                .containsExactly("it is [secret]");
    }

    @Test
    void shouldRedactSpeechThatIsTranscribedAfterTheEnd() {
        call.on(customer("c1", "hello"), at(0));
        call.on(new CallEnded(SESSION, START, "c-1", "completed"), at(1_000));
        call.onTimer(at(60_000));
        assertThat(call.isEnded()).isTrue();

        Conversation ended = restored(call.state());
        Decision asked =
                ended.on(
                        heard(
                                "a1",
                                Speaker.AGENT,
                                "can you give me your PIN please",
                                10.0,
                                13.0,
                                14),
                        at(61_000));
        Conversation later = restored(ended.state());
        Decision answered =
                later.on(heard("c2", Speaker.CUSTOMER, "4812", 14.0, 15.0, 16), at(61_100));

        assertThat(answered.redactions())
                .extracting(TranscriptRedacted::text)
                .containsExactly("[secret]");
        assertThat(asked.request()).isNull();
        assertThat(answered.request()).isNull();
        assertThat(later.onTimer(at(70_000)).request()).isNull();
        assertThat(later.state().run()).isEqualTo(1);
    }

    @Test
    void shouldCorrectALegsCopyOfASegmentToo() {
        String leg = SessionIds.session("twilio", "leg");
        call.on(
                heard("a1", Speaker.AGENT, "can you give me your PIN please", 10.0, 13.0, 14),
                at(0));
        LegEvents.Call linked = new LegEvents.Call(SESSION, "call-1");
        TranscriptSegment onTheLeg =
                new TranscriptSegment(
                        leg,
                        START,
                        "twilio",
                        "leg",
                        "c1",
                        Speaker.CUSTOMER,
                        "4812",
                        14.0,
                        15.0,
                        null,
                        true,
                        START.plusSeconds(16));

        Decision answered = call.on(LegEvents.underCall(linked, onTheLeg).orElseThrow(), at(2_000));

        assertThat(answered.redactions())
                .extracting(TranscriptRedacted::sessionId)
                .containsExactly(SESSION, leg);
        assertThat(answered.redactions())
                .extracting(TranscriptRedacted::text)
                .containsOnly("[secret]");
    }

    @Test
    void shouldCountTheNextIntervalFromTheTrailingRun() {
        call.on(customer("c1", "one"), at(0));
        call.on(customer("c2", "two"), at(1_900));
        call.onTimer(at(INTERVAL));

        assertThat(call.on(customer("c3", "three"), at(2_100)).request()).isNull();
        // the run at 2 s, and an interval of 2 s
        assertThat(call.nextDeadline()).isEqualTo(at(4_000));
    }

    @Test
    void shouldRunAtOnceWhenTheLastRunIsAsOldAsTheInterval() {
        call.on(customer("c1", "one"), at(0));

        assertThat(call.on(customer("c2", "two"), at(INTERVAL)).request().newSegmentIds())
                .containsExactly("c2");
    }

    @Test
    void shouldIncludePendingSpeechWhenSpeechArrivesBeforeALateTimer() {
        call.on(customer("c1", "one"), at(0));
        call.on(customer("c2", "two"), at(500));

        Decision decision = call.on(customer("c3", "three"), at(INTERVAL + 50));

        assertThat(decision.request().newSegmentIds()).containsExactly("c2", "c3");
        assertThat(call.onTimer(at(INTERVAL + 60)).request()).isNull();
    }

    @Test
    void shouldTriggerOnlyOnTheConfiguredSpeakers() {
        ConversationSettings both =
                new ConversationSettings(
                        SETTINGS.interval(),
                        Set.of(Speaker.CUSTOMER, Speaker.UNKNOWN),
                        SETTINGS.maxTurns(),
                        SETTINGS.maxCharacters(),
                        SETTINGS.maxAge(),
                        SETTINGS.idleTimeout(),
                        SETTINGS.endSettle(),
                        SETTINGS.lateGrace());
        Conversation unsure = new Conversation(SESSION, both, REDACTION, ENTITIES, null, START);

        assertThat(unsure.on(segment("u1", Speaker.UNKNOWN, "who", true, null), at(0)).request())
                .isNotNull();
        assertThat(call.on(segment("u1", Speaker.UNKNOWN, "who", true, null), at(0)).request())
                .isNull();
    }

    // ---- the agent

    @Test
    void shouldRunAtOnceForAQuestionOfTheAgentWithinTheInterval() {
        call.on(customer("c1", "one"), at(0));

        AssistRequest request = call.on(question("how?"), at(10)).request();

        assertThat(request.trigger()).isEqualTo(Trigger.AGENT_QUESTION);
        assertThat(request.question()).isEqualTo("how?");
        assertThat(request.questionId()).isNotBlank();
        assertThat(request.run()).isEqualTo(2);
        assertThat(request.newSegmentIds()).isEmpty();
        assertThat(request.turns()).extracting(Turn::text).containsExactly("one");
    }

    @Test
    void shouldNotConsumeTheThrottleWithAQuestion() {
        call.on(question("how?"), at(0));

        assertThat(call.on(customer("c1", "one"), at(1)).request()).isNotNull();
    }

    @Test
    void shouldKeepPendingSpeechForItsOwnRunWhenTheAgentAsks() {
        call.on(customer("c1", "one"), at(0));
        call.on(customer("c2", "two"), at(500));
        call.on(question("how?"), at(1_000));

        assertThat(call.nextDeadline()).isEqualTo(at(INTERVAL));
        assertThat(call.onTimer(at(INTERVAL)).request().newSegmentIds()).containsExactly("c2");
    }

    @Test
    void shouldRecordAgentSpeechWithoutTriggeringARun() {
        assertThat(call.on(agent("a1", "good morning"), at(0)).request()).isNull();
        assertThat(call.onTimer(at(INTERVAL)).request()).isNull();

        AssistRequest request = call.on(customer("c1", "hello"), at(5_000)).request();

        assertThat(request.turns()).extracting(Turn::text).containsExactly("good morning", "hello");
        assertThat(request.newSegmentIds()).containsExactly("a1", "c1");
    }

    @Test
    void shouldIgnoreInterimSegments() {
        TranscriptSegment interim = segment("c1", Speaker.CUSTOMER, "it is", false, null);

        assertThat(call.on(interim, at(0)).request()).isNull();
        AssistRequest request = call.on(customer("c1", "it is broken #red"), at(900)).request();

        assertThat(request.turns()).extracting(Turn::text).containsExactly("it is broken #red");
        assertThat(request.newSegmentIds()).containsExactly("c1");
    }

    @Test
    void shouldOrderTheWindowByStartTime() {
        call.on(segment("a1", Speaker.AGENT, "second", true, 2.0), at(0));

        AssistRequest request =
                call.on(segment("c1", Speaker.CUSTOMER, "first", true, 1.0004), at(1)).request();

        assertThat(request.turns()).extracting(Turn::text).containsExactly("first", "second");
        // 1.0004 s = 1000.4 ms
        assertThat(request.turns().get(0).startMs()).isEqualTo(1_000L);
    }

    @Test
    void shouldBoundTheQuestionsThatBypassTheThrottle() {
        Conversation conversation = restored(null);
        Instant now = Instant.parse("2026-11-22T10:00:00Z");
        int analyses = 0;
        for (int i = 0; i < 4_000; i++) {
            AgentQuestion question =
                    new AgentQuestion(SESSION, now, "q" + i, "agent-7", "what now");
            analyses += conversation.on(question, now).request() == null ? 0 : 1;
            conversation = restored(conversation.state());
        }
        assertThat(analyses).isEqualTo(10);

        Instant later = now.plusSeconds(11);
        assertThat(
                        conversation
                                .on(
                                        new AgentQuestion(SESSION, later, "q", "agent-7", "now?"),
                                        later)
                                .request())
                .isNotNull();
    }

    // ---- measured times

    @Test
    void shouldCarryTheReceiveTimeOfTheNewestTriggeringSegment() {
        call.on(customer("c1", "one"), at(0));
        call.on(received("c2", Speaker.CUSTOMER, at(490)), at(500));
        call.on(received("a1", Speaker.AGENT, at(690)), at(700));

        assertThat(call.onTimer(at(INTERVAL)).request().receivedAt()).isEqualTo(at(490));
    }

    @Test
    void shouldUseNowWithoutAReceiveTimeFromTheBridge() {
        assertThat(call.on(customer("c1", "one"), at(7)).request().receivedAt()).isEqualTo(at(7));
    }

    // ---- facts

    @Test
    void shouldCollectFactsOfBothSpeakersInOrder() {
        call.on(agent("a1", "the #hub ?"), at(0));
        call.on(customer("c1", "no the #cam and #red"), at(100));
        AssistRequest request = call.on(customer("c2", "not the #hub"), at(5_000)).request();

        assertThat(request.facts())
                .extracting(DetectedEntity::value)
                .containsExactly("cam", "red", "hub");
    }

    @Test
    void shouldRedactPartsOfANumberOnceTheRestArrives() {
        call.on(customer("c1", "it ends #4111 is 4 1 1 1 1 1 1 1"), at(0));
        Decision decision = call.on(customer("c2", "1 1 1 1 1 1 1 1"), at(5_000));

        assertThat(decision.redactions())
                .extracting(TranscriptRedacted::segmentId)
                .containsExactly("c1", "c2");
        AssistRequest request = decision.request();
        assertThat(request.turns())
                .extracting(Turn::text)
                .containsExactly("it ends #4111 is [card number]", "[card number]");
    }

    @Test
    void shouldKeepTextThatItHoldsBackFromAnAnalysis() {
        call.on(customer("c1", "4 1 1 1"), at(0));
        AssistRequest request = call.on(customer("c2", "2 3 4 5"), at(5_000)).request();

        assertThat(request.turns()).extracting(Turn::text).containsOnly("…");
        assertThat(call.state().turns())
                .extracting(Turn::text)
                .containsExactly("4 1 1 1", "2 3 4 5");
    }

    @Test
    void shouldExtractFactsOfACorrectedTurnAgain() {
        call.on(customer("c1", "that is #one and #two"), at(0));

        call.on(redacted("c1", "that is [secret] and #two", 1), at(100));

        assertThat(call.on(question("?"), at(200)).request().facts())
                .extracting(DetectedEntity::value)
                .containsExactly("two");
    }

    @Test
    void shouldKeepTheLatestCorrectionOfATurn() {
        call.on(customer("c1", "that is #one"), at(0));
        call.on(redacted("c1", "that is [secret]", 7), at(100));
        ConversationState before = call.state();

        call.on(redacted("c1", "that is #one", 6), at(200));
        call.on(redacted("c1", "that is [secret]", 7), at(300));
        call.on(redacted("c9", "nobody said this", 9), at(400));

        assertThat(call.state()).isEqualTo(before);
    }

    @Test
    void shouldKeepTheLatestTwentyFacts() {
        for (int i = 0; i < 25; i++) {
            call.on(customer("a" + i, "tag #" + i), at(i));
        }

        // 25 named, 20 kept: 5 to 24
        assertThat(call.on(question("?"), at(100)).request().facts())
                .extracting(DetectedEntity::value)
                .containsExactlyElementsOf(
                        IntStream.range(5, 25).mapToObj(Integer::toString).toList());
    }

    @ParameterizedTest
    @EnumSource(
            value = AgentFeedback.Kind.class,
            names = {"DISMISSED", "IRRELEVANT", "NOT_HELPFUL"})
    void shouldRememberDismissedCards(AgentFeedback.Kind kind) {
        assertThat(call.on(feedback("card-1", kind), at(0)).request()).isNull();

        assertThat(call.on(customer("c1", "one"), at(1)).request().dismissedIds())
                .containsExactly("card-1");
    }

    @ParameterizedTest
    @EnumSource(
            value = AgentFeedback.Kind.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"DISMISSED", "IRRELEVANT", "NOT_HELPFUL"})
    void shouldNotTreatOtherFeedbackAsDismissal(AgentFeedback.Kind kind) {
        call.on(feedback("card-1", kind), at(0));

        assertThat(call.on(customer("c1", "one"), at(1)).request().dismissedIds()).isEmpty();
    }

    @Test
    void shouldKeepTheLatestHundredDismissedCardsOnceEach() {
        for (int i = 0; i < 120; i++) {
            call.on(feedback("card-" + i, AgentFeedback.Kind.DISMISSED), at(i));
            call.on(feedback("card-" + i, AgentFeedback.Kind.IRRELEVANT), at(i));
        }

        // 120 dismissed twice each, the latest 100: 20 to 119
        assertThat(call.on(question("?"), at(200)).request().dismissedIds())
                .containsExactlyElementsOf(
                        IntStream.range(20, 120).mapToObj(i -> "card-" + i).toList());
    }

    @Test
    void shouldKeepTheLatestHundredNewSegments() {
        for (int i = 0; i < 130; i++) {
            call.on(agent("a" + i, "well"), at(i));
        }

        List<String> newIds = call.on(customer("c1", "one"), at(200)).request().newSegmentIds();

        // 130 + 1 heard, the latest 100: a31 to a129 and c1
        assertThat(newIds).hasSize(100).startsWith("a31").endsWith("a129", "c1");
    }
}

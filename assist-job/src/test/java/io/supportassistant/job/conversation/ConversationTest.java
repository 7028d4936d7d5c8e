package io.supportassistant.job.conversation;

import static io.supportassistant.job.SampleCall.SESSION;
import static io.supportassistant.job.SampleCall.START;
import static io.supportassistant.job.SampleCall.agent;
import static io.supportassistant.job.SampleCall.at;
import static io.supportassistant.job.SampleCall.customer;
import static io.supportassistant.job.SampleCall.feedback;
import static io.supportassistant.job.SampleCall.question;
import static io.supportassistant.job.SampleCall.segment;
import static org.assertj.core.api.Assertions.assertThat;

import io.supportassistant.events.AgentFeedback;
import io.supportassistant.events.AgentJoined;
import io.supportassistant.events.AgentLeft;
import io.supportassistant.events.AgentQuestion;
import io.supportassistant.events.CallEnded;
import io.supportassistant.events.CallStarted;
import io.supportassistant.events.DetectedEntity;
import io.supportassistant.events.SessionEvent;
import io.supportassistant.events.Speaker;
import io.supportassistant.events.TranscriptRedacted;
import io.supportassistant.events.TranscriptSegment;
import io.supportassistant.events.Trigger;
import io.supportassistant.redaction.RedactionSettings;
import io.supportassistant.settings.Settings;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConversationTest {

    private static final ConversationSettings SETTINGS = ConversationSettings.defaults();
    private static final long INTERVAL = SETTINGS.interval().toMillis();
    private static final long IDLE = SETTINGS.idleTimeout().toMillis();
    private static final long GRACE = SETTINGS.lateGrace().toMillis();

    private static final SplitRedaction REDACTION =
            new SplitRedaction(RedactionSettings.redactor(Settings.of(Map.of())));

    /** Names what is marked with a hash. */
    private static final Function<String, List<DetectedEntity>> ENTITIES =
            text ->
                    Stream.of(text.split(" "))
                            .filter(word -> word.startsWith("#"))
                            .map(word -> new DetectedEntity("tag", word.substring(1)))
                            .toList();

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
    void shouldNotRunAgainWithinTheInterval() {
        call.on(customer("c1", "one"), at(0));

        assertThat(call.on(customer("c2", "two"), at(1)).request()).isNull();
        assertThat(call.on(customer("c3", "three"), at(INTERVAL - 1)).request()).isNull();
        assertThat(call.onTimer(at(INTERVAL - 1)).request()).isNull();
    }

    @Test
    void shouldRunOnceAtTheEndOfTheIntervalForEverythingSaidMeanwhile() {
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
    void shouldTakeWaitingSpeechAlongWhenSpeechComesBeforeALateTimer() {
        call.on(customer("c1", "one"), at(0));
        call.on(customer("c2", "two"), at(500));

        Decision decision = call.on(customer("c3", "three"), at(INTERVAL + 50));

        assertThat(decision.request().newSegmentIds()).containsExactly("c2", "c3");
        assertThat(call.onTimer(at(INTERVAL + 60)).request()).isNull();
    }

    @Test
    void shouldLetOnlyTheSpeakersOfTheSettingsTrigger() {
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
    void shouldLeaveWaitingSpeechToItsOwnRunWhenTheAgentAsks() {
        call.on(customer("c1", "one"), at(0));
        call.on(customer("c2", "two"), at(500));
        call.on(question("how?"), at(1_000));

        assertThat(call.nextDeadline()).isEqualTo(at(INTERVAL));
        assertThat(call.onTimer(at(INTERVAL)).request().newSegmentIds()).containsExactly("c2");
    }

    @Test
    void shouldHearTheAgentWithoutBeingTriggered() {
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

    // ---- measured times

    @Test
    void shouldCarryTheArrivalOfTheNewestSegmentThatTriggers() {
        call.on(customer("c1", "one"), at(0));
        call.on(received("c2", Speaker.CUSTOMER, at(490)), at(500));
        call.on(received("a1", Speaker.AGENT, at(690)), at(700));

        assertThat(call.onTimer(at(INTERVAL)).request().receivedAt()).isEqualTo(at(490));
    }

    @Test
    void shouldTakeNowAsArrivalIfTheBridgeDidNotSay() {
        assertThat(call.on(customer("c1", "one"), at(7)).request().receivedAt()).isEqualTo(at(7));
    }

    // ---- what is known

    @Test
    void shouldGatherFactsOfBothSpeakersTheLatestLast() {
        call.on(agent("a1", "the #hub ?"), at(0));
        call.on(customer("c1", "no the #cam and #red"), at(100));
        AssistRequest request = call.on(customer("c2", "not the #hub"), at(5_000)).request();

        assertThat(request.facts())
                .extracting(DetectedEntity::value)
                .containsExactly("cam", "red", "hub");
    }

    @Test
    void shouldMakeNothingOfPartsOfANumberOnceTheRestIsHeard() {
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
    void shouldKeepWhatItHoldsBackFromAnAnalysis() {
        call.on(customer("c1", "4 1 1 1"), at(0));
        AssistRequest request = call.on(customer("c2", "2 3 4 5"), at(5_000)).request();

        assertThat(request.turns()).extracting(Turn::text).containsOnly("…");
        assertThat(call.state().turns())
                .extracting(Turn::text)
                .containsExactly("4 1 1 1", "2 3 4 5");
    }

    @Test
    void shouldTakeFactsOfACorrectedTurnAnew() {
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
    void shouldRememberWhatTheAgentTurnedAway(AgentFeedback.Kind kind) {
        assertThat(call.on(feedback("card-1", kind), at(0)).request()).isNull();

        assertThat(call.on(customer("c1", "one"), at(1)).request().dismissedIds())
                .containsExactly("card-1");
    }

    @ParameterizedTest
    @EnumSource(
            value = AgentFeedback.Kind.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"DISMISSED", "IRRELEVANT", "NOT_HELPFUL"})
    void shouldNotTakeOtherFeedbackAsTurningAway(AgentFeedback.Kind kind) {
        call.on(feedback("card-1", kind), at(0));

        assertThat(call.on(customer("c1", "one"), at(1)).request().dismissedIds()).isEmpty();
    }

    @Test
    void shouldKeepTheLatestHundredDismissedCardsOnceEach() {
        for (int i = 0; i < 120; i++) {
            call.on(feedback("card-" + i, AgentFeedback.Kind.DISMISSED), at(i));
            call.on(feedback("card-" + i, AgentFeedback.Kind.IRRELEVANT), at(i));
        }

        // 120 turned away twice each, the latest 100: 20 to 119
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

    // ---- the end

    @Test
    void shouldEndAtTheSourcesWordAndDropWhatWaits() {
        call.on(customer("c1", "one"), at(0));
        call.on(customer("c2", "two"), at(100));
        CallEnded ended = new CallEnded(SESSION, at(200), "call-1", CallEnded.HANGUP);

        Decision decision = call.on(ended, at(200));

        assertThat(decision.request()).isNull();
        assertThat(decision.closing()).isEqualTo(ended);
        assertThat(call.onTimer(at(INTERVAL))).isEqualTo(Decision.NOTHING);
    }

    @Test
    void shouldEndItselfWhenNothingIsHeardForLong() {
        call.on(started("call-1"), at(0));
        call.on(customer("c1", "one"), at(1_000));

        assertThat(call.onTimer(at(1_000 + IDLE - 1))).isEqualTo(Decision.NOTHING);
        Decision decision = call.onTimer(at(1_000 + IDLE));

        assertThat(decision.request()).isNull();
        assertThat(decision.closing())
                .isEqualTo(new CallEnded(SESSION, at(1_000 + IDLE), "call-1", CallEnded.IDLE));
    }

    @Test
    void shouldStayAliveWhileAnythingIsHeard() {
        List<SessionEvent> signsOfLife =
                List.of(
                        started("call-1"),
                        new AgentJoined(SESSION, START, "agent-7", "Ann", "support"),
                        segment("c1", Speaker.CUSTOMER, "it", false, null),
                        agent("a1", "hm"),
                        feedback("card-1", AgentFeedback.Kind.OPENED),
                        new AgentLeft(SESSION, START, "agent-7"));
        Instant now = START;
        for (SessionEvent event : signsOfLife) {
            now = now.plusMillis(IDLE - 1);
            assertThat(call.onTimer(now)).isEqualTo(Decision.NOTHING);
            call.on(event, now);
            assertThat(call.nextDeadline()).isEqualTo(now.plusMillis(IDLE));
        }
    }

    @Test
    void shouldIgnoreStragglersOfAnEndedCall() {
        call.on(ended(), at(0));
        ConversationState state = call.state();

        assertThat(call.on(customer("c1", "one"), at(1))).isEqualTo(Decision.NOTHING);
        assertThat(call.on(question("?"), at(2))).isEqualTo(Decision.NOTHING);
        assertThat(call.on(ended(), at(3))).isEqualTo(Decision.NOTHING);
        assertThat(call.onTimer(at(IDLE))).isEqualTo(Decision.NOTHING);
        assertThat(call.state()).isEqualTo(state);
    }

    @Test
    void shouldKeepOfAnEndedCallOnlyThatItEnded() {
        call.on(customer("c1", "my #cam"), at(0));
        call.on(customer("c2", "my #hub"), at(1));
        call.on(feedback("card-1", AgentFeedback.Kind.DISMISSED), at(2));
        call.on(ended(), at(3));

        ConversationState state = call.state();

        assertThat(state.endedAt()).isEqualTo(at(3));
        assertThat(state.turns()).isEmpty();
        assertThat(state.facts()).isEmpty();
        assertThat(state.dismissedIds()).isEmpty();
        assertThat(state.newSegmentIds()).isEmpty();
        assertThat(state.waiting()).isFalse();
    }

    @Test
    void shouldBeForgettableAfterTheGrace() {
        assertThat(call.isForgettable(at(10 * IDLE))).isFalse();
        call.on(ended(), at(0));

        assertThat(call.isForgettable(at(GRACE - 1))).isFalse();
        assertThat(call.isForgettable(at(GRACE))).isTrue();
    }

    @Test
    void shouldNameTheNextDeadlineOfEachPhase() {
        assertThat(call.nextDeadline()).as("opened").isEqualTo(at(IDLE));
        call.on(customer("c1", "one"), at(100));
        assertThat(call.nextDeadline()).as("ran at once").isEqualTo(at(100 + IDLE));
        call.on(customer("c2", "two"), at(200));
        assertThat(call.nextDeadline()).as("waiting").isEqualTo(at(100 + INTERVAL));
        call.onTimer(at(100 + INTERVAL));
        // a timer is no sign of life: c2 at 200 ms was the last
        assertThat(call.nextDeadline()).as("ran by timer").isEqualTo(at(200 + IDLE));
        call.onTimer(at(200 + IDLE));
        assertThat(call.nextDeadline()).as("ended").isEqualTo(at(200 + IDLE + GRACE));
    }

    // ---- recognisers that reconnect

    private static TranscriptSegment streamed(
            String id, String session, String track, double start, String text, double received) {
        return new TranscriptSegment(
                SESSION,
                START.plusMillis(Math.round(received * 1000)),
                "generic",
                "call-1",
                id,
                Speaker.UNKNOWN,
                text,
                start,
                start + 2,
                null,
                true,
                START.plusMillis(Math.round(received * 1000)),
                track,
                null,
                null,
                session);
    }

    private AssistRequest afterAll(TranscriptSegment... segments) {
        Conversation unheard = restored(null);
        for (TranscriptSegment segment : segments) {
            unheard.on(segment, segment.receivedAt());
            unheard = restored(unheard.state());
        }
        Instant last = segments[segments.length - 1].receivedAt();
        return unheard.on(new AgentQuestion(SESSION, last, "q", "agent-7", "what now"), last)
                .request();
    }

    @Test
    void shouldBoundTheQuestionsOfACallThatPassTheThrottleBy() {
        Conversation asked = restored(null);
        Instant now = Instant.parse("2026-11-22T10:00:00Z");
        int analyses = 0;
        for (int i = 0; i < 4_000; i++) {
            AgentQuestion question =
                    new AgentQuestion(SESSION, now, "q" + i, "agent-7", "what now");
            analyses += asked.on(question, now).request() == null ? 0 : 1;
            asked = restored(asked.state());
        }
        assertThat(analyses).isEqualTo(10);

        Instant later = now.plusSeconds(11);
        assertThat(
                        asked.on(new AgentQuestion(SESSION, later, "q", "agent-7", "now?"), later)
                                .request())
                .isNotNull();
    }

    @Test
    void shouldPutWhatIsSaidAfterAReconnectionBehindWhatWasSaidBefore() {
        AssistRequest request =
                afterAll(
                        streamed("a", "r1", "0", 100, "my order #late", 102.3),
                        streamed("b", "r1", "1", 104, "what is its number", 106.3),
                        streamed("c", "r2", "0", 0.4, "cancel my #plan", 122.7),
                        streamed("d", "r1", "0", 108, "it was two weeks ago", 123),
                        streamed("e", "r2", "1", 4, "sure", 126.3));

        assertThat(request.turns())
                .extracting(Turn::segmentId)
                .containsExactly("a", "b", "d", "c", "e");
        assertThat(request.facts())
                .extracting(DetectedEntity::value)
                .containsExactly("late", "plan");
    }

    @Test
    void shouldPutItThereWhereNothingNamesTheSession() {
        AssistRequest request =
                afterAll(
                        streamed("a", null, "0", 100, "my order", 102.3),
                        streamed("b", null, "1", 104, "its number", 106.3),
                        streamed("c", null, "0", 1, "cancel my plan", 130),
                        streamed("d", null, "1", 5, "sure", 134));

        assertThat(request.turns()).extracting(Turn::segmentId).containsExactly("a", "b", "c", "d");
    }

    @Test
    void shouldPutALateSegmentWhereItWasSaid() {
        AssistRequest request =
                afterAll(
                        streamed("a", null, "0", 40, "my order", 42.3),
                        streamed("b", null, "1", 104, "its number", 106.3),
                        streamed("late", null, "0", 2, "hello", 107));

        assertThat(request.turns()).extracting(Turn::segmentId).containsExactly("late", "a", "b");
    }

    // ---- voices that are told apart in one channel

    @Test
    void shouldLearnWhoseVoiceItIs() {
        AssistRequest request =
                afterAll(
                        streamed("a", "r1", "r1:voice:1", 0, "okay and what does it say", 2),
                        streamed("b", "r1", "r1:voice:0", 3, "it says error #401", 5));

        assertThat(request.turns())
                .extracting(Turn::speaker)
                .containsExactly(Speaker.AGENT, Speaker.CUSTOMER);
        assertThat(request.facts()).extracting(DetectedEntity::value).containsExactly("401");
    }

    @Test
    void shouldTellWhoseVoiceItIsOnce() {
        List<Decision> decisions =
                Stream.of(
                                streamed("a", "r1", "r1:voice:1", 0, "how can i help you", 2),
                                streamed("b", "r1", "r1:voice:0", 3, "my order is late", 5),
                                streamed("c", "r1", "r1:voice:1", 6, "let me check", 8))
                        .map(segment -> call.on(segment, segment.receivedAt()))
                        .toList();

        assertThat(decisions.get(0).learned()).isNull();
        assertThat(decisions.get(1).learned().speakers())
                .containsEntry("r1:voice:1", Speaker.AGENT)
                .containsEntry("r1:voice:0", Speaker.CUSTOMER);
        assertThat(decisions.get(2).learned()).isNull();
    }

    @Test
    void shouldTellOfEveryCorrectionAlsoWhereVoicesAreLearnedInTheSameStep() {
        List<TranscriptSegment> segments =
                List.of(
                        streamed("a", "r1", "r1:voice:1", 0, "can you read me your card number", 2),
                        streamed("b", "r1", "r1:voice:0", 3, "4111 1111", 5),
                        streamed("c", "r1", "r1:voice:1", 6, "go on", 7),
                        streamed("d", "r1", "r1:voice:0", 8, "1111 1111", 10));
        Map<String, String> told = new HashMap<>();
        for (TranscriptSegment segment : segments) {
            told.put(segment.segmentId(), segment.text());
            call.on(segment, segment.receivedAt())
                    .redactions()
                    .forEach(redacted -> told.put(redacted.segmentId(), redacted.text()));
        }

        // The corrections told so far give the texts of the call.
        assertThat(call.state().turns())
                .allSatisfy(turn -> assertThat(told).containsEntry(turn.segmentId(), turn.text()))
                .noneSatisfy(turn -> assertThat(turn.text()).contains("1111"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"İade 401", "İİİ", "dört yüz bir İ", "ẞ 12 İ 34", "ŉ 1"})
    void shouldBearLettersThatGrowInLowerCase(String text) {
        assertThat(call.on(customer("c1", text), at(0)).request().turns())
                .extracting(Turn::text)
                .containsExactly(text);
    }

    // ---- what is kept

    @Test
    void shouldReadAnOlderStateThatLacksLists() {
        ConversationState older =
                new ConversationState(
                        null, null, null, null, 3, null, false, null, null, START, null, null, null,
                        null, null);

        AssistRequest request = restored(older).on(customer("c1", "one"), at(0)).request();

        assertThat(request.run()).isEqualTo(4);
        assertThat(request.facts()).isEmpty();
        assertThat(request.dismissedIds()).isEmpty();
    }

    @Test
    void shouldLookForEntitiesInABoundedPartOfAFlood() {
        List<String> lookedAt = new ArrayList<>();
        Function<String, List<DetectedEntity>> counting =
                text -> {
                    lookedAt.add(text);
                    return ENTITIES.apply(text);
                };
        ConversationState state = null;
        List<AssistRequest> requests = new ArrayList<>();
        int skipped = 0;
        for (int i = 100; i < 500; i++) {
            Conversation flooded =
                    new Conversation(SESSION, SETTINGS, REDACTION, counting, state, START);
            Decision decision =
                    flooded.on(customer("c" + i, "x4 ".repeat(3_300) + i), at((i - 100) * 24L));
            if (decision.request() != null) {
                requests.add(decision.request());
            }
            state = flooded.state();
            skipped += flooded.turnsSkipped();
        }

        assertThat(skipped).isBetween(380, 395);
        assertThat(lookedAt.stream().mapToInt(String::length).sum()).isBetween(5_000, 10_000);
        assertThat(requests).hasSizeLessThanOrEqualTo(5);
        assertThat(state.turns()).last().extracting(Turn::segmentId).isEqualTo("c499");

        Conversation later = restored(state);
        AssistRequest request = later.on(customer("d1", "#late"), at(20_000)).request();
        assertThat(request.facts()).extracting(DetectedEntity::value).containsExactly("late");
    }

    @Test
    void shouldTakeFactsFromWhereALongTurnBeginsAndEnds() {
        String text = "#first " + "so ".repeat(200) + "#middle " + "so ".repeat(200) + "#last";

        assertThat(call.on(customer("c1", text), at(0)).request().facts())
                .extracting(DetectedEntity::value)
                .containsExactly("first", "last");
    }

    @Property(tries = 500)
    void shouldDecideTheSameHoweverOftenItIsSavedAndRestored(@ForAll("scripts") List<Step> script) {
        Driver straight = new Driver(false);
        Driver restoring = new Driver(true);
        script.forEach(straight::play);
        script.forEach(restoring::play);
        straight.playOut();
        restoring.playOut();

        assertThat(restoring.decisions).isEqualTo(straight.decisions);
        assertThat(restoring.call.state()).isEqualTo(straight.call.state());
    }

    @Property(tries = 500)
    void shouldNeverAnalyseSpeechMoreOftenThanTheInterval(@ForAll("scripts") List<Step> script) {
        Driver driver = new Driver(false);
        script.forEach(driver::play);
        driver.playOut();

        List<Instant> runs = driver.speechRuns().map(AssistRequest::triggeredAt).toList();
        for (int i = 1; i < runs.size(); i++) {
            assertThat(Duration.between(runs.get(i - 1), runs.get(i)))
                    .isGreaterThanOrEqualTo(SETTINGS.interval());
        }
    }

    @Property(tries = 500)
    void shouldLetEveryCustomerSegmentBeNewInExactlyOneRun(@ForAll("scripts") List<Step> script) {
        Driver driver = new Driver(false);
        script.forEach(driver::play);
        driver.playOut();

        List<String> heard =
                driver.speechRuns().flatMap(run -> run.newSegmentIds().stream()).toList();
        assertThat(heard).doesNotHaveDuplicates().containsAll(driver.customerSegmentIds);
    }

    @Property(tries = 500)
    void shouldNumberRunsFromOneAndHearSpeechWithinTheInterval(
            @ForAll("scripts") List<Step> script) {
        Driver driver = new Driver(false);
        script.forEach(driver::play);
        driver.playOut();

        List<AssistRequest> runs = driver.runs().toList();
        for (int i = 0; i < runs.size(); i++) {
            assertThat(runs.get(i).run()).isEqualTo(i + 1);
            assertThat(Duration.between(runs.get(i).receivedAt(), runs.get(i).triggeredAt()))
                    .isBetween(Duration.ZERO, SETTINGS.interval());
        }
    }

    /** Any events at increasing times; long silences are rare but happen. */
    @Provide
    static Arbitrary<List<Step>> scripts() {
        Arbitrary<Long> pause =
                Arbitraries.frequencyOf(
                        Tuple.of(20, Arbitraries.longs().between(0, 700)),
                        Tuple.of(10, Arbitraries.longs().between(0, 2 * INTERVAL)),
                        Tuple.of(3, Arbitraries.just(INTERVAL)),
                        Tuple.of(1, Arbitraries.longs().between(IDLE - 3_000, IDLE + 3_000)));
        Arbitrary<Kind> kind =
                Arbitraries.frequency(
                        Tuple.of(6, Kind.CUSTOMER),
                        Tuple.of(3, Kind.AGENT),
                        Tuple.of(2, Kind.QUESTION),
                        Tuple.of(2, Kind.INTERIM),
                        Tuple.of(1, Kind.DISMISSED),
                        Tuple.of(1, Kind.STARTED));
        Arbitrary<Double> start = Arbitraries.doubles().between(0, 60).injectNull(0.3);
        return Combinators.combine(pause, kind, start).as(Step::new).list().ofMaxSize(60);
    }

    private enum Kind {
        CUSTOMER,
        AGENT,
        QUESTION,
        INTERIM,
        DISMISSED,
        STARTED
    }

    private record Step(long pause, Kind kind, Double startTime) {}

    /** Plays events to a call and fires its timers when they are due, as the operator does. */
    private static final class Driver {

        private final boolean restores;
        private final List<Decision> decisions = new ArrayList<>();
        private final List<String> customerSegmentIds = new ArrayList<>();
        private Conversation call = restored(null);
        private Instant now = START;
        private boolean ended;
        private int events;

        Driver(boolean restores) {
            this.restores = restores;
        }

        void play(Step step) {
            now = now.plusMillis(step.pause());
            fireTimersUntil(now);
            events++;
            if (step.kind() == Kind.CUSTOMER && !ended) {
                customerSegmentIds.add("s" + events);
            }
            note(call.on(event(step), now));
        }

        /** Lets time pass until the call has ended itself. */
        void playOut() {
            while (!ended) {
                now = call.nextDeadline();
                fireTimersUntil(now);
            }
        }

        Stream<AssistRequest> runs() {
            return decisions.stream().map(Decision::request).filter(request -> request != null);
        }

        Stream<AssistRequest> speechRuns() {
            return runs().filter(request -> request.trigger() == Trigger.CUSTOMER_SPEECH);
        }

        private void fireTimersUntil(Instant time) {
            while (!ended && !call.nextDeadline().isAfter(time)) {
                Decision decision = call.onTimer(call.nextDeadline());
                assertThat(decision)
                        .as("a due timer has something to do")
                        .isNotEqualTo(Decision.NOTHING);
                note(decision);
            }
        }

        private void note(Decision decision) {
            decisions.add(decision);
            ended |= decision.closing() != null;
            if (restores) {
                call = restored(call.state());
            }
        }

        private SessionEvent event(Step step) {
            String id = "s" + events;
            return switch (step.kind()) {
                case CUSTOMER -> heard(id, Speaker.CUSTOMER, true, step);
                case AGENT -> heard(id, Speaker.AGENT, true, step);
                case INTERIM -> heard(id, Speaker.CUSTOMER, false, step);
                case QUESTION ->
                        new AgentQuestion(SESSION, now, "q" + events, "agent-7", "how #" + events);
                case DISMISSED -> feedback("card-" + events, AgentFeedback.Kind.DISMISSED);
                case STARTED -> started("call-" + events);
            };
        }

        private TranscriptSegment heard(String id, Speaker speaker, boolean isFinal, Step step) {
            return segment(id, speaker, "said #" + events, isFinal, step.startTime());
        }
    }

    private static Conversation restored(ConversationState state) {
        return new Conversation(SESSION, SETTINGS, REDACTION, ENTITIES, state, START);
    }

    private static TranscriptSegment received(String id, Speaker speaker, Instant receivedAt) {
        return new TranscriptSegment(
                SESSION,
                START,
                "generic",
                "call-1",
                id,
                speaker,
                "well",
                null,
                null,
                null,
                true,
                receivedAt);
    }

    private static CallStarted started(String callId) {
        return new CallStarted(
                SESSION,
                START,
                "generic",
                callId,
                "agent-7",
                null,
                null,
                null,
                null,
                Map.of(),
                Collections.emptyMap());
    }

    private static CallEnded ended() {
        return new CallEnded(SESSION, START, "call-1", CallEnded.HANGUP);
    }

    private static TranscriptRedacted redacted(String segmentId, String text, int atMs) {
        return new TranscriptRedacted(SESSION, at(atMs), segmentId, text, List.of("secret"));
    }
}

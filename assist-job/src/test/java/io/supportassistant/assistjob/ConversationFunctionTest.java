package io.supportassistant.assistjob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.supportassistant.context.EntityRules;
import io.supportassistant.context.Language;
import io.supportassistant.conversation.AssistRequest;
import io.supportassistant.conversation.ConversationSettings;
import io.supportassistant.conversation.Turn;
import io.supportassistant.correlation.LegEvents;
import io.supportassistant.events.AgentFeedback;
import io.supportassistant.events.AgentQuestion;
import io.supportassistant.events.CallEnded;
import io.supportassistant.events.CallLinked;
import io.supportassistant.events.DeadLetter;
import io.supportassistant.events.DetectedEntity;
import io.supportassistant.events.SessionEvent;
import io.supportassistant.events.SessionIds;
import io.supportassistant.events.Speaker;
import io.supportassistant.events.TranscriptRedacted;
import io.supportassistant.events.TranscriptSegment;
import io.supportassistant.events.Trigger;
import io.supportassistant.redaction.RedactionSettings;
import io.supportassistant.settings.Settings;
import java.lang.reflect.Field;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
class ConversationFunctionTest {

    private static final String FAILING_TEXT = "unbearable";
    private static final String CALL = SessionIds.session("test", "one");
    private static final String OTHER_CALL = SessionIds.session("test", "two");
    private static final ConversationSettings SETTINGS =
            ConversationSettings.defaults().withEndSettle(Duration.ZERO);
    private static final long START = 1_000_000;
    private static final long INTERVAL = SETTINGS.interval().toMillis();

    private KeyedOneInputStreamOperatorTestHarness<String, SessionEvent, AssistRequest> harness;

    @BeforeEach
    void open() throws Exception {
        harness = harness();
        harness.open();
        at(START);
    }

    @AfterEach
    void close() throws Exception {
        harness.close();
    }

    @Test
    void shouldRunAtOnceAndThenOnceAtTheEndOfTheInterval() throws Exception {
        say(CALL, "s1");
        at(START + 500);
        say(CALL, "s2");
        at(START + 1_900);
        say(CALL, "s3");

        assertThat(requests()).hasSize(1);

        at(START + INTERVAL - 1);
        assertThat(requests()).hasSize(1);

        at(START + INTERVAL);
        assertThat(requests()).extracting(AssistRequest::run).containsExactly(1, 2);
        assertThat(requests().get(1).newSegmentIds()).containsExactly("s2", "s3");

        at(START + 5 * INTERVAL);
        assertThat(requests()).hasSize(2);
    }

    @Test
    void shouldAnswerTheAgentWithoutWaiting() throws Exception {
        say(CALL, "s1");
        at(START + 100);
        send(new AgentQuestion(CALL, now(), "q1", "agent-7", "how long do refunds take?"));

        assertThat(requests())
                .extracting(AssistRequest::trigger)
                .containsExactly(Trigger.CUSTOMER_SPEECH, Trigger.AGENT_QUESTION);
    }

    @Test
    void shouldProcessARepeatedSegmentOnce() throws Exception {
        say(CALL, "s1");
        at(START + 3 * INTERVAL);
        say(CALL, "s1");

        assertThat(requests()).hasSize(1);
    }

    @Test
    void shouldProcessACorrectedSegmentOnce() throws Exception {
        say(CALL, "s1", Speaker.CUSTOMER, "i see error four");
        at(START + 3 * INTERVAL);
        say(CALL, "s1", Speaker.CUSTOMER, "I see error 401.");
        say(CALL, "s1", Speaker.CUSTOMER, "I see error 401.");
        at(START + 9 * INTERVAL);

        assertThat(requests())
                .extracting(request -> request.turns().stream().map(Turn::text).toList())
                .containsExactly(List.of("i see error four"), List.of("I see error 401."));
        assertThat(requests().get(1).facts())
                .extracting(DetectedEntity::value)
                .containsExactly("401");
    }

    @Test
    void shouldNotRestoreRedactedPartsOfASegment() throws Exception {
        say(CALL, "s1", Speaker.CUSTOMER, "my card number is four one one one");
        say(CALL, "s2", Speaker.CUSTOMER, "one one one one one one one one one one one one");
        int before = requests().size();
        say(CALL, "s1", Speaker.CUSTOMER, "My card number is 4111.");
        at(START + 9 * INTERVAL);

        assertThat(requests()).hasSize(before + 1);
        assertThat(requests().get(before).turns())
                .extracting(Turn::text)
                .allSatisfy(text -> assertThat(text).doesNotContain("four one", "4111"));
    }

    @Test
    void shouldOrderSegmentsByTheirTime() throws Exception {
        send(segment(CALL, "late", 8.0));
        send(segment(CALL, "early", 2.0));
        send(segment(CALL, "middle", 5.0));
        at(START + INTERVAL);

        assertThat(requests().get(1).turns())
                .extracting(Turn::segmentId)
                .containsExactly("early", "middle", "late");
    }

    @Test
    void shouldKeepCallsApart() throws Exception {
        say(CALL, "s1");
        say(OTHER_CALL, "s1");
        at(START + 100);
        say(CALL, "s2");
        say(OTHER_CALL, "s2");
        at(START + INTERVAL);

        assertThat(requests()).hasSize(4);
        assertThat(requests().stream().filter(request -> request.sessionId().equals(CALL)))
                .extracting(AssistRequest::run)
                .containsExactly(1, 2);
    }

    @Test
    void shouldNotCountItsOwnCorrectionsAsEventsAfterTheEnd() throws Exception {
        say(CALL, "s1");
        send(new CallEnded(CALL, now(), "one", CallEnded.HANGUP));
        at(START + 3 * INTERVAL);
        send(new TranscriptRedacted(CALL, now(), "s1", "it's [card number]", List.of()));
        assertThat(afterTheEnd()).isZero();

        say(CALL, "s2");
        assertThat(afterTheEnd()).isEqualTo(1);
    }

    private long afterTheEnd() throws Exception {
        var operator = (KeyedProcessOperator<?, ?, ?>) harness.getOperator();
        Field field = ConversationFunction.class.getDeclaredField("afterTheEnd");
        field.setAccessible(true);
        return ((Counter) field.get(operator.getUserFunction())).getCount();
    }

    @Test
    void shouldEndAnIdleCallAndForgetItAfterTheGrace() throws Exception {
        say(CALL, "s1");

        long idleAt = START + SETTINGS.idleTimeout().toMillis();
        at(idleAt);
        assertThat(closings()).extracting(CallEnded::reason).containsExactly(CallEnded.IDLE);
        // the conversation, the id of its one segment, the time of its timer
        assertThat(harness.numKeyedStateEntries()).isEqualTo(3);

        at(idleAt + SETTINGS.lateGrace().toMillis());
        // the number of its last analysis
        assertThat(harness.numKeyedStateEntries()).isEqualTo(1);
        assertThat(harness.numProcessingTimeTimers()).isZero();
        send(new CallEnded(CALL, now(), "one", CallEnded.HANGUP));
        assertThat(closings()).hasSize(1);
    }

    @Test
    void shouldIgnoreItsOwnEndOfASilentCall() throws Exception {
        say(CALL, "s1");
        long idleAt = START + SETTINGS.idleTimeout().toMillis();
        at(idleAt);
        CallEnded own = closings().get(0);

        send(own);
        assertThat(closings()).containsExactly(own);

        at(idleAt + 1_000);
        say(CALL, "s2");
        send(own);
        at(idleAt + 1_000 + 3 * INTERVAL);
        assertThat(closings()).containsExactly(own);
        assertThat(requests()).extracting(AssistRequest::run).containsExactly(1, 2);
    }

    @Test
    void shouldResumeACallAfterSilence() throws Exception {
        say(CALL, "s1");
        long idleAt = START + SETTINGS.idleTimeout().toMillis();
        at(idleAt);

        at(idleAt + 1_000);
        say(CALL, "s2");
        assertThat(requests()).extracting(AssistRequest::run).containsExactly(1, 2);
        assertThat(afterTheEnd()).isZero();

        at(idleAt + 2_000);
        send(new CallEnded(CALL, now(), "one", CallEnded.HANGUP));
        at(idleAt + 2_000 + 3 * INTERVAL);
        assertThat(closings())
                .extracting(CallEnded::reason)
                .containsExactly(CallEnded.IDLE, CallEnded.HANGUP);
    }

    @Test
    void shouldRememberDismissedCardsDuringSilence() throws Exception {
        say(CALL, "s1");
        long idleAt = START + SETTINGS.idleTimeout().toMillis();
        at(idleAt);
        send(new AgentFeedback("f", CALL, "card-1", AgentFeedback.Kind.DISMISSED, "a1", now()));

        at(idleAt + 1_000);
        say(CALL, "s2");
        assertThat(requests().get(1).dismissedIds()).containsExactly("card-1");
    }

    @Test
    void shouldNotResumeASilentCallAfterItsEnd() throws Exception {
        say(CALL, "s1");
        long idleAt = START + SETTINGS.idleTimeout().toMillis();
        at(idleAt);
        send(new CallEnded(CALL, now(), "one", CallEnded.HANGUP));
        say(CALL, "s2");

        assertThat(requests()).hasSize(1);
        assertThat(closings())
                .extracting(CallEnded::reason)
                .containsExactly(CallEnded.IDLE, CallEnded.HANGUP);
    }

    @Test
    void shouldNotResumeForRepetitionsOrAnnotations() throws Exception {
        say(CALL, "s1");
        long idleAt = START + SETTINGS.idleTimeout().toMillis();
        at(idleAt);

        say(CALL, "s1");
        send(new TranscriptRedacted(CALL, now(), "s1", "it's [card number]", List.of()));
        at(idleAt + SETTINGS.lateGrace().toMillis());

        assertThat(requests()).hasSize(1);
        assertThat(harness.numProcessingTimeTimers()).isZero();
    }

    @Test
    void shouldContinueTheRunNumbersOfASessionAfterTheGrace() throws Exception {
        say(CALL, "s1");
        send(new CallEnded(CALL, now(), "one", CallEnded.HANGUP));
        at(START + 3 * INTERVAL);
        at(START + 3 * INTERVAL + SETTINGS.lateGrace().toMillis());

        say(CALL, "s1");

        assertThat(requests()).extracting(AssistRequest::run).containsExactly(1, 2);
        assertThat(requests().get(1).turns()).hasSize(1);
    }

    @Test
    void shouldNotReopenForALateEvent() throws Exception {
        say(CALL, "s1");
        send(new CallEnded(CALL, now(), "one", CallEnded.HANGUP));
        at(START + 3 * INTERVAL);
        say(CALL, "s2");

        assertThat(requests()).hasSize(1);
        assertThat(closings()).hasSize(1);
    }

    @Test
    void shouldKeepNothingOfACallOfWhichOnlyTheEndIsKnown() throws Exception {
        send(new CallEnded(CALL, now(), "one", CallEnded.HANGUP));

        assertThat(harness.numKeyedStateEntries()).isZero();
        assertThat(harness.numProcessingTimeTimers()).isZero();
        assertThat(closings()).isEmpty();
    }

    @Test
    void shouldCloseALegThatIsLinkedBeforeOtherEvents() throws Exception {
        send(new CallLinked(OTHER_CALL, now(), "test", "two", CALL, "one"));

        assertThat(closings()).extracting(CallEnded::sessionId).containsExactly(CALL);
        assertThat(closings()).extracting(CallEnded::reason).containsExactly(CallEnded.LINKED);

        at(START + SETTINGS.lateGrace().toMillis());
        assertThat(harness.numKeyedStateEntries()).isEqualTo(1);
    }

    @Test
    void shouldCloseALegThatEndedBeforeItsLink() throws Exception {
        say(CALL, "s1");
        at(START + SETTINGS.idleTimeout().toMillis());

        send(new CallLinked(OTHER_CALL, now(), "test", "two", CALL, "one"));

        assertThat(closings())
                .extracting(CallEnded::reason)
                .containsExactly(CallEnded.IDLE, CallEnded.LINKED);
    }

    @Test
    void shouldKeepOneTimer() throws Exception {
        for (int i = 0; i < 20; i++) {
            at(START + 300L * i);
            say(CALL, "s" + i);
            assertThat(harness.numProcessingTimeTimers()).isEqualTo(1);
        }
    }

    @Test
    void shouldResumeInTheMiddleOfAnInterval() throws Exception {
        say(CALL, "s1");
        at(START + 700);
        say(CALL, "s2");
        OperatorSubtaskState snapshot = harness.snapshot(1, START + 700);
        harness.close();

        harness = harness();
        harness.initializeState(snapshot);
        harness.open();
        // Restored long after the end of the interval: the waiting analysis runs at once, and once.
        at(START + 20_000);

        assertThat(requests()).extracting(AssistRequest::run).containsExactly(2);
        assertThat(requests().get(0).newSegmentIds()).containsExactly("s2");

        say(CALL, "s2");
        at(START + 30_000);
        assertThat(requests()).hasSize(1);
    }

    @Test
    void shouldRedactSegmentsThatALaterOneShowsToBePartsOfANumber() throws Exception {
        say(CALL, "s1", Speaker.CUSTOMER, "four one one one");
        say(CALL, "s2", Speaker.AGENT, "four one one one, go on");
        say(OTHER_CALL, "s1", Speaker.CUSTOMER, "1111 1111");
        OperatorSubtaskState snapshot = harness.snapshot(1, START);
        harness.close();
        harness = harness();
        harness.initializeState(snapshot);
        harness.open();
        at(START + INTERVAL);

        say(CALL, "s3", Speaker.CUSTOMER, "one one one one one one one one one one one one");

        assertThat(redactions())
                .extracting(TranscriptRedacted::sessionId, TranscriptRedacted::segmentId)
                .containsExactly(tuple(CALL, "s1"), tuple(CALL, "s2"), tuple(CALL, "s3"));
        assertThat(redactions())
                .extracting(TranscriptRedacted::text)
                .containsExactly("[card number]", "[card number], go on", "[card number]");
        assertThat(redactions().get(0).kinds()).containsExactly("card_number");
        assertThat(requests().get(requests().size() - 1).turns())
                .extracting(Turn::text)
                .containsExactly("[card number]", "[card number], go on", "[card number]");
    }

    @Test
    void shouldIgnoreItsOwnRedactions() throws Exception {
        say(CALL, "s1", Speaker.CUSTOMER, "my card number is four one one one");
        at(START + INTERVAL);
        say(CALL, "s2", Speaker.CUSTOMER, "call me at 415 555 0142 or so");
        List<TranscriptRedacted> first = redactions();
        List<AssistRequest> before = List.copyOf(requests());

        for (TranscriptRedacted redacted : first) {
            send(redacted);
        }
        at(START + 10 * INTERVAL);

        assertThat(first).isNotEmpty();
        assertThat(redactions()).isEqualTo(first);
        assertThat(requests()).isEqualTo(before);
    }

    @Test
    void shouldNotOpenACallForARedaction() throws Exception {
        send(new TranscriptRedacted(CALL, now(), "s1", "[card number]", List.of("card_number")));

        assertThat(harness.numKeyedStateEntries()).isZero();
    }

    @Test
    void shouldSetAsideAFailingEventAndContinue() throws Exception {
        say(CALL, "s1");
        say(CALL, "s2", Speaker.CUSTOMER, "this text " + FAILING_TEXT);
        at(START + 2 * INTERVAL);
        say(CALL, "s3", Speaker.CUSTOMER, "and error 402");

        Queue<StreamRecord<DeadLetter>> letters =
                harness.getSideOutput(ConversationFunction.DEAD_LETTERS);
        assertThat(letters).hasSize(1);
        DeadLetter letter = letters.peek().getValue();
        assertThat(letter.reason())
                .isEqualTo("the conversation failed on TranscriptSegment: IllegalStateException");
        assertThat(letter.toString()).doesNotContain(FAILING_TEXT);
        assertThat(requests())
                .last()
                .extracting(AssistRequest::turns, InstanceOfAssertFactories.list(Turn.class))
                .extracting(Turn::segmentId)
                .containsExactly("s1", "s3");
    }

    private static List<DetectedEntity> entities(String text) {
        if (text.contains(FAILING_TEXT)) {
            throw new IllegalStateException("a text that fails");
        }
        return EntityRules.standard(Language.english()).findTelling(text);
    }

    private static KeyedOneInputStreamOperatorTestHarness<String, SessionEvent, AssistRequest>
            harness() throws Exception {
        return new KeyedOneInputStreamOperatorTestHarness<>(
                new KeyedProcessOperator<>(
                        new ConversationFunction(
                                SETTINGS,
                                () -> RedactionSettings.redactor(Settings.of(Map.of())),
                                () -> ConversationFunctionTest::entities,
                                Duration.ofHours(24))),
                LegEvents::sessionOf,
                Types.STRING);
    }

    private void at(long time) throws Exception {
        harness.setProcessingTime(time);
    }

    private Instant now() {
        return Instant.ofEpochMilli(harness.getProcessingTime());
    }

    private void say(String session, String id) throws Exception {
        send(segment(session, id, null));
    }

    private void send(SessionEvent event) throws Exception {
        harness.processElement(event, 0);
    }

    private void say(String session, String id, Speaker speaker, String text) throws Exception {
        send(segment(session, id, speaker, text, null));
    }

    private TranscriptSegment segment(String session, String id, Double startTime) {
        return segment(session, id, Speaker.CUSTOMER, "error 401 again", startTime);
    }

    private TranscriptSegment segment(
            String session, String id, Speaker speaker, String text, Double startTime) {
        return new TranscriptSegment(
                session, now(), "test", "call", id, speaker, text, startTime, null, 0.9, true,
                now());
    }

    private List<AssistRequest> requests() {
        return harness.extractOutputValues();
    }

    private List<CallEnded> closings() {
        var closings = harness.getSideOutput(ConversationFunction.CLOSINGS);
        return closings == null ? List.of() : closings.stream().map(r -> r.getValue()).toList();
    }

    private List<TranscriptRedacted> redactions() {
        var redactions = harness.getSideOutput(ConversationFunction.REDACTIONS);
        return redactions == null
                ? List.of()
                : redactions.stream().map(r -> (TranscriptRedacted) r.getValue()).toList();
    }
}

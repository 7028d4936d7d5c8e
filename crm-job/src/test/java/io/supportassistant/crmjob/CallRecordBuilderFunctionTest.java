package io.supportassistant.crmjob;

import static io.supportassistant.crm.SampleEvents.CALL;
import static io.supportassistant.crm.SampleEvents.PHONE;
import static io.supportassistant.crm.SampleEvents.caseRequested;
import static io.supportassistant.crm.SampleEvents.chosen;
import static io.supportassistant.crm.SampleEvents.ended;
import static io.supportassistant.crm.SampleEvents.feedback;
import static io.supportassistant.crm.SampleEvents.profile;
import static io.supportassistant.crm.SampleEvents.started;
import static io.supportassistant.crm.SampleEvents.update;
import static org.assertj.core.api.Assertions.assertThat;

import io.supportassistant.crm.CallRecordBuilder.CallRecordBuilderSettings;
import io.supportassistant.crm.Caller;
import io.supportassistant.crm.CaseRules;
import io.supportassistant.events.AgentFeedback.Kind;
import io.supportassistant.events.CallEnded;
import io.supportassistant.events.CallRecord;
import io.supportassistant.events.CustomerProfile.Status;
import io.supportassistant.events.SessionEvent;
import io.supportassistant.events.SessionIds;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CallRecordBuilderFunctionTest {

    private static final String OTHER_CALL = SessionIds.session("test", "two");
    private static final CallRecordBuilderSettings SETTINGS =
            new CallRecordBuilderSettings(
                    Duration.ofSeconds(10),
                    Duration.ofMinutes(30),
                    Duration.ofHours(4),
                    Duration.ZERO);
    private static final long SETTLE = SETTINGS.settle().toMillis();
    private static final long LATE = SETTINGS.lateWishes().toMillis();
    private static final long IDLE = SETTINGS.idle().toMillis();
    private static final long START = 1_000_000;
    private static final long END = START + 90_000;

    private KeyedOneInputStreamOperatorTestHarness<String, SessionEvent, Caller> harness;

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
    void shouldLookUpAtOnceAndRecordWhenTheEndHasSettled() throws Exception {
        send(started(CALL, null, PHONE));
        assertThat(callers()).containsExactly(new Caller(CALL, null, PHONE, false, 0));

        at(END);
        end(CALL);
        at(END + SETTLE - 1);
        assertThat(records()).isEmpty();
        at(END + SETTLE);
        assertThat(records()).extracting(CallRecord::callId).containsExactly("one");
        assertNothingKeptAfter(END + SETTLE + LATE);
        assertThat(records()).hasSize(1);
    }

    @Test
    void shouldKeepCallsApart() throws Exception {
        send(started(CALL, null, PHONE));
        send(started(OTHER_CALL, "C-2", null));
        send(profile(CALL, Status.UNIQUE, "C-1"));
        send(profile(OTHER_CALL, Status.UNIQUE, "C-2"));
        end(CALL);
        at(START + SETTLE);

        assertThat(records())
                .extracting(CallRecord::sessionId, CallRecord::customerId)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(CALL, "C-1"));
        at(END);
        end(OTHER_CALL);
        at(END + SETTLE);

        assertThat(records()).extracting(CallRecord::customerId).containsExactly("C-1", "C-2");
        assertNothingKeptAfter(END + SETTLE + LATE);
    }

    @Test
    void shouldKeepOneTimer() throws Exception {
        for (int i = 0; i < 20; i++) {
            at(START + 300L * i);
            send(update(CALL, i + 1, "x", List.of("c" + i), List.of()));
            assertThat(harness.numProcessingTimeTimers()).isEqualTo(1);
            // the builder's state, the time of its timer
            assertThat(harness.numKeyedStateEntries()).isEqualTo(2);
        }
        end(CALL);
        assertThat(harness.numProcessingTimeTimers()).isEqualTo(1);
        at(END + SETTLE);
        assertThat(harness.numProcessingTimeTimers()).isEqualTo(1);
        assertNothingKeptAfter(END + SETTLE + LATE);
    }

    @Test
    void shouldMakeTheRecordAgainForALateCaseRequest() throws Exception {
        send(started(CALL, "C-1", null));
        end(CALL);
        at(START + SETTLE);
        at(START + SETTLE + LATE - 1);
        send(caseRequested(CALL, "call back"));

        assertThat(records()).hasSize(2);
        assertThat(records().get(0).caseWanted()).isNull();
        assertThat(records().get(1).caseWanted().note()).isEqualTo("call back");
        assertNothingKeptAfter(START + SETTLE + LATE);
    }

    @Test
    void shouldForgetAnIdleCall() throws Exception {
        send(started(CALL, null, PHONE));
        at(START + IDLE - 1);
        send(feedback(CALL, "a", Kind.SHOWN));
        at(START + IDLE);
        assertThat(harness.numKeyedStateEntries()).isEqualTo(2);

        assertNothingKeptAfter(START + IDLE - 1 + IDLE);
        assertThat(records()).isEmpty();
    }

    @Test
    void shouldForgetALegOfAnotherCall() throws Exception {
        send(started(CALL, null, PHONE));
        send(new CallEnded(CALL, now(), "one", CallEnded.LINKED));
        end(CALL);
        at(START + SETTLE);

        assertThat(records()).isEmpty();
        assertNothingKeptAfter(START + IDLE);
        assertThat(records()).isEmpty();
    }

    @Test
    void shouldResumeInTheMiddleOfACall() throws Exception {
        send(started(CALL, null, PHONE));
        send(profile(CALL, Status.AMBIGUOUS, null));
        send(update(CALL, 1, "hub offline", List.of("a", "b"), List.of("q1", "q2")));
        send(feedback(CALL, "a", Kind.HELPFUL));
        send(feedback(CALL, "c", Kind.SHOWN));
        send(chosen(CALL, "C-2"));
        restore(START);

        // No second look-up.
        send(started(CALL, null, PHONE));
        send(chosen(CALL, "C-2"));
        assertThat(callers()).isEmpty();
        send(update(CALL, 2, null, List.of("c"), List.of(), List.of("q1")));
        at(END);
        end(CALL);
        at(END + SETTLE);

        CallRecord record = records().get(0);
        assertThat(records()).hasSize(1);
        assertThat(record.customerId()).isEqualTo("C-2");
        assertThat(record.issue()).isEqualTo("hub offline");
        assertThat(record.articlesShown())
                .extracting(CallRecord.ShownArticle::articleId)
                .containsExactly("KB-a", "KB-c");
        assertThat(record.articlesHelpful())
                .extracting(CallRecord.ShownArticle::articleId)
                .containsExactly("KB-a");
        assertThat(record.openQuestions()).containsExactly("What about q2?");
        assertThat(record.entities()).hasSize(2);
        assertNothingKeptAfter(END + SETTLE + LATE);
    }

    @Test
    void shouldMakeTheRecordThatBecameDueDuringDowntime() throws Exception {
        send(started(CALL, "C-1", PHONE));
        send(caseRequested(CALL, "call back"));
        end(CALL);
        restore(START + SETTLE / 2);
        assertThat(records()).isEmpty();
        long back = START + 100 * SETTLE;
        at(back);

        assertThat(records()).hasSize(1);
        assertThat(records().get(0).caseWanted().note()).isEqualTo("call back");
        at(back + SETTLE);
        assertThat(records()).hasSize(1);
        assertNothingKeptAfter(back + LATE);
    }

    @Test
    void shouldNotMakeTheRecordAgainAfterARestore() throws Exception {
        send(started(CALL, "C-1", PHONE));
        end(CALL);
        at(START + SETTLE);
        assertThat(records()).hasSize(1);
        restore(START + SETTLE);
        end(CALL);
        at(START + SETTLE + LATE - 1);

        assertThat(records()).isEmpty();
        assertNothingKeptAfter(START + SETTLE + LATE);
    }

    @Test
    void shouldRememberALegAcrossARestore() throws Exception {
        send(started(CALL, null, PHONE));
        send(new CallEnded(CALL, now(), "one", CallEnded.LINKED));
        restore(START + 5_000);
        end(CALL);
        at(START + 5_000 + SETTLE);

        assertThat(records()).isEmpty();
    }

    private static KeyedOneInputStreamOperatorTestHarness<String, SessionEvent, Caller> harness()
            throws Exception {
        return new KeyedOneInputStreamOperatorTestHarness<>(
                new KeyedProcessOperator<>(
                        new CallRecordBuilderFunction(
                                SETTINGS, () -> CaseRules.NONE, Duration.ofHours(48))),
                SessionEvent::sessionId,
                Types.STRING);
    }

    private void restore(long time) throws Exception {
        OperatorSubtaskState snapshot = harness.snapshot(1, time);
        harness.close();
        harness = harness();
        harness.initializeState(snapshot);
        harness.open();
        at(time);
    }

    private void assertNothingKeptAfter(long time) throws Exception {
        at(time - 1);
        assertThat(harness.numKeyedStateEntries()).isEqualTo(2);
        at(time);
        assertThat(harness.numKeyedStateEntries()).isZero();
        assertThat(harness.numProcessingTimeTimers()).isZero();
    }

    private void at(long time) throws Exception {
        harness.setProcessingTime(time);
    }

    private Instant now() {
        return Instant.ofEpochMilli(harness.getProcessingTime());
    }

    private void end(String session) throws Exception {
        send(ended(session, now()));
    }

    private void send(SessionEvent event) throws Exception {
        harness.processElement(event, 0);
    }

    private List<Caller> callers() {
        return harness.extractOutputValues();
    }

    private List<CallRecord> records() {
        var records = harness.getSideOutput(CallRecordBuilderFunction.RECORDS);
        return records == null ? List.of() : records.stream().map(StreamRecord::getValue).toList();
    }
}

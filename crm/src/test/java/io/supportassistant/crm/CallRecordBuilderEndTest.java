package io.supportassistant.crm;

import static io.supportassistant.crm.SampleEvents.CALL;
import static io.supportassistant.crm.SampleEvents.PHONE;
import static io.supportassistant.crm.SampleEvents.START;
import static io.supportassistant.crm.SampleEvents.caseRequested;
import static io.supportassistant.crm.SampleEvents.chosen;
import static io.supportassistant.crm.SampleEvents.ended;
import static io.supportassistant.crm.SampleEvents.feedback;
import static io.supportassistant.crm.SampleEvents.profile;
import static io.supportassistant.crm.SampleEvents.started;
import static io.supportassistant.crm.SampleEvents.update;
import static io.supportassistant.crm.SampleRecording.END;
import static io.supportassistant.crm.SampleRecording.IDLE;
import static io.supportassistant.crm.SampleRecording.LATE;
import static io.supportassistant.crm.SampleRecording.SETTINGS;
import static io.supportassistant.crm.SampleRecording.SETTLE;
import static io.supportassistant.crm.SampleRecording.article;
import static org.assertj.core.api.Assertions.assertThat;

import io.supportassistant.events.AgentFeedback.Kind;
import io.supportassistant.events.AgentLeft;
import io.supportassistant.events.AgentQuestion;
import io.supportassistant.events.CallEnded;
import io.supportassistant.events.CallRecord;
import io.supportassistant.events.CallRecord.CaseWanted;
import io.supportassistant.events.CallRecord.Priority;
import io.supportassistant.events.CaseRequested;
import io.supportassistant.events.CaseWithdrawn;
import io.supportassistant.events.CustomerProfile.Status;
import io.supportassistant.events.TranscriptGap;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** When a call gets its record and its case, and when it is forgotten. */
class CallRecordBuilderEndTest {

    private final SampleRecording call = new SampleRecording();

    @Test
    void shouldRecordOnlyAfterTheSettleTime() {
        call.hear(started(CALL, null, PHONE));
        call.now = END;
        call.hear(ended(CALL, END));
        assertThat(call.file().nextDeadline()).isEqualTo(END.plus(SETTLE));

        call.pass(SETTLE.minusMillis(1));
        assertThat(call.records).isEmpty();

        call.pass(Duration.ofMillis(1));
        assertThat(call.records).hasSize(1);
        assertThat(call.closed).isFalse();
    }

    @Test
    void shouldIncludeEventsBetweenTheEndAndTheRecord() {
        call.hear(started(CALL, null, PHONE));
        call.hear(update(CALL, 1, "x", List.of("a"), List.of()));
        call.now = END;
        call.hear(ended(CALL, END));
        call.pass(SETTLE.dividedBy(2));
        call.hear(feedback(CALL, "a", Kind.HELPFUL));
        call.hear(chosen(CALL, "C-2"));
        call.hear(caseRequested(CALL, "call back"));
        assertThat(call.records).isEmpty();
        call.pass(SETTLE);

        assertThat(call.records).hasSize(1);
        assertThat(call.records.get(0).articlesHelpful()).containsExactly(article("a"));
        assertThat(call.records.get(0).customerId()).isEqualTo("C-2");
        assertThat(call.records.get(0).caseWanted())
                .isEqualTo(new CaseWanted(CaseWanted.AGENT, Priority.NORMAL, "call back"));
    }

    @Test
    void shouldUseTheFirstEndOfTheCall() {
        call.hear(started(CALL, null, PHONE));
        call.hear(ended(CALL, END));
        call.hear(new CallEnded(CALL, END.plusSeconds(500), "one", CallEnded.IDLE));
        call.pass(SETTLE);

        assertThat(call.records).extracting(CallRecord::endedAt).containsExactly(END);
        assertThat(call.records)
                .extracting(CallRecord::endReason)
                .containsExactly(CallEnded.HANGUP);
    }

    @Test
    void shouldMakeOneRecordOfACallThatResumesAfterSilence() {
        call.hear(started(CALL, null, PHONE));
        call.hear(new CallEnded(CALL, END, "one", CallEnded.IDLE));
        call.pass(SETTLE);
        assertThat(call.records).isEmpty();

        call.hear(new AgentQuestion(CALL, END.plusSeconds(60), "q", "a1", "how long does it take"));
        call.hear(update(CALL, 1, "hub offline", List.of("a"), List.of()));
        call.hear(feedback(CALL, "a", Kind.HELPFUL));
        call.pass(Duration.ofMinutes(11));
        assertThat(call.records).isEmpty();
        call.hear(ended(CALL, END.plusSeconds(500)));
        call.pass(SETTLE);

        assertThat(call.records)
                .extracting(CallRecord::endedAt)
                .containsExactly(END.plusSeconds(500));
        assertThat(call.records.get(0).endReason()).isEqualTo(CallEnded.HANGUP);
        assertThat(call.records.get(0).articlesHelpful()).containsExactly(article("a"));
    }

    @Test
    void shouldMakeNoOtherRecordForAQuestionOfTheAgentAfterTheRecord() {
        call.hear(started(CALL, null, PHONE));
        call.hear(new CallEnded(CALL, END, "one", CallEnded.IDLE));
        call.pass(Duration.ofMinutes(10));

        call.hear(
                new AgentQuestion(CALL, END.plusSeconds(900), "q", "a1", "how long does it take"));
        call.hear(caseRequested(CALL, "call back"));

        assertThat(call.records).extracting(CallRecord::continuation).containsExactly(0, 0);
        assertThat(call.records.get(1).caseWanted()).isNotNull();
    }

    @Test
    void shouldMakeTheRecordOfACallThatItsSourceEndsAsIdle() {
        call.hear(started(CALL, null, PHONE));
        call.hear(new CallEnded(CALL, END, "one", CallEnded.IDLE, null, "test"));
        call.hear(update(CALL, 2_000, "hub offline", List.of("a"), List.of()));
        call.pass(SETTLE);

        assertThat(call.records).extracting(CallRecord::continuation).containsExactly(0);
    }

    @Test
    void shouldMakeTheRecordOfACallThatStaysSilent() {
        call.hear(started(CALL, null, PHONE));
        call.hear(new CallEnded(CALL, END, "one", CallEnded.IDLE));
        call.pass(Duration.ofMinutes(10));

        assertThat(call.records).extracting(CallRecord::endReason).containsExactly(CallEnded.IDLE);
        call.hear(ended(CALL, END.plusSeconds(500)));
        call.pass(SETTLE);
        assertThat(call.records).hasSize(1);
    }

    @Test
    void shouldOpenNoCaseThatWasWithdrawnBeforeTheRecord() {
        call.hear(update(CALL, 8, "where do I change my card", List.of("a"), List.of()));
        call.hear(new CaseRequested(CALL, START.plusSeconds(30), "a-7", "call back"));
        call.hear(new CaseWithdrawn(CALL, START.plusSeconds(40), "a-7"));

        assertThat(call.recordAfterTheEnd().caseWanted()).isNull();
    }

    @Test
    void shouldOpenACaseThatIsRequestedAgainAfterAWithdrawal() {
        call.hear(update(CALL, 8, "where do I change my card", List.of("a"), List.of()));
        call.hear(new CaseRequested(CALL, START.plusSeconds(30), "a-7", "call back"));
        call.hear(new CaseWithdrawn(CALL, START.plusSeconds(40), "a-7"));
        call.hear(new CaseRequested(CALL, START.plusSeconds(50), "a-7", null));

        CallRecord record = call.recordAfterTheEnd();
        assertThat(record.caseWanted().reason()).isEqualTo(CaseWanted.AGENT);
        assertThat(record.caseWanted().note()).isNull();
    }

    @Test
    void shouldKeepTheCaseOfAWrittenRecordThatIsWithdrawnTooLate() {
        call.hear(update(CALL, 8, "where do I change my card", List.of("a"), List.of()));
        call.hear(new CaseRequested(CALL, START.plusSeconds(30), "a-7", "call back"));
        call.recordAfterTheEnd();

        call.hear(new CaseWithdrawn(CALL, START.plusSeconds(40), "a-7"));

        assertThat(call.records).hasSize(1);
        assertThat(call.state.caseAsked()).isTrue();
    }

    @Test
    void shouldOpenACaseForTheProblemOfTheMoment() {
        call.hear(update(CALL, 8, "where do I change my card", List.of("a"), List.of()));
        call.hear(
                new CaseRequested(
                        CALL, START.plusSeconds(30), "a-7", null, "my siren goes off every night"));
        call.hear(update(CALL, 10, "how long is a refund", List.of("b"), List.of()));

        CallRecord record = call.recordAfterTheEnd();
        assertThat(record.issue()).isEqualTo("where do I change my card");
        assertThat(record.caseWanted().issue()).isEqualTo("my siren goes off every night");
        CaseDraft draft = CallSummary.aCase(record, null, null);
        assertThat(draft.subject()).isEqualTo("my siren goes off every night");
        assertThat(draft.description())
                .startsWith("About: my siren goes off every night\n")
                .contains("Problem: where do I change my card\n");
    }

    @Test
    void shouldMakeAnotherRecordIfTheCallGoesOnAfterALongSilence() {
        call.hear(started(CALL, null, PHONE));
        call.hear(update(CALL, 9, "charged twice", List.of("b"), List.of()));
        call.hear(new CallEnded(CALL, END, "one", CallEnded.IDLE));
        call.pass(Duration.ofMinutes(10));
        assertThat(call.records).extracting(CallRecord::issue).containsExactly("charged twice");

        call.hear(update(CALL, 2_000, "hub offline", List.of("a"), List.of()));
        call.hear(ended(CALL, END.plusSeconds(5_000)));
        call.pass(SETTLE);

        assertThat(call.records)
                .extracting(CallRecord::endReason)
                .containsExactly(CallEnded.IDLE, CallEnded.HANGUP);
        assertThat(call.records).extracting(CallRecord::continuation).containsExactly(0, 1);
        assertThat(call.records.get(1).issue()).isEqualTo("hub offline");
        call.hear(caseRequested(CALL, "call back"));
        assertThat(call.records.get(2).recordKey()).isEqualTo(call.records.get(1).recordKey());
    }

    @Test
    void shouldMakeTheRecordOfASilentCallWhateverTheAgentDoesAfterwards() {
        call.hear(started(CALL, null, PHONE));
        call.hear(new CallEnded(CALL, END, "one", CallEnded.IDLE));
        call.hear(new AgentLeft(CALL, END.plusSeconds(60), "agent-7", "avaya"));
        call.hear(new TranscriptGap(CALL, END.plusSeconds(70), "avaya", "an error"));
        call.hear(caseRequested(CALL, "call back"));
        call.pass(Duration.ofMinutes(10));

        assertThat(call.records).extracting(CallRecord::endReason).containsExactly(CallEnded.IDLE);
        assertThat(call.records.get(0).caseWanted()).isNotNull();
    }

    @Test
    void shouldMakeASecondRecordForALateCaseRequest() {
        call.hear(started(CALL, null, PHONE));
        call.hear(ended(CALL, END));
        call.pass(SETTLE);
        call.pass(LATE.dividedBy(2));
        call.hear(caseRequested(CALL, "call back"));
        call.hear(caseRequested(CALL, null));

        assertThat(call.records).hasSize(3);
        assertThat(call.records.get(0).caseWanted()).isNull();
        assertThat(call.records.get(1).caseWanted().note()).isEqualTo("call back");
        assertThat(call.records.get(2)).isEqualTo(call.records.get(1));
        assertThat(call.records.get(1))
                .usingRecursiveComparison()
                .ignoringFields("caseWanted")
                .isEqualTo(call.records.get(0));
    }

    @Test
    void shouldCloseWhenNoCaseCanBeRequestedAnyMore() {
        call.hear(started(CALL, null, PHONE));
        call.hear(ended(CALL, END));
        call.pass(SETTLE);
        Instant recorded = call.now;
        assertThat(call.file().nextDeadline()).isEqualTo(recorded.plus(LATE));

        call.pass(LATE.minusMillis(1));
        assertThat(call.closed).isFalse();
        call.pass(Duration.ofMillis(1));
        assertThat(call.closed).isTrue();
        assertThat(call.records).hasSize(1);
    }

    @Test
    void shouldForgetAnIdleCall() {
        call.hear(started(CALL, null, PHONE));
        call.pass(IDLE.minusMillis(1));
        call.hear(feedback(CALL, "a", Kind.SHOWN));
        call.pass(IDLE.minusMillis(1));
        assertThat(call.closed).isFalse();

        call.pass(Duration.ofMillis(1));
        assertThat(call.closed).isTrue();
        assertThat(call.records).isEmpty();
    }

    @Test
    void shouldMakeNoRecordOfALegOfAnotherCall() {
        call.hear(started(CALL, null, PHONE));
        call.hear(profile(CALL, Status.UNIQUE, "C-1"));
        call.hear(new CallEnded(CALL, START.plusSeconds(5), "one", CallEnded.LINKED));
        // A linked leg still produces events and its own end.
        call.hear(started(CALL, null, PHONE));
        call.hear(started(CALL, "C-1", PHONE));
        call.hear(caseRequested(CALL, "call back"));
        call.hear(ended(CALL, END));
        call.pass(SETTLE);
        call.pass(LATE);
        assertThat(call.closed).isFalse();
        call.pass(IDLE);

        assertThat(call.records).isEmpty();
        assertThat(call.callers).hasSize(1);
        assertThat(call.closed).isTrue();
    }

    @Test
    void shouldMakeNoRecordOfALegThatEndedBeforeTheLinkWasKnown() {
        call.hear(started(CALL, null, PHONE));
        call.hear(ended(CALL, END));
        call.hear(new CallEnded(CALL, END, "one", CallEnded.LINKED));
        call.pass(SETTLE);

        assertThat(call.records).isEmpty();
    }

    @Test
    void shouldOpenTheCaseOfAMatchingRule() throws Exception {
        CaseRules rules = CaseRulesTest.rules("cases: [{name: danger, words: [smoke]}]");
        call.hear(started(CALL, null, PHONE));
        call.hear(update(CALL, 1, "smoke from the hub", List.of(), List.of()));
        call.hear(ended(CALL, END));
        call.now = call.now.plus(SETTLE);
        CallRecordBuilder file = new CallRecordBuilder(CALL, SETTINGS, rules, call.state, call.now);

        CaseWanted wanted = file.onTimer(call.now).record().caseWanted();
        assertThat(wanted).isEqualTo(new CaseWanted("danger", Priority.NORMAL, null));

        // The agent's request takes precedence over the rule.
        CallRecord late = file.on(caseRequested(CALL, "call back"), call.now).record();
        assertThat(late.caseWanted().reason()).isEqualTo(CaseWanted.AGENT);
    }

    @Test
    void shouldNotRecordACallOfWhichOnlyTheEndIsKnown() {
        call.hear(ended(CALL, END));
        call.pass(SETTLE);

        assertThat(call.records).isEmpty();
    }

    @Test
    void shouldOpenTheCaseOfACallWithoutAnEndEvent() {
        call.hear(started(CALL, null, PHONE));
        call.hear(caseRequested(CALL, "call back"));
        call.pass(Duration.ofHours(24));

        assertThat(call.records).hasSize(1);
        assertThat(call.records.get(0).caseWanted().note()).isEqualTo("call back");
    }
}

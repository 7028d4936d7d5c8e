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
import static org.assertj.core.api.Assertions.assertThat;

import io.supportassistant.crm.CallRecordBuilder.CallRecordBuilderSettings;
import io.supportassistant.crm.CallRecordBuilder.Step;
import io.supportassistant.events.AgentFeedback.Kind;
import io.supportassistant.events.AgentJoined;
import io.supportassistant.events.AgentQuestion;
import io.supportassistant.events.CallEnded;
import io.supportassistant.events.CallRecord;
import io.supportassistant.events.CallRecord.CaseWanted;
import io.supportassistant.events.CallRecord.Priority;
import io.supportassistant.events.CallRecord.ShownArticle;
import io.supportassistant.events.CustomerProfile.Status;
import io.supportassistant.events.DetectedEntity;
import io.supportassistant.events.SessionEvent;
import io.supportassistant.events.TranscriptRedacted;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CallRecordBuilderTest {

    private static final String OTHER_PHONE = "+12075550129";
    private static final Duration SETTLE = Duration.ofSeconds(10);
    private static final Duration LATE = Duration.ofMinutes(30);
    private static final Duration IDLE = Duration.ofHours(4);
    private static final CallRecordBuilderSettings SETTINGS =
            new CallRecordBuilderSettings(SETTLE, LATE, IDLE);
    private static final Instant END = START.plusSeconds(90);

    private CallRecordBuilderState state;
    private Instant now = START;
    private final List<Caller> callers = new ArrayList<>();
    private final List<CallRecord> records = new ArrayList<>();
    private boolean closed;

    @Test
    void shouldLookUpTheCallerAtTheStart() {
        hear(started(CALL, null, PHONE));

        assertThat(callers).containsExactly(Caller.announced(CALL, null, PHONE));
    }

    @Test
    void shouldLookUpOnceForTheSameInformation() {
        hear(started(CALL, null, PHONE));
        hear(started(CALL, null, PHONE));
        hear(started(CALL, null, null));
        hear(started(CALL, " ", ""));

        assertThat(callers).hasSize(1);
    }

    @Test
    void shouldLookUpAgainWithMoreCallerData() {
        hear(started(CALL, null, PHONE));
        hear(started(CALL, "C-1", null));

        assertThat(callers)
                .containsExactly(
                        Caller.announced(CALL, null, PHONE), Caller.announced(CALL, "C-1", PHONE));
    }

    @Test
    void shouldNotTakeTheOwnerOfAnEarlierNumberForTheCaller() {
        hear(started(CALL, null, PHONE));
        hear(started(CALL, null, OTHER_PHONE));
        hear(profile(CALL, Status.UNIQUE, "C-2", 1));
        hear(profile(CALL, Status.UNIQUE, "C-1", 0));

        assertThat(callers).extracting(Caller::generation).containsExactly(0, 1);
        assertThat(state.customerId()).isEqualTo("C-2");
    }

    @Test
    void shouldHaveNoCustomerIfOnlyTheEarlierNumberIsKnown() {
        hear(started(CALL, null, PHONE));
        hear(started(CALL, null, OTHER_PHONE));
        hear(profile(CALL, Status.NONE, null, 1));
        hear(profile(CALL, Status.UNIQUE, "C-1", 0));

        assertThat(state.customerId()).isNull();
    }

    @Test
    void shouldAcceptALateProfileOfTheSameNumber() {
        hear(started(CALL, null, PHONE));
        hear(started(CALL, "C-9", PHONE));
        hear(profile(CALL, Status.UNAVAILABLE, null));
        hear(profile(CALL, Status.UNIQUE, "C-1"));

        assertThat(state.customerId()).isEqualTo("C-1");
    }

    @Test
    void shouldLookUpTheCustomerTheAgentChooses() {
        hear(started(CALL, null, PHONE));
        hear(chosen(CALL, "C-2"));
        hear(chosen(CALL, "C-2"));
        hear(started(CALL, null, PHONE));
        hear(started(CALL, "C-9", PHONE));

        assertThat(callers)
                .containsExactly(Caller.announced(CALL, null, PHONE), Caller.chosen(CALL, "C-2"));
    }

    @Test
    void shouldKeepTheIdFromTheTelephoneSystem() {
        hear(started(CALL, "C-6", PHONE));
        hear(update(CALL, 1, "hub offline", List.of(), List.of()));

        CallRecord record = recordAfterTheEnd();

        assertThat(record.namedCustomerId()).isEqualTo("C-6");
        assertThat(record.customerId()).isNull();
    }

    @ParameterizedTest
    @EnumSource(names = {"AMBIGUOUS", "NONE", "UNAVAILABLE"})
    void shouldKeepTheChosenCustomerAfterLaterProfiles(Status late) {
        hear(started(CALL, null, PHONE));
        hear(chosen(CALL, "C-2"));
        hear(profile(CALL, late, null));
        hear(profile(CALL, Status.UNIQUE, "C-1"));

        assertThat(recordAfterTheEnd().customerId()).isEqualTo("C-2");
    }

    @Test
    void shouldOmitPartsOfARedactedNumberFromTheRecordInAnyOrder() {
        TranscriptRedacted redacted =
                new TranscriptRedacted(
                        CALL, START, "s1", "it's [card number]", List.of("card_number"));
        hear(started(CALL, null, PHONE));
        hear(redacted);
        hear(
                update(
                        CALL,
                        1,
                        "you charged four one one one twice",
                        List.of(),
                        List.of("4111 1111?")));
        hear(redacted);

        CallRecord record = recordAfterTheEnd();

        assertThat(record.issue()).isEqualTo("you charged [card number] twice");
        assertThat(record.openQuestions().toString()).doesNotContain("4111");
    }

    @Test
    void shouldKeepNumbersOfACallWithoutRedactions() {
        hear(started(CALL, null, PHONE));
        hear(update(CALL, 1, "it shows four one one one", List.of(), List.of()));

        assertThat(recordAfterTheEnd().issue()).isEqualTo("it shows four one one one");
    }

    @Test
    void shouldReplaceTheFoundCustomerByTheChosenOne() {
        hear(started(CALL, null, PHONE));
        hear(profile(CALL, Status.UNIQUE, "C-1"));
        hear(chosen(CALL, "C-2"));

        assertThat(recordAfterTheEnd().customerId()).isEqualTo("C-2");
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "UNIQUE")
    void shouldKeepTheCustomerAfterALaterLookUpWithoutResult(Status later) {
        hear(started(CALL, null, PHONE));
        hear(profile(CALL, Status.UNIQUE, "C-1"));
        hear(started(CALL, "C-1", PHONE));
        hear(profile(CALL, later, null));

        assertThat(recordAfterTheEnd().customerId()).isEqualTo("C-1");
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "UNIQUE")
    void shouldRecordNoCustomerWithoutAUniqueMatch(Status status) {
        hear(started(CALL, "C-7", PHONE));
        hear(profile(CALL, status, null));

        assertThat(recordAfterTheEnd().customerId()).isNull();
    }

    @Test
    void shouldRecordTheOutcomeOfTheCall() {
        hear(started(CALL, null, PHONE));
        hear(profile(CALL, Status.UNIQUE, "C-1"));
        hear(update(CALL, 1, "hub offline", List.of("a", "b"), List.of("q1", "q2")));
        hear(feedback(CALL, "a", Kind.SHOWN));
        hear(feedback(CALL, "b", Kind.SHOWN));
        hear(feedback(CALL, "b", Kind.HELPFUL));
        hear(feedback(CALL, "q2", Kind.SHOWN));
        hear(update(CALL, 2, null, List.of("c"), List.of(), List.of("q1")));
        hear(new AgentJoined(CALL, START.plusSeconds(50), "a-8", "Aiko", "devices"));

        assertThat(recordAfterTheEnd())
                .isEqualTo(
                        new CallRecord(
                                CALL,
                                "test",
                                "one",
                                "C-1",
                                "file",
                                null,
                                PHONE,
                                "a-8",
                                "Aiko",
                                START,
                                END,
                                CallEnded.HANGUP,
                                "hub offline",
                                List.of(error("E1"), error("E2")),
                                List.of(article("a"), article("b")),
                                List.of(article("b")),
                                List.of("What about q2?"),
                                null));
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.INCLUDE,
            names = {"NOT_HELPFUL", "IRRELEVANT"})
    void shouldWithdrawHelpfulFeedback(Kind kind) {
        hear(update(CALL, 1, "x", List.of("a"), List.of()));
        hear(feedback(CALL, "a", Kind.HELPFUL));
        hear(feedback(CALL, "a", kind));

        CallRecord record = recordAfterTheEnd();
        assertThat(record.articlesShown()).containsExactly(article("a"));
        assertThat(record.articlesHelpful()).isEmpty();
    }

    @Test
    void shouldRecordTheFirstIssueWithSufficientContext() {
        hear(update(CALL, 1, "it is broken", List.of(), List.of()));
        hear(update(CALL, 7, "hub offline", List.of(), List.of()));
        hear(update(CALL, 3, "thanks", List.of(), List.of()));
        hear(update(CALL, 8, "and where is my order", List.of(), List.of()));
        hear(update(CALL, 9, null, List.of(), List.of()));

        assertThat(recordAfterTheEnd().issue()).isEqualTo("hub offline");
    }

    @Test
    void shouldCountFeedbackThatArrivesBeforeItsCard() {
        hear(feedback(CALL, "a", Kind.SHOWN));
        hear(feedback(CALL, "a", Kind.HELPFUL));
        hear(update(CALL, 1, "x", List.of("a"), List.of()));

        CallRecord record = recordAfterTheEnd();
        assertThat(record.articlesShown()).containsExactly(article("a"));
        assertThat(record.articlesHelpful()).containsExactly(article("a"));
    }

    @Test
    void shouldRecordOnlyAfterTheSettleTime() {
        hear(started(CALL, null, PHONE));
        now = END;
        hear(ended(CALL, END));
        assertThat(file().nextDeadline()).isEqualTo(END.plus(SETTLE));

        pass(SETTLE.minusMillis(1));
        assertThat(records).isEmpty();

        pass(Duration.ofMillis(1));
        assertThat(records).hasSize(1);
        assertThat(closed).isFalse();
    }

    @Test
    void shouldIncludeEventsBetweenTheEndAndTheRecord() {
        hear(started(CALL, null, PHONE));
        hear(update(CALL, 1, "x", List.of("a"), List.of()));
        now = END;
        hear(ended(CALL, END));
        pass(SETTLE.dividedBy(2));
        hear(feedback(CALL, "a", Kind.HELPFUL));
        hear(chosen(CALL, "C-2"));
        hear(caseRequested(CALL, "call back"));
        assertThat(records).isEmpty();
        pass(SETTLE);

        assertThat(records).hasSize(1);
        assertThat(records.get(0).articlesHelpful()).containsExactly(article("a"));
        assertThat(records.get(0).customerId()).isEqualTo("C-2");
        assertThat(records.get(0).caseWanted())
                .isEqualTo(new CaseWanted(CaseWanted.AGENT, Priority.NORMAL, "call back"));
    }

    @Test
    void shouldUseTheFirstEndOfTheCall() {
        hear(started(CALL, null, PHONE));
        hear(ended(CALL, END));
        hear(new CallEnded(CALL, END.plusSeconds(500), "one", CallEnded.IDLE));
        pass(SETTLE);

        assertThat(records).extracting(CallRecord::endedAt).containsExactly(END);
        assertThat(records).extracting(CallRecord::endReason).containsExactly(CallEnded.HANGUP);
    }

    @Test
    void shouldMakeOneRecordOfACallThatResumesAfterSilence() {
        hear(started(CALL, null, PHONE));
        hear(new CallEnded(CALL, END, "one", CallEnded.IDLE));
        pass(SETTLE);
        assertThat(records).isEmpty();

        hear(new AgentQuestion(CALL, END.plusSeconds(60), "q", "a1", "how long does it take"));
        hear(update(CALL, 1, "hub offline", List.of("a"), List.of()));
        hear(feedback(CALL, "a", Kind.HELPFUL));
        pass(Duration.ofMinutes(11));
        assertThat(records).isEmpty();
        hear(ended(CALL, END.plusSeconds(500)));
        pass(SETTLE);

        assertThat(records).extracting(CallRecord::endedAt).containsExactly(END.plusSeconds(500));
        assertThat(records.get(0).endReason()).isEqualTo(CallEnded.HANGUP);
        assertThat(records.get(0).articlesHelpful()).containsExactly(article("a"));
    }

    @Test
    void shouldMakeTheRecordOfACallThatStaysSilent() {
        hear(started(CALL, null, PHONE));
        hear(new CallEnded(CALL, END, "one", CallEnded.IDLE));
        pass(Duration.ofMinutes(10));

        assertThat(records).extracting(CallRecord::endReason).containsExactly(CallEnded.IDLE);
        hear(ended(CALL, END.plusSeconds(500)));
        pass(SETTLE);
        assertThat(records).hasSize(1);
    }

    @Test
    void shouldMakeASecondRecordForALateCaseRequest() {
        hear(started(CALL, null, PHONE));
        hear(ended(CALL, END));
        pass(SETTLE);
        pass(LATE.dividedBy(2));
        hear(caseRequested(CALL, "call back"));
        hear(caseRequested(CALL, null));

        assertThat(records).hasSize(3);
        assertThat(records.get(0).caseWanted()).isNull();
        assertThat(records.get(1).caseWanted().note()).isEqualTo("call back");
        assertThat(records.get(2)).isEqualTo(records.get(1));
        assertThat(records.get(1))
                .usingRecursiveComparison()
                .ignoringFields("caseWanted")
                .isEqualTo(records.get(0));
    }

    @Test
    void shouldCloseWhenNoCaseCanBeRequestedAnyMore() {
        hear(started(CALL, null, PHONE));
        hear(ended(CALL, END));
        pass(SETTLE);
        Instant recorded = now;
        assertThat(file().nextDeadline()).isEqualTo(recorded.plus(LATE));

        pass(LATE.minusMillis(1));
        assertThat(closed).isFalse();
        pass(Duration.ofMillis(1));
        assertThat(closed).isTrue();
        assertThat(records).hasSize(1);
    }

    @Test
    void shouldForgetAnIdleCall() {
        hear(started(CALL, null, PHONE));
        pass(IDLE.minusMillis(1));
        hear(feedback(CALL, "a", Kind.SHOWN));
        pass(IDLE.minusMillis(1));
        assertThat(closed).isFalse();

        pass(Duration.ofMillis(1));
        assertThat(closed).isTrue();
        assertThat(records).isEmpty();
    }

    @Test
    void shouldMakeNoRecordOfALegOfAnotherCall() {
        hear(started(CALL, null, PHONE));
        hear(profile(CALL, Status.UNIQUE, "C-1"));
        hear(new CallEnded(CALL, START.plusSeconds(5), "one", CallEnded.LINKED));
        // A linked leg still produces events and its own end.
        hear(started(CALL, null, PHONE));
        hear(started(CALL, "C-1", PHONE));
        hear(caseRequested(CALL, "call back"));
        hear(ended(CALL, END));
        pass(SETTLE);
        pass(LATE);
        assertThat(closed).isFalse();
        pass(IDLE);

        assertThat(records).isEmpty();
        assertThat(callers).hasSize(1);
        assertThat(closed).isTrue();
    }

    @Test
    void shouldMakeNoRecordOfALegThatEndedBeforeTheLinkWasKnown() {
        hear(started(CALL, null, PHONE));
        hear(ended(CALL, END));
        hear(new CallEnded(CALL, END, "one", CallEnded.LINKED));
        pass(SETTLE);

        assertThat(records).isEmpty();
    }

    @Test
    void shouldOpenTheCaseOfAMatchingRule() throws Exception {
        CaseRules rules = CaseRulesTest.rules("cases: [{name: danger, words: [smoke]}]");
        hear(started(CALL, null, PHONE));
        hear(update(CALL, 1, "smoke from the hub", List.of(), List.of()));
        hear(ended(CALL, END));
        now = now.plus(SETTLE);
        CallRecordBuilder file = new CallRecordBuilder(CALL, SETTINGS, rules, state, now);

        CaseWanted wanted = file.onTimer(now).record().caseWanted();
        assertThat(wanted).isEqualTo(new CaseWanted("danger", Priority.NORMAL, null));

        // The agent's request takes precedence over the rule.
        CallRecord late = file.on(caseRequested(CALL, "call back"), now).record();
        assertThat(late.caseWanted().reason()).isEqualTo(CaseWanted.AGENT);
    }

    @Test
    void shouldRecordTheCallAgainWhenTheAgentChoosesTheCustomerLater() {
        hear(started(CALL, null, PHONE));
        hear(profile(CALL, Status.AMBIGUOUS, null));
        hear(ended(CALL, END));
        pass(SETTLE);
        hear(chosen(CALL, "C-2"));

        assertThat(records).extracting(CallRecord::customerId).containsExactly(null, "C-2");
        assertThat(callers).last().isEqualTo(Caller.chosen(CALL, "C-2"));
    }

    @Test
    void shouldForgetTheCustomerOfAnEarlierNumber() {
        hear(started(CALL, null, "+12125550000"));
        hear(profile(CALL, Status.UNIQUE, "C-1"));
        hear(started(CALL, null, PHONE));
        hear(profile(CALL, Status.NONE, null));

        assertThat(recordAfterTheEnd().customerId()).isNull();
    }

    @Test
    void shouldNotRecordACallOfWhichOnlyTheEndIsKnown() {
        hear(ended(CALL, END));
        pass(SETTLE);

        assertThat(records).isEmpty();
    }

    @Test
    void shouldOpenTheCaseOfACallWithoutAnEndEvent() {
        hear(started(CALL, null, PHONE));
        hear(caseRequested(CALL, "call back"));
        pass(Duration.ofHours(24));

        assertThat(records).hasSize(1);
        assertThat(records.get(0).caseWanted().note()).isEqualTo("call back");
    }

    @Test
    void shouldKeepTheStateBounded() {
        for (int run = 1; run <= 200; run++) {
            hear(update(CALL, run, "x", List.of("c" + run), List.of("q" + run)));
            hear(feedback(CALL, "c" + run, Kind.SHOWN));
            hear(feedback(CALL, "unknown" + run, Kind.SHOWN));
        }

        assertThat(state.cards()).hasSize(60);
        assertThat(state.questions()).hasSize(30);
        assertThat(state.entities()).hasSize(40);
        CallRecord record = recordAfterTheEnd();
        assertThat(record.articlesShown()).last().isEqualTo(article("c200"));
        assertThat(record.openQuestions()).last().isEqualTo("What about q200?");
        assertThat(record.entities()).last().isEqualTo(error("E200"));
    }

    /**
     * Kafka keeps the order within a topic but not between topics, and a restart re-reads events
     * from an earlier offset.
     */
    @Property(tries = 300)
    void shouldMakeTheSameRecordForAnyInterleavingOfTheTopics(
            @ForAll long seed, @ForAll boolean slow) {
        List<List<SessionEvent>> topics =
                List.of(
                        List.of(
                                started(CALL, null, PHONE),
                                started(CALL, "C-7", PHONE),
                                chosen(CALL, "C-2"),
                                new AgentJoined(CALL, START.minusSeconds(3), "a-8", "Aiko", null),
                                caseRequested(CALL, "call back"),
                                ended(CALL, END)),
                        List.of(
                                update(CALL, 1, "hub", List.of("a", "b"), List.of("q1", "q2")),
                                update(CALL, 2, "hub offline", List.of("c"), List.of("q3")),
                                update(CALL, 3, null, List.of(), List.of(), List.of("q1"))),
                        List.of(
                                feedback(CALL, "a", Kind.SHOWN),
                                feedback(CALL, "q1", Kind.SHOWN),
                                feedback(CALL, "b", Kind.HELPFUL),
                                feedback(CALL, "c", Kind.HELPFUL),
                                feedback(CALL, "c", Kind.IRRELEVANT)),
                        List.of(
                                profile(CALL, Status.AMBIGUOUS, null),
                                profile(CALL, Status.UNIQUE, "C-7"),
                                profile(CALL, Status.UNIQUE, "C-2")));
        Random random = new Random(seed);
        now = slow ? START.plusSeconds(4_000) : START.minusSeconds(30);
        state = null;
        records.clear();
        int[] next = new int[topics.size()];
        int rewinds = 6;
        while (IntStream.range(0, next.length).anyMatch(i -> next[i] < topics.get(i).size())) {
            int topic = random.nextInt(next.length);
            if (rewinds > 0 && random.nextInt(8) == 0) {
                next[topic] = random.nextInt(next[topic] + 1);
                rewinds--;
            }
            if (next[topic] < topics.get(topic).size()) {
                hear(topics.get(topic).get(next[topic]++));
            }
        }
        pass(SETTLE);

        assertThat(records)
                .containsExactly(
                        new CallRecord(
                                CALL,
                                "test",
                                "one",
                                "C-2",
                                "file",
                                "C-7",
                                PHONE,
                                "a-8",
                                "Aiko",
                                START.minusSeconds(3),
                                END,
                                CallEnded.HANGUP,
                                "hub offline",
                                List.of(error("E1"), error("E2"), error("E3")),
                                List.of(article("a"), article("b"), article("c")),
                                List.of(article("b")),
                                List.of("What about q2?", "What about q3?"),
                                new CaseWanted(CaseWanted.AGENT, Priority.NORMAL, "call back")));
    }

    private static DetectedEntity error(String code) {
        return new DetectedEntity(DetectedEntity.ERROR_CODE, code);
    }

    private static ShownArticle article(String card) {
        return new ShownArticle("KB-" + card, "About " + card, null);
    }

    private CallRecord recordAfterTheEnd() {
        hear(ended(CALL, END));
        pass(SETTLE);
        assertThat(records).hasSize(1);
        return records.get(0);
    }

    /** As between two messages: restored from its state. */
    private CallRecordBuilder file() {
        return new CallRecordBuilder(CALL, SETTINGS, CaseRules.NONE, state, now);
    }

    private void hear(SessionEvent event) {
        CallRecordBuilder file = file();
        take(file.on(event, now), file);
    }

    private void pass(Duration time) {
        now = now.plus(time);
        CallRecordBuilder file = file();
        take(file.onTimer(now), file);
    }

    private void take(Step step, CallRecordBuilder file) {
        if (step.caller() != null) {
            callers.add(step.caller());
        }
        if (step.record() != null) {
            records.add(step.record());
        }
        closed = step.closed();
        state = file.state();
    }
}

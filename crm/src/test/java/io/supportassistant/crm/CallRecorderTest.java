package io.supportassistant.crm;

import static io.supportassistant.crm.SampleEvents.CALL;
import static io.supportassistant.crm.SampleEvents.PHONE;
import static io.supportassistant.crm.SampleEvents.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.supportassistant.crm.CallRecorder.Patience;
import io.supportassistant.crm.CallRecorder.Written;
import io.supportassistant.events.CallRecord;
import io.supportassistant.events.CallRecord.CaseWanted;
import io.supportassistant.events.CallRecord.Priority;
import io.supportassistant.events.CrmOutcome;
import io.supportassistant.events.CrmOutcome.Entry;
import io.supportassistant.events.CrmOutcome.Status;
import io.supportassistant.events.SessionIds;
import io.supportassistant.events.UnwrittenRecord;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Tag("slow")
class CallRecorderTest {

    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final CaseWanted WANTED =
            new CaseWanted(CaseWanted.AGENT, Priority.NORMAL, "call back");
    private static final Entry INTERACTION = new Entry("call-" + CALL, "7", null);
    private static final Entry CASE = new Entry("case-" + CALL, "42", null);

    private final FakeCrm crm = new FakeCrm();
    private CallRecorder recorder = recorder(patience(5, 20, LONG), 10);

    @AfterEach
    void stop() {
        recorder.close();
    }

    @Test
    void shouldWriteTheRecord() {
        Written written = write(record(CALL, null));

        assertThat(written.unwritten()).isNull();
        assertThat(written.repeats()).isZero();
        assertThat(written.outcome())
                .isEqualTo(outcome(Status.WRITTEN, "C-1", INTERACTION, null, null));
        assertThat(crm.asked).containsExactly("add_interaction " + CALL);
        assertThat(crm.interactions.get(CALL).callerNumber()).isEqualTo(PHONE);
    }

    @Test
    void shouldOpenTheCaseFirstAndNameItInTheRecord() {
        Written written = write(record(CALL, WANTED));

        assertThat(written.outcome())
                .isEqualTo(outcome(Status.WRITTEN, "C-1", INTERACTION, CASE, null));
        assertThat(crm.asked).containsExactly("open_case " + CALL, "add_interaction " + CALL);
        assertThat(crm.interactions.get(CALL).openedCase().id()).isEqualTo("case-" + CALL);
    }

    @Test
    void shouldSkipACallOfAnUnknownCustomer() {
        Written written = write(record(CALL, null, null, null));

        assertThat(written.outcome())
                .isEqualTo(
                        outcome(Status.SKIPPED, null, null, null, "It is not certain who called."));
        assertThat(written.unwritten()).isNull();
        assertThat(crm.asked).isEmpty();
    }

    @Test
    void shouldOpenACaseWithoutACustomer() {
        Written written = write(record(CALL, null, "anonymous", WANTED));

        assertThat(written.outcome())
                .isEqualTo(
                        outcome(Status.WRITTEN, null, null, CASE, "It is not certain who called."));
        assertThat(crm.cases.get(CALL).callerNumber()).isNull();
        assertThat(crm.interactions).isEmpty();
    }

    /** The CRM may have been unavailable when the call started. */
    @Test
    void shouldLookUpAnUnknownCaller() {
        crm.knows(FakeCrm.person("C-5"), PHONE);
        crm.failOnce(CrmFailure.UNAVAILABLE);
        crm.failOnce(CrmFailure.UNAVAILABLE);

        Written written = write(record(CALL, null, PHONE, WANTED));

        assertThat(written.repeats()).isEqualTo(2);
        assertThat(written.outcome().customerId()).isEqualTo("C-5");
        assertThat(crm.cases.get(CALL).customerId()).isEqualTo("C-5");
        assertThat(crm.interactions.get(CALL).customerId()).isEqualTo("C-5");
    }

    @Test
    void shouldLookUpTheCallerByATrustedId() {
        crm.knows(FakeCrm.person("C-5"), PHONE);
        crm.knows(FakeCrm.person("C-6"), PHONE);

        Written written = write(named("C-6"));

        assertThat(written.outcome().customerId()).isEqualTo("C-6");
        assertThat(crm.interactions.get(CALL).customerId()).isEqualTo("C-6");
    }

    @Test
    void shouldFallBackToTheNumberForAnUnknownTrustedId() {
        crm.knows(FakeCrm.person("C-5"), PHONE);

        assertThat(write(named("C-6")).outcome().customerId()).isEqualTo("C-5");
    }

    @Test
    void shouldNotLookUpAnUntrustedId() {
        recorder = recorder(patience(5, 20, LONG), 10, false);
        crm.knows(FakeCrm.person("C-5"), PHONE);
        crm.knows(FakeCrm.person("C-6"), PHONE);

        assertThat(write(named("C-6")).outcome().status()).isEqualTo(Status.SKIPPED);
    }

    /** A record with a customer id from the telephone system and no customer from a look-up. */
    private static CallRecord named(String customerId) {
        CallRecord plain = record(CALL, null, PHONE, null);
        return new CallRecord(
                plain.sessionId(),
                plain.source(),
                plain.callId(),
                null,
                null,
                customerId,
                plain.customerPhone(),
                plain.agentId(),
                plain.agentName(),
                plain.startedAt(),
                plain.endedAt(),
                plain.endReason(),
                plain.issue(),
                plain.entities(),
                plain.articlesShown(),
                plain.articlesHelpful(),
                plain.openQuestions(),
                null);
    }

    @Test
    void shouldSkipACallFromASharedNumber() {
        crm.knows(FakeCrm.person("C-5"), PHONE);
        crm.knows(FakeCrm.person("C-6"), PHONE);

        assertThat(write(record(CALL, null, PHONE, null)).outcome().status())
                .isEqualTo(Status.SKIPPED);
    }

    @Test
    void shouldNotSkipACallWhileTheLookUpFails() {
        recorder = recorder(patience(5, 10, Duration.ofMillis(100)), 10);
        crm.fail(CrmFailure.UNAVAILABLE);

        Written written = write(record(CALL, null, PHONE, null));

        assertThat(written.outcome().status()).isEqualTo(Status.UNWRITTEN);
        assertThat(written.unwritten().callRecord()).isEqualTo(record(CALL, null, PHONE, null));
    }

    @ParameterizedTest
    @EnumSource(
            names = {
                "CREDENTIALS",
                "CONFLICT",
                "RATE_LIMITED",
                "QUOTA",
                "UNAVAILABLE",
                "TIMEOUT",
                "MALFORMED",
                "PARTIAL",
                "CIRCUIT_OPEN"
            })
    void shouldRetryTransientFailures(CrmFailure failure) {
        crm.failOnce(failure);
        crm.failOnce(failure);

        Written written = write(record(CALL, null));

        assertThat(written.outcome().status()).isEqualTo(Status.WRITTEN);
        assertThat(written.repeats()).isEqualTo(2);
        assertThat(crm.asked).hasSize(3);
    }

    @ParameterizedTest
    @EnumSource(names = {"FORBIDDEN", "NOT_FOUND", "REFUSED"})
    void shouldGiveUpPermanentFailuresAtOnce(CrmFailure failure) {
        crm.fail(failure);
        CallRecord call = record(CALL, null);

        Written written = write(call);

        String reason = failure.wireName();
        assertThat(crm.asked).hasSize(1);
        assertThat(written.unwritten())
                .isEqualTo(new UnwrittenRecord(CALL, "fake", reason, 1, call, NOW));
        assertThat(written.outcome())
                .isEqualTo(
                        outcome(
                                Status.UNWRITTEN,
                                "C-1",
                                null,
                                null,
                                "The CRM did not take it: " + reason.replace('_', ' ') + "."));
    }

    @Test
    void shouldNotOpenTheCaseAgainWhenOnlyTheRecordFailed() {
        crm.onlyIn("add_interaction");
        crm.failOnce(CrmFailure.TIMEOUT);
        crm.failOnce(CrmFailure.TIMEOUT);

        Written written = write(record(CALL, WANTED));

        assertThat(written.outcome().openedCase()).isEqualTo(CASE);
        assertThat(crm.asked)
                .containsExactly(
                        "open_case " + CALL,
                        "add_interaction " + CALL,
                        "add_interaction " + CALL,
                        "add_interaction " + CALL);
    }

    @Test
    void shouldNameTheOpenedCaseOfAnUnwrittenRecord() {
        crm.onlyIn("add_interaction");
        crm.fail(CrmFailure.FORBIDDEN);

        Written written = write(record(CALL, WANTED));

        assertThat(written.outcome().status()).isEqualTo(Status.UNWRITTEN);
        assertThat(written.outcome().openedCase()).isEqualTo(CASE);
    }

    @Test
    void shouldBackOffUpToALimit() {
        recorder = recorder(patience(20, 80, Duration.ofMillis(1_500)), 10);
        List<Long> tries = new CopyOnWriteArrayList<>();
        crm.onAsked(() -> tries.add(System.nanoTime()));
        crm.fail(CrmFailure.UNAVAILABLE);

        Written written = write(record(CALL, null));

        assertThat(written.unwritten().attempts()).isEqualTo(tries.size());
        // At least half of 20, 40, 80, 80, ... ms.
        long[] least = {10, 20, 40, 40, 40, 40};
        for (int i = 0; i < least.length; i++) {
            assertThat(Duration.ofNanos(tries.get(i + 1) - tries.get(i)))
                    .isGreaterThanOrEqualTo(Duration.ofMillis(least[i]));
        }
        // Without a bound 10 + 20 + 40 + ... + 640 ms leave time for eight attempts at most.
        assertThat(tries).hasSizeGreaterThan(8);
    }

    @Test
    void shouldGiveUpInTime() {
        Duration total = Duration.ofMillis(300);
        recorder = recorder(patience(10, 50, total), 10);
        crm.fail(CrmFailure.UNAVAILABLE);
        long begun = System.nanoTime();

        Written written = write(record(CALL, WANTED));

        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(total.multipliedBy(5));
        assertThat(written.unwritten().reason()).isEqualTo("unavailable");
        assertThat(written.unwritten().attempts()).isGreaterThan(2);
        assertThat(written.repeats()).isEqualTo(written.unwritten().attempts() - 1);
        assertThat(written.unwritten().callRecord()).isEqualTo(record(CALL, WANTED));
    }

    @Test
    void shouldHonourRetryAfter() {
        crm.failOnce(CrmFailure.RATE_LIMITED, Duration.ofMillis(700));
        long begun = System.nanoTime();

        assertThat(write(record(CALL, null)).outcome().status()).isEqualTo(Status.WRITTEN);

        assertThat(Duration.ofNanos(System.nanoTime() - begun))
                .isGreaterThanOrEqualTo(Duration.ofMillis(700));
    }

    @Test
    void shouldGiveUpAtOnceIfRetryAfterExceedsTheRemainingTime() {
        for (Duration asked : List.of(LONG.plusSeconds(1), Duration.ofSeconds(Long.MAX_VALUE))) {
            crm.failOnce(CrmFailure.QUOTA, asked);

            assertThat(write(record(CALL, null)).unwritten().reason()).isEqualTo("quota");
        }
        assertThat(crm.asked).hasSize(2);
    }

    @Test
    void shouldPauseBeforeARetryEvenIfRetryAfterIsZero() {
        recorder = recorder(patience(100, 100, Duration.ofMillis(600)), 10);
        crm.fail(CrmFailure.RATE_LIMITED, Duration.ZERO);

        // At least 50 ms between two attempts.
        assertThat(write(record(CALL, null)).unwritten().attempts()).isBetween(2, 13);
    }

    @Test
    void shouldWriteRecordsOfOneCallInSequence() {
        crm.hold();
        CompletableFuture<Written> first = recorder.write(record(CALL, null));
        CompletableFuture<Written> second = recorder.write(record(CALL, WANTED));
        String other = SessionIds.session("test", "two");
        CompletableFuture<Written> others = recorder.write(record(other, null));
        await().until(() -> crm.asked.size() == 2);
        assertThat(crm.asked)
                .containsExactlyInAnyOrder("add_interaction " + CALL, "add_interaction " + other);
        assertThat(first).isNotDone();

        crm.release();

        assertThat(get(second).outcome().openedCase()).isEqualTo(CASE);
        assertThat(first).isDone();
        assertThat(get(others).outcome().status()).isEqualTo(Status.WRITTEN);
        assertThat(crm.asked.subList(2, 4))
                .containsExactly("open_case " + CALL, "add_interaction " + CALL);
    }

    @Test
    void shouldWriteTheNextRecordOfACallAfterAFailedOne() {
        crm.failOnce(CrmFailure.FORBIDDEN);
        CompletableFuture<Written> first = recorder.write(record(CALL, null));
        CompletableFuture<Written> second = recorder.write(record(CALL, null));

        assertThat(get(first).outcome().status()).isEqualTo(Status.UNWRITTEN);
        assertThat(get(second).outcome().status()).isEqualTo(Status.WRITTEN);
    }

    @Test
    void shouldLimitConcurrentWrites() {
        recorder = recorder(patience(5, 20, LONG), 3);
        crm.hold();
        List<CompletableFuture<Written>> all = new ArrayList<>();
        IntStream.range(0, 2_000)
                .forEach(
                        i ->
                                all.add(
                                        recorder.write(
                                                record(SessionIds.session("t", "" + i), null))));
        await().until(() -> crm.asked.size() == 3);
        await().during(Duration.ofMillis(100)).until(() -> crm.asked.size() == 3);

        crm.release();

        assertThat(all).allMatch(one -> get(one).outcome().status() == Status.WRITTEN);
        assertThat(crm.interactions).hasSize(2_000);
    }

    @Test
    void shouldWriteOtherCallsWhileOneWaitsForARetry() {
        recorder = recorder(patience(60_000, 60_000, Duration.ofHours(1)), 1);
        crm.failOnce(CrmFailure.UNAVAILABLE);
        CompletableFuture<Written> waiting = recorder.write(record(CALL, null));

        assertThat(write(record(SessionIds.session("test", "two"), null)).outcome().status())
                .isEqualTo(Status.WRITTEN);
        assertThat(waiting).isNotDone();
    }

    /**
     * An exception must not reach Flink: a restart would process the same record again and again.
     */
    @Test
    void shouldReportUnexpectedExceptionsAsFailures() {
        recorder = recorder(patience(5, 10, Duration.ofMillis(50)), 10);
        crm.throwing();

        assertThat(write(record(CALL, WANTED)).unwritten().reason()).isEqualTo("malformed");
    }

    @Test
    void shouldReturnTheCompleteLostRecord() {
        CallRecord call = record(CALL, WANTED);

        Written lost = recorder.lost(call);

        assertThat(lost.unwritten())
                .isEqualTo(new UnwrittenRecord(CALL, "fake", "timeout", 1, call, NOW));
        assertThat(lost.outcome().status()).isEqualTo(Status.UNWRITTEN);
    }

    @Test
    void shouldLogNoPersonalData() {
        try (CapturedLogs logs = new CapturedLogs()) {
            crm.fail(CrmFailure.REFUSED);
            write(record(CALL, new CaseWanted(CaseWanted.AGENT, Priority.LOW, "angry")));

            assertThat(logs.text())
                    .contains(CALL, "refused")
                    .doesNotContain("4155550142", "angry", "hub", "C-1");
        }
    }

    private static Patience patience(long firstMs, long longestMs, Duration total) {
        return new Patience(
                Duration.ofMillis(firstMs), Duration.ofMillis(longestMs), Duration.ZERO, total);
    }

    private CallRecorder recorder(Patience patience, int maxConcurrent) {
        return recorder(patience, maxConcurrent, true);
    }

    private CallRecorder recorder(Patience patience, int maxConcurrent, boolean trustIds) {
        if (recorder != null) {
            recorder.close();
        }
        return new CallRecorder(
                "fake",
                crm,
                "US",
                trustIds,
                patience,
                maxConcurrent,
                Clock.fixed(NOW, ZoneOffset.UTC));
    }

    private Written write(CallRecord call) {
        return get(recorder.write(call));
    }

    private static Written get(CompletableFuture<Written> written) {
        return written.orTimeout(20, TimeUnit.SECONDS).join();
    }

    private static CrmOutcome outcome(
            Status status, String customerId, Entry interaction, Entry openedCase, String reason) {
        return new CrmOutcome(
                CALL, "fake", status, customerId, interaction, openedCase, reason, NOW);
    }
}

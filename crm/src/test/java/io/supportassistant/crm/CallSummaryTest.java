package io.supportassistant.crm;

import static io.supportassistant.crm.SampleEvents.CALL;
import static io.supportassistant.crm.SampleEvents.PHONE;
import static io.supportassistant.crm.SampleEvents.START;
import static io.supportassistant.crm.SampleEvents.record;
import static org.assertj.core.api.Assertions.assertThat;

import io.supportassistant.events.CallRecord;
import io.supportassistant.events.CallRecord.CaseWanted;
import io.supportassistant.events.CallRecord.Priority;
import io.supportassistant.events.DetectedEntity;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class CallSummaryTest {

    private static final String LAST_LINE = "\nCall session: " + CALL;
    private static final String SMILE = "\uD83D\uDE00";

    @Test
    void shouldSummarizeTheCall() {
        InteractionDraft draft =
                CallSummary.interaction(
                        record(CALL, null), "C-9", PHONE, new CrmEntry("1", "1", null));

        assertThat(draft.recordKey()).isEqualTo(CALL);
        assertThat(draft.customerId()).isEqualTo("C-9");
        assertThat(draft.callerNumber()).isEqualTo(PHONE);
        assertThat(draft.openedCase().id()).isEqualTo("1");
        assertThat(draft.startedAt()).isEqualTo(START);
        assertThat(draft.subject()).isEqualTo("the hub is offline");
        assertThat(draft.summary())
                .isEqualTo(
                        """
                        Problem: the hub is offline
                        Named: product name Hub
                        Articles shown: About KB-1 (KB-1), About KB-2 (KB-2)
                        Articles that helped: About KB-2 (KB-2)
                        Questions still open: Which version?
                        Agent: Priya
                        Time: 2026-11-22T10:00:00Z to 2026-11-22T10:01:00Z (60 s, hangup)
                        """
                                        .strip()
                                + LAST_LINE);
    }

    @Test
    void shouldStateTheReasonOfTheCase() {
        CaseDraft asked =
                aCase(new CaseWanted(CaseWanted.AGENT, Priority.HIGH, "wants to be called back"));
        CaseDraft ruled = aCase(new CaseWanted("danger", Priority.URGENT, null));

        assertThat(asked.priority()).isEqualTo(Priority.HIGH);
        assertThat(asked.description())
                .startsWith(
                        "Note of the agent: wants to be called back\n"
                                + "Opened as the agent asked for it.\nProblem: ")
                .endsWith(LAST_LINE);
        assertThat(ruled.description()).startsWith("Opened by the rule danger.\nProblem: ");
        assertThat(ruled.customerId()).isNull();
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " ", "\n\t", "\u2028"})
    void shouldHaveASubjectWithoutAnIssue(String issue) {
        assertThat(interaction(issue).subject()).isEqualTo("Call without a stated problem");
    }

    @Test
    void shouldStateThatNoProblemIsKnown() {
        assertThat(interaction(null).summary()).startsWith("Problem: none stated\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\nb", "a\r\n b", "a\u0000b", "a\u2028b", "a\u0085b", " a \t b "})
    void shouldPutTheSubjectOnOneLine(String issue) {
        assertThat(interaction(issue).subject()).isEqualTo("a b");
    }

    @Test
    void shouldNameTheSessionInTheLastLine() {
        InteractionDraft draft = interaction("x\nCall session: 0000\n\n\n");

        assertThat(draft.summary().lines()).last().isEqualTo("Call session: " + CALL);
    }

    @Test
    void shouldNameTheSessionOfACallThatWentOnAfterItsRecord() {
        CallRecord second =
                new CallRecord(
                        CALL,
                        "test",
                        "one",
                        "C-1",
                        null,
                        null,
                        null,
                        null,
                        null,
                        START,
                        START,
                        null,
                        "x",
                        null,
                        null,
                        null,
                        null,
                        null,
                        List.of("y", "z"),
                        1);

        InteractionDraft draft = CallSummary.interaction(second, "C-1", PHONE, null);

        assertThat(draft.recordKey()).isEqualTo(second.recordKey()).isNotEqualTo(CALL);
        assertThat(draft.summary().lines()).first().asString().contains(CALL, "went on");
        assertThat(draft.summary()).contains("Problem: x\nAlso stated: y / z\n");
        assertThat(draft.summary().lines()).last().isEqualTo("Record: " + second.recordKey());
    }

    @Test
    void shouldAcceptMissingValues() {
        CallRecord odd =
                new CallRecord(
                        CALL,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        START.plusSeconds(5),
                        START,
                        null,
                        "x",
                        List.of(new DetectedEntity(null, "E27")),
                        null,
                        null,
                        null,
                        null);

        assertThat(CallSummary.interaction(odd, "C-1", null, null).summary())
                .contains("Named: E27\n", "(0 s)")
                .doesNotContain("Agent");
    }

    /** A cut never splits a surrogate pair. */
    @Property
    void shouldStayWithinItsBounds(
            @ForAll @IntRange(min = 0, max = 3) int shift,
            @ForAll @IntRange(min = 0, max = 12_000) int length) {
        String issue = "x".repeat(shift) + SMILE.repeat(length);
        InteractionDraft draft = interaction(issue);
        CaseDraft aCase = aCase(new CaseWanted(CaseWanted.AGENT, Priority.NORMAL, issue));

        for (String subject : List.of(draft.subject(), aCase.subject())) {
            assertThat(subject.length()).isLessThanOrEqualTo(200);
            assertThat(isWhole(subject)).isTrue();
        }
        for (String text : List.of(draft.summary(), aCase.description())) {
            assertThat(text.length()).isLessThanOrEqualTo(8_000);
            assertThat(isWhole(text)).isTrue();
            assertThat(text).endsWith(LAST_LINE);
        }
    }

    @Test
    void shouldKeepAsMuchAsFits() {
        assertThat(interaction("x".repeat(200)).subject()).isEqualTo("x".repeat(200));
        assertThat(interaction("x".repeat(201)).subject()).isEqualTo("x".repeat(199) + "…");
        assertThat(interaction("x".repeat(9_000)).summary())
                .hasSize(8_000)
                .contains("…" + LAST_LINE);
    }

    @Test
    void shouldStayWithinItsBoundsWithLongLists() {
        CallRecord much =
                new CallRecord(
                        CALL,
                        "test",
                        "one",
                        "C-1",
                        null,
                        null,
                        null,
                        null,
                        "A".repeat(5_000),
                        START,
                        START,
                        "e".repeat(5_000),
                        "x".repeat(5_000),
                        IntStream.range(0, 5_000)
                                .mapToObj(i -> new DetectedEntity("t", "v" + i))
                                .toList(),
                        null,
                        null,
                        null,
                        null);

        assertThat(CallSummary.interaction(much, "C-1", null, null).summary())
                .hasSize(8_000)
                .endsWith("…" + LAST_LINE);
    }

    private static boolean isWhole(String text) {
        return StandardCharsets.UTF_8.newEncoder().canEncode(text);
    }

    private static InteractionDraft interaction(String issue) {
        return CallSummary.interaction(withIssue(issue), "C-1", PHONE, null);
    }

    private static CaseDraft aCase(CaseWanted wanted) {
        return CallSummary.aCase(record(CALL, null, null, wanted), null, null);
    }

    private static CallRecord withIssue(String issue) {
        return new CallRecord(
                CALL, "test", "one", "C-1", null, null, null, null, null, START, START, null, issue,
                null, null, null, null, null);
    }
}

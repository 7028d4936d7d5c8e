package io.supportassistant.crm;

import static io.supportassistant.crm.SampleEvents.CALL;
import static io.supportassistant.crm.SampleEvents.ended;
import static io.supportassistant.crm.SampleEvents.started;
import static io.supportassistant.crm.SampleRecording.END;
import static io.supportassistant.crm.SampleRecording.IDLE;
import static io.supportassistant.crm.SampleRecording.LATE;
import static io.supportassistant.crm.SampleRecording.SETTLE;
import static org.assertj.core.api.Assertions.assertThat;

import io.supportassistant.crm.CallRecordBuilder.CallRecordBuilderSettings;
import io.supportassistant.events.CallBrief;
import io.supportassistant.events.CallBrief.UsedArticle;
import io.supportassistant.events.CallEnded;
import io.supportassistant.events.CallNote;
import io.supportassistant.events.CallNote.Line;
import io.supportassistant.events.CallNote.Outcome;
import io.supportassistant.events.CallNote.Section;
import io.supportassistant.events.CallNote.Status;
import io.supportassistant.events.CallRecord;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CallRecordBuilderNoteTest {

    private static final Duration WITHIN = Duration.ofMinutes(10);

    private final SampleRecording call = new SampleRecording();

    @BeforeEach
    void start() {
        call.settings = new CallRecordBuilderSettings(SETTLE, LATE, IDLE, WITHIN);
        call.hear(started(CALL, null, null));
    }

    @Test
    void shouldRecordTheSavedNote() {
        call.hear(note(1, Status.DRAFT, found("it is red")));
        call.hear(ended(CALL, END));
        call.hear(
                note(
                        2,
                        Status.SAVED,
                        new Line("problem", Section.PROBLEM, "The hub is dead", null, null, "ann"),
                        found("it is green"),
                        line(Section.TRIED, "unplug it - worked: it is back", null),
                        line(Section.PROMISED, "I send a new one", "2026-12-01"),
                        line(Section.OTHER, "Prefers mail", null)));

        call.pass(SETTLE);

        CallRecord record = call.records.get(0);
        assertThat(record.issue()).isEqualTo("The hub is dead");
        assertThat(record.found()).containsExactly("it is green");
        assertThat(record.wrapup().outcome()).isEqualTo(Outcome.FOLLOW_UP);
        assertThat(record.wrapup().savedBy()).isEqualTo("ann");
        assertThat(CallSummary.interaction(record, "C-1", null, null).summary())
                .contains(
                        """
                        Problem: The hub is dead
                        Found out:
                        - it is green
                        Tried:
                        - unplug it - worked: it is back
                        Promised:
                        - I send a new one (due 2026-12-01)
                        Remarks:
                        - Prefers mail
                        Outcome: follow-up needed
                        Disposition: device
                        Articles used: Replace a hub (KB-7)
                        """)
                .doesNotContain("Named");
    }

    @Test
    void shouldRecordNothingBeforeTheNoteIsSaved() {
        call.hear(note(1, Status.DRAFT, found("it is red")));
        call.hear(ended(CALL, END));
        call.hear(note(2, Status.DRAFT, found("it is green")));
        call.pass(SETTLE);
        call.pass(Duration.ofSeconds(40));
        assertThat(call.records).isEmpty();

        call.hear(note(3, Status.SAVED_AUTOMATICALLY, found("it is green")));

        assertThat(call.records).hasSize(1);
        assertThat(call.records.get(0).found()).containsExactly("it is green");
    }

    @Test
    void shouldRecordWithoutANoteAfterAWhile() {
        call.hear(ended(CALL, END));
        call.pass(SETTLE);
        assertThat(call.file().nextDeadline()).isEqualTo(call.now.plus(WITHIN));

        call.pass(WITHIN);

        assertThat(call.records).hasSize(1);
        assertThat(call.records.get(0).found()).isEmpty();
        assertThat(call.records.get(0).wrapup()).isNull();
        call.hear(note(2, Status.SAVED, found("it is green")));
        assertThat(call.records).hasSize(1);
    }

    @Test
    void shouldKeepTheStatedProblemUnlessAnAgentHasWordedIt() {
        call.hear(ended(CALL, END));
        call.hear(
                note(
                        1,
                        Status.SAVED,
                        new Line("problem", Section.PROBLEM, "uh it is dead", null, null, null)));

        call.pass(SETTLE);

        assertThat(call.records.get(0).issue()).isNull();
    }

    @Test
    void shouldNotCountANoteFromBeforeACallWentOn() {
        call.hear(new CallEnded(CALL, END, "c", CallEnded.IDLE));
        call.hear(note(2, Status.SAVED_AUTOMATICALLY, found("it is red")));
        call.hear(note(3, Status.DRAFT, found("it is red")));
        call.hear(ended(CALL, END.plusSeconds(60)));

        call.pass(Duration.ofMinutes(11));

        assertThat(call.records).isEmpty();
    }

    private static CallBrief note(int revision, Status status, Line... lines) {
        boolean isSaved = status != Status.DRAFT;
        return new CallBrief(
                CALL,
                END.plusSeconds(revision),
                revision,
                isSaved,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                new CallNote(
                        status,
                        Stream.of(lines).toList(),
                        Outcome.FOLLOW_UP,
                        "device",
                        List.of(new UsedArticle("KB-7", "Replace a hub", null)),
                        null,
                        isSaved ? END : null,
                        status == Status.SAVED ? "ann" : null));
    }

    private static Line found(String text) {
        return line(Section.FOUND, text, null);
    }

    private static Line line(Section section, String text, String due) {
        return new Line(
                CallNote.lineId(section, "s-" + text.hashCode()), section, text, "s", due, null);
    }
}

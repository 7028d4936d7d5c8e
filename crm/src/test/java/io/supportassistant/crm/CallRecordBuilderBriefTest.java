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
import io.supportassistant.events.CallBrief.Quote;
import io.supportassistant.events.CallBrief.Result;
import io.supportassistant.events.CallBrief.Statement;
import io.supportassistant.events.CallEnded;
import io.supportassistant.events.CallRecord;
import io.supportassistant.events.Speaker;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CallRecordBuilderBriefTest {

    private static final Duration WITHIN = Duration.ofMinutes(2);

    private final SampleRecording call = new SampleRecording();

    @BeforeEach
    void start() {
        call.settings = new CallRecordBuilderSettings(SETTLE, LATE, IDLE, WITHIN);
        call.hear(started(CALL, null, null));
    }

    @Test
    void shouldRecordTheBriefOfTheWholeCall() {
        call.hear(brief(1, false, "it is red"));
        call.hear(ended(CALL, END));
        call.hear(brief(2, true, "it is green"));

        call.pass(SETTLE);

        CallRecord record = call.records.get(0);
        assertThat(record.found()).containsExactly("what does it show? - it is green");
        assertThat(record.tried()).containsExactly("unplug it - worked: it is back");
        assertThat(record.promised())
                .containsExactly("I send a new one today", "Customer: I'll call you tomorrow");
        assertThat(CallSummary.interaction(record, "C-1", null, null).summary())
                .contains(
                        """
                        Found out:
                        - what does it show? - it is green
                        Tried:
                        - unplug it - worked: it is back
                        Promised:
                        - I send a new one today
                        - Customer: I'll call you tomorrow
                        """)
                .doesNotContain("Named");
    }

    @Test
    void shouldWaitForABriefOfTheWholeCallThatComesLate() {
        call.hear(brief(1, false, "it is red"));
        call.hear(ended(CALL, END));
        call.pass(SETTLE);
        assertThat(call.records).isEmpty();
        call.pass(Duration.ofSeconds(40));
        assertThat(call.records).isEmpty();

        call.hear(brief(2, true, "it is green"));

        assertThat(call.records).hasSize(1);
        assertThat(call.records.get(0).found()).hasSize(1);
    }

    @Test
    void shouldRecordWithoutABriefAfterAWhile() {
        call.hear(ended(CALL, END));
        call.pass(SETTLE);
        assertThat(call.file().nextDeadline()).isEqualTo(call.now.plus(WITHIN));

        call.pass(WITHIN);

        assertThat(call.records).hasSize(1);
        assertThat(call.records.get(0).found()).isEmpty();
        call.hear(brief(2, true, "it is green"));
        assertThat(call.records).hasSize(1);
    }

    @Test
    void shouldNotCountABriefFromBeforeACallWentOn() {
        call.hear(new CallEnded(CALL, END, "c", CallEnded.IDLE));
        call.hear(brief(2, true, "it is red"));
        call.hear(brief(3, false, "it is red"));
        call.hear(ended(CALL, END.plusSeconds(60)));

        call.pass(Duration.ofMinutes(11));

        assertThat(call.records).isEmpty();
    }

    private static CallBrief brief(int revision, boolean isFinal, String found) {
        Quote step = quote(Speaker.AGENT, "unplug it");
        return new CallBrief(
                CALL,
                END.plusSeconds(revision),
                revision,
                isFinal,
                null,
                null,
                List.of(
                        new Statement(
                                quote(Speaker.CUSTOMER, found),
                                quote(Speaker.AGENT, "what does it show?"),
                                null,
                                null)),
                List.of(
                        new Statement(
                                step, null, Result.WORKED, quote(Speaker.CUSTOMER, "it is back"))),
                List.of(
                        new Statement(quote(Speaker.AGENT, "I send a new one today")),
                        new Statement(quote(Speaker.CUSTOMER, "I'll call you tomorrow"))),
                null,
                null,
                null,
                null);
    }

    private static Quote quote(Speaker speaker, String text) {
        return new Quote(text, speaker, "s-" + text.hashCode(), 1.0);
    }
}

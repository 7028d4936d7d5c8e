package io.supportassistant.crm;

import static io.supportassistant.crm.SampleEvents.CALL;
import static io.supportassistant.crm.SampleEvents.ended;
import static io.supportassistant.crm.SampleEvents.started;
import static io.supportassistant.crm.SampleRecording.END;
import static io.supportassistant.crm.SampleRecording.SETTLE;
import static org.assertj.core.api.Assertions.assertThat;

import io.supportassistant.events.AnalyzedContext;
import io.supportassistant.events.CallRecord;
import io.supportassistant.events.CaseRequested;
import io.supportassistant.events.SessionEvent;
import io.supportassistant.events.Speaker;
import io.supportassistant.events.SuggestionUpdate;
import io.supportassistant.events.TranscriptRedacted;
import io.supportassistant.events.TranscriptSegment;
import io.supportassistant.events.Trigger;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CallRecordBuilderCorrectionTest {

    private static final String SAID = "hunter blue horse nine and my thermostat shows error E27";
    private static final String CORRECTED = "[secret] and my thermostat shows error E27";

    private final SampleRecording call = new SampleRecording();

    /** The topics are read independently. */
    static Stream<List<SessionEvent>> orders() {
        return Stream.of(
                List.of(segment(), stated(), caseRequest(), redaction()),
                List.of(segment(), redaction(), stated()));
    }

    @ParameterizedTest
    @MethodSource("orders")
    void shouldNotRecordWhatWasCorrectedAfterItsAnalysis(List<SessionEvent> events) {
        call.hear(started(CALL, null, null));
        events.forEach(call::hear);
        call.hear(ended(CALL, END));

        call.pass(SETTLE);

        CallRecord record = call.records.get(0);
        assertThat(record.issue()).isEqualTo(CORRECTED);
        assertThat(record.toString()).doesNotContain("hunter blue");
    }

    private static TranscriptSegment segment() {
        return new TranscriptSegment(
                CALL,
                END,
                "generic",
                "c",
                "s-1",
                Speaker.CUSTOMER,
                SAID,
                1.0,
                2.0,
                null,
                true,
                END);
    }

    private static TranscriptRedacted redaction() {
        return new TranscriptRedacted(
                CALL, END.plusSeconds(2), "s-1", CORRECTED, List.of("secret"));
    }

    private static CaseRequested caseRequest() {
        return new CaseRequested(CALL, END.plusSeconds(1), "ann", null, SAID);
    }

    private static SuggestionUpdate stated() {
        return new SuggestionUpdate(
                CALL,
                1,
                Trigger.CUSTOMER_SPEECH,
                List.of(),
                List.of(),
                List.of(),
                new AnalyzedContext(true, "device_problem", SAID, List.of(), false, 0.9),
                "",
                null,
                END.plusSeconds(1));
    }
}

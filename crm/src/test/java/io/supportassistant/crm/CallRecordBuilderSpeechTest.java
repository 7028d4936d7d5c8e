package io.supportassistant.crm;

import static io.supportassistant.crm.SampleEvents.CALL;
import static io.supportassistant.crm.SampleEvents.START;
import static io.supportassistant.crm.SampleEvents.update;
import static org.assertj.core.api.Assertions.assertThat;

import io.supportassistant.events.CallRecord;
import io.supportassistant.events.CallRecord.Priority;
import io.supportassistant.events.Speaker;
import io.supportassistant.events.TranscriptSegment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rules with words apply to everything that the customer says. */
class CallRecordBuilderSpeechTest {

    private final SampleRecording call = new SampleRecording();

    @BeforeEach
    void useARule(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("rules.yaml");
        Files.writeString(
                file, "cases: [{name: danger, words: [smoke, on fire], priority: urgent}]");
        call.rules = CaseRules.read(file);
    }

    @Test
    void shouldOpenACaseForWordsThatAreNotInTheIssue() {
        call.hear(said(Speaker.CUSTOMER, "there was Smoke coming out of it", true));
        call.hear(update(CALL, 8, "where do I change my card", List.of("a"), List.of()));
        call.hear(said(Speaker.CUSTOMER, "thanks", true));

        CallRecord record = call.recordAfterTheEnd();
        assertThat(record.caseWanted().reason()).isEqualTo("danger");
        assertThat(record.caseWanted().priority()).isEqualTo(Priority.URGENT);
    }

    @Test
    void shouldOpenACaseForACallWithoutAnIssue() {
        call.hear(said(Speaker.UNKNOWN, "my house is on fire", true));

        assertThat(call.recordAfterTheEnd().caseWanted().reason()).isEqualTo("danger");
    }

    @Test
    void shouldOpenNoCaseForSpeechOfTheAgentOrInterimText() {
        call.hear(update(CALL, 8, "the hub is offline", List.of("a"), List.of()));
        call.hear(said(Speaker.AGENT, "is there any smoke", true));
        call.hear(said(Speaker.CUSTOMER, "smoke", false));

        assertThat(call.recordAfterTheEnd().caseWanted()).isNull();
    }

    @Test
    void shouldMakeNoRecordOfSpeechAlone() {
        call.hear(said(Speaker.CUSTOMER, "hello", true));
        call.hear(SampleEvents.ended(CALL, SampleRecording.END));
        call.pass(SampleRecording.SETTLE);

        assertThat(call.records).isEmpty();
        assertThat(call.closed).isTrue();
    }

    private static TranscriptSegment said(Speaker speaker, String text, boolean isFinal) {
        return new TranscriptSegment(
                CALL, START, "test", "one", "s", speaker, text, null, null, null, isFinal, null,
                null, null, null);
    }
}

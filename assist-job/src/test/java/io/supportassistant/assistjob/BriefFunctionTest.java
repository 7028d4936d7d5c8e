package io.supportassistant.assistjob;

import static org.assertj.core.api.Assertions.assertThat;

import io.supportassistant.conversation.Turn;
import io.supportassistant.events.AgentFeedback;
import io.supportassistant.events.CallBrief;
import io.supportassistant.events.CallEnded;
import io.supportassistant.events.CallNote;
import io.supportassistant.events.NoteEdited;
import io.supportassistant.events.SessionEvent;
import io.supportassistant.events.SessionIds;
import io.supportassistant.events.Speaker;
import io.supportassistant.settings.Settings;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.co.KeyedCoProcessOperator;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BriefFunctionTest {

    private static final String CALL = SessionIds.session("test", "one");
    private static final Instant NOW = Instant.parse("2026-11-30T10:00:00Z");

    private KeyedTwoInputStreamOperatorTestHarness<String, HeardTurn, SessionEvent, CallBrief>
            harness;

    @BeforeEach
    void open() throws Exception {
        harness = harness();
        harness.open();
    }

    @AfterEach
    void close() throws Exception {
        harness.close();
    }

    @Test
    void shouldWriteABriefSomeSecondsAfterSpeech() throws Exception {
        hear("s1", "my camera does not work");
        harness.setProcessingTime(3_999);
        assertThat(briefs()).isEmpty();

        harness.setProcessingTime(4_000);

        assertThat(briefs()).hasSize(1);
        assertThat(briefs().get(0).found()).hasSize(1);
    }

    @Test
    void shouldGoOnAfterARestore() throws Exception {
        hear("s1", "my camera does not work");
        harness.setProcessingTime(4_000);
        OperatorSubtaskState snapshot = harness.snapshot(1, 4_000);
        harness.close();

        harness = harness();
        harness.initializeState(snapshot);
        harness.open();
        harness.setProcessingTime(10_000);
        hear("s2", "and the doorbell is broken");
        harness.setProcessingTime(14_000);

        assertThat(briefs()).singleElement().extracting(CallBrief::revision).isEqualTo(2);
        assertThat(briefs().get(0).found()).hasSize(2);
    }

    @Test
    void shouldWriteTheWholeCallAndClearItsState() throws Exception {
        hear("s1", "my camera does not work");
        harness.processElement2(new CallEnded(CALL, NOW, "c-1", "completed"), 0);
        harness.setProcessingTime(4_000);

        assertThat(briefs()).singleElement().matches(CallBrief::isFinal);
        assertThat(harness.numKeyedStateEntries()).isPositive();
        harness.setProcessingTime(Duration.ofMinutes(2).toMillis());
        assertThat(briefs()).hasSize(2);
        assertThat(briefs().get(1).note().status()).isEqualTo(CallNote.Status.SAVED_AUTOMATICALLY);
        harness.setProcessingTime(Duration.ofMinutes(13).toMillis());
        assertThat(harness.numKeyedStateEntries()).isZero();
        assertThat(harness.numProcessingTimeTimers()).isZero();
    }

    @Test
    void shouldWriteWhatAnAgentNotesAtOnceAlsoInACallWithoutSpeech() throws Exception {
        NoteEdited.Line line =
                new NoteEdited.Line("line:1", CallNote.Section.OTHER, "Nobody there", null);
        harness.processElement2(new NoteEdited(CALL, NOW, "ann", line, null, null, null, false), 0);
        harness.setProcessingTime(1_000);

        assertThat(briefs())
                .singleElement()
                .extracting(brief -> brief.note().texts(CallNote.Section.OTHER))
                .isEqualTo(List.of("Nobody there"));
    }

    @Test
    void shouldWriteNoBriefOfALeg() throws Exception {
        hear("s1", "my camera does not work");
        harness.processElement2(new CallEnded(CALL, NOW, "c-1", CallEnded.LINKED), 0);
        harness.setProcessingTime(60_000);

        assertThat(briefs()).isEmpty();
        assertThat(harness.numKeyedStateEntries()).isZero();
    }

    @Test
    void shouldTakeBackTheBriefOfALegThatIsLinkedLater() throws Exception {
        hear("s1", "my camera does not work");
        harness.setProcessingTime(4_000);
        harness.processElement2(new CallEnded(CALL, NOW, "c-1", CallEnded.LINKED), 0);

        assertThat(briefs()).hasSize(2);
        assertThat(briefs().get(1).found()).isEmpty();
        assertThat(harness.numKeyedStateEntries()).isZero();
    }

    @Test
    void shouldOpenNoBriefForFeedback() throws Exception {
        harness.processElement2(
                new AgentFeedback(
                        "f-1",
                        CALL,
                        SessionIds.within(CALL, "card", "1"),
                        AgentFeedback.Kind.HELPFUL,
                        "a-1",
                        NOW),
                0);

        assertThat(harness.numKeyedStateEntries()).isZero();
    }

    private void hear(String id, String text) throws Exception {
        harness.processElement1(
                new HeardTurn(CALL, new Turn(id, Speaker.CUSTOMER, text, 1_000L)), 0);
    }

    private List<CallBrief> briefs() {
        return harness.extractOutputValues();
    }

    private static KeyedTwoInputStreamOperatorTestHarness<
                    String, HeardTurn, SessionEvent, CallBrief>
            harness() throws Exception {
        JobSettings settings = JobSettings.from(Settings.of(Map.of(), new String[0]));
        return new KeyedTwoInputStreamOperatorTestHarness<>(
                new KeyedCoProcessOperator<>(
                        new BriefFunction(
                                settings.statements(),
                                settings.wrapup(),
                                settings.stateTimeToLive())),
                HeardTurn::sessionId,
                SessionEvent::sessionId,
                Types.STRING);
    }
}

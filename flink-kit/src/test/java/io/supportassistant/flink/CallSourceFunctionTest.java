package io.supportassistant.flink;

import static org.assertj.core.api.Assertions.assertThat;

import io.supportassistant.correlation.LegEvents;
import io.supportassistant.events.AgentJoined;
import io.supportassistant.events.AgentQuestion;
import io.supportassistant.events.CallEnded;
import io.supportassistant.events.CallLinked;
import io.supportassistant.events.DeadLetter;
import io.supportassistant.events.EventCodec;
import io.supportassistant.events.SessionEvent;
import io.supportassistant.events.SessionIds;
import io.supportassistant.events.Speaker;
import io.supportassistant.events.TranscriptSegment;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CallSourceFunctionTest {

    private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");
    private static final String CALL = SessionIds.session("acd", "CA1");

    private KeyedOneInputStreamOperatorTestHarness<String, SessionEvent, SessionEvent> harness;

    @BeforeEach
    void open() throws Exception {
        harness = harness(null);
    }

    @AfterEach
    void close() throws Exception {
        harness.close();
    }

    @Test
    void shouldSetAsideAnEventOfAnotherSource() throws Exception {
        hear(segment("acd", "CA1"));
        SessionEvent foreign = segment("dialler", null);
        hear(foreign);

        assertThat(harness.extractOutputValues()).containsExactly(segment("acd", "CA1"));
        assertThat(letters())
                .singleElement()
                .satisfies(
                        letter -> {
                            assertThat(letter.reason())
                                    .isEqualTo(
                                            "the event is from the source dialler, but its session"
                                                    + " belongs to acd");
                            assertThat(decoded(letter)).isEqualTo(foreign);
                        });
    }

    @Test
    void shouldNotLetAnotherSourceEndOrJoinTheCall() throws Exception {
        hear(segment("acd", "CA1"));
        hear(new CallEnded(CALL, NOW, null, CallEnded.HANGUP, null, "dialler"));
        hear(new AgentJoined(CALL, NOW, "mallory", null, null, "dialler"));

        assertThat(harness.extractOutputValues()).hasSize(1);
        assertThat(letters()).hasSize(2);
    }

    @Test
    void shouldNotLetAnotherSourceTakeTheCallAsALegOfItsOwn() throws Exception {
        hear(segment("acd", "CA1"));
        hear(new CallLinked(SessionIds.session("dialler", "x"), NOW, "dialler", "x", CALL, null));

        assertThat(harness.extractOutputValues()).hasSize(1);
    }

    @Test
    void shouldPassOnEventsWithoutASource() throws Exception {
        hear(segment("acd", "CA1"));
        AgentQuestion question = new AgentQuestion(CALL, NOW, "q1", "agent-7", "refund?");
        CallEnded old = new CallEnded(CALL, NOW, "CA1", CallEnded.HANGUP);
        hear(question);
        hear(old);

        assertThat(harness.extractOutputValues()).contains(question, old);
        assertThat(letters()).isEmpty();
    }

    @Test
    void shouldAssignTheSessionToTheSourceWhoseCallIdItIsMadeOf() throws Exception {
        hear(segment("dialler", null));
        hear(segment("acd", "CA1"));
        hear(segment("dialler", null));

        assertThat(harness.extractOutputValues())
                .containsExactly(segment("dialler", null), segment("acd", "CA1"));
    }

    @Test
    void shouldKnowTheSourceWhenRestored() throws Exception {
        hear(segment("acd", "CA1"));
        OperatorSubtaskState snapshot = harness.snapshot(1, 1);
        harness.close();
        harness = harness(snapshot);
        hear(segment("dialler", null));

        assertThat(harness.extractOutputValues()).isEmpty();
        assertThat(letters()).hasSize(1);
    }

    private static KeyedOneInputStreamOperatorTestHarness<String, SessionEvent, SessionEvent>
            harness(OperatorSubtaskState restored) throws Exception {
        var harness =
                new KeyedOneInputStreamOperatorTestHarness<>(
                        new KeyedProcessOperator<>(new CallSourceFunction(Duration.ofHours(1))),
                        LegEvents::sessionOf,
                        Types.STRING);
        harness.setup(SessionEventType.INSTANCE.createSerializer(new SerializerConfigImpl()));
        if (restored != null) {
            harness.initializeState(restored);
        }
        harness.open();
        return harness;
    }

    private void hear(SessionEvent event) throws Exception {
        harness.processElement(event, 0);
    }

    private List<DeadLetter> letters() {
        var letters = harness.getSideOutput(CallSourceFunction.DEAD_LETTERS);
        return letters == null
                ? List.of()
                : letters.stream().map(letter -> letter.getValue()).toList();
    }

    private static SessionEvent decoded(DeadLetter letter) throws Exception {
        return EventCodec.decode(letter.raw().getBytes(StandardCharsets.UTF_8), SessionEvent.class);
    }

    private static TranscriptSegment segment(String source, String callId) {
        return new TranscriptSegment(
                CALL,
                NOW,
                source,
                callId,
                "s-" + source,
                Speaker.CUSTOMER,
                "hello",
                1.0,
                2.0,
                null,
                true,
                NOW);
    }
}

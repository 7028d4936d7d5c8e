package io.supportassistant.flink;

import static org.assertj.core.api.Assertions.assertThat;

import io.supportassistant.crm.SampleEvents;
import io.supportassistant.events.AgentFeedback;
import io.supportassistant.events.CallEnded;
import io.supportassistant.events.CallRecord;
import io.supportassistant.events.CallRecord.CaseWanted;
import io.supportassistant.events.CallSource;
import io.supportassistant.events.CallStarted;
import io.supportassistant.events.CaseRequested;
import io.supportassistant.events.CaseWithdrawn;
import io.supportassistant.events.CustomerChosen;
import io.supportassistant.events.CustomerProfile;
import io.supportassistant.events.NoteWorded;
import io.supportassistant.events.SessionEvent;
import io.supportassistant.events.SessionIds;
import io.supportassistant.events.TranscriptRedacted;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.types.PojoTestUtils;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Data that Flink stores in state or sends between tasks must be readable by the next version. */
class FlinkTypesTest {

    private static final String CALL = SessionIds.session("test", "one");
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00.123Z");

    @ParameterizedTest
    @ValueSource(classes = {RawMessage.class, ArticleMessage.class, CallSource.class})
    void shouldBeARecordThatFlinkCanMigrate(Class<?> type) {
        PojoTestUtils.assertSerializedAsPojoWithoutKryo(type);
    }

    static List<SessionEvent> sessionEvents() {
        return List.of(
                new CallStarted(
                        CALL,
                        NOW,
                        "test",
                        "one",
                        "a",
                        "Ann",
                        null,
                        null,
                        null,
                        Map.of("k", List.of(1, "x")),
                        null),
                new CallEnded(CALL, NOW, null, CallEnded.IDLE),
                new CustomerChosen(CALL, NOW, "a", "C-1"),
                new TranscriptRedacted(CALL, NOW, "s1", "[card number]", List.of("card_number")),
                new CaseRequested(CALL, NOW, "a", null),
                new CaseWithdrawn(CALL, NOW, "a"),
                new NoteWorded(
                        CALL,
                        NOW,
                        List.of(new NoteWorded.Line("found:s1", "it broke", "It broke."))),
                SampleEvents.profile(CALL, CustomerProfile.Status.UNIQUE, "C-1"),
                SampleEvents.record(
                        CALL, new CaseWanted(CaseWanted.AGENT, CallRecord.Priority.HIGH, "x")),
                new AgentFeedback("f", CALL, "s", AgentFeedback.Kind.HELPFUL, null, NOW));
    }

    @ParameterizedTest
    @MethodSource("sessionEvents")
    void shouldCarryASessionEventBetweenTasks(SessionEvent event) throws IOException {
        TypeSerializer<SessionEvent> serializer =
                SessionEventType.INSTANCE.createSerializer(new SerializerConfigImpl());
        DataOutputSerializer out = new DataOutputSerializer(64);
        serializer.serialize(event, out);
        DataOutputSerializer copied = new DataOutputSerializer(64);
        serializer.copy(new DataInputDeserializer(out.getCopyOfBuffer()), copied);

        assertThat(serializer.deserialize(new DataInputDeserializer(copied.getCopyOfBuffer())))
                .isEqualTo(event);
    }
}

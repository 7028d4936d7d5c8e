package io.supportassistant.flink;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.supportassistant.events.CallEnded;
import io.supportassistant.events.CallEvent;
import io.supportassistant.events.DeadLetter;
import io.supportassistant.events.EventCodec;
import io.supportassistant.events.SessionEvent;
import io.supportassistant.events.SessionIds;
import java.time.Instant;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.ProcessFunctionTestHarnesses;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DecodeFunctionTest {

    private static final CallEnded EVENT =
            new CallEnded(
                    SessionIds.session("test", "one"),
                    Instant.parse("2026-11-22T10:00:00Z"),
                    "one",
                    CallEnded.HANGUP);

    @Test
    void shouldPassOnReadableMessagesAndKeepTheRestComplete() throws Exception {
        try (OneInputStreamOperatorTestHarness<RawMessage, SessionEvent> harness =
                decoding(CallEvent.class)) {
            harness.processElement(new RawMessage("call-events-0@1", EventCodec.encode(EVENT)), 0);
            harness.processElement(new RawMessage("call-events-0@2", "{half".getBytes(UTF_8)), 0);
            harness.processElement(new RawMessage("call-events-0@3", new byte[0]), 0);

            assertThat(harness.extractOutputValues()).containsExactly(EVENT);
            assertThat(harness.getSideOutput(DecodeFunction.DEAD_LETTERS))
                    .extracting(StreamRecord::getValue)
                    .extracting(DeadLetter::origin, DeadLetter::raw)
                    .containsExactly(
                            org.assertj.core.groups.Tuple.tuple("call-events-0@2", "{half"),
                            org.assertj.core.groups.Tuple.tuple("call-events-0@3", ""));
        }
    }

    @Test
    void shouldSetAsideASegmentThatNoBridgeWouldAccept() throws Exception {
        String segment =
                """
                {"type":"transcript.segment","session_id":"%s","occurred_at":"2026-11-22T10:00:00Z",
                 "segment_id":"s","speaker":"customer","is_final":true,"text":"%s"}\
                """;
        try (OneInputStreamOperatorTestHarness<RawMessage, SessionEvent> harness =
                decoding(SessionEvent.class)) {
            for (int length :
                    List.of(DecodeFunction.LONGEST_TEXT, DecodeFunction.LONGEST_TEXT + 1)) {
                String json = segment.formatted(EVENT.sessionId(), "x".repeat(length));
                harness.processElement(new RawMessage("call-events-0@1", json.getBytes(UTF_8)), 0);
            }

            assertThat(harness.extractOutputValues()).hasSize(1);
            assertThat(harness.getSideOutput(DecodeFunction.DEAD_LETTERS)).hasSize(1);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'',2026-11-22T10:00:00Z",
        "other,2026-11-22T10:00:00Z",
        "6f9619ff-8b86-5d01-b42d-00cf4fc964ff,+999999999-12-31T23:59:59Z"
    })
    void shouldSetAsideAnEventWithoutSessionOrTime(String session, String time) throws Exception {
        String event =
                new String(EventCodec.encode(EVENT), UTF_8)
                        .replace(EVENT.sessionId(), session)
                        .replace("2026-11-22T10:00:00Z", time);
        try (OneInputStreamOperatorTestHarness<RawMessage, SessionEvent> harness =
                decoding(SessionEvent.class)) {
            harness.processElement(new RawMessage("call-events-0@1", event.getBytes(UTF_8)), 0);

            assertThat(harness.extractOutputValues()).isEmpty();
            assertThat(harness.getSideOutput(DecodeFunction.DEAD_LETTERS)).hasSize(1);
        }
    }

    @Test
    void shouldSetAsideAnEventThatNamesTwoSessions() throws Exception {
        String event =
                new String(EventCodec.encode(EVENT), UTF_8)
                        .replaceFirst(
                                "}$",
                                ",\"session_id\":\"%s\"}"
                                        .formatted(SessionIds.session("test", "two")));
        try (OneInputStreamOperatorTestHarness<RawMessage, SessionEvent> harness =
                decoding(SessionEvent.class)) {
            harness.processElement(new RawMessage("call-events-0@1", event.getBytes(UTF_8)), 0);

            assertThat(harness.extractOutputValues()).isEmpty();
            assertThat(harness.getSideOutput(DecodeFunction.DEAD_LETTERS)).hasSize(1);
        }
    }

    private static OneInputStreamOperatorTestHarness<RawMessage, SessionEvent> decoding(
            Class<? extends SessionEvent> kind) throws Exception {
        return ProcessFunctionTestHarnesses.forKeyedProcessFunction(
                new DecodeFunction(SessionKey.OWN, kind),
                SessionKey.OWN.ofMessages(),
                Types.STRING);
    }
}

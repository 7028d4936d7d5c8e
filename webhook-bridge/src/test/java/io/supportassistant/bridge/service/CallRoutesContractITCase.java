package io.supportassistant.bridge.service;

import static io.supportassistant.bridge.service.CallRoutesFixture.END;
import static io.supportassistant.bridge.service.CallRoutesFixture.START;
import static io.supportassistant.bridge.service.CallRoutesFixture.TRANSCRIPTION;
import static io.supportassistant.bridge.service.CallRoutesFixture.assertAnswer;
import static org.assertj.core.api.Assertions.assertThat;

import io.supportassistant.events.CallEnded;
import io.supportassistant.events.CallEvent;
import io.supportassistant.events.CallStarted;
import io.supportassistant.events.TranscriptSegment;
import io.supportassistant.service.RunningService;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the documented API answers to starts, segments and ends, and stores of them. */
class CallRoutesContractITCase {

    private static CallRoutesFixture fixture;
    private static RunningService bridge;

    private final CallRoutesFixture.Call call = fixture.newCall();

    @BeforeAll
    static void start() {
        fixture = CallRoutesFixture.start();
        bridge = fixture.bridge();
    }

    @AfterAll
    static void stop() {
        fixture.close();
    }

    @Test
    void shouldAnswerAStartOnceItIsStored() {
        JsonObject metadata =
                new JsonObject()
                        .put("queue", "tech")
                        .put("skills", new JsonArray().add("app").add(2))
                        .put("ivr", new JsonObject().put("path", "1-4"));

        HttpResponse<String> answer =
                bridge.post(
                        START,
                        new JsonObject()
                                .put("call_id", call.id())
                                .put("agent_id", "agent-7")
                                .put("customer_phone", "+14155550142")
                                .put("acd_metadata", metadata)
                                .encode());

        assertAnswer(
                answer,
                200,
                new JsonObject()
                        .put("status", "success")
                        .put("session_id", call.session())
                        .put("call_id", call.id()));
        CallStarted event = call.onlyEvent(CallStarted.class);
        assertThat(event.callId()).isEqualTo(call.id());
        assertThat(event.agentId()).isEqualTo("agent-7");
        assertThat(event.customerPhone()).isEqualTo("+14155550142");
        assertThat(new JsonObject(event.acdMetadata())).isEqualTo(metadata);
        assertThat(event.crmMetadata()).isNull();
    }

    @Test
    void shouldReadThePhoneNumberOfALongAddress() {
        String address = "sip:+14155550142@" + "pbx.".repeat(20) + "example";

        bridge.post(
                START,
                "{\"call_id\":\"%s\",\"customer_phone\":\"%s\"}".formatted(call.id(), address));

        assertThat(call.onlyEvent(CallStarted.class).customerPhone()).isEqualTo("+14155550142");
    }

    @Test
    void shouldGiveTheSameCallTheSameSession() {
        assertThat(bridge.post(START, "{\"call_id\":\"%s\"}".formatted(call.id())).body())
                .isEqualTo(bridge.post(START, "{\"call_id\":\"%s\"}".formatted(call.id())).body());
    }

    @Test
    void shouldAnswerASegmentOnceItIsStored() {
        HttpResponse<String> answer =
                bridge.post(TRANSCRIPTION, call.segment().put("segment_id", "seg-1").encode());

        assertAnswer(answer, 202, call.accepted("seg-1"));
        TranscriptSegment event = call.onlyEvent(TranscriptSegment.class);
        assertThat(event.segmentId()).isEqualTo("seg-1");
        assertThat(event.text()).isEqualTo("I am getting error 401");
        assertThat(event.isFinal()).isTrue();
        assertThat(event.receivedAt()).isNotNull();
    }

    @Test
    void shouldAcceptManyFirstRequestsAtOnce() {
        List<String> bodies =
                IntStream.range(0, 64)
                        .mapToObj(
                                number ->
                                        call.segment().put("segment_id", "seg-" + number).encode())
                        .toList();
        try (RunningService fresh = fixture.bridge(Map.of())) {
            List<CompletableFuture<HttpResponse<String>>> answers =
                    bodies.stream()
                            .map(
                                    body ->
                                            RunningService.CLIENT.sendAsync(
                                                    fresh.request(TRANSCRIPTION)
                                                            .header(
                                                                    "Content-Type",
                                                                    "application/json")
                                                            .POST(BodyPublishers.ofString(body))
                                                            .build(),
                                                    HttpResponse.BodyHandlers.ofString()))
                            .toList();

            assertThat(answers).extracting(answer -> answer.join().statusCode()).containsOnly(202);
        }
    }

    @Test
    void shouldAcceptASegmentOfAnUnknownCall() {
        HttpResponse<String> answer =
                bridge.post(
                        TRANSCRIPTION,
                        new JsonObject()
                                .put("session_id", call.session())
                                .put("segment_id", "seg-1")
                                .put("speaker", "agent")
                                .put("text", "Hello")
                                .encode());

        assertAnswer(answer, 202, call.accepted("seg-1"));
        assertThat(call.onlyEvent(TranscriptSegment.class).callId()).isNull();
    }

    @Test
    void shouldAnswerAnEndOnceItIsStored() {
        HttpResponse<String> answer =
                bridge.post(END, "{\"call_id\":\"%s\",\"reason\":\"solved\"}".formatted(call.id()));

        assertAnswer(
                answer,
                200,
                new JsonObject()
                        .put("status", "success")
                        .put("session_id", call.session())
                        .put("call_id", call.id()));
        assertThat(call.onlyEvent(CallEnded.class).reason()).isEqualTo("solved");
    }

    @Test
    void shouldEndACallByItsSession() {
        HttpResponse<String> answer =
                bridge.post(END, "{\"session_id\":\"%s\"}".formatted(call.session()));

        // A client generated from openapi.yaml accepts no null.
        assertAnswer(
                answer,
                200,
                new JsonObject().put("status", "success").put("session_id", call.session()));
        assertThat(call.onlyEvent(CallEnded.class).reason()).isEqualTo(CallEnded.HANGUP);
    }

    @Test
    void shouldKeepTheOrderOfACall() {
        bridge.post(START, "{\"call_id\":\"%s\"}".formatted(call.id()));
        for (int i = 0; i < 5; i++) {
            bridge.post(TRANSCRIPTION, call.segment().put("segment_id", "seg-" + i).encode());
        }
        bridge.post(END, "{\"call_id\":\"%s\"}".formatted(call.id()));

        List<CallEvent> events = call.events();
        assertThat(events).hasSize(7);
        assertThat(events.get(0)).isInstanceOf(CallStarted.class);
        assertThat(events.subList(1, 6))
                .extracting(event -> ((TranscriptSegment) event).segmentId())
                .containsExactly("seg-0", "seg-1", "seg-2", "seg-3", "seg-4");
        assertThat(events.get(6)).isInstanceOf(CallEnded.class);
    }

    @Test
    void shouldIgnoreUnknownFields() {
        HttpResponse<String> answer =
                bridge.post(
                        TRANSCRIPTION,
                        call.segment()
                                .put("segment_id", "seg-1")
                                .put("channel", 2)
                                .put("words", new JsonArray().add(new JsonObject()))
                                .encode());

        assertAnswer(answer, 202, call.accepted("seg-1"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "caf\u00e9 \u2014 \ud83d\ude00",
                "a\nb\tc",
                "\"quoted\\\"",
                " ",
                "ends with \\u0000"
            })
    void shouldStoreTextUnchanged(String text) {
        bridge.post(TRANSCRIPTION, call.segment().put("text", text).encode());

        assertThat(call.onlyEvent(TranscriptSegment.class).text()).isEqualTo(text);
    }

    @Test
    void shouldAcceptJsonWithACharset() {
        HttpResponse<String> answer =
                RunningService.send(
                        bridge.request(TRANSCRIPTION)
                                .header("Content-Type", "application/json; charset=utf-8")
                                .POST(BodyPublishers.ofString(call.segment().encode()))
                                .build());

        assertThat(answer.statusCode()).isEqualTo(202);
    }
}

package io.supportassistant.bridge.service;

import static io.supportassistant.bridge.service.CallRoutesFixture.END;
import static io.supportassistant.bridge.service.CallRoutesFixture.START;
import static io.supportassistant.bridge.service.CallRoutesFixture.TRANSCRIPTION;
import static io.supportassistant.bridge.service.CallRoutesFixture.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.supportassistant.events.SessionIds;
import io.supportassistant.events.Topic;
import io.supportassistant.service.RunningService;
import io.supportassistant.service.TestKafka;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Wrong requests are refused, with the field at fault, and the bridge goes on. */
class CallRoutesWrongRequestsITCase {

    private static CallRoutesFixture fixture;
    private static TestKafka kafka;
    private static RunningService bridge;

    private final CallRoutesFixture.Call call = fixture.newCall();

    @BeforeAll
    static void start() {
        fixture = CallRoutesFixture.start();
        kafka = fixture.kafka();
        bridge = fixture.bridge();
    }

    @AfterAll
    static void stop() {
        fixture.close();
    }

    static Stream<Arguments> wrongBodies() {
        String id = "\"call_id\":\"wrong\"";
        String fields = id + ",\"speaker\":\"customer\",\"text\":\"hello\"";
        String other = SessionIds.session("generic", "other");
        return Stream.of(
                arguments(TRANSCRIPTION, "not JSON", "hello", null),
                arguments(TRANSCRIPTION, "empty", "", null),
                arguments(TRANSCRIPTION, "cut off", "{" + fields, null),
                arguments(
                        TRANSCRIPTION, "two documents", "{%s}{%s}".formatted(fields, fields), null),
                arguments(TRANSCRIPTION, "NaN", "{%s,\"start_time\":NaN}".formatted(fields), null),
                arguments(TRANSCRIPTION, "array", "[]", "/"),
                arguments(TRANSCRIPTION, "text", "\"hello\"", "/"),
                arguments(TRANSCRIPTION, "number", "17", "/"),
                arguments(TRANSCRIPTION, "null", "null", "/"),
                arguments(
                        TRANSCRIPTION,
                        "no text",
                        "{%s,\"speaker\":\"agent\"}".formatted(id),
                        "/text"),
                arguments(
                        TRANSCRIPTION,
                        "no speaker",
                        "{%s,\"text\":\"hello\"}".formatted(id),
                        "/speaker"),
                arguments(
                        TRANSCRIPTION,
                        "character that no database takes",
                        "{%s,\"speaker\":\"agent\",\"text\":\"a\\u0000b\"}".formatted(id),
                        "/"),
                arguments(
                        TRANSCRIPTION,
                        "half of a character",
                        "{%s,\"speaker\":\"agent\",\"text\":\"a\\ud800b\"}".formatted(id),
                        "/"),
                arguments(
                        TRANSCRIPTION,
                        "no call",
                        "{\"speaker\":\"agent\",\"text\":\"hello\"}",
                        "/session_id"),
                wrong(fields, "speaker", "\"robot\""),
                wrong(fields, "speaker", "\"Customer\""),
                wrong(fields, "speaker", "7"),
                wrong(fields, "text", "\"\""),
                wrong(fields, "text", "null"),
                wrong(fields, "text", "42"),
                wrong(fields, "text", "[\"hello\"]"),
                wrong(fields, "text", "\"" + "x".repeat(10_001) + "\""),
                wrong(fields, "call_id", "\"\""),
                wrong(fields, "call_id", "{}"),
                wrong(fields, "call_id", "\"" + "x".repeat(201) + "\""),
                wrong(fields, "segment_id", "\"\""),
                wrong(fields, "segment_id", "null"),
                wrong(fields, "segment_id", "\"" + "x".repeat(201) + "\""),
                wrong(fields, "session_id", "\"call-1\""),
                wrong(fields, "session_id", "\"" + other.toUpperCase() + "\""),
                wrong(fields, "session_id", "\" " + other + "\""),
                wrong(fields, "session_id", "\"" + other + "\""),
                wrong(fields, "start_time", "-0.1"),
                wrong(fields, "start_time", "\"1.5\""),
                wrong(fields, "start_time", "1000001"),
                wrong(fields, "start_time", "1e400"),
                wrong(fields, "end_time", "-1"),
                wrong(fields, "end_time", "true"),
                wrong(fields + ",\"start_time\":2", "end_time", "1.5"),
                wrong(fields, "confidence", "1.1"),
                wrong(fields, "confidence", "-0.1"),
                wrong(fields, "is_final", "\"true\""),
                wrong(fields, "is_final", "null"),
                wrong(fields, "is_final", "1"),
                arguments(START, "no call", "{}", "/call_id"),
                arguments(START, "array", "[{%s}]".formatted(id), "/"),
                arguments(START, "number", "{\"call_id\":7}", "/call_id"),
                arguments(START, "empty id", "{\"call_id\":\"\"}", "/call_id"),
                arguments(
                        START,
                        "metadata",
                        "{%s,\"acd_metadata\":[]}".formatted(id),
                        "/acd_metadata"),
                arguments(
                        START,
                        "metadata",
                        "{%s,\"crm_metadata\":\"{}\"}".formatted(id),
                        "/crm_metadata"),
                arguments(START, "name", "{%s,\"agent_name\":{}}".formatted(id), "/agent_name"),
                arguments(
                        START,
                        "long",
                        "{%s,\"customer_phone\":\"%s\"}".formatted(id, "5".repeat(201)),
                        "/customer_phone"),
                arguments(
                        START,
                        "nested junk",
                        "{%s,\"acd_metadata\":%s1%s}"
                                .formatted(id, "{\"a\":".repeat(3_000), "}".repeat(3_000)),
                        null),
                arguments(START, "nested arrays", "[".repeat(20_000), null),
                arguments(END, "no call", "{}", "/session_id"),
                arguments(END, "reason", "{%s,\"reason\":5}".formatted(id), "/reason"),
                arguments(
                        END,
                        "another call",
                        "{%s,\"session_id\":\"%s\"}".formatted(id, other),
                        "/session_id"));
    }

    /** A later field of the same name replaces an earlier one. */
    private static Arguments wrong(String fields, String field, String value) {
        String shown = value.length() > 40 ? value.substring(0, 10) + "..." : value;
        return arguments(
                TRANSCRIPTION,
                field + " " + shown,
                "{%s,\"%s\":%s}".formatted(fields, field, value),
                "/" + field);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("wrongBodies")
    void shouldRefuseAWrongBodyAndNameTheField(
            String path, String kind, String body, String field) {
        int before = kafka.readAll(Topic.CALL_EVENTS).size();

        HttpResponse<String> answer = bridge.post(path, body);

        assertProblem(answer, 400);
        JsonObject problem = new JsonObject(answer.body());
        assertThat(problem.getString("detail")).isNotBlank();
        assertThat(problem.getString("field")).isEqualTo(field);
        assertThat(kafka.readAll(Topic.CALL_EVENTS)).hasSize(before);
        assertStillWorks();
    }

    @ParameterizedTest
    @ValueSource(strings = {"speaker", "text"})
    void shouldNameAMissingField(String field) {
        JsonObject body = call.segment();
        body.remove(field);

        HttpResponse<String> answer = bridge.post(TRANSCRIPTION, body.encode());

        assertProblem(answer, 400);
        assertThat(new JsonObject(answer.body()).getString("detail")).contains(field);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e400", "[-1e999]", "{\"b\":1e309}"})
    void shouldRefuseNumbersOutOfRange(String number) {
        assertProblem(
                bridge.post(
                        START,
                        "{\"call_id\":\"%s\",\"acd_metadata\":{\"a\":%s}}"
                                .formatted(call.id(), number)),
                400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/xml", "application/x-www-form-urlencoded"})
    void shouldRefuseAnotherContentType(String contentType) {
        HttpResponse<String> answer =
                RunningService.send(
                        bridge.request(TRANSCRIPTION)
                                .header("Content-Type", contentType)
                                .POST(BodyPublishers.ofString(call.segment().encode()))
                                .build());

        assertProblem(answer, 400);
        assertThat(call.events()).isEmpty();
        assertStillWorks();
    }

    @Test
    void shouldRefuseABodyWithoutAContentType() {
        assertProblem(
                RunningService.send(
                        bridge.request(TRANSCRIPTION)
                                .POST(BodyPublishers.ofString(call.segment().encode()))
                                .build()),
                400);
        assertStillWorks();
    }

    @Test
    void shouldRefuseBytesThatAreNotText() {
        assertProblem(
                RunningService.send(
                        bridge.request(TRANSCRIPTION)
                                .header("Content-Type", "application/json")
                                .POST(
                                        BodyPublishers.ofByteArray(
                                                new byte[] {(byte) 0xff, (byte) 0xfe, 0, 1}))
                                .build()),
                400);
        assertStillWorks();
    }

    @Test
    void shouldRefuseHalfOfASurrogatePair() {
        String body = call.segment().put("text", "@").encode().replace("\"@\"", "\"half \\ud83d\"");

        assertProblem(bridge.post(TRANSCRIPTION, body), 400);
        assertThat(call.events()).isEmpty();
        assertStillWorks();
    }

    @Test
    void shouldRefuseABodyOverTheLimit() {
        JsonObject body = new JsonObject().put("call_id", call.id());
        body.put("acd_metadata", new JsonObject().put("junk", "x".repeat(65_536)));

        assertProblem(bridge.post(START, body.encode()), 413);
        assertThat(call.events()).isEmpty();
        assertStillWorks();
    }

    @Test
    void shouldAcceptABodyAtTheLimit() {
        JsonObject body = new JsonObject().put("call_id", call.id());
        JsonObject metadata = new JsonObject().put("junk", "");
        int rest = 65_536 - body.put("acd_metadata", metadata).encode().length();
        metadata.put("junk", "x".repeat(rest));

        assertThat(bridge.post(START, body.encode()).statusCode()).isEqualTo(200);
    }

    @Test
    void shouldAnswerUnknownRoutesWithAProblem() {
        assertProblem(bridge.get("/api/realtime/nothing"), 404);
        assertProblem(bridge.get(TRANSCRIPTION), 405);
    }

    private void assertStillWorks() {
        assertThat(bridge.post(TRANSCRIPTION, call.segment().encode()).statusCode()).isEqualTo(202);
    }
}

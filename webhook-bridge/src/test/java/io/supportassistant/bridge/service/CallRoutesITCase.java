package io.supportassistant.bridge.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.supportassistant.events.AgentAction;
import io.supportassistant.events.CallEnded;
import io.supportassistant.events.CallEvent;
import io.supportassistant.events.CallStarted;
import io.supportassistant.events.SessionIds;
import io.supportassistant.events.Speaker;
import io.supportassistant.events.Topic;
import io.supportassistant.events.TranscriptSegment;
import io.supportassistant.service.RunningService;
import io.supportassistant.service.TestKafka;
import io.supportassistant.settings.SettingException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.lang.management.ManagementFactory;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CallRoutesITCase {

    private static final String START = "/api/realtime/call/start";
    private static final String END = "/api/realtime/call/end";
    private static final String TRANSCRIPTION = "/api/realtime/transcription";
    private static final String DEAD_PORT = "127.0.0.1:1";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static TestKafka kafka;
    private static RunningService bridge;

    /** Every test uses its own call. */
    private final String call = "call-" + UUID.randomUUID();

    private final String session = SessionIds.session("generic", call);

    @BeforeAll
    static void start() {
        kafka = TestKafka.start();
        kafka.create(3, Topic.CALL_EVENTS, Topic.AGENT_ACTIONS);
        bridge = bridge(Map.of());
        await().atMost(PATIENCE).until(bridge.service()::isReady);
    }

    @AfterAll
    static void stop() {
        bridge.close();
        kafka.close();
    }

    // ---- the documented API

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
                                .put("call_id", call)
                                .put("agent_id", "agent-7")
                                .put("customer_phone", "+14155550142")
                                .put("acd_metadata", metadata)
                                .encode());

        assertAnswer(
                answer,
                200,
                new JsonObject()
                        .put("status", "success")
                        .put("session_id", session)
                        .put("call_id", call));
        CallStarted event = onlyEvent(CallStarted.class);
        assertThat(event.callId()).isEqualTo(call);
        assertThat(event.agentId()).isEqualTo("agent-7");
        assertThat(event.customerPhone()).isEqualTo("+14155550142");
        assertThat(new JsonObject(event.acdMetadata())).isEqualTo(metadata);
        assertThat(event.crmMetadata()).isNull();
    }

    @Test
    void shouldReadThePhoneNumberOfALongAddress() {
        String address = "sip:+14155550142@" + "pbx.".repeat(20) + "example";

        bridge.post(
                START, "{\"call_id\":\"%s\",\"customer_phone\":\"%s\"}".formatted(call, address));

        assertThat(onlyEvent(CallStarted.class).customerPhone()).isEqualTo("+14155550142");
    }

    @Test
    void shouldRefuseASourceAboveItsLimitBeforeReadingTheBody() {
        String start = "{\"call_id\":\"%s\"}".formatted(call);
        String large = "{\"call_id\":\"" + "x".repeat(2_000) + "\"}";
        try (RunningService limited =
                bridge(
                        Map.of(
                                "BRIDGE_REQUESTS_PER_SECOND",
                                "1",
                                "BRIDGE_MAX_BODY_BYTES",
                                "1024",
                                "BRIDGE_API_KEYS",
                                "acme:acme-0123456789abcdef,zeta:zeta-0123456789abcdef"))) {
            List<Integer> statuses =
                    IntStream.range(0, 4)
                            .mapToObj(
                                    i ->
                                            limited.post(
                                                            START,
                                                            large,
                                                            "Authorization",
                                                            "Bearer acme-0123456789abcdef")
                                                    .statusCode())
                            .toList();

            assertThat(statuses.get(0)).isEqualTo(413);
            assertThat(statuses).contains(429);
            assertThat(
                            limited.post(
                                            START,
                                            start,
                                            "Authorization",
                                            "Bearer zeta-0123456789abcdef")
                                    .statusCode())
                    .isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {TRANSCRIPTION, END})
    void shouldRequireTheCallIdOfANamedSource(String path) {
        String sessionOfAnother = SessionIds.session("generic", call);
        String fields = path.equals(END) ? "" : ",\"speaker\":\"agent\",\"text\":\"pay here\"";
        String body = "{\"session_id\":\"" + sessionOfAnother + "\"" + fields + "}";
        try (RunningService named =
                bridge(Map.of("BRIDGE_API_KEYS", "acme:acme-0123456789abcdef"))) {
            HttpResponse<String> answer =
                    named.post(path, body, "Authorization", "Bearer acme-0123456789abcdef");

            assertProblem(answer, 400);
            assertThat(answer.body()).contains("call_id is required");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e400", "[-1e999]", "{\"b\":1e309}"})
    void shouldRefuseNumbersOutOfRange(String number) {
        assertProblem(
                bridge.post(
                        START,
                        "{\"call_id\":\"%s\",\"acd_metadata\":{\"a\":%s}}".formatted(call, number)),
                400);
    }

    @Test
    void shouldGiveTheSameCallTheSameSession() {
        assertThat(bridge.post(START, "{\"call_id\":\"%s\"}".formatted(call)).body())
                .isEqualTo(bridge.post(START, "{\"call_id\":\"%s\"}".formatted(call)).body());
    }

    @Test
    void shouldAnswerASegmentOnceItIsStored() {
        HttpResponse<String> answer =
                bridge.post(TRANSCRIPTION, segment().put("segment_id", "seg-1").encode());

        assertAnswer(answer, 202, accepted("seg-1"));
        TranscriptSegment event = onlyEvent(TranscriptSegment.class);
        assertThat(event.segmentId()).isEqualTo("seg-1");
        assertThat(event.text()).isEqualTo("I am getting error 401");
        assertThat(event.isFinal()).isTrue();
        assertThat(event.receivedAt()).isNotNull();
    }

    @Test
    void shouldAcceptManyFirstRequestsAtOnce() {
        List<String> bodies =
                IntStream.range(0, 64)
                        .mapToObj(number -> segment().put("segment_id", "seg-" + number).encode())
                        .toList();
        try (RunningService fresh = bridge(Map.of())) {
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
                                .put("session_id", session)
                                .put("segment_id", "seg-1")
                                .put("speaker", "agent")
                                .put("text", "Hello")
                                .encode());

        assertAnswer(answer, 202, accepted("seg-1"));
        assertThat(onlyEvent(TranscriptSegment.class).callId()).isNull();
    }

    @Test
    void shouldAnswerAnEndOnceItIsStored() {
        HttpResponse<String> answer =
                bridge.post(END, "{\"call_id\":\"%s\",\"reason\":\"solved\"}".formatted(call));

        assertAnswer(
                answer,
                200,
                new JsonObject()
                        .put("status", "success")
                        .put("session_id", session)
                        .put("call_id", call));
        assertThat(onlyEvent(CallEnded.class).reason()).isEqualTo("solved");
    }

    @Test
    void shouldEndACallByItsSession() {
        HttpResponse<String> answer =
                bridge.post(END, "{\"session_id\":\"%s\"}".formatted(session));

        // A client generated from openapi.yaml accepts no null.
        assertAnswer(
                answer, 200, new JsonObject().put("status", "success").put("session_id", session));
        assertThat(onlyEvent(CallEnded.class).reason()).isEqualTo(CallEnded.HANGUP);
    }

    @Test
    void shouldKeepTheOrderOfACall() {
        bridge.post(START, "{\"call_id\":\"%s\"}".formatted(call));
        for (int i = 0; i < 5; i++) {
            bridge.post(TRANSCRIPTION, segment().put("segment_id", "seg-" + i).encode());
        }
        bridge.post(END, "{\"call_id\":\"%s\"}".formatted(call));

        List<CallEvent> events = events();
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
                        segment()
                                .put("segment_id", "seg-1")
                                .put("channel", 2)
                                .put("words", new JsonArray().add(new JsonObject()))
                                .encode());

        assertAnswer(answer, 202, accepted("seg-1"));
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
        bridge.post(TRANSCRIPTION, segment().put("text", text).encode());

        assertThat(onlyEvent(TranscriptSegment.class).text()).isEqualTo(text);
    }

    @Test
    void shouldAcceptJsonWithACharset() {
        HttpResponse<String> answer =
                RunningService.send(
                        bridge.request(TRANSCRIPTION)
                                .header("Content-Type", "application/json; charset=utf-8")
                                .POST(BodyPublishers.ofString(segment().encode()))
                                .build());

        assertThat(answer.statusCode()).isEqualTo(202);
    }

    // ---- wrong bodies

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
        JsonObject body = segment();
        body.remove(field);

        HttpResponse<String> answer = bridge.post(TRANSCRIPTION, body.encode());

        assertProblem(answer, 400);
        assertThat(new JsonObject(answer.body()).getString("detail")).contains(field);
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/xml", "application/x-www-form-urlencoded"})
    void shouldRefuseAnotherContentType(String contentType) {
        HttpResponse<String> answer =
                RunningService.send(
                        bridge.request(TRANSCRIPTION)
                                .header("Content-Type", contentType)
                                .POST(BodyPublishers.ofString(segment().encode()))
                                .build());

        assertProblem(answer, 400);
        assertThat(events()).isEmpty();
        assertStillWorks();
    }

    @Test
    void shouldRefuseABodyWithoutAContentType() {
        assertProblem(
                RunningService.send(
                        bridge.request(TRANSCRIPTION)
                                .POST(BodyPublishers.ofString(segment().encode()))
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
        String body = segment().put("text", "@").encode().replace("\"@\"", "\"half \\ud83d\"");

        assertProblem(bridge.post(TRANSCRIPTION, body), 400);
        assertThat(events()).isEmpty();
        assertStillWorks();
    }

    @Test
    void shouldRefuseABodyOverTheLimit() {
        JsonObject body = new JsonObject().put("call_id", call);
        body.put("acd_metadata", new JsonObject().put("junk", "x".repeat(65_536)));

        assertProblem(bridge.post(START, body.encode()), 413);
        assertThat(events()).isEmpty();
        assertStillWorks();
    }

    @Test
    void shouldAcceptABodyAtTheLimit() {
        JsonObject body = new JsonObject().put("call_id", call);
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
        assertThat(bridge.post(TRANSCRIPTION, segment().encode()).statusCode()).isEqualTo(202);
    }

    // ---- repetitions

    @Test
    void shouldStoreARepeatedSegmentOnce() {
        String body = segment().put("start_time", 1.5).put("end_time", 3).encode();

        HttpResponse<String> first = bridge.post(TRANSCRIPTION, body);
        HttpResponse<String> second = bridge.post(TRANSCRIPTION, body);

        assertThat(first.statusCode()).isEqualTo(202);
        assertThat(second.statusCode()).isEqualTo(202);
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(events()).hasSize(1);
    }

    @Test
    void shouldStoreASegmentOnceThatIsRepeatedConcurrently() {
        String body = segment().put("segment_id", "seg-1").encode();

        List<CompletableFuture<HttpResponse<String>>> answers =
                IntStream.range(0, 20).mapToObj(i -> postLater(bridge, body)).toList();

        assertThat(answers)
                .allSatisfy(answer -> assertAnswer(answer.join(), 202, accepted("seg-1")));
        assertThat(events()).hasSize(1);
    }

    @Test
    void shouldStoreEveryInterimSegmentAndTheFinalOne() {
        JsonObject body = segment().put("segment_id", "seg-1");

        for (String text : List.of("I am", "I am getting", "I am getting")) {
            bridge.post(
                    TRANSCRIPTION, body.copy().put("text", text).put("is_final", false).encode());
        }
        bridge.post(TRANSCRIPTION, body.encode());
        bridge.post(TRANSCRIPTION, body.encode());

        assertThat(events())
                .extracting(
                        event -> ((TranscriptSegment) event).text(),
                        event -> ((TranscriptSegment) event).isFinal())
                .containsExactly(
                        tuple("I am", false),
                        tuple("I am getting", false),
                        tuple("I am getting error 401", true));
    }

    @Test
    void shouldStoreARepeatedSentenceTwiceWithoutAnId() {
        bridge.post(TRANSCRIPTION, segment().encode());
        bridge.post(TRANSCRIPTION, segment().encode());

        assertThat(events())
                .extracting(event -> ((TranscriptSegment) event).segmentId())
                .hasSize(2)
                .doesNotHaveDuplicates();
    }

    @Test
    void shouldRecogniseARetryByItsIdempotencyKey() {
        String first =
                bridge.post(TRANSCRIPTION, segment().encode(), "Idempotency-Key", "k-1").body();
        String second =
                bridge.post(TRANSCRIPTION, segment().encode(), "Idempotency-Key", "k-1").body();

        assertThat(second).isEqualTo(first);
        assertThat(events()).hasSize(1);
    }

    @Test
    void shouldRefuseALongIdempotencyKey() {
        HttpResponse<String> answer =
                bridge.post(TRANSCRIPTION, segment().encode(), "Idempotency-Key", "x".repeat(201));

        assertProblem(answer, 400);
        assertThat(events()).isEmpty();
    }

    @Test
    void shouldDistinguishSegmentsWhoseJoinedKeysLookAlike() {
        // Concatenated, the parts of both keys are the same text.
        bridge.post(TRANSCRIPTION, segment().put("segment_id", "afalseb").encode());
        bridge.post(
                TRANSCRIPTION,
                segment()
                        .put("segment_id", "a")
                        .put("text", "btrue")
                        .put("is_final", false)
                        .encode());

        assertThat(events()).hasSize(2);
    }

    // ---- waiting for the outcome

    @Test
    void shouldAnswerWithTheOutcomeIfTheRequestPrefersToWait() {
        CompletableFuture<HttpResponse<String>> answer =
                postLater(
                        bridge, segment().put("segment_id", "seg-1").encode(), "Prefer", "wait=30");
        await().atMost(PATIENCE).until(() -> events().size() == 1);

        produce(action("suggestion_gate", 2, 1, "seg-0", "seg-1"));

        JsonObject body = new JsonObject(answer.join().body());
        double took = (double) body.remove("processing_time_ms");
        assertThat(took).isPositive();
        assertAnswer(answer.join(), 200, null);
        assertThat(body)
                .isEqualTo(
                        new JsonObject()
                                .put("status", "processed")
                                .put("session_id", session)
                                .put("segment_id", "seg-1")
                                .put("suggestions_count", 2)
                                .put("questions_count", 1));
        assertThat(answer.join().headers().firstValue("Preference-Applied")).contains("wait");
    }

    @Test
    void shouldNotWaitLongerThanPreferred() {
        long startedAt = System.nanoTime();
        HttpResponse<String> answer =
                bridge.post(
                        TRANSCRIPTION,
                        segment().put("segment_id", "seg-1").encode(),
                        "Prefer",
                        "respond-async, wait=1");

        assertAnswer(answer, 202, accepted("seg-1"));
        assertThat(Duration.ofNanos(System.nanoTime() - startedAt))
                .isBetween(Duration.ofSeconds(1), Duration.ofSeconds(10));
    }

    @Test
    void shouldHoldNoBodyWhileItWaits() {
        // Small maps take many times the memory of their text.
        JsonArray members = new JsonArray();
        IntStream.range(0, 10_000).forEach(i -> members.add(new JsonObject()));
        long before = usedHeap();
        List<CompletableFuture<HttpResponse<String>>> answers =
                IntStream.range(0, 200)
                        .mapToObj(i -> segment().put("segment_id", "seg-" + i).put("x", members))
                        .map(body -> postLater(bridge, body.encode(), "Prefer", "wait=30"))
                        .toList();
        await().atMost(PATIENCE).until(() -> events().size() == 200);

        await().atMost(PATIENCE)
                .untilAsserted(
                        () ->
                                assertThat(bridge.get("/metrics").body())
                                        .containsPattern("bridge_bodies_bytes\\{[^}]*} 0\\.0")
                                        .doesNotContainPattern(
                                                "bridge_bodies_bytes\\{[^}]*} [1-9]"));
        assertThat(usedHeap() - before).isLessThan(100L << 20);
        assertThat(answers).noneMatch(CompletableFuture::isDone);
        produce(
                action(
                        "suggestion_gate",
                        0,
                        0,
                        IntStream.range(0, 200).mapToObj(i -> "seg-" + i).toArray(String[]::new)));
        answers.forEach(answer -> assertThat(answer.join().statusCode()).isEqualTo(200));
    }

    private static long usedHeap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    @Test
    void shouldRememberOnlyTheHashOfAnInterimText() {
        assertThat(CallRoutes.key(interim("x".repeat(10_000))).toString()).hasSizeLessThan(200);
        assertThat(CallRoutes.key(interim("one"))).isEqualTo(CallRoutes.key(interim("one")));
        assertThat(CallRoutes.key(interim("one"))).isNotEqualTo(CallRoutes.key(interim("two")));
    }

    private TranscriptSegment interim(String text) {
        return new TranscriptSegment(
                session,
                Instant.EPOCH,
                "generic",
                "call-1",
                "seg-1",
                Speaker.CUSTOMER,
                text,
                0.0,
                1.0,
                null,
                false,
                Instant.EPOCH,
                null,
                null,
                null,
                null);
    }

    @Test
    void shouldIgnoreTheOutcomeOfAnotherSegment() {
        CompletableFuture<HttpResponse<String>> answer =
                postLater(
                        bridge, segment().put("segment_id", "seg-1").encode(), "Prefer", "wait=3");
        await().atMost(PATIENCE).until(() -> events().size() == 1);

        produce(action("suggestion_gate", 1, 1, "seg-2"));
        produce(action("context_analyzer", 1, 1, "seg-1"));
        kafka.produce(Topic.AGENT_ACTIONS, session, "not an action".getBytes(), Instant.now());

        assertAnswer(answer.join(), 202, accepted("seg-1"));
    }

    @Test
    void shouldLetEachRequestWaitAsLongAsItPrefers() {
        String body = segment().put("segment_id", "seg-1").encode();
        CompletableFuture<HttpResponse<String>> patient =
                postLater(bridge, body, "Prefer", "wait=30");
        await().atMost(PATIENCE).until(() -> events().size() == 1);
        assertThat(bridge.post(TRANSCRIPTION, body, "Prefer", "wait=1").statusCode())
                .isEqualTo(202);

        produce(action("suggestion_gate", 1, 0, "seg-1"));

        assertThat(patient.join().statusCode()).isEqualTo(200);
    }

    @Test
    void shouldNotWaitForTheOutcomeOfARepeatedOrInterimSegment() {
        String body = segment().put("segment_id", "seg-1").encode();
        assertAnswer(bridge.post(TRANSCRIPTION, body), 202, accepted("seg-1"));
        String interim = segment().put("segment_id", "seg-2").put("is_final", false).encode();

        long startedAt = System.nanoTime();
        assertAnswer(bridge.post(TRANSCRIPTION, body, "Prefer", "wait=30"), 202, accepted("seg-1"));
        assertAnswer(
                bridge.post(TRANSCRIPTION, interim, "Prefer", "wait=30"), 202, accepted("seg-2"));

        assertThat(Duration.ofNanos(System.nanoTime() - startedAt))
                .isLessThan(Duration.ofSeconds(10));
    }

    @ParameterizedTest
    @ValueSource(strings = {"wait=0", "wait", "wait=soon", "await=5", "return=minimal", "wait=-1"})
    void shouldNotWaitWithoutAValidPreference(String prefer) {
        HttpResponse<String> answer =
                bridge.post(
                        TRANSCRIPTION,
                        segment().put("segment_id", "seg-1").encode(),
                        "Prefer",
                        prefer);

        assertAnswer(answer, 202, accepted("seg-1"));
    }

    private AgentAction action(String agent, int suggestions, int questions, String... segments) {
        return new AgentAction(
                UUID.randomUUID().toString(),
                session,
                1,
                agent,
                "decide",
                0.8,
                0.1,
                AgentAction.OK,
                suggestions,
                questions,
                List.of(segments),
                null,
                Instant.now(),
                null);
    }

    private void produce(AgentAction action) {
        kafka.produce(Topic.AGENT_ACTIONS, session, action);
    }

    // ---- keys

    @Test
    void shouldAcceptEachOfTheKeys() {
        try (RunningService locked =
                bridge(Map.of("BRIDGE_API_KEYS", "old-key-of-the-bridge, new-key-of-the-bridge"))) {
            String body = segment().encode();
            for (String header :
                    List.of(
                            "Bearer old-key-of-the-bridge",
                            "Bearer new-key-of-the-bridge",
                            "bearer new-key-of-the-bridge")) {
                assertThat(locked.post(TRANSCRIPTION, body, "Authorization", header).statusCode())
                        .isEqualTo(202);
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            value = {
                "none",
                "Bearer wrong",
                "Bearer old-key2",
                "Bearer old-ke",
                "Bearer ''",
                "'Bearer old-key-of-the-bridge, new-key-of-the-bridge'",
                "Basic old-key-of-the-bridge",
                "old-key-of-the-bridge"
            })
    void shouldRefuseOtherKeysBeforeReadingTheBody(String header) {
        String[] headers = header == null ? new String[0] : new String[] {"Authorization", header};
        try (RunningService locked =
                bridge(Map.of("BRIDGE_API_KEYS", "old-key-of-the-bridge,new-key-of-the-bridge"))) {
            for (String path : List.of(START, END, TRANSCRIPTION)) {
                for (String body : List.of(segment().encode(), "not JSON", "x".repeat(100_000))) {
                    HttpResponse<String> answer = locked.post(path, body, headers);
                    assertProblem(answer, 401);
                    assertThat(answer.headers().firstValue("WWW-Authenticate")).contains("Bearer");
                }
            }
            assertThat(events()).isEmpty();
            assertThat(locked.get("/health/live").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void shouldNotLetOneSourceWriteIntoTheSessionsOfAnother() {
        String dialer = "key-of-the-dialer-1";
        String survey = "key-of-the-survey-1";
        try (RunningService locked =
                bridge(Map.of("BRIDGE_API_KEYS", "dialer:" + dialer + ",survey:" + survey))) {
            JsonObject call = new JsonObject().put("call_id", "c-1");
            String[] ofTheDialer = {"Authorization", "Bearer " + dialer};
            String[] ofTheSurvey = {"Authorization", "Bearer " + survey};

            JsonObject started =
                    new JsonObject(locked.post(START, call.encode(), ofTheDialer).body());

            assertThat(started.getString("session_id"))
                    .isEqualTo(SessionIds.session("dialer", "c-1"));
            String bySession =
                    new JsonObject()
                            .put("session_id", started.getString("session_id"))
                            .put("speaker", "customer")
                            .put("text", "hello")
                            .encode();
            assertProblem(locked.post(TRANSCRIPTION, bySession, ofTheSurvey), 400);
            String named = new JsonObject(bySession).put("call_id", "c-1").encode();
            assertProblem(locked.post(TRANSCRIPTION, named, ofTheSurvey), 400);
            assertThat(locked.post(TRANSCRIPTION, named, ofTheDialer).statusCode()).isEqualTo(202);
        }
    }

    @Test
    void shouldRefuseAShortKey() {
        assertThatThrownBy(() -> bridge(Map.of("BRIDGE_API_KEYS", "a")))
                .isInstanceOf(SettingException.class)
                .hasMessageContaining("BRIDGE_API_KEYS");
    }

    @Test
    void shouldNotListenBeyondLoopbackWithoutAKey() {
        assertThatThrownBy(() -> bridge(Map.of("HTTP_HOST", "0.0.0.0")))
                .isInstanceOf(SettingException.class)
                .hasMessageContaining("BRIDGE_API_KEYS");
    }

    // ---- without Kafka

    @Test
    void shouldAnswer503WhileKafkaIsNotReachableAndStayAlive() {
        try (RunningService alone = bridge(Map.of("KAFKA_BOOTSTRAP_SERVERS", DEAD_PORT))) {
            List<CompletableFuture<HttpResponse<String>>> answers =
                    IntStream.range(0, 8)
                            .mapToObj(i -> segment().put("segment_id", "seg-" + i).encode())
                            .map(body -> postLater(alone, body, "Prefer", "wait=30"))
                            .toList();

            assertThat(alone.get("/health/live").statusCode()).isEqualTo(200);
            assertThat(alone.get("/health/ready").statusCode()).isEqualTo(503);
            // The first response takes the 2 s in which Kafka might recover.
            assertThat(answers).noneMatch(CompletableFuture::isDone);

            for (CompletableFuture<HttpResponse<String>> answer : answers) {
                assertThat(answer).succeedsWithin(20, TimeUnit.SECONDS);
                assertProblem(answer.join(), 503);
                assertThat(answer.join().headers().firstValue("Retry-After")).contains("2");
            }
        }
    }

    @Test
    void shouldAcceptARepeatedSegmentWhenKafkaIsBack() {
        String body = segment().put("segment_id", "seg-1").encode();
        kafka.stopBroker();
        try {
            assertProblem(bridge.post(TRANSCRIPTION, body), 503);
        } finally {
            kafka.startBroker();
        }

        await().atMost(PATIENCE)
                .untilAsserted(
                        () ->
                                assertThat(bridge.post(TRANSCRIPTION, body).statusCode())
                                        .isEqualTo(202));
        assertThat(events())
                .extracting(event -> ((TranscriptSegment) event).segmentId())
                .contains("seg-1");
    }

    @Test
    void shouldNotCountARefusedSegmentAsRepeated() {
        try (RunningService closing = bridge(Map.of())) {
            closing.service().close();
            String body = segment().put("segment_id", "seg-1").encode();

            assertProblem(closing.post(TRANSCRIPTION, body), 503);
            assertProblem(closing.post(TRANSCRIPTION, body), 503);

            assertThat(closing.metrics().counter("bridge.segments.repeated").count()).isZero();
        }
    }

    // ---- helpers

    private static RunningService bridge(Map<String, String> settings) {
        Map<String, String> all = new HashMap<>();
        all.put("KAFKA_BOOTSTRAP_SERVERS", kafka.bootstrapServers());
        all.putAll(settings);
        return RunningService.start(WebhookBridge::new, all);
    }

    private JsonObject segment() {
        return new JsonObject()
                .put("call_id", call)
                .put("speaker", "customer")
                .put("text", "I am getting error 401");
    }

    private JsonObject accepted(String segmentId) {
        return new JsonObject()
                .put("status", "accepted")
                .put("session_id", session)
                .put("segment_id", segmentId);
    }

    private static CompletableFuture<HttpResponse<String>> postLater(
            RunningService bridge, String body, String... headers) {
        HttpRequest.Builder request =
                bridge.request(TRANSCRIPTION).header("Content-Type", "application/json");
        if (headers.length > 0) {
            request.headers(headers);
        }
        return RunningService.CLIENT.sendAsync(
                request.POST(BodyPublishers.ofString(body)).build(), BodyHandlers.ofString());
    }

    private List<CallEvent> events() {
        return kafka.events(Topic.CALL_EVENTS, session, CallEvent.class);
    }

    private <T extends CallEvent> T onlyEvent(Class<T> kind) {
        List<CallEvent> events = events();
        assertThat(events).hasSize(1);
        return kind.cast(events.get(0));
    }

    /**
     * @param body exact body of the response, or null
     */
    private static void assertAnswer(HttpResponse<String> answer, int status, JsonObject body) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
        if (body != null) {
            assertThat(new JsonObject(answer.body())).isEqualTo(body);
        }
    }

    private static void assertProblem(HttpResponse<String> answer, int status) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type"))
                .contains("application/problem+json");
        JsonObject problem = new JsonObject(answer.body());
        assertThat(problem.getInteger("status")).isEqualTo(status);
        assertThat(problem.getString("title")).isNotBlank();
    }
}

package io.supportassistant.bridge.service;

import static io.supportassistant.bridge.service.CallRoutesFixture.END;
import static io.supportassistant.bridge.service.CallRoutesFixture.PATIENCE;
import static io.supportassistant.bridge.service.CallRoutesFixture.START;
import static io.supportassistant.bridge.service.CallRoutesFixture.TRANSCRIPTION;
import static io.supportassistant.bridge.service.CallRoutesFixture.assertProblem;
import static io.supportassistant.bridge.service.CallRoutesFixture.postLater;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.supportassistant.events.SessionIds;
import io.supportassistant.events.TranscriptSegment;
import io.supportassistant.service.RunningService;
import io.supportassistant.service.TestKafka;
import io.supportassistant.settings.SettingException;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that are refused although their body is right: no key, too many, or no Kafka. */
class CallRoutesRefusalsITCase {

    private static final String DEAD_PORT = "127.0.0.1:1";

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

    // ---- keys

    @Test
    void shouldAcceptEachOfTheKeys() {
        try (RunningService locked =
                fixture.bridge(
                        Map.of(
                                "BRIDGE_API_KEYS",
                                "old-key-of-the-bridge, new-key-of-the-bridge"))) {
            String body = call.segment().encode();
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
                fixture.bridge(
                        Map.of("BRIDGE_API_KEYS", "old-key-of-the-bridge,new-key-of-the-bridge"))) {
            for (String path : List.of(START, END, TRANSCRIPTION)) {
                for (String body :
                        List.of(call.segment().encode(), "not JSON", "x".repeat(100_000))) {
                    HttpResponse<String> answer = locked.post(path, body, headers);
                    assertProblem(answer, 401);
                    assertThat(answer.headers().firstValue("WWW-Authenticate")).contains("Bearer");
                }
            }
            assertThat(call.events()).isEmpty();
            assertThat(locked.get("/health/live").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void shouldNotLetOneSourceWriteIntoTheSessionsOfAnother() {
        String dialer = "key-of-the-dialer-1";
        String survey = "key-of-the-survey-1";
        try (RunningService locked =
                fixture.bridge(
                        Map.of("BRIDGE_API_KEYS", "dialer:" + dialer + ",survey:" + survey))) {
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

    @ParameterizedTest
    @ValueSource(strings = {TRANSCRIPTION, END})
    void shouldRequireTheCallIdOfANamedSource(String path) {
        String sessionOfAnother = SessionIds.session("generic", call.id());
        String fields = path.equals(END) ? "" : ",\"speaker\":\"agent\",\"text\":\"pay here\"";
        String body = "{\"session_id\":\"" + sessionOfAnother + "\"" + fields + "}";
        try (RunningService named =
                fixture.bridge(Map.of("BRIDGE_API_KEYS", "acme:acme-0123456789abcdef"))) {
            HttpResponse<String> answer =
                    named.post(path, body, "Authorization", "Bearer acme-0123456789abcdef");

            assertProblem(answer, 400);
            assertThat(answer.body()).contains("call_id is required");
        }
    }

    @Test
    void shouldRefuseAShortKey() {
        assertThatThrownBy(() -> fixture.bridge(Map.of("BRIDGE_API_KEYS", "a")))
                .isInstanceOf(SettingException.class)
                .hasMessageContaining("BRIDGE_API_KEYS");
    }

    @Test
    void shouldNotListenBeyondLoopbackWithoutAKey() {
        assertThatThrownBy(() -> fixture.bridge(Map.of("HTTP_HOST", "0.0.0.0")))
                .isInstanceOf(SettingException.class)
                .hasMessageContaining("BRIDGE_API_KEYS");
    }

    // ---- limits

    @Test
    void shouldRefuseASourceAboveItsLimitBeforeReadingTheBody() {
        String start = "{\"call_id\":\"%s\"}".formatted(call.id());
        String large = "{\"call_id\":\"" + "x".repeat(2_000) + "\"}";
        try (RunningService limited =
                fixture.bridge(
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

    // ---- without Kafka

    @Test
    void shouldAnswer503WhileKafkaIsNotReachableAndStayAlive() {
        try (RunningService alone = fixture.bridge(Map.of("KAFKA_BOOTSTRAP_SERVERS", DEAD_PORT))) {
            List<CompletableFuture<HttpResponse<String>>> answers =
                    IntStream.range(0, 8)
                            .mapToObj(i -> call.segment().put("segment_id", "seg-" + i).encode())
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
        String body = call.segment().put("segment_id", "seg-1").encode();
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
        assertThat(call.events())
                .extracting(event -> ((TranscriptSegment) event).segmentId())
                .contains("seg-1");
    }

    @Test
    void shouldNotCountARefusedSegmentAsRepeated() {
        try (RunningService closing = fixture.bridge(Map.of())) {
            closing.service().close();
            String body = call.segment().put("segment_id", "seg-1").encode();

            assertProblem(closing.post(TRANSCRIPTION, body), 503);
            assertProblem(closing.post(TRANSCRIPTION, body), 503);

            assertThat(closing.metrics().counter("bridge.segments.repeated").count()).isZero();
        }
    }
}

package io.supportassistant.bridge.service;

import static io.supportassistant.bridge.service.AdaptersFixture.OLD_SECRET;
import static io.supportassistant.bridge.service.AdaptersFixture.PATIENCE;
import static io.supportassistant.bridge.service.AdaptersFixture.SECRET;
import static io.supportassistant.bridge.service.AdaptersFixture.postGeneric;
import static io.supportassistant.bridge.service.AdaptersFixture.segment;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.supportassistant.bridge.security.StandardWebhooks;
import io.supportassistant.doubles.SimulatedCall;
import io.supportassistant.service.RunningService;
import io.supportassistant.service.TestKafka;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which requests of telephone systems the bridge refuses: real HTTP, a real broker. */
class AdaptersRefusalsITCase {

    private static AdaptersFixture fixture;
    private static TestKafka kafka;
    private static RunningService bridge;

    private final SimulatedCall call = AdaptersFixture.newCall();

    @BeforeAll
    static void start() {
        fixture = AdaptersFixture.start();
        kafka = fixture.kafka();
        bridge = fixture.bridge();
    }

    @AfterAll
    static void stop() {
        fixture.close();
    }

    // ---- authentication

    @Test
    void shouldAcceptBothSecretsDuringARotation() {
        for (String secret : List.of(OLD_SECRET, SECRET)) {
            HttpResponse<String> answer =
                    postGeneric(
                            bridge, segment(call, "hello"), secret, "m-" + secret, Instant.now());
            assertThat(answer.statusCode()).isEqualTo(202);
        }
    }

    @Test
    void shouldGiveTheSameAnswerToEveryInvalidSignature() {
        String body = segment(call, "hello");
        String other = "whsec_" + "B".repeat(32);
        List<HttpResponse<String>> answers =
                List.of(
                        bridge.post("/webhooks/generic", body),
                        postGeneric(bridge, body, other, "m", Instant.now()),
                        postGeneric(bridge, body, SECRET, "m", Instant.now().minusSeconds(400)),
                        bridge.post("/webhooks/generic", "not JSON"));

        assertThat(answers)
                .allSatisfy(answer -> assertThat(answer.statusCode()).isEqualTo(401))
                .extracting(HttpResponse::body)
                .containsOnly(answers.get(0).body());
        assertThat(answers.get(0).headers().firstValue("Content-Type"))
                .contains("application/problem+json");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "POST /api/realtime/call/start",
                "POST /api/realtime/call/end",
                "POST /api/realtime/transcription",
                "POST /webhooks/generic",
                "POST /webhooks/twilio/voice",
                "GET /webhooks/twilio/voice",
                "POST /webhooks/twilio/transcription",
                "POST /webhooks/genesys",
                "POST /webhooks/avaya/axp",
                "GET /health/live",
                "GET /health/ready",
                "GET /metrics"
            })
    void shouldRefuseForeignHostsPagesAndProxiesOnEveryRoute(String route) {
        assertThat(bridge.status(route, "Host: localhost")).isIn(200, 400, 401);
        assertThat(bridge.status(route, "Host: attacker.example")).isEqualTo(421);
        assertThat(bridge.status(route, "Host: localhost", "Origin: https://attacker.example"))
                .isEqualTo(403);
        assertThat(bridge.status(route, "Host: localhost", "X-Forwarded-For: 10.1.2.3"))
                .isEqualTo(403);
    }

    @Test
    void shouldDisableAdaptersWithoutCredentials() {
        assertThat(bridge.post("/webhooks/deepgram/call-1", "{}").statusCode()).isEqualTo(404);
        assertThat(bridge.post("/webhooks/nobody", "{}").statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource({
        "/webhooks/avaya/axp,X-Bridge-Token,avaya-token-of-16-bytes,200",
        "/webhooks/avaya/axp,X-Bridge-Token,genesys-token-of-16-bytes,401",
        "/webhooks/genesys,Authorization,Bearer genesys-token-of-16-bytes,200",
        "/webhooks/genesys,Authorization,Bearer avaya-token-of-16-bytes,401",
    })
    void shouldNotAcceptTheSecretOfAnotherSource(
            String path, String header, String value, int expected) {
        assertThat(
                        bridge.post(path, "{\"topicName\":\"x\",\"eventBody\":{}}", header, value)
                                .statusCode())
                .isEqualTo(expected);
    }

    // ---- limits

    @Test
    void shouldRefuseALargeBody() {
        HttpResponse<String> answer =
                bridge.post(
                        "/webhooks/genesys",
                        "x".repeat(700_000),
                        "Authorization",
                        "Bearer genesys-token-of-16-bytes");

        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(
                        postGeneric(
                                        bridge,
                                        segment(call, "hello"),
                                        SECRET,
                                        UUID.randomUUID().toString(),
                                        Instant.now())
                                .statusCode())
                .isEqualTo(202);
    }

    @Test
    void shouldRefuseALargeBodyWithoutAContentLength() {
        try (RunningService small = fixture.bridge(Map.of("BRIDGE_MAX_WEBHOOK_BYTES", "2048"))) {
            HttpResponse<String> answer =
                    RunningService.send(
                            small.request("/webhooks/genesys")
                                    .header("Authorization", "Bearer genesys-token-of-16-bytes")
                                    .header("Content-Type", "application/json")
                                    .POST(
                                            BodyPublishers.ofInputStream(
                                                    () ->
                                                            new java.io.ByteArrayInputStream(
                                                                    new byte[4096])))
                                    .build());

            assertThat(answer.statusCode()).isEqualTo(413);
        }
    }

    @Test
    void shouldAcceptABodyInManyPieces() throws IOException {
        byte[] body = segment(call, "it comes in pieces").getBytes(UTF_8);
        String id = UUID.randomUUID().toString();
        Instant now = Instant.now();
        String head =
                "POST /webhooks/generic HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                        + "Content-Type: application/json\r\nContent-Length: "
                        + body.length
                        + "\r\nwebhook-id: "
                        + id
                        + "\r\nwebhook-timestamp: "
                        + now.getEpochSecond()
                        + "\r\nwebhook-signature: "
                        + StandardWebhooks.signature(SECRET, id, now, body)
                        + "\r\n\r\n";
        try (Socket socket = new Socket("127.0.0.1", bridge.uri("/").getPort())) {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(head.getBytes(UTF_8));
            for (byte piece : body) {
                socket.getOutputStream().write(piece);
                socket.getOutputStream().flush();
            }

            // The signature covers the complete body, up to the last byte.
            assertThat(new String(socket.getInputStream().readAllBytes(), UTF_8))
                    .startsWith("HTTP/1.1 202");
        }
    }

    @Test
    void shouldSendRetryAfterAboveTheRateLimit() {
        try (RunningService limited = fixture.bridge(Map.of("BRIDGE_REQUESTS_PER_SECOND", "3"))) {
            List<HttpResponse<String>> answers = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                answers.add(
                        postGeneric(
                                limited,
                                segment(call, "hello " + i),
                                SECRET,
                                "limit-" + call.callId() + i,
                                Instant.now()));
            }

            assertThat(answers).extracting(HttpResponse::statusCode).contains(202, 429);
            assertThat(answers)
                    .filteredOn(answer -> answer.statusCode() == 429)
                    .allSatisfy(
                            answer ->
                                    assertThat(answer.headers().firstValue("Retry-After"))
                                            .contains("1"));
            // Unauthenticated requests do not count against the source's limit.
            assertThat(limited.post("/webhooks/generic", "{}").statusCode()).isEqualTo(401);
        }
    }

    @ParameterizedTest
    @CsvSource({"/webhooks/generic", "/api/realtime/call/start"})
    void shouldDisconnectASlowSender(String path) throws IOException {
        try (RunningService impatient = fixture.bridge(Map.of("BRIDGE_BODY_DEADLINE", "300ms"));
                Socket socket = new Socket("127.0.0.1", impatient.uri("/").getPort())) {
            socket.setSoTimeout(10_000);
            OutputStream out = socket.getOutputStream();
            out.write(
                    ("POST %s HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 100\r\nwebhook-id: 1\r\nwebhook-timestamp: %d\r\nwebhook-signature: v1,\r\n\r\n{"
                                    .formatted(path, Instant.now().getEpochSecond()))
                            .getBytes(UTF_8));
            out.flush();

            InputStream in = socket.getInputStream();
            assertThat(new String(in.readAllBytes(), UTF_8)).startsWith("HTTP/1.1 408");
            assertThat(impatient.get("/health/live").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void shouldRefuseDeepNestingEverywhere() {
        String deep =
                "{\"call_id\":\"c\",\"acd_metadata\":"
                        + "{\"a\":".repeat(50)
                        + "1"
                        + "}".repeat(51);

        assertThat(bridge.post("/api/realtime/call/start", deep).statusCode()).isEqualTo(400);
        assertThat(
                        bridge.post(
                                        "/webhooks/genesys",
                                        deep,
                                        "Authorization",
                                        "Bearer genesys-token-of-16-bytes")
                                .statusCode())
                .isEqualTo(400);
    }

    // ---- without Kafka

    @Test
    void shouldFailInTimeWithoutKafka() {
        try (RunningService alone =
                fixture.bridge(Map.of("KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:1"))) {
            long begun = System.nanoTime();
            HttpResponse<String> answer =
                    postGeneric(alone, segment(call, "hello"), SECRET, "alone", Instant.now());

            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.headers().firstValue("Retry-After")).isPresent();
            assertThat(Duration.ofNanos(System.nanoTime() - begun))
                    .isLessThan(Duration.ofSeconds(5));
        }
    }

    @Test
    void shouldAcceptARepeatedDeliveryWhenKafkaIsBack() {
        String id = "again-" + call.callId();
        kafka.stopBroker();
        try {
            assertThat(
                            postGeneric(bridge, segment(call, "hello"), SECRET, id, Instant.now())
                                    .statusCode())
                    .isEqualTo(503);
        } finally {
            kafka.startBroker();
        }

        await().atMost(PATIENCE)
                .untilAsserted(
                        () ->
                                assertThat(
                                                postGeneric(
                                                                bridge,
                                                                segment(call, "hello"),
                                                                SECRET,
                                                                id,
                                                                Instant.now())
                                                        .statusCode())
                                        .isEqualTo(202));
    }
}

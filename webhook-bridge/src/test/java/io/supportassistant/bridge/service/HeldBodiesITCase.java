package io.supportassistant.bridge.service;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.Counter;
import io.supportassistant.events.Topic;
import io.supportassistant.service.RunningService;
import io.supportassistant.service.TestKafka;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies that are started and not completed. */
class HeldBodiesITCase {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int LARGE = 400_000;
    private static final String KEY = "key-of-at-least-16-bytes";
    private static final String CONTRACT = "/api/realtime/call/start";

    private static TestKafka kafka;
    private static RunningService bridge;

    /** Each half of the budget has room for one body of the largest size. */
    @BeforeAll
    static void start() {
        kafka = TestKafka.start();
        kafka.create(1, Topic.CALL_EVENTS, Topic.AGENT_ACTIONS, Topic.DEAD_LETTERS);
        bridge =
                RunningService.start(
                        WebhookBridge::new,
                        Map.of(
                                "KAFKA_BOOTSTRAP_SERVERS",
                                kafka.bootstrapServers(),
                                "BRIDGE_BODIES_SHARE",
                                "0",
                                "BRIDGE_MAX_BODY_BYTES",
                                "500000",
                                "BRIDGE_MAX_WEBHOOK_BYTES",
                                "500000",
                                "BRIDGE_API_KEYS",
                                KEY,
                                "GENERIC_SIGNING_SECRETS",
                                "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=",
                                "DEEPGRAM_BEARER_TOKENS",
                                "deepgram-token-of-16-bytes",
                                "AVAYA_PATH_SECRETS",
                                "avaya-secret-of-16-bytes",
                                "TWILIO_AUTH_TOKEN",
                                "0123456789abcdef0123456789abcdef"));
        await().atMost(PATIENCE).until(bridge.service()::isReady);
    }

    @AfterAll
    static void stop() {
        bridge.close();
        kafka.close();
    }

    /** Sends the head of a request and that many bytes of its body. */
    private static Socket begin(String path, int bytes) throws IOException {
        Socket socket = new Socket("127.0.0.1", bridge.uri("/").getPort());
        socket.setSoTimeout(10_000);
        String head =
                ("POST %s HTTP/1.1\r\n"
                                + "Host: localhost\r\n"
                                + "Content-Type: application/json\r\n"
                                + "Authorization: Bearer %s\r\n"
                                + "Content-Length: %d\r\n"
                                + "webhook-id: 1\r\n"
                                + "webhook-timestamp: %d\r\n"
                                + "webhook-signature: v1,\r\n\r\n")
                        .formatted(path, KEY, LARGE, Instant.now().getEpochSecond());
        socket.getOutputStream().write((head + " ".repeat(bytes)).getBytes(UTF_8));
        socket.getOutputStream().flush();
        return socket;
    }

    private static String answer(Socket socket) throws IOException {
        byte[] bytes = new byte[600];
        return new String(bytes, 0, socket.getInputStream().read(bytes), UTF_8);
    }

    private static double held() {
        return held("proven") + held("unproven");
    }

    private static double held(String share) {
        return bridge.metrics().get("bridge.bodies.bytes").tag("share", share).gauge().value();
    }

    private static double refused() {
        return bridge.metrics().get("bridge.bodies.refused").counters().stream()
                .mapToDouble(Counter::count)
                .sum();
    }

    private static int statusOf(String body) {
        return bridge.post(CONTRACT, body, "Authorization", "Bearer " + KEY).statusCode();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/webhooks/generic", CONTRACT})
    void shouldBoundTheMemoryOfAllBodies(String path) throws IOException {
        double before = refused();
        try (Socket first = begin(path, LARGE - 1)) {
            await().atMost(PATIENCE).until(() -> held() == LARGE - 1);
            try (Socket second = begin(path, LARGE - 1)) {
                assertThat(answer(second)).startsWith("HTTP/1.1 503").contains("etry-After: ");
            }
            assertThat(refused()).isEqualTo(before + 1);
            // A small body needs no room in the budget.
            assertThat(statusOf("{\"call_id\":\"c1\"}")).isEqualTo(200);

            // The first body becomes complete, and is refused only because of its content.
            first.getOutputStream().write(' ');
            assertThat(answer(first)).startsWith("HTTP/1.1 4");
        }
        await().atMost(PATIENCE).until(() -> held() == 0);
        assertThat(bridge.metrics().scrape())
                .containsPattern("(?m)^# HELP bridge_bodies_bytes \\S+")
                .containsPattern("(?m)^# HELP bridge_bodies_refused_total \\S+");
    }

    @Test
    void shouldAcceptLargeBodiesOfProvenSendersBesideUnprovenOnes() throws IOException {
        try (Socket unproven = begin("/webhooks/generic", LARGE - 1)) {
            await().atMost(PATIENCE).until(() -> held("unproven") == LARGE - 1);

            try (Socket proven = begin(CONTRACT, LARGE)) {
                assertThat(answer(proven)).startsWith("HTTP/1.1 400");
            }
            String callId = "c".repeat(200);
            String metadata = "\"x\":\"" + "y".repeat(20_000) + "\"";
            assertThat(
                            statusOf(
                                    "{\"call_id\":\"%s\",\"acd_metadata\":{%s}}"
                                            .formatted(callId, metadata)))
                    .isEqualTo(200);
            assertThat(
                            bridge.post(
                                            "/webhooks/deepgram/call-1",
                                            "{\"type\":\"Metadata\"}",
                                            "Authorization",
                                            "Bearer deepgram-token-of-16-bytes")
                                    .statusCode())
                    .isLessThan(300);
        }
        await().atMost(PATIENCE).until(() -> held() == 0);
    }

    @Test
    void shouldAnswerOthersWhileALongTextIsRedacted() {
        String message =
                "{\"type\":\"Results\",\"is_final\":true,\"start\":0,\"duration\":1,"
                        + "\"channel\":{\"alternatives\":[{\"transcript\":\"%s\"}]}}";
        CompletableFuture<HttpResponse<String>> slow =
                RunningService.CLIENT.sendAsync(
                        bridge.request("/webhooks/deepgram/call-1")
                                .headers(
                                        "Content-Type",
                                        "application/json",
                                        "Authorization",
                                        "Bearer deepgram-token-of-16-bytes")
                                .POST(
                                        BodyPublishers.ofString(
                                                message.formatted("clave ".repeat(LARGE / 6))))
                                .build(),
                        BodyHandlers.ofString());
        await().atMost(PATIENCE).until(() -> held() > LARGE - 10);

        for (int i = 0; i < 10; i++) {
            assertThat(bridge.get("/health/live").statusCode()).isEqualTo(200);
        }

        assertThat(slow).isNotDone();
        assertThat(slow.join().statusCode()).isEqualTo(200);
        await().atMost(PATIENCE).until(() -> held() == 0);
    }

    @Test
    void shouldReleaseTheBodyOfAClientThatDisconnects() throws IOException {
        begin("/webhooks/generic", LARGE - 1).close();

        await().atMost(PATIENCE).until(() -> held() == 0);
        try (Socket next = begin("/webhooks/generic", LARGE)) {
            assertThat(answer(next)).startsWith("HTTP/1.1 401");
        }
        await().atMost(PATIENCE).until(() -> held() == 0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/webhooks/deepgram/call-1",
                "/webhooks/avaya/digital/guessed",
                "/webhooks/twilio/voice"
            })
    void shouldAuthenticateBeforeReadingTheBody(String path) throws IOException {
        try (Socket unproven = begin(path, 1)) {
            assertThat(answer(unproven)).startsWith("HTTP/1.1 401");
        }
        assertThat(bridge.get(path).statusCode()).isEqualTo(401);
    }
}

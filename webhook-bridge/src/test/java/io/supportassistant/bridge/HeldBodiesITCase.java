package io.supportassistant.bridge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.supportassistant.edge.RunningService;
import io.supportassistant.edge.TestKafka;
import io.supportassistant.events.Topic;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies that are begun and not finished. */
class HeldBodiesITCase {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int LARGE = 400_000;

    private static TestKafka kafka;
    private static RunningService bridge;

    /** A budget of one body of the largest kind. */
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
                                "GENERIC_SIGNING_SECRETS",
                                "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=",
                                "DEEPGRAM_BEARER_TOKENS",
                                "deepgram-token-of-16-bytes",
                                "GENESYS_BASIC_USERS",
                                "genesys:password-of-16-bytes",
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

    /** Sends the head of a request and so much of its body. */
    private static Socket begin(String path, int bytes) throws IOException {
        Socket socket = new Socket("127.0.0.1", bridge.uri("/").getPort());
        socket.setSoTimeout(10_000);
        String head =
                ("POST %s HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                                + "Content-Length: %d\r\nwebhook-id: 1\r\nwebhook-timestamp: %d\r\n"
                                + "webhook-signature: v1,\r\n\r\n")
                        .formatted(path, LARGE, Instant.now().getEpochSecond());
        socket.getOutputStream().write((head + " ".repeat(bytes)).getBytes(UTF_8));
        socket.getOutputStream().flush();
        return socket;
    }

    private static String answer(Socket socket) throws IOException {
        byte[] bytes = new byte[600];
        return new String(bytes, 0, socket.getInputStream().read(bytes), UTF_8);
    }

    private static double held() {
        return bridge.metrics().get("bridge.bodies.bytes").gauge().value();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/webhooks/generic", "/api/realtime/call/start"})
    void shouldBoundWhatAllBodiesTogetherTake(String path) throws IOException {
        double before = bridge.metrics().counter("bridge.bodies.refused").count();
        try (Socket first = begin(path, LARGE - 1)) {
            await().atMost(PATIENCE).until(() -> held() == LARGE - 1);
            try (Socket second = begin(path, LARGE - 1)) {
                assertThat(answer(second)).startsWith("HTTP/1.1 503").contains("etry-After: ");
            }
            assertThat(bridge.metrics().counter("bridge.bodies.refused").count())
                    .isEqualTo(before + 1);
            // A small body needs no room.
            assertThat(bridge.post("/api/realtime/call/start", "{\"call_id\":\"c1\"}").statusCode())
                    .isEqualTo(200);

            // The first body becomes whole, and is refused for what it says only.
            first.getOutputStream().write(' ');
            assertThat(answer(first)).startsWith("HTTP/1.1 4");
        }
        await().atMost(PATIENCE).until(() -> held() == 0);
        assertThat(bridge.metrics().scrape())
                .containsPattern("(?m)^# HELP bridge_bodies_bytes \\S+")
                .containsPattern("(?m)^# HELP bridge_bodies_refused_total \\S+");
    }

    @Test
    void shouldGiveBackTheRoomOfWhoGoesAway() throws IOException {
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
                "/webhooks/genesys",
                "/webhooks/avaya/digital/guessed",
                "/webhooks/twilio/voice"
            })
    void shouldLookAtTheProofBeforeTheBody(String path) throws IOException {
        try (Socket stranger = begin(path, 1)) {
            assertThat(answer(stranger)).startsWith("HTTP/1.1 401");
        }
        assertThat(bridge.get(path).statusCode()).isEqualTo(401);
    }
}

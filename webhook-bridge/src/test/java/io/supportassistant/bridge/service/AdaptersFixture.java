package io.supportassistant.bridge.service;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import io.supportassistant.bridge.security.StandardWebhooks;
import io.supportassistant.doubles.SimulatedCall;
import io.supportassistant.events.Topic;
import io.supportassistant.service.RunningService;
import io.supportassistant.service.TestKafka;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A broker and a bridge with the webhooks of four telephone systems, and requests to it. */
final class AdaptersFixture implements AutoCloseable {

    static final String SECRET = "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
    static final String OLD_SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    static final String TOKEN = "0123456789abcdef0123456789abcdef";
    static final String PUBLIC_URL = "https://bridge.example.com";
    static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final Map<String, String> ENDPOINTS =
            Map.of(
                    "GENERIC_SIGNING_SECRETS",
                    OLD_SECRET + "," + SECRET,
                    "TWILIO_AUTH_TOKEN",
                    TOKEN,
                    "TWILIO_PUBLIC_URL",
                    PUBLIC_URL,
                    "AVAYA_HEADER_TOKENS",
                    "avaya-token-of-16-bytes",
                    "GENESYS_BEARER_TOKENS",
                    "genesys-token-of-16-bytes");

    private final TestKafka kafka;
    private final RunningService bridge;

    private AdaptersFixture(TestKafka kafka) {
        this.kafka = kafka;
        this.bridge = bridge(Map.of());
    }

    /** Starts the broker and the bridge, once for each test class. */
    static AdaptersFixture start() {
        TestKafka kafka = TestKafka.start();
        kafka.create(3, Topic.CALL_EVENTS, Topic.AGENT_ACTIONS, Topic.DEAD_LETTERS);
        AdaptersFixture fixture = new AdaptersFixture(kafka);
        await().atMost(PATIENCE).until(fixture.bridge.service()::isReady);
        return fixture;
    }

    TestKafka kafka() {
        return kafka;
    }

    RunningService bridge() {
        return bridge;
    }

    /** Another bridge on the same broker, which the caller closes. */
    RunningService bridge(Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(ENDPOINTS);
        all.put("KAFKA_BOOTSTRAP_SERVERS", kafka.bootstrapServers());
        all.putAll(settings);
        return RunningService.start(WebhookBridge::new, all);
    }

    @Override
    public void close() {
        bridge.close();
        kafka.close();
    }

    /** Every test uses its own call. */
    static SimulatedCall newCall() {
        return new SimulatedCall(
                "call-" + UUID.randomUUID(),
                "+14155550142",
                "agent-7",
                "Priya Shah",
                List.of(
                        new SimulatedCall.Segment("agent", "How can I help?", 1, 2),
                        new SimulatedCall.Segment(
                                "customer", "I keep getting error 401 when I log in.", 3, 5)));
    }

    static HttpResponse<String> postGeneric(
            RunningService service, String body, String secret, String id, Instant at) {
        return service.post(
                "/webhooks/generic",
                body,
                "webhook-id",
                id,
                "webhook-timestamp",
                Long.toString(at.getEpochSecond()),
                "webhook-signature",
                StandardWebhooks.signature(secret, id, at, body.getBytes(UTF_8)));
    }

    static String segment(SimulatedCall call, String text) {
        return new JsonObject()
                .put("type", "transcript.segment")
                .put(
                        "data",
                        new JsonObject()
                                .put("call_id", call.callId())
                                .put("speaker", "customer")
                                .put("text", text))
                .encode();
    }
}

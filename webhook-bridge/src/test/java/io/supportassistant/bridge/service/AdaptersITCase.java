package io.supportassistant.bridge.service;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.supportassistant.bridge.security.StandardWebhooks;
import io.supportassistant.doubles.GenericDouble;
import io.supportassistant.doubles.PhoneSystem;
import io.supportassistant.doubles.SimulatedCall;
import io.supportassistant.doubles.TwilioDouble;
import io.supportassistant.events.AgentJoined;
import io.supportassistant.events.CallEnded;
import io.supportassistant.events.CallEvent;
import io.supportassistant.events.CallLinked;
import io.supportassistant.events.CallStarted;
import io.supportassistant.events.DeadLetter;
import io.supportassistant.events.EventCodec;
import io.supportassistant.events.SessionIds;
import io.supportassistant.events.Speaker;
import io.supportassistant.events.Topic;
import io.supportassistant.events.TranscriptSegment;
import io.supportassistant.service.RunningService;
import io.supportassistant.service.TestKafka;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The webhooks as telephone systems use them: real HTTP, a real broker. */
class AdaptersITCase {

    private static final String SECRET = "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
    private static final String OLD_SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static final String TOKEN = "0123456789abcdef0123456789abcdef";
    private static final String PUBLIC_URL = "https://bridge.example.com";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

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

    private static TestKafka kafka;
    private static RunningService bridge;

    private final SimulatedCall call =
            new SimulatedCall(
                    "call-" + UUID.randomUUID(),
                    "+14155550142",
                    "agent-7",
                    "Priya Shah",
                    List.of(
                            new SimulatedCall.Segment("agent", "How can I help?", 1, 2),
                            new SimulatedCall.Segment(
                                    "customer", "I keep getting error 401 when I log in.", 3, 5)));

    @BeforeAll
    static void start() {
        kafka = TestKafka.start();
        kafka.create(3, Topic.CALL_EVENTS, Topic.AGENT_ACTIONS, Topic.DEAD_LETTERS);
        bridge = bridge(Map.of());
        await().atMost(PATIENCE).until(bridge.service()::isReady);
    }

    @AfterAll
    static void stop() {
        bridge.close();
        kafka.close();
    }

    private static RunningService bridge(Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(ENDPOINTS);
        all.put("KAFKA_BOOTSTRAP_SERVERS", kafka.bootstrapServers());
        all.putAll(settings);
        return RunningService.start(WebhookBridge::new, all);
    }

    private static String url(RunningService service) {
        return service.uri("").toString();
    }

    private static TwilioDouble twilio(RunningService service) {
        return new TwilioDouble(url(service), PUBLIC_URL, TOKEN, "AC1", true);
    }

    private List<CallEvent> events(PhoneSystem system) {
        String session = SessionIds.session(system.source(), system.callId(call));
        return kafka.events(Topic.CALL_EVENTS, session, CallEvent.class);
    }

    private static <T extends CallEvent> List<T> only(Class<T> kind, List<CallEvent> events) {
        return events.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    // ---- calls

    @Test
    void shouldReceiveACallOfTwilio() {
        TwilioDouble twilio = twilio(bridge);

        twilio.steps(call).forEach(step -> step.action().run());

        List<CallEvent> events = events(twilio);
        assertThat(only(CallStarted.class, events).get(0).customerPhone())
                .isEqualTo("+14155550142");
        assertThat(only(AgentJoined.class, events))
                .extracting(AgentJoined::agentId)
                .contains("agent-7");
        // The task and the agent's own leg.
        assertThat(only(CallLinked.class, events))
                .extracting(CallLinked::aliasId)
                .hasSizeGreaterThan(1);
        assertThat(only(TranscriptSegment.class, events))
                .filteredOn(TranscriptSegment::isFinal)
                .extracting(TranscriptSegment::speaker)
                .containsExactly(Speaker.AGENT, Speaker.CUSTOMER);
        assertThat(only(CallEnded.class, events)).isNotEmpty();
    }

    @Test
    void shouldReceiveACallOfASystemThatSigns() {
        GenericDouble generic = new GenericDouble(url(bridge), SECRET);

        generic.steps(call).forEach(step -> step.action().run());

        List<CallEvent> events = events(generic);
        assertThat(events).hasSize(5);
        assertThat(events.get(0)).isInstanceOf(CallStarted.class);
        assertThat(events.get(4)).isInstanceOf(CallEnded.class);
    }

    @Test
    void shouldStoreTheSameEventsForShuffledAndRepeatedDeliveries() {
        TwilioDouble twilio = twilio(bridge);
        List<PhoneSystem.Step> twice = new ArrayList<>(twilio.steps(call));
        twice.addAll(twice);
        Collections.shuffle(twice, new Random(7));

        twice.forEach(step -> step.action().run());

        List<CallEvent> events = events(twilio);
        assertThat(only(AgentJoined.class, events)).hasSize(1);
        assertThat(only(TranscriptSegment.class, events)).doesNotHaveDuplicates().hasSize(4);
        assertThat(only(TranscriptSegment.class, events))
                .filteredOn(TranscriptSegment::isFinal)
                .extracting(TranscriptSegment::text)
                .containsExactlyInAnyOrder(
                        "How can I help?", "I keep getting error 401 when I log in.");
        assertThat(bridge.metrics().counter("bridge.deliveries.repeated").count()).isPositive();
    }

    // ---- authentication

    private static HttpResponse<String> postGeneric(
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

    private String segment(String text) {
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

    @Test
    void shouldStoreTheSameWordsOfTwoCalls() {
        String text =
                "{\"messages\":[{\"body\":{\"elementText\":{\"text\":\"yes"
                    + " please\"}},\"messageTimestamp\":\"2026-01-15T10:00:07.250Z\",\"senderParticipantType\":\"CUSTOMER\",\"senderParticipantId\":\"7\"}]}";
        for (String call : List.of("eng-a", "eng-b")) {
            assertThat(
                            bridge.post(
                                            "/webhooks/avaya/transcripts/" + call,
                                            text,
                                            "x-bridge-token",
                                            "avaya-token-of-16-bytes")
                                    .statusCode())
                    .isEqualTo(200);
            assertThat(
                            kafka.events(
                                    Topic.CALL_EVENTS,
                                    SessionIds.session("avaya", call),
                                    CallEvent.class))
                    .as(call)
                    .hasSize(1);
        }
    }

    @Test
    void shouldWarnOperatorsOfUnreadableMessages() {
        try (RunningService speech =
                bridge(Map.of("DEEPGRAM_BEARER_TOKENS", "deepgram-token-of-16-bytes"))) {
            assertThat(speech.get("/health/ready").body()).doesNotContain("warnings");
            for (int i = 0; i < 2; i++) {
                String unreadable = "{\"results\":{\"channels\":[]},\"secret\":" + i + "}";
                assertThat(
                                speech.post(
                                                "/webhooks/deepgram/call-1",
                                                unreadable,
                                                "Authorization",
                                                "Bearer deepgram-token-of-16-bytes")
                                        .statusCode())
                        .isEqualTo(200);
            }

            JsonObject page = new JsonObject(speech.get("/health/ready").body());
            assertThat(page.getJsonArray("warnings")).hasSize(1);
            JsonObject warning = page.getJsonArray("warnings").getJsonObject(0);
            assertThat(warning.getString("source")).isEqualTo("webhooks/deepgram");
            assertThat(warning.getString("reason")).isEqualTo("type is missing");
            assertThat(warning.getInteger("count")).isEqualTo(2);
            assertThat(warning.getInstant("last_at")).isNotNull();
            assertThat(speech.get("/metrics").body())
                    .contains("bridge_messages_unusable_total{origin=\"webhooks/deepgram\"} 2.0");
            assertThat(letters())
                    .filteredOn(letter -> letter.origin().equals("webhooks/deepgram"))
                    .extracting(DeadLetter::reason)
                    .containsOnly("type is missing");
        }
    }

    @Test
    void shouldAcceptBothSecretsDuringARotation() {
        for (String secret : List.of(OLD_SECRET, SECRET)) {
            HttpResponse<String> answer =
                    postGeneric(bridge, segment("hello"), secret, "m-" + secret, Instant.now());
            assertThat(answer.statusCode()).isEqualTo(202);
        }
    }

    @Test
    void shouldGiveTheSameAnswerToEveryInvalidSignature() {
        String body = segment("hello");
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

    @Test
    void shouldAnswerAReplayWithSuccessAndDoNothing() {
        Instant now = Instant.now();
        for (int i = 0; i < 3; i++) {
            assertThat(postGeneric(bridge, segment("hello"), SECRET, "replay", now).body())
                    .isEqualTo("{\"status\":\"accepted\",\"event_id\":\"replay\"}");
        }

        assertThat(
                        kafka.events(
                                Topic.CALL_EVENTS,
                                SessionIds.session("generic", call.callId()),
                                CallEvent.class))
                .hasSize(1);
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

    // ---- redaction

    @Test
    void shouldLeakNoPersonalData() {
        String card = "4111 1111 1111 1111";
        String spoken = "four one one one one one one one one one one one one one one one";
        List<String> seeded =
                List.of(card, "4111111111111111", spoken, "dana.reyes@example.com", "hunter2!");
        String text =
                "Error 401. My card is %s, or %s, mail dana.reyes@example.com, password is hunter2!"
                        .formatted(card, spoken);

        assertThat(postGeneric(bridge, segment(text), SECRET, "leak-1", Instant.now()).statusCode())
                .isEqualTo(202);
        assertThat(
                        bridge.post(
                                        "/api/realtime/transcription",
                                        new JsonObject()
                                                .put("call_id", call.callId())
                                                .put("segment_id", "api")
                                                .put("speaker", "customer")
                                                .put("text", text)
                                                .encode())
                                .statusCode())
                .isEqualTo(202);
        assertThat(
                        bridge.post(
                                        "/api/realtime/call/start",
                                        new JsonObject()
                                                .put("call_id", call.callId())
                                                .put(
                                                        "crm_metadata",
                                                        new JsonObject()
                                                                .put("note", text)
                                                                .put("password", "hunter2!")
                                                                .put("card", 4111111111111111L))
                                                .encode())
                                .statusCode())
                .isEqualTo(200);
        // A message without its time is unusable, and is set aside.
        assertThat(
                        bridge.post(
                                        "/webhooks/avaya/transcripts/" + call.callId(),
                                        new JsonObject()
                                                .put(
                                                        "messages",
                                                        new io.vertx.core.json.JsonArray()
                                                                .add(
                                                                        new JsonObject()
                                                                                .put("said", text)))
                                                .encode(),
                                        "X-Bridge-Token",
                                        "avaya-token-of-16-bytes")
                                .statusCode())
                .isEqualTo(200);
        HttpResponse<String> refused =
                bridge.post(
                        "/api/realtime/transcription",
                        new JsonObject()
                                .put("call_id", call.callId())
                                .put("speaker", text)
                                .put("text", text)
                                .encode());

        assertThat(refused.statusCode()).isEqualTo(400);
        for (Topic topic : List.of(Topic.CALL_EVENTS, Topic.DEAD_LETTERS)) {
            assertThat(kafka.readAll(topic))
                    .extracting(record -> new String(record.value(), UTF_8))
                    .allSatisfy(value -> assertThat(value).doesNotContain(seeded));
        }
        assertThat(refused.body()).doesNotContain(seeded);
        assertThat(letters()).anyMatch(letter -> letter.raw().contains("[card number]"));
        assertThat(
                        kafka.events(
                                Topic.CALL_EVENTS,
                                SessionIds.session("generic", call.callId()),
                                CallEvent.class))
                .anySatisfy(
                        event ->
                                assertThat(event)
                                        .isInstanceOfSatisfying(
                                                TranscriptSegment.class,
                                                segment ->
                                                        assertThat(segment.text())
                                                                .contains("Error 401")
                                                                .contains("[card number]")
                                                                .contains("[e-mail address]")
                                                                .contains("[secret]")));
    }

    private static List<DeadLetter> letters() {
        return kafka.readAll(Topic.DEAD_LETTERS).stream()
                .map(record -> EventCodec.decode(record.value(), DeadLetter.class))
                .toList();
    }

    @Test
    void shouldRedactAFormThatIsSetAside() {
        String form =
                "TranscriptionEvent=transcription-content&note=my+card+is+4111+1111+1111+1111&Nested=%7B%22pin%22%3A%22my%20pin%20is%201234%22%7D";
        try (RunningService open = bridge(Map.of("TWILIO_UNSIGNED", "accept"))) {
            HttpResponse<String> answer =
                    RunningService.send(
                            open.request("/webhooks/twilio/transcription")
                                    .header("Content-Type", "application/x-www-form-urlencoded")
                                    .POST(BodyPublishers.ofString(form))
                                    .build());

            assertThat(answer.statusCode()).isEqualTo(204);
        }
        assertThat(letters())
                .anySatisfy(
                        letter -> {
                            assertThat(letter.origin()).isEqualTo("webhooks/twilio");
                            assertThat(letter.raw())
                                    .contains("%5Bcard+number%5D")
                                    .doesNotContain("4111")
                                    .doesNotContain("1234");
                        });
    }

    @Test
    void shouldKeepUnmappedMessagesOnlyIfConfigured() {
        String unmapped = "{\"topicName\":\"kept-%s\",\"eventBody\":{}}".formatted(call.callId());
        bridge.post(
                "/webhooks/genesys", unmapped, "Authorization", "Bearer genesys-token-of-16-bytes");
        assertThat(letters()).noneMatch(letter -> letter.raw().contains(call.callId()));

        try (RunningService keeping = bridge(Map.of("BRIDGE_UNMAPPED", "keep"))) {
            keeping.post(
                    "/webhooks/genesys",
                    unmapped,
                    "Authorization",
                    "Bearer genesys-token-of-16-bytes");
        }
        assertThat(letters()).anyMatch(letter -> letter.raw().contains(call.callId()));
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
                                        segment("hello"),
                                        SECRET,
                                        UUID.randomUUID().toString(),
                                        Instant.now())
                                .statusCode())
                .isEqualTo(202);
    }

    @Test
    void shouldRefuseALargeBodyWithoutAContentLength() {
        try (RunningService small = bridge(Map.of("BRIDGE_MAX_WEBHOOK_BYTES", "2048"))) {
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
        byte[] body = segment("it comes in pieces").getBytes(UTF_8);
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
        try (RunningService limited = bridge(Map.of("BRIDGE_REQUESTS_PER_SECOND", "3"))) {
            List<HttpResponse<String>> answers = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                answers.add(
                        postGeneric(
                                limited,
                                segment("hello " + i),
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
        try (RunningService impatient = bridge(Map.of("BRIDGE_BODY_DEADLINE", "300ms"));
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
        try (RunningService alone = bridge(Map.of("KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:1"))) {
            long begun = System.nanoTime();
            HttpResponse<String> answer =
                    postGeneric(alone, segment("hello"), SECRET, "alone", Instant.now());

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
                            postGeneric(bridge, segment("hello"), SECRET, id, Instant.now())
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
                                                                segment("hello"),
                                                                SECRET,
                                                                id,
                                                                Instant.now())
                                                        .statusCode())
                                        .isEqualTo(202));
    }
}

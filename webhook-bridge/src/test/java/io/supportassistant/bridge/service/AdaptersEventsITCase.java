package io.supportassistant.bridge.service;

import static io.supportassistant.bridge.service.AdaptersFixture.PUBLIC_URL;
import static io.supportassistant.bridge.service.AdaptersFixture.SECRET;
import static io.supportassistant.bridge.service.AdaptersFixture.TOKEN;
import static io.supportassistant.bridge.service.AdaptersFixture.postGeneric;
import static io.supportassistant.bridge.service.AdaptersFixture.segment;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

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
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the bridge stores of the messages of telephone systems: real HTTP, a real broker. */
class AdaptersEventsITCase {

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

    // ---- calls

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
    void shouldAnswerAReplayWithSuccessAndDoNothing() {
        Instant now = Instant.now();
        for (int i = 0; i < 3; i++) {
            assertThat(postGeneric(bridge, segment(call, "hello"), SECRET, "replay", now).body())
                    .isEqualTo("{\"status\":\"accepted\",\"event_id\":\"replay\"}");
        }

        assertThat(
                        kafka.events(
                                Topic.CALL_EVENTS,
                                SessionIds.session("generic", call.callId()),
                                CallEvent.class))
                .hasSize(1);
    }

    // ---- redaction and dead letters

    @Test
    void shouldLeakNoPersonalData() {
        String card = "4111 1111 1111 1111";
        String spoken = "four one one one one one one one one one one one one one one one";
        List<String> seeded =
                List.of(card, "4111111111111111", spoken, "dana.reyes@example.com", "hunter2!");
        String text =
                "Error 401. My card is %s, or %s, mail dana.reyes@example.com, password is hunter2!"
                        .formatted(card, spoken);

        assertThat(
                        postGeneric(bridge, segment(call, text), SECRET, "leak-1", Instant.now())
                                .statusCode())
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
                                                .put("agent_id", "4111111111111111")
                                                .put("agent_name", text)
                                                .put("customer_id", "4111111111111111")
                                                .put("customer_name", text)
                                                .put(
                                                        "crm_metadata",
                                                        new JsonObject()
                                                                .put("note", text)
                                                                .put("password", "hunter2!")
                                                                .put("card", 4111111111111111L))
                                                .encode())
                                .statusCode())
                .isEqualTo(200);
        JsonObject joined =
                new JsonObject()
                        .put("type", "call.agent_joined")
                        .put(
                                "data",
                                new JsonObject()
                                        .put("call_id", call.callId())
                                        .put("agent_id", "4111111111111111")
                                        .put("agent_name", text)
                                        .put("queue", card));
        assertThat(
                        postGeneric(bridge, joined.encode(), SECRET, "leak-2", Instant.now())
                                .statusCode())
                .isEqualTo(202);
        assertThat(
                        bridge.post(
                                        "/api/realtime/call/end",
                                        new JsonObject()
                                                .put("call_id", "4111111111111111")
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

    @Test
    void shouldRedactAFormThatIsSetAside() {
        String form =
                "TranscriptionEvent=transcription-content&note=my+card+is+4111+1111+1111+1111&Nested=%7B%22pin%22%3A%22my%20pin%20is%201234%22%7D";
        try (RunningService open = fixture.bridge(Map.of("TWILIO_UNSIGNED", "accept"))) {
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

        try (RunningService keeping = fixture.bridge(Map.of("BRIDGE_UNMAPPED", "keep"))) {
            keeping.post(
                    "/webhooks/genesys",
                    unmapped,
                    "Authorization",
                    "Bearer genesys-token-of-16-bytes");
        }
        assertThat(letters()).anyMatch(letter -> letter.raw().contains(call.callId()));
    }

    @Test
    void shouldWarnOperatorsOfUnreadableMessages() {
        try (RunningService speech =
                fixture.bridge(Map.of("DEEPGRAM_BEARER_TOKENS", "deepgram-token-of-16-bytes"))) {
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

    private static List<DeadLetter> letters() {
        return kafka.readAll(Topic.DEAD_LETTERS).stream()
                .map(record -> EventCodec.decode(record.value(), DeadLetter.class))
                .toList();
    }
}

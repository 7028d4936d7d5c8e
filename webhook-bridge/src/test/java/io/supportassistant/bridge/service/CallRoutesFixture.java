package io.supportassistant.bridge.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.supportassistant.events.CallEvent;
import io.supportassistant.events.SessionIds;
import io.supportassistant.events.Topic;
import io.supportassistant.service.RunningService;
import io.supportassistant.service.TestKafka;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/** A broker and a bridge without keys, and the calls that tests send to it. */
final class CallRoutesFixture implements AutoCloseable {

    static final String START = "/api/realtime/call/start";
    static final String END = "/api/realtime/call/end";
    static final String TRANSCRIPTION = "/api/realtime/transcription";
    static final Duration PATIENCE = Duration.ofSeconds(30);

    private final TestKafka kafka;
    private final RunningService bridge;

    private CallRoutesFixture(TestKafka kafka) {
        this.kafka = kafka;
        this.bridge = bridge(Map.of());
    }

    /** Starts the broker and the bridge, once for each test class. */
    static CallRoutesFixture start() {
        TestKafka kafka = TestKafka.start();
        kafka.create(3, Topic.CALL_EVENTS, Topic.AGENT_ACTIONS);
        CallRoutesFixture fixture = new CallRoutesFixture(kafka);
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
        Map<String, String> all = new HashMap<>();
        all.put("KAFKA_BOOTSTRAP_SERVERS", kafka.bootstrapServers());
        all.putAll(settings);
        return RunningService.start(WebhookBridge::new, all);
    }

    /** Every test uses its own call. */
    Call newCall() {
        return new Call(kafka, "call-" + UUID.randomUUID());
    }

    @Override
    public void close() {
        bridge.close();
        kafka.close();
    }

    static CompletableFuture<HttpResponse<String>> postLater(
            RunningService bridge, String body, String... headers) {
        HttpRequest.Builder request =
                bridge.request(TRANSCRIPTION).header("Content-Type", "application/json");
        if (headers.length > 0) {
            request.headers(headers);
        }
        return RunningService.CLIENT.sendAsync(
                request.POST(BodyPublishers.ofString(body)).build(), BodyHandlers.ofString());
    }

    /**
     * @param body exact body of the response, or null
     */
    static void assertAnswer(HttpResponse<String> answer, int status, JsonObject body) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
        if (body != null) {
            assertThat(new JsonObject(answer.body())).isEqualTo(body);
        }
    }

    static void assertProblem(HttpResponse<String> answer, int status) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type"))
                .contains("application/problem+json");
        JsonObject problem = new JsonObject(answer.body());
        assertThat(problem.getInteger("status")).isEqualTo(status);
        assertThat(problem.getString("title")).isNotBlank();
    }

    /** A call of the source that has no name, and what the bridge stored of it. */
    static final class Call {

        private final TestKafka kafka;
        private final String id;
        private final String session;

        private Call(TestKafka kafka, String id) {
            this.kafka = kafka;
            this.id = id;
            this.session = SessionIds.session("generic", id);
        }

        String id() {
            return id;
        }

        String session() {
            return session;
        }

        JsonObject segment() {
            return new JsonObject()
                    .put("call_id", id)
                    .put("speaker", "customer")
                    .put("text", "I am getting error 401");
        }

        JsonObject accepted(String segmentId) {
            return new JsonObject()
                    .put("status", "accepted")
                    .put("session_id", session)
                    .put("segment_id", segmentId);
        }

        List<CallEvent> events() {
            return kafka.events(Topic.CALL_EVENTS, session, CallEvent.class);
        }

        <T extends CallEvent> T onlyEvent(Class<T> kind) {
            List<CallEvent> events = events();
            assertThat(events).hasSize(1);
            return kind.cast(events.get(0));
        }
    }
}

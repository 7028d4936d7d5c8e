package io.supportassistant.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.supportassistant.events.CallEvent;
import io.supportassistant.events.SuggestionUpdate;
import io.supportassistant.events.Topic;
import io.supportassistant.service.RunningService;
import io.supportassistant.service.TestKafka;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;

/** Two push services with the same broker: one is open, the other requires tokens. */
final class LiveServices implements AutoCloseable {

    static final Duration PATIENCE = Duration.ofSeconds(30);
    static final String SUGGESTIONS = "/api/realtime/suggestions/";
    static final String STREAM = "/api/realtime/stream/";

    private final TestKafka kafka;
    private final RunningService open;
    private final RunningService locked;

    private LiveServices(TestKafka kafka) {
        this.kafka = kafka;
        open = startAnother(Map.of());
        locked = startAnother(Map.of("PUSH_SIGNING_KEYS", Tokens.OTHER_KEY + "," + Tokens.KEY));
    }

    static LiveServices start() {
        TestKafka kafka = TestKafka.start();
        kafka.create(
                3,
                Topic.CALL_EVENTS,
                Topic.SUGGESTIONS,
                Topic.CUSTOMER_PROFILES,
                Topic.CRM_OUTCOMES,
                Topic.AGENT_FEEDBACK,
                Topic.CALL_BRIEF,
                Topic.KNOWLEDGE_ARTICLES);
        return new LiveServices(kafka);
    }

    /** Another service with the same broker, for the caller to close. */
    RunningService startAnother(Map<String, String> settings) {
        return RunningPush.on(kafka, settings);
    }

    TestKafka kafka() {
        return kafka;
    }

    /** Open to all clients on this machine. */
    RunningService open() {
        return open;
    }

    /** Requires tokens. */
    RunningService locked() {
        return locked;
    }

    void publish(SampleCall call, CallEvent... events) {
        for (CallEvent event : events) {
            kafka.produce(Topic.CALL_EVENTS, call.session(), event);
        }
    }

    void suggest(SampleCall call, SuggestionUpdate update) {
        kafka.produce(Topic.SUGGESTIONS, call.session(), update);
    }

    /** Suggests the card {@code a}, and waits until both services show the call. */
    void showCard(SampleCall call) {
        suggest(call, call.cards("a"));
        String path = SUGGESTIONS + call.session();
        String token = "Bearer " + Tokens.of("agent-7", call.session());
        await().atMost(PATIENCE).until(() -> open.get(path).statusCode() == 200);
        await().atMost(PATIENCE)
                .until(() -> locked.get(path, "Authorization", token).statusCode() == 200);
    }

    static void assertProblem(HttpResponse<String> answer, int status) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type"))
                .contains("application/problem+json");
        assertThat(new JsonObject(answer.body()).getInteger("status")).isEqualTo(status);
    }

    @Override
    public void close() {
        open.close();
        locked.close();
        kafka.close();
    }
}

package io.supportassistant.bridge.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.supportassistant.events.Topic;
import io.supportassistant.service.RunningService;
import io.supportassistant.service.TestKafka;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** For any request the caller gets a response that says whether client or server is at fault. */
class WildBodiesITCase {

    private static final List<String> FIELDS =
            List.of(
                    "call_id",
                    "session_id",
                    "segment_id",
                    "speaker",
                    "text",
                    "start_time",
                    "end_time",
                    "confidence",
                    "is_final",
                    "agent_id",
                    "customer_phone",
                    "acd_metadata",
                    "crm_metadata",
                    "reason",
                    "whatever");

    private static TestKafka kafka;
    private static RunningService bridge;

    @BeforeContainer
    static void start() {
        kafka = TestKafka.start();
        kafka.create(1, Topic.CALL_EVENTS, Topic.AGENT_ACTIONS);
        bridge =
                RunningService.start(
                        WebhookBridge::new,
                        Map.of("KAFKA_BOOTSTRAP_SERVERS", kafka.bootstrapServers()));
    }

    @AfterContainer
    static void stop() {
        bridge.close();
        kafka.close();
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void shouldNeverFailOnGarbage(@ForAll("paths") String path, @ForAll("garbage") String body) {
        assertAnswered(bridge.post(path, body));
    }

    @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
    void shouldNeverFailOnJsonOfAnyShape(
            @ForAll("paths") String path, @ForAll("bodies") JsonObject body) {
        assertAnswered(bridge.post(path, inAscii(body.encode())));
    }

    private static void assertAnswered(HttpResponse<String> answer) {
        assertThat(answer.statusCode())
                .as(answer.body())
                .matches(status -> status == 200 || status == 202 || status / 100 == 4);
        String type = answer.headers().firstValue("Content-Type").orElse("none");
        assertThat(type)
                .isEqualTo(
                        answer.statusCode() / 100 == 2
                                ? "application/json"
                                : "application/problem+json");
    }

    /** Escapes characters that UTF-8 cannot encode, such as half a surrogate pair. */
    private static String inAscii(String json) {
        StringBuilder ascii = new StringBuilder();
        for (char c : json.toCharArray()) {
            if (c < 128) {
                ascii.append(c);
            } else {
                ascii.append("\\u%04x".formatted((int) c));
            }
        }
        return ascii.toString();
    }

    @Provide
    Arbitrary<String> paths() {
        return Arbitraries.of(
                "/api/realtime/call/start",
                "/api/realtime/call/end",
                "/api/realtime/transcription");
    }

    @Provide
    Arbitrary<String> garbage() {
        return Arbitraries.oneOf(
                Arbitraries.strings().ofMaxLength(200),
                Arbitraries.strings().withChars("{}[]\",:\\u0 1eE+-.ntf").ofMaxLength(200),
                values().map(value -> new JsonArray().add(value).encode()));
    }

    /** Some are valid, so that they are accepted. */
    @Provide
    Arbitrary<JsonObject> bodies() {
        Arbitrary<JsonObject> wild =
                Arbitraries.maps(Arbitraries.of(FIELDS), values())
                        .ofMaxSize(8)
                        .map(JsonObject::new);
        Arbitrary<JsonObject> nearlyRight =
                wild.map(
                        body ->
                                new JsonObject()
                                        .put("call_id", "call-1")
                                        .put("speaker", "customer")
                                        .put("text", "hello")
                                        .mergeIn(body));
        return Arbitraries.oneOf(wild, nearlyRight);
    }

    private static Arbitrary<Object> values() {
        Arbitrary<Object> plain =
                Arbitraries.oneOf(
                        Arbitraries.strings().ofMaxLength(60).asGeneric(),
                        Arbitraries.of("customer", "agent", "unknown", "").asGeneric(),
                        Arbitraries.doubles().asGeneric(),
                        Arbitraries.doubles().between(0, 1).asGeneric(),
                        Arbitraries.bigDecimals().asGeneric(),
                        Arbitraries.longs().asGeneric(),
                        Arbitraries.of(true, false).asGeneric());
        return Arbitraries.oneOf(
                plain,
                plain.injectNull(0.2).list().ofMaxSize(3).map(JsonArray::new),
                Arbitraries.maps(Arbitraries.strings().ofMaxLength(5), plain)
                        .ofMaxSize(3)
                        .map(JsonObject::new));
    }
}

package io.supportassistant.bridge.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.supportassistant.events.CallEvent;
import io.supportassistant.events.SessionIds;
import io.supportassistant.events.Topic;
import io.supportassistant.events.TranscriptSegment;
import io.supportassistant.service.RunningService;
import io.supportassistant.service.SlowWire;
import io.supportassistant.service.TestKafka;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A broker that is reachable, but does not respond in time. */
class SlowKafkaITCase {

    private static final String WEBHOOK = "/webhooks/generic";
    private static final String CONTRACT = "/api/realtime/transcription";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static SlowWire wire;
    private static TestKafka kafka;
    private static RunningService bridge;

    private final String call = "call-" + UUID.randomUUID();

    @BeforeAll
    static void start() {
        wire = SlowWire.open();
        kafka = TestKafka.startBehind(wire);
        kafka.create(2, Topic.CALL_EVENTS, Topic.AGENT_ACTIONS, Topic.DEAD_LETTERS);
        bridge =
                RunningService.start(
                        WebhookBridge::new,
                        Map.of(
                                "KAFKA_BOOTSTRAP_SERVERS",
                                kafka.bootstrapServers(),
                                "GENERIC_UNSIGNED",
                                "accept"));
        await().atMost(PATIENCE).until(bridge.service()::isReady);
    }

    @AfterEach
    void letThrough() {
        wire.letThrough();
    }

    @AfterAll
    static void stop() {
        bridge.close();
        kafka.close();
        wire.close();
    }

    @ParameterizedTest
    @EnumSource
    void shouldAnswerInTimeWhileKafkaIsSlowAndAcceptRetriesAfterwards(SlowWire.Way way) {
        List<String> refused = names("slow", 50);
        assertThat(statuses(WEBHOOK, List.of("before"))).containsOnly(202);
        wire.holdBack(way);

        List<Answer> webhooks = sendAll(WEBHOOK, refused.subList(0, 25));
        List<Answer> contract = sendAll(CONTRACT, refused.subList(25, 50));
        assertThat(bridge.get("/health/live").statusCode()).isEqualTo(200);
        // 4 s, because the shortest timeout of the telephone systems is 5 s
        webhooks.forEach(answer -> answer.assertRefusedWithin(Duration.ofSeconds(5)));
        // 5 s, and one second for a slow machine
        contract.forEach(answer -> answer.assertRefusedWithin(Duration.ofSeconds(6)));

        wire.letThrough();
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(statuses(WEBHOOK, refused)).containsOnly(202));
        assertThat(statuses(WEBHOOK, names("after", 20))).containsOnly(202);

        List<String> stored = stored();
        assertThat(stored).containsAll(refused);
        // A refused event may be there twice, with the same id; an accepted one must not.
        assertThat(stored)
                .filteredOn(name -> !name.startsWith("slow"))
                .containsExactlyInAnyOrderElementsOf(concat(names("after", 20), "before"));
    }

    @Test
    void shouldStoreOnceIfKafkaConfirmsAfterARequestTimeout() {
        assertThat(statuses(WEBHOOK, List.of("before"))).containsOnly(202);
        int connections = wire.connections();
        wire.holdBack(SlowWire.Way.ANSWERS);

        List<Answer> answers = sendAll(WEBHOOK, names("late", 5));
        // Kafka has stored them, and the producer retries on another connection.
        await().atMost(PATIENCE)
                .until(
                        () ->
                                wire.connections() > connections
                                        || answers.stream().anyMatch(Answer::isThere));
        wire.letThrough();

        assertThat(answers).extracting(Answer::status).containsOnly(202);
        assertThat(stored())
                .containsExactlyInAnyOrderElementsOf(concat(names("late", 5), "before"));
    }

    /** A response, and the time it took. */
    private record Answer(CompletableFuture<HttpResponse<String>> response, long sentAt) {

        boolean isThere() {
            return response.isDone();
        }

        int status() {
            assertThat(response).succeedsWithin(PATIENCE);
            return response.join().statusCode();
        }

        void assertRefusedWithin(Duration atMost) {
            assertThat(status()).isEqualTo(503);
            assertThat(Duration.ofNanos(System.nanoTime() - sentAt)).isLessThan(atMost);
            assertThat(response.join().headers().firstValue("Content-Type"))
                    .contains("application/problem+json");
            assertThat(response.join().headers().firstValue("Retry-After")).contains("2");
            assertThat(new JsonObject(response.join().body()).getInteger("status")).isEqualTo(503);
        }
    }

    private List<Integer> statuses(String path, List<String> names) {
        return sendAll(path, names).stream().map(Answer::status).toList();
    }

    private List<Answer> sendAll(String path, List<String> names) {
        return names.stream().map(name -> send(path, name)).toList();
    }

    private Answer send(String path, String name) {
        JsonObject segment =
                new JsonObject()
                        .put("call_id", call)
                        .put("segment_id", name)
                        .put("speaker", "customer")
                        .put("text", "I am getting error 401");
        JsonObject body =
                path.equals(CONTRACT)
                        ? segment
                        : new JsonObject().put("type", "transcript.segment").put("data", segment);
        long sentAt = System.nanoTime();
        return new Answer(
                RunningService.CLIENT.sendAsync(
                        bridge.request(path)
                                .header("Content-Type", "application/json")
                                .POST(BodyPublishers.ofString(body.encode()))
                                .build(),
                        BodyHandlers.ofString()),
                sentAt);
    }

    private static List<String> names(String prefix, int count) {
        return IntStream.range(0, count).mapToObj(i -> prefix + "-" + i).toList();
    }

    private static List<String> concat(List<String> names, String name) {
        return Stream.concat(names.stream(), Stream.of(name)).toList();
    }

    private List<String> stored() {
        return kafka
                .events(Topic.CALL_EVENTS, SessionIds.session("generic", call), CallEvent.class)
                .stream()
                .map(event -> ((TranscriptSegment) event).segmentId())
                .toList();
    }
}

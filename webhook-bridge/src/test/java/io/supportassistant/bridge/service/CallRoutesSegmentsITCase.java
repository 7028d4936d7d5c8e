package io.supportassistant.bridge.service;

import static io.supportassistant.bridge.service.CallRoutesFixture.PATIENCE;
import static io.supportassistant.bridge.service.CallRoutesFixture.TRANSCRIPTION;
import static io.supportassistant.bridge.service.CallRoutesFixture.assertAnswer;
import static io.supportassistant.bridge.service.CallRoutesFixture.assertProblem;
import static io.supportassistant.bridge.service.CallRoutesFixture.postLater;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.supportassistant.events.AgentAction;
import io.supportassistant.events.Speaker;
import io.supportassistant.events.Topic;
import io.supportassistant.events.TranscriptSegment;
import io.supportassistant.service.RunningService;
import io.supportassistant.service.TestKafka;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.lang.management.ManagementFactory;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Segments that are sent again, and segments whose sender waits for the outcome. */
class CallRoutesSegmentsITCase {

    private static CallRoutesFixture fixture;
    private static TestKafka kafka;
    private static RunningService bridge;

    private final CallRoutesFixture.Call call = fixture.newCall();

    @BeforeAll
    static void start() {
        fixture = CallRoutesFixture.start();
        kafka = fixture.kafka();
        bridge = fixture.bridge();
    }

    @AfterAll
    static void stop() {
        fixture.close();
    }

    // ---- repetitions

    @Test
    void shouldStoreARepeatedSegmentOnce() {
        String body = call.segment().put("start_time", 1.5).put("end_time", 3).encode();

        HttpResponse<String> first = bridge.post(TRANSCRIPTION, body);
        HttpResponse<String> second = bridge.post(TRANSCRIPTION, body);

        assertThat(first.statusCode()).isEqualTo(202);
        assertThat(second.statusCode()).isEqualTo(202);
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(call.events()).hasSize(1);
    }

    @Test
    void shouldStoreASegmentOnceThatIsRepeatedConcurrently() {
        String body = call.segment().put("segment_id", "seg-1").encode();

        List<CompletableFuture<HttpResponse<String>>> answers =
                IntStream.range(0, 20).mapToObj(i -> postLater(bridge, body)).toList();

        assertThat(answers)
                .allSatisfy(answer -> assertAnswer(answer.join(), 202, call.accepted("seg-1")));
        assertThat(call.events()).hasSize(1);
    }

    @Test
    void shouldStoreEveryInterimSegmentAndTheFinalOne() {
        JsonObject body = call.segment().put("segment_id", "seg-1");

        for (String text : List.of("I am", "I am getting", "I am getting")) {
            bridge.post(
                    TRANSCRIPTION, body.copy().put("text", text).put("is_final", false).encode());
        }
        bridge.post(TRANSCRIPTION, body.encode());
        bridge.post(TRANSCRIPTION, body.encode());

        assertThat(call.events())
                .extracting(
                        event -> ((TranscriptSegment) event).text(),
                        event -> ((TranscriptSegment) event).isFinal())
                .containsExactly(
                        tuple("I am", false),
                        tuple("I am getting", false),
                        tuple("I am getting error 401", true));
    }

    @Test
    void shouldStoreARepeatedSentenceTwiceWithoutAnId() {
        bridge.post(TRANSCRIPTION, call.segment().encode());
        bridge.post(TRANSCRIPTION, call.segment().encode());

        assertThat(call.events())
                .extracting(event -> ((TranscriptSegment) event).segmentId())
                .hasSize(2)
                .doesNotHaveDuplicates();
    }

    @Test
    void shouldRecogniseARetryByItsIdempotencyKey() {
        String first =
                bridge.post(TRANSCRIPTION, call.segment().encode(), "Idempotency-Key", "k-1")
                        .body();
        String second =
                bridge.post(TRANSCRIPTION, call.segment().encode(), "Idempotency-Key", "k-1")
                        .body();

        assertThat(second).isEqualTo(first);
        assertThat(call.events()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "k-1"})
    void shouldLoseNoSentenceOfAClientWithOneKeyForAll(String key) {
        bridge.post(TRANSCRIPTION, call.segment().encode(), "Idempotency-Key", key);
        bridge.post(
                TRANSCRIPTION,
                call.segment().put("text", "and another thing").encode(),
                "Idempotency-Key",
                key);

        assertThat(call.events()).hasSize(2);
    }

    @Test
    void shouldRefuseALongIdempotencyKey() {
        HttpResponse<String> answer =
                bridge.post(
                        TRANSCRIPTION, call.segment().encode(), "Idempotency-Key", "x".repeat(201));

        assertProblem(answer, 400);
        assertThat(call.events()).isEmpty();
    }

    @Test
    void shouldDistinguishSegmentsWhoseJoinedKeysLookAlike() {
        // Concatenated, the parts of both keys are the same text.
        bridge.post(TRANSCRIPTION, call.segment().put("segment_id", "afalseb").encode());
        bridge.post(
                TRANSCRIPTION,
                call.segment()
                        .put("segment_id", "a")
                        .put("text", "btrue")
                        .put("is_final", false)
                        .encode());

        assertThat(call.events()).hasSize(2);
    }

    @Test
    void shouldRememberOnlyTheHashOfAnInterimText() {
        assertThat(CallRoutes.key(interim("x".repeat(10_000))).toString()).hasSizeLessThan(200);
        assertThat(CallRoutes.key(interim("one"))).isEqualTo(CallRoutes.key(interim("one")));
        assertThat(CallRoutes.key(interim("one"))).isNotEqualTo(CallRoutes.key(interim("two")));
    }

    private TranscriptSegment interim(String text) {
        return new TranscriptSegment(
                call.session(),
                Instant.EPOCH,
                "generic",
                "call-1",
                "seg-1",
                Speaker.CUSTOMER,
                text,
                0.0,
                1.0,
                null,
                false,
                Instant.EPOCH,
                null,
                null,
                null,
                null);
    }

    // ---- waiting for the outcome

    @Test
    void shouldAnswerWithTheOutcomeIfTheRequestPrefersToWait() {
        CompletableFuture<HttpResponse<String>> answer =
                postLater(
                        bridge,
                        call.segment().put("segment_id", "seg-1").encode(),
                        "Prefer",
                        "wait=30");
        await().atMost(PATIENCE).until(() -> call.events().size() == 1);

        produce(action("suggestion_gate", 2, 1, "seg-0", "seg-1"));

        JsonObject body = new JsonObject(answer.join().body());
        double took = (double) body.remove("processing_time_ms");
        assertThat(took).isPositive();
        assertAnswer(answer.join(), 200, null);
        assertThat(body)
                .isEqualTo(
                        new JsonObject()
                                .put("status", "processed")
                                .put("session_id", call.session())
                                .put("segment_id", "seg-1")
                                .put("suggestions_count", 2)
                                .put("questions_count", 1));
        assertThat(answer.join().headers().firstValue("Preference-Applied")).contains("wait");
    }

    @Test
    void shouldNotWaitLongerThanPreferred() {
        long startedAt = System.nanoTime();
        HttpResponse<String> answer =
                bridge.post(
                        TRANSCRIPTION,
                        call.segment().put("segment_id", "seg-1").encode(),
                        "Prefer",
                        "respond-async, wait=1");

        assertAnswer(answer, 202, call.accepted("seg-1"));
        assertThat(Duration.ofNanos(System.nanoTime() - startedAt))
                .isBetween(Duration.ofSeconds(1), Duration.ofSeconds(10));
    }

    @Test
    void shouldHoldNoBodyWhileItWaits() {
        // Small maps take many times the memory of their text.
        JsonArray members = new JsonArray();
        IntStream.range(0, 10_000).forEach(i -> members.add(new JsonObject()));
        long before = usedHeap();
        List<CompletableFuture<HttpResponse<String>>> answers =
                IntStream.range(0, 200)
                        .mapToObj(
                                i -> call.segment().put("segment_id", "seg-" + i).put("x", members))
                        .map(body -> postLater(bridge, body.encode(), "Prefer", "wait=30"))
                        .toList();
        await().atMost(PATIENCE).until(() -> call.events().size() == 200);

        await().atMost(PATIENCE)
                .untilAsserted(
                        () ->
                                assertThat(bridge.get("/metrics").body())
                                        .containsPattern("bridge_bodies_bytes\\{[^}]*} 0\\.0")
                                        .doesNotContainPattern(
                                                "bridge_bodies_bytes\\{[^}]*} [1-9]"));
        assertThat(usedHeap() - before).isLessThan(100L << 20);
        assertThat(answers).noneMatch(CompletableFuture::isDone);
        produce(
                action(
                        "suggestion_gate",
                        0,
                        0,
                        IntStream.range(0, 200).mapToObj(i -> "seg-" + i).toArray(String[]::new)));
        answers.forEach(answer -> assertThat(answer.join().statusCode()).isEqualTo(200));
    }

    private static long usedHeap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    @Test
    void shouldIgnoreTheOutcomeOfAnotherSegment() {
        CompletableFuture<HttpResponse<String>> answer =
                postLater(
                        bridge,
                        call.segment().put("segment_id", "seg-1").encode(),
                        "Prefer",
                        "wait=3");
        await().atMost(PATIENCE).until(() -> call.events().size() == 1);

        produce(action("suggestion_gate", 1, 1, "seg-2"));
        produce(action("context_analyzer", 1, 1, "seg-1"));
        kafka.produce(
                Topic.AGENT_ACTIONS, call.session(), "not an action".getBytes(), Instant.now());

        assertAnswer(answer.join(), 202, call.accepted("seg-1"));
    }

    @Test
    void shouldLetEachRequestWaitAsLongAsItPrefers() {
        String body = call.segment().put("segment_id", "seg-1").encode();
        CompletableFuture<HttpResponse<String>> patient =
                postLater(bridge, body, "Prefer", "wait=30");
        await().atMost(PATIENCE).until(() -> call.events().size() == 1);
        assertThat(bridge.post(TRANSCRIPTION, body, "Prefer", "wait=1").statusCode())
                .isEqualTo(202);

        produce(action("suggestion_gate", 1, 0, "seg-1"));

        assertThat(patient.join().statusCode()).isEqualTo(200);
    }

    @Test
    void shouldNotWaitForTheOutcomeOfARepeatedOrInterimSegment() {
        String body = call.segment().put("segment_id", "seg-1").encode();
        assertAnswer(bridge.post(TRANSCRIPTION, body), 202, call.accepted("seg-1"));
        String interim = call.segment().put("segment_id", "seg-2").put("is_final", false).encode();

        long startedAt = System.nanoTime();
        assertAnswer(
                bridge.post(TRANSCRIPTION, body, "Prefer", "wait=30"), 202, call.accepted("seg-1"));
        assertAnswer(
                bridge.post(TRANSCRIPTION, interim, "Prefer", "wait=30"),
                202,
                call.accepted("seg-2"));

        assertThat(Duration.ofNanos(System.nanoTime() - startedAt))
                .isLessThan(Duration.ofSeconds(10));
    }

    @ParameterizedTest
    @ValueSource(strings = {"wait=0", "wait", "wait=soon", "await=5", "return=minimal", "wait=-1"})
    void shouldNotWaitWithoutAValidPreference(String prefer) {
        HttpResponse<String> answer =
                bridge.post(
                        TRANSCRIPTION,
                        call.segment().put("segment_id", "seg-1").encode(),
                        "Prefer",
                        prefer);

        assertAnswer(answer, 202, call.accepted("seg-1"));
    }

    private AgentAction action(String agent, int suggestions, int questions, String... segments) {
        return new AgentAction(
                UUID.randomUUID().toString(),
                call.session(),
                1,
                agent,
                "decide",
                0.8,
                0.1,
                AgentAction.OK,
                suggestions,
                questions,
                List.of(segments),
                null,
                Instant.now(),
                null);
    }

    private void produce(AgentAction action) {
        kafka.produce(Topic.AGENT_ACTIONS, call.session(), action);
    }
}

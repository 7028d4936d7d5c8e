package io.supportassistant.model;

import static io.supportassistant.model.ModelFixture.AMPLE;
import static io.supportassistant.model.ModelFixture.ask;
import static io.supportassistant.model.ModelFixture.failure;
import static io.supportassistant.model.ModelFixture.open;
import static io.supportassistant.model.ModelFixture.outcome;
import static io.supportassistant.model.ModelFixture.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import io.supportassistant.doubles.ModelServer;
import io.supportassistant.doubles.ModelServer.Mode;
import io.supportassistant.events.ModelException;
import io.supportassistant.events.ModelOutcome;
import io.supportassistant.events.ModelUse;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@Tag("slow")
class ChatLanguageModelTest {

    private static final Duration SHORT = Duration.ofMillis(250);

    private final ModelServer server = ModelServer.start();

    @AfterEach
    void stopServer() {
        server.close();
    }

    @Test
    void shouldSendAStrictSchemaAndReadTheAnswerAndItsUse() {
        try (LanguageModel model =
                open(server, "MODEL_PRICE_INPUT", "1", "MODEL_PRICE_OUTPUT", "10")) {
            ModelAnswer answer = ask(model);

            assertThat(answer.content().text("text", 10)).contains("");
            assertThat(answer.use().model()).isEqualTo(ModelServer.MODEL);
            assertThat(answer.use().promptVersion()).isEqualTo("answer/1");
            assertThat(answer.use().attempts()).isEqualTo(1);
            // One dollar a million in, ten a million out.
            assertThat(answer.use().costUsd())
                    .isCloseTo(
                            (answer.use().inputTokens() + 10.0 * answer.use().outputTokens()) / 1e6,
                            within(1e-12));
        }
        JsonObject sent = server.requests().get(0);
        assertThat(sent.fieldNames())
                .containsExactlyInAnyOrder(
                        "model", "messages", "stream", "max_completion_tokens", "response_format");
        assertThat(sent.getJsonObject("response_format").getJsonObject("json_schema"))
                .isEqualTo(
                        new JsonObject()
                                .put("name", "anything")
                                .put("strict", true)
                                .put("schema", new JsonObject(ModelFixture.SCHEMA.json())));
    }

    @Test
    void shouldCountCachedTokensAtTheirPrice() {
        String system = "Always the same. ".repeat(400);
        try (LanguageModel model =
                open(server, "MODEL_PRICE_INPUT", "1", "MODEL_PRICE_CACHED", "0.1")) {
            ModelUse first = model.complete(request("s", system), AMPLE).join().use();
            ModelUse second = model.complete(request("s", system), AMPLE).join().use();

            assertThat(first.cachedTokens()).isZero();
            // 17 characters, 400 times, 4 to a token, in blocks of 128.
            assertThat(second.cachedTokens()).isEqualTo(1664);
            assertThat(first.costUsd() - second.costUsd()).isCloseTo(1664 * 0.9e-6, within(1e-9));
        }
    }

    @Test
    void shouldSupportServersWithoutSchemaAndWithTheOldTokensField() {
        server.knowOldTokensFieldOnly(true);
        server.requireKey(false);
        for (String structured : List.of("json_object", "prompt")) {
            try (LanguageModel model =
                    open(
                            server,
                            "OPENAI_API_KEY",
                            "",
                            "MODEL_STRUCTURED",
                            structured,
                            "MODEL_REASONING_EFFORT",
                            "none",
                            "MODEL_TEMPERATURE",
                            "0",
                            "MODEL_MAX_TOKENS_FIELD",
                            "max_tokens")) {
                server.record(request -> true, "```json\n{\"text\": \"" + structured + "\"}\n```");

                assertThat(ask(model).content().text("text", 20)).contains(structured);
            }
        }
        JsonObject sent = server.requests().get(0);
        assertThat(sent.getJsonObject("response_format").encode())
                .isEqualTo("{\"type\":\"json_object\"}");
        assertThat(sent.getString("reasoning_effort")).isEqualTo("none");
        assertThat(sent.getDouble("temperature")).isZero();
        assertThat(sent.getInteger("max_tokens")).isEqualTo(50);
        assertThat(sent.getJsonArray("messages").getJsonObject(0).getString("content"))
                .startsWith("You answer.")
                .contains(ModelFixture.SCHEMA.json());
        assertThat(server.requests().get(1).containsKey("response_format")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "ERROR,         UNAVAILABLE,  2",
        "HANG_UP,       UNAVAILABLE,  2",
        "EMPTY,         UNAVAILABLE,  2",
        "GARBAGE,       UNREADABLE,   1",
        "CUT_OFF,       CUT_OFF,      1",
        "REFUSAL,       REFUSED,      1",
        "OUT_OF_QUOTA,  OVER_QUOTA,   1"
    })
    void shouldReportTheOutcomeAfterRetries(Mode mode, ModelOutcome expected, int tries) {
        server.behave(mode);
        try (LanguageModel model = open(server)) {
            ModelException failure = failure(model, AMPLE);

            assertThat(failure.outcome()).isEqualTo(expected);
            assertThat(failure.use().attempts()).isEqualTo(tries);
            assertThat(server.count()).isEqualTo(tries);
            assertThat(failure.getMessage()).doesNotContain("sk-").doesNotContain("Tell me");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"CUT_OFF", "REFUSAL"})
    void shouldCountTheCostOfAnUnusableAnswer(Mode mode) {
        server.behave(mode);
        try (LanguageModel model = open(server)) {
            assertThat(failure(model, AMPLE).use().inputTokens()).isPositive();
            assertThat(failure(model, AMPLE).use().outputTokens()).isPositive();
        }
    }

    @Test
    void shouldRejectInvalidJsonAfterOneRepair() {
        server.record(request -> true, "I think the answer is: none.");
        try (LanguageModel model = open(server)) {
            assertThat(outcome(model, AMPLE)).isEqualTo(ModelOutcome.UNREADABLE);
            assertThat(server.count()).isEqualTo(1);
        }
    }

    @Test
    void shouldRejectAnEndlessBody() {
        server.record(request -> true, "x".repeat(2 << 20));
        try (LanguageModel model = open(server)) {
            assertThat(outcome(model, AMPLE)).isEqualTo(ModelOutcome.UNREADABLE);
        }
    }

    @Test
    void shouldRetryAndAddUpTheUseOfAllAttempts() {
        server.behaveOnce(Mode.ERROR);
        try (LanguageModel model = open(server)) {
            assertThat(ask(model).use().attempts()).isEqualTo(2);
        }
        assertThat(server.count()).isEqualTo(2);
    }

    @Test
    void shouldRecoverFromARefusedConnection() {
        server.stopListening();
        try (LanguageModel model = open(server)) {
            assertThat(outcome(model, AMPLE)).isEqualTo(ModelOutcome.UNAVAILABLE);

            server.listenAgain();
            assertThat(ask(model).use().attempts()).isPositive();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"HANG", "STALL"})
    void shouldAbortTheExchangeAtTheDeadline(Mode mode) {
        server.behave(mode);
        try (LanguageModel model = open(server)) {
            long from = System.nanoTime();
            ModelException failure = failure(model, SHORT);
            Duration took = Duration.ofNanos(System.nanoTime() - from);

            assertThat(failure.outcome()).isEqualTo(ModelOutcome.TIMEOUT);
            assertThat(failure.use().attempts()).isEqualTo(1);
            assertThat(took).isBetween(SHORT.minusMillis(20), SHORT.plusMillis(500));
            await().atMost(Duration.ofSeconds(5)).until(() -> server.aborted() == 1);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"HANG", "STALL"})
    void shouldAbortTheExchangeWhenCancelled(Mode mode) {
        server.behave(mode);
        try (LanguageModel model = open(server)) {
            CompletableFuture<ModelAnswer> pending = model.complete(request(), AMPLE);
            await().until(() -> server.requests().size() == 1);

            pending.cancel(true);

            await().atMost(Duration.ofSeconds(5)).until(() -> server.aborted() == 1);
        }
    }

    @Test
    void shouldAbortPendingRequestsWhenClosed() {
        server.behave(Mode.HANG);
        LanguageModel model = open(server, "MODEL_CONCURRENCY", "1");
        CompletableFuture<ModelAnswer> running = model.complete(request(), AMPLE);
        CompletableFuture<ModelAnswer> waiting = model.complete(request(), AMPLE);
        await().until(() -> server.requests().size() == 1);

        model.close();

        assertThat(List.of(running, waiting)).allMatch(CompletableFuture::isCompletedExceptionally);
        await().atMost(Duration.ofSeconds(5)).until(() -> server.aborted() == 1);
        assertThat(outcome(model, AMPLE)).isEqualTo(ModelOutcome.OVERLOADED);
    }

    @Test
    void shouldRespectRetryAfterWithinTheDeadline() {
        server.retryAfter("0.3");
        server.behaveOnce(Mode.RATE_LIMITED);
        try (LanguageModel model = open(server)) {
            long from = System.nanoTime();

            assertThat(ask(model).use().attempts()).isEqualTo(2);
            assertThat(Duration.ofNanos(System.nanoTime() - from)).isGreaterThan(SHORT);
        }
    }

    @Test
    void shouldNotWaitBeyondTheDeadlineAndOpenTheCircuit() {
        server.retryAfter("1");
        server.behaveOnce(Mode.RATE_LIMITED);
        try (LanguageModel model = open(server)) {
            long from = System.nanoTime();

            assertThat(outcome(model, Duration.ofMillis(800))).isEqualTo(ModelOutcome.RATE_LIMITED);
            assertThat(Duration.ofNanos(System.nanoTime() - from))
                    .isLessThan(SHORT.multipliedBy(2));
            assertThat(outcome(model, AMPLE)).isEqualTo(ModelOutcome.CIRCUIT_OPEN);
            assertThat(server.count()).isEqualTo(1);

            // The second has passed.
            await().atMost(Duration.ofSeconds(5)).until(() -> answers(model));
            assertThat(Duration.ofNanos(System.nanoTime() - from))
                    .isGreaterThanOrEqualTo(Duration.ofMillis(950));
        }
    }

    @Test
    void shouldTryRateLimitedRequestsThreeTimesWithoutRetryAfter() {
        server.retryAfter(null);
        server.behave(Mode.RATE_LIMITED);
        try (LanguageModel model = open(server)) {
            ModelException failure = failure(model, AMPLE);

            assertThat(failure.outcome()).isEqualTo(ModelOutcome.RATE_LIMITED);
            assertThat(failure.use().attempts()).isEqualTo(3);
        }
    }

    @Test
    void shouldOpenTheCircuitForAFailingServerAndRecover() {
        ModelFixture.Counted counted = new ModelFixture.Counted();
        server.behave(Mode.GARBAGE);
        try (LanguageModel model = open(counted, server, "MODEL_CIRCUIT_OPEN", "300ms")) {
            for (int i = 0; i < 10; i++) {
                assertThat(outcome(model, AMPLE)).isEqualTo(ModelOutcome.UNREADABLE);
            }
            assertThat(outcome(model, AMPLE)).isEqualTo(ModelOutcome.CIRCUIT_OPEN);
            assertThat(counted.gauges.get("circuit_open").getAsInt()).isEqualTo(1);
            assertThat(server.count()).isEqualTo(10);

            server.behave(Mode.NORMAL);
            await().atMost(Duration.ofSeconds(5)).until(() -> answers(model));
            IntStream.range(0, 5).forEach(i -> ask(model));
            assertThat(counted.gauges.get("circuit_open").getAsInt()).isZero();
            assertThat(counted.outcomes).endsWith("answer ok").contains("answer circuit_open");
        }
    }

    /** One over-long request must not block the model for other calls. */
    @Test
    void shouldNotCountARejectedRequestAsAServerFailure() {
        try (LanguageModel model = open(server, "MODEL_REASONING_EFFORT", "no-such-effort")) {
            for (int i = 0; i < 15; i++) {
                assertThat(outcome(model, AMPLE)).isEqualTo(ModelOutcome.INVALID_REQUEST);
            }
        }
    }

    @Test
    void shouldCountTimeoutsAsServerFailures() {
        server.behave(Mode.HANG);
        try (LanguageModel model = open(server)) {
            IntStream.range(0, 10)
                    .mapToObj(i -> model.complete(request(), SHORT))
                    .toList()
                    .forEach(pending -> pending.exceptionally(failure -> null).join());

            await().atMost(Duration.ofSeconds(5))
                    .until(() -> outcome(model, SHORT) == ModelOutcome.CIRCUIT_OPEN);
        }
    }

    @ParameterizedTest
    @CsvSource({"OPENAI_API_KEY, sk-wrong, UNAUTHORIZED", "MODEL_NAME, no-such-model, NOT_FOUND"})
    void shouldOpenTheCircuitAtOnceForAPermanentFailure(
            String setting, String value, ModelOutcome expected) {
        try (LanguageModel model = open(server, setting, value)) {
            ModelException failure = failure(model, AMPLE);

            assertThat(failure.outcome()).isEqualTo(expected);
            assertThat(failure.getMessage()).doesNotContain(value);
            assertThat(outcome(model, AMPLE)).isEqualTo(ModelOutcome.CIRCUIT_OPEN);
            assertThat(server.count()).isEqualTo(1);
        }
    }

    @Test
    void shouldRejectRequestsBeyondItsQueue() {
        server.behave(Mode.HANG);
        try (LanguageModel model = open(server, "MODEL_CONCURRENCY", "2", "MODEL_QUEUE", "3")) {
            List<CompletableFuture<ModelAnswer>> held =
                    IntStream.range(0, 5).mapToObj(i -> model.complete(request(), AMPLE)).toList();

            assertThat(outcome(model, AMPLE)).isEqualTo(ModelOutcome.OVERLOADED);
            assertThat(held).noneMatch(CompletableFuture::isDone);
        }
    }

    @Test
    void shouldReportOverloadWhenTheDeadlinePassesInTheQueue() {
        server.behave(Mode.HANG);
        ModelFixture.Counted counted = new ModelFixture.Counted();
        try (LanguageModel model = open(counted, server, "MODEL_CONCURRENCY", "1")) {
            model.complete(request(), AMPLE);

            assertThat(failure(model, SHORT).outcome()).isEqualTo(ModelOutcome.OVERLOADED);
            await().until(() -> counted.gauges.get("queued").getAsInt() == 0);
        }
    }

    @Test
    void shouldNotCallTheModelOverBudget() {
        ModelRequest request = request();
        long need = request.estimatedInputTokens() + request.maxOutputTokens();
        try (LanguageModel model = open(server, "MODEL_TOKENS_PER_CALL", Long.toString(need + 5))) {
            ask(model);

            assertThat(outcome(model, AMPLE)).isEqualTo(ModelOutcome.OVER_BUDGET);
            assertThat(server.count()).isEqualTo(1);
            // Another call has a budget of its own.
            model.complete(request("session-2", "You answer."), AMPLE).join();
        }
    }

    @Test
    void shouldRunThreeHundredRequestsAtOnce() {
        server.behave(ModelServer.Mode.HANG);
        try (LanguageModel model = open(server)) {
            for (int i = 0; i < 300; i++) {
                model.complete(request("s" + i, "x"), AMPLE);
            }

            await().until(() -> server.count() == 300);
        }
    }

    private static boolean answers(LanguageModel model) {
        return !model.complete(request(), AMPLE)
                .handle((answer, failure) -> failure != null)
                .join();
    }
}

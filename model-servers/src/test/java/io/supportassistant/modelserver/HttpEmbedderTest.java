package io.supportassistant.modelserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.supportassistant.doubles.ModelServer;
import io.supportassistant.doubles.ModelServer.Mode;
import io.supportassistant.events.ModelException;
import io.supportassistant.events.ModelOutcome;
import io.supportassistant.events.ModelUse;
import io.supportassistant.settings.SettingException;
import io.supportassistant.settings.Settings;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.IntSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpEmbedderTest {

    private final ModelServer server = ModelServer.start();

    @AfterEach
    void stopServer() {
        server.close();
    }

    @Test
    void shouldEmbedInBatchesAndKeepTheOrder() {
        try (HttpEmbedder embedder = open("EMBEDDING_BATCH", "3")) {
            List<String> texts =
                    IntStream.range(0, 8).mapToObj(i -> "printer " + i + " jams").toList();

            List<float[]> together = embedder.embed(texts).join();

            assertThat(together).hasSize(8);
            for (int i = 0; i < texts.size(); i++) {
                assertThat(together.get(i))
                        .isEqualTo(embedder.embed(List.of(texts.get(i))).join().get(0))
                        .hasSize(64);
                assertThat(length(together.get(i))).isCloseTo(1, within(1e-5));
            }
        }
        assertThat(server.requests().subList(0, 3))
                .extracting(request -> request.getJsonArray("input").size())
                .containsExactly(3, 3, 2);
        assertThat(server.requests()).allMatch(request -> request.getInteger("dimensions") == 64);
    }

    @Test
    void shouldEmbedBlankText() {
        try (HttpEmbedder embedder = open()) {
            assertThat(embedder.embed(List.of(" ", "router")).join()).hasSize(2);
            assertThat(embedder.embed(List.of()).join()).isEmpty();
        }
        assertThat(server.count()).isEqualTo(1);
    }

    @Test
    void shouldNameModelAndDimensionInItsFingerprint() {
        try (HttpEmbedder embedder = open()) {
            assertThat(embedder.fingerprint())
                    .isEqualTo("openai:" + ModelServer.EMBEDDING_MODEL + ":64");
            assertThat(embedder.dimension()).isEqualTo(64);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "ERROR,        UNAVAILABLE, 2",
        "HANG_UP,      UNAVAILABLE, 2",
        "GARBAGE,      UNREADABLE,  1",
        "OUT_OF_QUOTA, OVER_QUOTA,  1"
    })
    void shouldReportTheOutcomeOfAFailure(Mode mode, ModelOutcome expected, int tries) {
        server.behave(mode);
        try (HttpEmbedder embedder = open()) {
            assertThat(outcome(embedder)).isEqualTo(expected);
            assertThat(server.count()).isEqualTo(tries);
        }
    }

    @Test
    void shouldRetryABatch() {
        server.behaveOnce(Mode.NORMAL, Mode.ERROR);
        try (HttpEmbedder embedder = open("EMBEDDING_BATCH", "1")) {
            assertThat(embedder.embed(List.of("a", "b", "c")).join()).hasSize(3);
            assertThat(server.count()).isEqualTo(4);
        }
    }

    @Test
    void shouldRespectRetryAfterWithinTheDeadline() {
        server.retryAfter("0.2");
        server.behaveOnce(Mode.RATE_LIMITED);
        try (HttpEmbedder embedder = open("EMBEDDING_DEADLINE", "10s")) {
            long from = System.nanoTime();
            assertThat(embedder.embed(List.of("a")).join()).hasSize(1);
            assertThat(Duration.ofNanos(System.nanoTime() - from))
                    .isGreaterThanOrEqualTo(Duration.ofMillis(190));
        }
    }

    @ParameterizedTest
    @CsvSource({"HANG", "STALL"})
    void shouldAbortAtTheDeadline(Mode mode) {
        server.behave(mode);
        try (HttpEmbedder embedder = open("EMBEDDING_DEADLINE", "250ms")) {
            assertThat(outcome(embedder)).isEqualTo(ModelOutcome.TIMEOUT);
            await().atMost(Duration.ofSeconds(5)).until(() -> server.aborted() == 1);
        }
    }

    @Test
    void shouldAbortWhenCancelledOrClosed() {
        server.behave(Mode.HANG);
        try (HttpEmbedder embedder = open("EMBEDDING_DEADLINE", "20s")) {
            CompletableFuture<List<float[]>> cancelled = embedder.embed(List.of("a"));
            await().until(() -> server.requests().size() == 1);
            cancelled.cancel(true);
            await().atMost(Duration.ofSeconds(5)).until(() -> server.aborted() == 1);

            CompletableFuture<List<float[]>> left = embedder.embed(List.of("a"));
            await().until(() -> server.requests().size() == 2);
            embedder.close();
            assertThat(left).isCompletedExceptionally();
        }
    }

    @Test
    void shouldOpenTheCircuitForAFailingServerAndRecover() {
        server.behave(Mode.GARBAGE);
        try (HttpEmbedder embedder = open("MODEL_CIRCUIT_OPEN", "200ms")) {
            IntStream.range(0, 10).forEach(i -> outcome(embedder));
            assertThat(outcome(embedder)).isEqualTo(ModelOutcome.CIRCUIT_OPEN);

            server.behave(Mode.NORMAL);
            await().atMost(Duration.ofSeconds(5))
                    .until(() -> !embedder.embed(List.of("a")).isCompletedExceptionally());
            assertThat(embedder.embed(List.of("a")).join()).hasSize(1);
        }
    }

    @Test
    void shouldRejectRequestsBeyondTheConcurrencyLimit() {
        server.behave(Mode.HANG);
        try (HttpEmbedder embedder = open("EMBEDDING_CONCURRENCY", "1")) {
            embedder.embed(List.of("a"));

            assertThat(outcome(embedder)).isEqualTo(ModelOutcome.OVERLOADED);
        }
    }

    @Test
    void shouldRequireAModelName() {
        assertThatThrownBy(() -> EmbeddingSettings.from(Settings.of(Map.of())))
                .isInstanceOf(SettingException.class)
                .hasMessageStartingWith("EMBEDDING_MODEL is not set");
    }

    @Test
    void shouldSendTheKey() {
        try (HttpEmbedder embedder = open("OPENAI_API_KEY", "sk-wrong")) {
            assertThat(outcome(embedder)).isEqualTo(ModelOutcome.UNAUTHORIZED);
        }
        assertThat(server.requests())
                .extracting(JsonObject::encode)
                .noneMatch(r -> r.contains("sk"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "null", "{\"prompt_tokens\": -1}", "{\"prompt_tokens\": \"9\"}"})
    void shouldEstimateTokensThatTheServerDoesNotCount(String usage) {
        byte[] body =
                ("{\"data\": [{\"index\": 0, \"embedding\": [3, 4, 0, 0, 0, 0, 0, 0]}], \"usage\": "
                                + usage
                                + "}")
                        .getBytes(StandardCharsets.UTF_8);
        Uses counted = new Uses();
        HttpServer uncounting = uncounting(body);
        try (HttpEmbedder embedder =
                open(
                        counted,
                        "EMBEDDING_BASE_URL",
                        "http://127.0.0.1:" + uncounting.getAddress().getPort() + "/v1",
                        "EMBEDDING_DIMENSION",
                        "8")) {
            embedder.embed(List.of("my printer jams")).join();
        } finally {
            uncounting.stop(0);
        }

        assertThat(counted.all)
                .singleElement()
                .satisfies(
                        use -> {
                            assertThat(use.inputTokens()).isNull();
                            assertThat(use.estimatedInputTokens()).isPositive();
                            assertThat(use.attempts()).isEqualTo(1);
                        });
    }

    private static HttpServer uncounting(byte[] body) {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
            server.createContext(
                    "/",
                    exchange -> {
                        exchange.getRequestBody().readAllBytes();
                        exchange.sendResponseHeaders(200, body.length);
                        exchange.getResponseBody().write(body);
                        exchange.close();
                    });
            server.start();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private HttpEmbedder open(String... namesAndValues) {
        return open(ModelMetrics.NONE, namesAndValues);
    }

    private HttpEmbedder open(ModelMetrics metrics, String... namesAndValues) {
        Map<String, String> environment =
                new HashMap<>(
                        Map.of(
                                "EMBEDDING_BASE_URL",
                                server.baseUrl().toString(),
                                "OPENAI_API_KEY",
                                ModelServer.API_KEY,
                                "EMBEDDING_MODEL",
                                ModelServer.EMBEDDING_MODEL,
                                "EMBEDDING_DIMENSION",
                                "64"));
        for (int i = 0; i < namesAndValues.length; i += 2) {
            environment.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return new HttpEmbedder(
                EmbeddingSettings.from(Settings.of(environment)), metrics, Runnable::run);
    }

    private static ModelOutcome outcome(HttpEmbedder embedder) {
        try {
            embedder.embed(List.of("a")).join();
            throw new AssertionError("embedded");
        } catch (CompletionException e) {
            return ModelException.in(e).outcome();
        }
    }

    private static double length(float[] vector) {
        double sum = 0;
        for (float value : vector) {
            sum += value * value;
        }
        return Math.sqrt(sum);
    }

    private static final class Uses implements ModelMetrics {

        private final List<ModelUse> all = new CopyOnWriteArrayList<>();

        @Override
        public void asked(String agent, String outcome, ModelUse use, Duration took) {
            all.add(use);
        }

        @Override
        public void withheld(String agent, String reason) {}

        @Override
        public void plainAgentFailed(String agent) {}

        @Override
        public void watch(String name, IntSupplier value) {}
    }
}

package io.supportassistant.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.supportassistant.settings.SettingException;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpServiceTest {

    private static final String METRICS_KEY = "a-key-of-some-length";

    private final Warnings warnings = new Warnings();

    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/health/live", "/health/ready"})
    void shouldAnswerHeadAsGetWithoutBody(String path) throws Exception {
        Readiness readiness = new Readiness().needs("kafka", () -> true);
        HttpSettings settings = new HttpSettings("127.0.0.1", 0);
        Router router = HttpService.router(vertx, settings, true, readiness, Meters.registry());
        int port = HttpService.listen(vertx, settings, router);
        HttpRequest head =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                        .method("HEAD", HttpRequest.BodyPublishers.noBody())
                        .build();

        HttpResponse<String> answer =
                HttpClient.newHttpClient().send(head, HttpResponse.BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEmpty();
    }

    @Test
    void shouldPickAFreePortForPortZero() {
        int port =
                HttpService.listen(vertx, new HttpSettings("127.0.0.1", 0), Router.router(vertx));

        assertThat(port).isPositive();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void shouldNameThePortThatIsInUse(int eventLoops) throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            HttpSettings settings = new HttpSettings("127.0.0.1", taken.getLocalPort());

            assertThatThrownBy(
                            () ->
                                    HttpService.listen(
                                            vertx,
                                            settings,
                                            Router.router(vertx),
                                            eventLoops,
                                            Meters.registry()))
                    .isInstanceOf(SettingException.class)
                    .hasMessageContaining(Integer.toString(taken.getLocalPort()))
                    .hasMessageContaining("already in use");
        }
    }

    @Test
    void shouldServeConnectionsOnTheConfiguredNumberOfEventLoops() throws Exception {
        Router router = Router.router(vertx);
        router.get("/").handler(ctx -> ctx.end(Thread.currentThread().getName()));
        int port =
                HttpService.listen(
                        vertx, new HttpSettings("127.0.0.1", 0), router, 2, Meters.registry());

        Set<String> threads = new HashSet<>();
        for (int connection = 0; connection < 6; connection++) {
            // Each client has its own connection.
            threads.add(
                    HttpClient.newHttpClient()
                            .send(
                                    HttpRequest.newBuilder(
                                                    URI.create("http://127.0.0.1:" + port + "/"))
                                            .build(),
                                    HttpResponse.BodyHandlers.ofString())
                            .body());
        }

        assertThat(threads).hasSize(2);
    }

    @Test
    void shouldReportLivenessAndReadiness() {
        AtomicBoolean ready = new AtomicBoolean();
        try (RunningService running = start(ready)) {
            assertThat(running.get("/health/live").statusCode()).isEqualTo(200);

            HttpResponse<String> starting = running.get("/health/ready");
            assertThat(starting.statusCode()).isEqualTo(503);
            assertThat(new JsonObject(starting.body()).getJsonArray("waiting_for"))
                    .containsExactly("kafka");

            ready.set(true);
            assertThat(running.get("/health/ready").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void shouldShowWarningsOnlyWithAMetricsKey() {
        try (RunningService running = start(new AtomicBoolean(true))) {
            warnings.add("webhooks/deepgram", "type is missing", Instant.now());

            assertThat(running.get("/health/ready").body()).isEqualTo("{\"status\":\"ready\"}");
            assertThat(running.get("/health/ready", "Authorization", "Bearer guessed").body())
                    .doesNotContain("deepgram");
            assertThat(
                            running.get("/health/ready", "Authorization", "Bearer " + METRICS_KEY)
                                    .body())
                    .contains("webhooks/deepgram");
        }
    }

    @Test
    void shouldShowItsMetrics() {
        try (RunningService running = start(new AtomicBoolean(true))) {
            running.metrics().counter("something.counted").increment();

            HttpResponse<String> metrics =
                    running.get("/metrics", "Authorization", "Bearer " + METRICS_KEY);
            assertThat(metrics.statusCode()).isEqualTo(200);
            assertThat(metrics.headers().firstValue("Content-Type").orElseThrow())
                    .startsWith("text/plain");
            assertThat(metrics.body()).contains("something_counted_total 1.0");
        }
    }

    @Test
    void shouldDescribeItsMetersAndCountLatenciesInBuckets() {
        try (RunningService running = start(new AtomicBoolean(true))) {
            running.metrics().counter("bridge.events.accepted").increment();
            Meters.latency(running.metrics(), "bridge.requests", "route", "/x")
                    .record(Duration.ofMillis(40));

            assertThat(running.get("/metrics", "Authorization", "Bearer " + METRICS_KEY).body())
                    .contains("# HELP bridge_events_accepted_total Events stored in Kafka.")
                    .contains("# HELP bridge_requests_seconds Time from")
                    .contains("bridge_requests_seconds_bucket{route=\"/x\",le=\"0.025\"} 0")
                    .contains("bridge_requests_seconds_bucket{route=\"/x\",le=\"0.05\"} 1")
                    .contains("bridge_requests_seconds_bucket{route=\"/x\",le=\"10.0\"} 1");
        }
    }

    private RunningService start(AtomicBoolean ready) {
        return RunningService.start(
                (vertx, settings, metrics) ->
                        new HostedService() {
                            @Override
                            public Router router() {
                                return Router.router(vertx);
                            }

                            @Override
                            public boolean isReady() {
                                return ready.get();
                            }

                            @Override
                            public Warnings warnings() {
                                return warnings;
                            }

                            @Override
                            public void close() {
                                // Nothing was opened.
                            }
                        },
                Map.of("METRICS_KEYS", METRICS_KEY));
    }
}

package io.supportassistant.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.supportassistant.local.stack.LocalStack;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The metrics that an operator's Prometheus reads from the HTTP services. */
@ExtendWith(RunningStack.class)
@Execution(ExecutionMode.SAME_THREAD)
class MetricsITCase {

    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final Pattern TYPE = Pattern.compile("(?m)^# TYPE (\\S+) ");

    private final LocalStack stack;

    MetricsITCase(LocalStack stack) {
        this.stack = stack;
    }

    /** If a meter is missing here, add it to {@code meters.properties} in service-kit. */
    @Test
    void shouldExplainEveryMeterAndCountLatenciesInBuckets() throws Exception {
        try (Caller call = new Caller(stack.ports().http())) {
            call.customer("I was charged twice this month for my subscription");
            await().atMost(TIMEOUT).until(() -> call.articles().contains("KB-1101"));
        }

        String scraped = scrape();

        List<String> names =
                TYPE.matcher(scraped).results().map((MatchResult type) -> type.group(1)).toList();
        assertThat(names).contains("bridge_requests_seconds", "push_delivery_seconds");
        assertThat(names)
                .allSatisfy(
                        name ->
                                assertThat(scraped)
                                        .containsPattern("(?m)^# HELP " + name + " \\S+"));
        assertThat(scraped)
                .containsPattern(
                        "bridge_requests_seconds_bucket\\{route=\"/api/realtime/transcription\","
                                + "status=\"2xx\",le=\"[0-9.]+\"} [1-9]")
                .containsPattern("push_delivery_seconds_bucket\\{le=\"5.0\"} [1-9]");
    }

    private String scrape() throws Exception {
        URI metrics = URI.create("http://127.0.0.1:" + stack.ports().http() + "/metrics");
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(metrics).build(), BodyHandlers.ofString())
                .body();
    }
}

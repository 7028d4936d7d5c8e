package io.supportassistant.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.supportassistant.analytics.SqlAnalytics;
import io.supportassistant.local.stack.LocalStack;
import io.supportassistant.local.stack.Ports;
import io.supportassistant.local.stack.StartupProgress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.runtime.client.JobStatusMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Parts fail in the middle of calls. */
@Execution(ExecutionMode.SAME_THREAD)
class RecoveryITCase {

    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final int CALLS = 8;

    @Test
    @ExtendWith(RunningStack.class)
    @ResourceLock(RunningStack.LOCK)
    void shouldLoseNoCardAndShowNoneTwiceWhenATaskManagerDies(LocalStack stack) throws Exception {
        List<Caller> calls = new ArrayList<>();
        try {
            for (int i = 0; i < CALLS; i++) {
                Caller call = new Caller(stack.ports().http());
                calls.add(call);
                call.customer(
                        "I am getting error 401 when trying to log in to the mobile app version"
                                + " 2.5");
            }
            await().atMost(TIMEOUT)
                    .until(
                            () ->
                                    calls.stream()
                                            .allMatch(call -> call.articles().contains("KB-1001")));

            stack.flink().cluster().terminateTaskManager(0).get();
            for (Caller call : calls) {
                call.customer("And another thing, I was charged twice this month");
            }

            await().atMost(TIMEOUT)
                    .until(
                            () ->
                                    calls.stream()
                                            .allMatch(call -> call.articles().contains("KB-1101")));
            for (Caller call : calls) {
                call.customer("And how long does the refund take until it is on my card");
            }
            await().atMost(TIMEOUT)
                    .untilAsserted(
                            () ->
                                    assertThat(calls)
                                            .extracting(Caller::articles)
                                            .allSatisfy(
                                                    articles ->
                                                            assertThat(articles)
                                                                    .contains("KB-1102")));
            assertThat(calls)
                    .allSatisfy(
                            call ->
                                    assertThat(call.cards())
                                            .extracting(
                                                    card ->
                                                            card.path("id").asText()
                                                                    + card.path("level").asText())
                                            .doesNotHaveDuplicates());
        } finally {
            calls.forEach(Caller::close);
        }
    }

    @Test
    @ExtendWith(RunningStack.class)
    @ResourceLock(RunningStack.LOCK)
    void shouldKeepTheTaskManagerWhileTheDatabaseRefusesRows(LocalStack stack) throws Exception {
        List<String> taskManagers = taskManagers(stack);
        long before = restarts(stack);
        try (Caller call = new Caller(stack.ports().http())) {
            String cards =
                    "SELECT count(*) FROM suggestions WHERE session_id = '%s'"
                            .formatted(call.sessionId());
            Database.execute(
                    stack,
                    "ALTER SYSTEM SET default_transaction_read_only = on",
                    "SELECT pg_reload_conf()");
            try {
                call.customer("the thermostat shows error E27 and then the heating stops");
                await().atMost(TIMEOUT).until(() -> call.articles().contains("KB-1214"));
                await().atMost(TIMEOUT).until(() -> restarts(stack) >= before + 2);
                call.customer("And another thing, I was charged twice this month");
                await().atMost(TIMEOUT).until(() -> call.articles().contains("KB-1101"));
            } finally {
                Database.execute(
                        stack,
                        "SET default_transaction_read_only = off",
                        "ALTER SYSTEM RESET default_transaction_read_only",
                        "SELECT pg_reload_conf()");
            }

            await().atMost(TIMEOUT).until(() -> Database.count(stack, cards) >= 2);
            assertThat(taskManagers(stack)).isEqualTo(taskManagers);
        }
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void shouldResumeAfterARestart(@TempDir Path state) throws Exception {
        Ports ports = Ports.free();
        String session;
        String sentence = "the thermostat shows error E27 and then the heating stops";
        try (LocalStack stack =
                        LocalStack.start(
                                RunningStack.options(state, true, ports),
                                StartupProgress.silent());
                Caller call = new Caller(ports.http())) {
            session = call.sessionId();
            call.customer(sentence);
            await().atMost(TIMEOUT).until(() -> call.articles().contains("KB-1214"));
            await().atMost(TIMEOUT)
                    .until(
                            () ->
                                    Database.count(
                                                    stack,
                                                    "SELECT count(*) FROM suggestions WHERE"
                                                            + " session_id = '"
                                                            + session
                                                            + "'")
                                            > 0);
        }

        try (LocalStack stack =
                        LocalStack.start(
                                RunningStack.options(state, false, ports),
                                StartupProgress.silent());
                Caller again = new Caller(ports.http())) {
            assertThat(
                            Database.count(
                                    stack,
                                    "SELECT count(*) FROM transcription_segments WHERE session_id ="
                                            + " '"
                                            + session
                                            + "'"))
                    .isEqualTo(1);
            again.customer(sentence);

            await().atMost(TIMEOUT).until(() -> again.articles().contains("KB-1214"));
        }
    }

    private static List<String> taskManagers(LocalStack stack) throws Exception {
        return flink(stack, "/taskmanagers").path("taskmanagers").findValuesAsText("id");
    }

    private static long restarts(LocalStack stack) throws Exception {
        JobStatusMessage analytics =
                stack.flink().cluster().listJobs().get().stream()
                        .filter(job -> job.getJobName().equals(SqlAnalytics.NAME))
                        .findFirst()
                        .orElseThrow();
        return flink(stack, "/jobs/" + analytics.getJobId() + "/metrics?get=numRestarts")
                .path(0)
                .path("value")
                .asLong();
    }

    private static JsonNode flink(LocalStack stack, String path) throws Exception {
        URI page = URI.create("http://localhost:" + stack.ports().flink() + path);
        return new ObjectMapper()
                .readTree(
                        HttpClient.newHttpClient()
                                .send(
                                        HttpRequest.newBuilder(page).build(),
                                        HttpResponse.BodyHandlers.ofString())
                                .body());
    }
}

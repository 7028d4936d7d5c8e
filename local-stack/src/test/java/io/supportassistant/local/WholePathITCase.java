package io.supportassistant.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.supportassistant.commands.LoadKnowledge;
import io.supportassistant.evaluation.RecordedCall;
import io.supportassistant.local.replay.AssistClient;
import io.supportassistant.local.replay.ContractTarget;
import io.supportassistant.local.replay.Replayer;
import io.supportassistant.local.stack.LocalStack;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A segment arrives as a webhook and leads to a card. */
@ExtendWith(RunningStack.class)
@Execution(ExecutionMode.SAME_THREAD)
class WholePathITCase {

    private static final Path FLODIAL = Path.of("../evaluation/src/test/resources/quality/flodial");
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private LocalStack stack;

    @BeforeEach
    void use(LocalStack running) {
        stack = running;
    }

    @Test
    void shouldFindTheArticleForAnErrorThatIsNamed() throws Exception {
        try (Caller call = new Caller(stack.ports().http())) {
            call.customer(
                    "I am getting error 401 when trying to log in to the mobile app version 2.5");

            await().atMost(TIMEOUT).until(() -> call.articles().contains("KB-1001"));
            assertThat(call.articles()).startsWith("KB-1001");
            JsonNode update = call.updates().get(0);
            assertThat(update.at("/context/has_sufficient_context").asBoolean()).isTrue();
            assertThat(update.at("/context/detected_entities"))
                    .extracting(
                            entity ->
                                    entity.path("type").asText()
                                            + " "
                                            + entity.path("value").asText())
                    .containsExactlyInAnyOrder(
                            "error_code 401", "product_name mobile app", "version 2.5");
            assertThat(update.at("/why_now").asText()).contains("error 401");
            assertThat(update.path("timings").size()).isGreaterThanOrEqualTo(10);
        }
    }

    @Test
    void shouldPutARowInFirstPlaceAndTakeItAwayOnceItHasHelped() throws Exception {
        try (Caller call = new Caller(stack.ports().http())) {
            call.customer("hi I get error 401 when I log in to the mobile app");
            await().atMost(TIMEOUT).until(() -> levels(call).contains("KB-1001 lead"));
            call.customer("it says error 401 every time");
            await().atMost(TIMEOUT).until(() -> levels(call).contains("KB-1003 row"));

            call.customer("no wait now signing in takes forever and it says error 408 timed out");
            await().atMost(TIMEOUT).until(() -> levels(call).contains("KB-1003 lead"));

            call.customer("oh great it works now thank you");
            await().atMost(TIMEOUT)
                    .until(
                            () ->
                                    call.updates().stream()
                                            .map(update -> update.at("/withdrawn/0"))
                                            .map(
                                                    gone ->
                                                            gone.path("article_id").asText()
                                                                    + " "
                                                                    + gone.path("reason").asText())
                                            .anyMatch("KB-1003 need_met"::equals));
        }
    }

    private static List<String> levels(Caller call) {
        return call.cards().stream()
                .map(card -> card.path("article_id").asText() + " " + card.path("level").asText())
                .toList();
    }

    @Test
    void shouldAskWhenTheProblemIsVague() throws Exception {
        try (Caller call = new Caller(stack.ports().http())) {
            call.customer("My app doesn't work");

            await().atMost(TIMEOUT).until(() -> !call.questions().isEmpty());
            assertThat(call.questions()).startsWith("clarify_vague_issue", "get_error_code");
            assertThat(call.articles()).isEmpty();
        }
    }

    @Test
    void shouldAnswerTheAgentsOwnQuestion() throws Exception {
        try (Caller call = new Caller(stack.ports().http())) {
            call.agent("How can I help?");
            call.ask("how long does a refund take?");

            await().atMost(TIMEOUT).until(() -> call.articles().contains("KB-1102"));
            assertThat(call.updates().get(0).path("trigger").asText()).isEqualTo("agent_question");
        }
    }

    @Test
    void shouldDistinguishTheAnswersToTwoQuickQuestions() throws Exception {
        String refunds = UUID.randomUUID().toString();
        String nonsense = UUID.randomUUID().toString();
        try (Caller call = new Caller(stack.ports().http())) {
            call.ask("how long does a refund take?", refunds);
            call.ask("qwxz vbnm?", nonsense);

            await().atMost(TIMEOUT).until(() -> call.updates().size() == 2);
            assertThat(call.updates())
                    .extracting(update -> update.path("question_id").asText())
                    .containsExactlyInAnyOrder(refunds, nonsense);
            assertThat(call.updates())
                    .filteredOn(update -> update.path("question_id").asText().equals(refunds))
                    .singleElement()
                    .satisfies(
                            update ->
                                    assertThat(update.path("suggestions").findValuesAsText("id"))
                                            .isNotEmpty());
        }
    }

    @Test
    void shouldReportTheOutcomeOfASegmentToAWaitingCaller() throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(
                                URI.create(
                                        "http://127.0.0.1:"
                                                + stack.ports().http()
                                                + "/api/realtime/transcription"))
                        .header("Content-Type", "application/json")
                        .header("Prefer", "wait=20")
                        .POST(
                                HttpRequest.BodyPublishers.ofString(
                                        "{\"call_id\":\"waiting\",\"speaker\":\"customer\",\"text\":\"I"
                                            + " was charged twice this month\"}"))
                        .build();

        HttpResponse<String> answer =
                HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body())
                .contains("\"status\":\"processed\"")
                .doesNotContain("\"suggestions_count\":0");
    }

    @Test
    void shouldPlayRealConversationsWithoutLosingAnything() throws Exception {
        LoadKnowledge.load(FLODIAL.resolve("kb.jsonl"), stack.settings(), done -> {});
        List<RecordedCall> calls =
                RecordedCall.read(FLODIAL.resolve("conversations.jsonl")).subList(0, 5);

        AssistClient client = new AssistClient(stack.ports().http());

        List<Replayer.Report> reports =
                new Replayer(client, new ContractTarget(client), 20)
                        .play(calls, calls.size(), "-it", done -> {});

        assertThat(reports)
                .allSatisfy(report -> assertThat(report).matches(Replayer.Report::isClean));
        assertThat(reports.stream().mapToInt(report -> report.cards() + report.questions()).sum())
                .isPositive();
        await().atMost(TIMEOUT)
                .untilAsserted(
                        () ->
                                assertThat(
                                                Database.count(
                                                        stack,
                                                        "SELECT count(*) FROM"
                                                            + " transcription_segments s JOIN"
                                                            + " call_sessions c USING (session_id)"
                                                            + " WHERE c.call_id LIKE '%-it'"))
                                        .isEqualTo(
                                                calls.stream()
                                                        .mapToInt(call -> call.turns().size())
                                                        .sum()));
    }
}

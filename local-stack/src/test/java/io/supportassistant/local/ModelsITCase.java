package io.supportassistant.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.supportassistant.doubles.ModelServer;
import io.supportassistant.doubles.ModelServer.Mode;
import io.supportassistant.local.RunningDoubles.Doubled;
import io.supportassistant.local.stack.LocalStack;
import java.time.Duration;
import java.util.List;
import org.apache.flink.runtime.client.JobStatusMessage;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Models behind the agents, working and failing. */
@ExtendWith(RunningDoubles.class)
@ResourceLock(RunningDoubles.LOCK)
class ModelsITCase {

    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final Duration CALL_TIMEOUT = Duration.ofSeconds(15);

    private Doubled doubled;
    private LocalStack stack;

    @BeforeEach
    void use(Doubled running) {
        doubled = running;
        stack = running.stack();
        doubled.awaitModels();
    }

    @AfterEach
    void noJobHasFailed() throws Exception {
        MiniCluster flink = stack.flink().cluster();
        for (JobStatusMessage job : flink.listJobs().get()) {
            assertThat(flink.getExecutionGraph(job.getJobId()).get().getFailureInfo())
                    .as(job.getJobName())
                    .isNull();
        }
    }

    @Test
    void shouldAnswerTheAgentsQuestionWithCitations() throws Exception {
        try (Caller call = new Caller(stack.ports().http())) {
            call.ask("how long does a refund take?");
            await().atMost(TIMEOUT).until(() -> !call.updates().isEmpty());

            List<JsonNode> cards = call.cards();
            JsonNode answer = cards.get(0);
            assertThat(answer.path("suggestion_type").asText()).isEqualTo("generated_answer");
            assertThat(answer.path("title").asText()).isEqualTo("how long does a refund take?");
            assertThat(answer.path("answer").asText()).isNotBlank();
            assertThat(answer.path("citations")).isNotEmpty();
            for (JsonNode citation : answer.path("citations")) {
                JsonNode source =
                        cards.stream()
                                .skip(1)
                                .filter(
                                        card ->
                                                card.path("article_id")
                                                        .equals(citation.path("article_id")))
                                .findFirst()
                                .orElseThrow();
                assertThat(source.path("excerpt").asText())
                        .contains(citation.path("quote").asText());
                assertThat(citation.path("url")).isEqualTo(source.path("url"));
                assertThat(citation.path("title")).isEqualTo(source.path("title"));
            }

            await().atMost(TIMEOUT)
                    .untilAsserted(
                            () ->
                                    assertThat(rows(call, "outcome, model, attempts", "answer"))
                                            .containsExactly(
                                                    List.of("ok", ModelServer.MODEL, "1")));
            assertThat(rows(call, "prompt_version ~ '^answer/[0-9]+$'", "answer"))
                    .containsExactly(List.of("t"));
            assertThat(
                            rows(
                                    call,
                                    "input_tokens > 0, output_tokens > 0,"
                                            + " tokens = input_tokens + output_tokens,"
                                            + " cached_tokens <= input_tokens, cost_usd > 0",
                                    "answer"))
                    .containsExactly(List.of("t", "t", "t", "t", "t"));
        }
    }

    @Test
    void shouldWordTheNoteOfAnEndedCall() throws Exception {
        try (Caller call = new Caller(stack.ports().http())) {
            call.customer("my hub shows error 401 since the storm");
            call.agent("I'll send you a new hub by friday");
            call.hangUp();

            // The double adds the full stop.
            await().atMost(TIMEOUT)
                    .untilAsserted(
                            () ->
                                    assertThat(call.notes())
                                            .last()
                                            .satisfies(
                                                    note ->
                                                            assertThat(
                                                                            note.path("lines")
                                                                                    .findValuesAsText(
                                                                                            "text"))
                                                                    .contains(
                                                                            "I'll send you a new"
                                                                                    + " hub by"
                                                                                    + " friday.")));
            call.saveNote();

            await().atMost(TIMEOUT)
                    .untilAsserted(
                            () ->
                                    assertThat(
                                                    Database.rows(
                                                            stack,
                                                            "SELECT text FROM call_note_lines WHERE"
                                                                    + " section = 'promised' AND"
                                                                    + " session_id = '"
                                                                    + call.sessionId()
                                                                    + "'"))
                                            .containsExactly(
                                                    List.of("I'll send you a new hub by friday.")));
            await().atMost(TIMEOUT)
                    .untilAsserted(
                            () ->
                                    assertThat(rows(call, "outcome, attempts", "note_writer"))
                                            .containsExactly(List.of("ok", "1")));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "HANG, timeout",
        "STALL, timeout",
        "ERROR, unavailable",
        "HANG_UP, unavailable",
        "GARBAGE, unreadable",
        "EMPTY, unavailable",
        "CUT_OFF, cut_off",
        "REFUSAL, refused",
        "RATE_LIMITED, rate_limited"
    })
    void shouldShowCardsDespiteModelTroubleAndRecordTheOutcome(Mode trouble, String outcome)
            throws Exception {
        doubled.models().behave(trouble);
        try (Caller call = new Caller(stack.ports().http())) {
            call.customer("I was charged twice this month for my subscription");

            await().atMost(TIMEOUT).until(() -> call.articles().contains("KB-1101"));
            await().atMost(TIMEOUT)
                    .untilAsserted(
                            () ->
                                    assertThat(rows(call, "outcome", "context_analyzer"))
                                            .containsExactly(List.of(outcome)));
            assertThat(call.cards()).noneMatch(card -> card.has("answer"));
            if (outcome.equals("timeout")) {
                // The tokens sent are estimated from the text's length alone.
                assertThat(
                                rows(
                                        call,
                                        "tokens IS NULL AND input_tokens IS NULL AND cost_usd IS"
                                                + " NULL, estimated_input_tokens > 0,"
                                                + " estimated_cost_usd > 0",
                                        "context_analyzer"))
                        .containsExactly(List.of("t", "t", "t"));
            }
        }
    }

    @Test
    void shouldNotAnswerWithoutAModelButStillShowTheArticles() throws Exception {
        doubled.models().behave(Mode.ERROR);
        try (Caller call = new Caller(stack.ports().http())) {
            call.ask("how long does a refund take?");

            await().atMost(TIMEOUT).until(() -> call.articles().contains("KB-1102"));
            assertThat(call.cards()).noneMatch(card -> card.has("answer"));
        }
    }

    @Test
    void shouldSearchInMemoryWhileQdrantIsUnavailable() throws Exception {
        int before = doubled.qdrant().queries().size();
        assertFinds("the thermostat shows error E27 and then the heating stops", "KB-1214");
        int searched = doubled.qdrant().queries().size();
        assertThat(searched).isGreaterThan(before);

        doubled.qdrant().stop();
        try {
            assertFinds("the thermostat shows error E27 and then the heating stops", "KB-1214");
            assertFinds("I was charged twice this month for my subscription", "KB-1101");
            assertThat(doubled.qdrant().queries()).hasSize(searched);
        } finally {
            doubled.qdrant().restart();
        }

        await().atMost(TIMEOUT)
                .until(
                        () -> {
                            assertFinds("I was charged twice this month", "KB-1101");
                            return doubled.qdrant().queries().size() > searched;
                        });
    }

    /** Tries several calls: an analysis that ran out of time on a busy machine is not repeated. */
    private void assertFinds(String text, String articleId) {
        await().atMost(TIMEOUT)
                .ignoreException(ConditionTimeoutException.class)
                .until(
                        () -> {
                            try (Caller call = new Caller(stack.ports().http())) {
                                call.customer(text);
                                await().atMost(CALL_TIMEOUT)
                                        .until(() -> call.articles().contains(articleId));
                                return true;
                            }
                        });
    }

    private List<List<String>> rows(Caller call, String columns, String agent) throws Exception {
        return Database.rows(
                stack,
                "SELECT "
                        + columns
                        + " FROM agent_actions WHERE session_id = '"
                        + call.sessionId()
                        + "' AND agent_name = '"
                        + agent
                        + "'");
    }
}

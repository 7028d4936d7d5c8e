package io.supportassistant.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.supportassistant.assist.AssistResult;
import io.supportassistant.doubles.ModelServer;
import io.supportassistant.doubles.ModelServer.Mode;
import io.supportassistant.events.AgentAction;
import io.supportassistant.settings.Settings;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** {@code ./assist agents} with a model. */
@Tag("slow")
class AgentsCommandTest {

    private static final String TURN = "customer: It does not work since this morning";

    private final ModelServer server = ModelServer.start();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void shouldAskAModelOnce() throws IOException {
        AssistResult result = run("10s");

        assertThat(modelOutcomes(result)).isNotEmpty().containsOnly(AgentAction.OK);
        assertThat(schemas())
                .contains("context_analysis", "search_queries")
                .doesNotHaveDuplicates();
    }

    @Test
    void shouldWaitNoLongerThanTheDeadlineOfAnAgent() throws IOException {
        server.behave(Mode.HANG);

        AssistResult result = run("1s");

        // The model's deadline is 20 s here.
        assertThat(modelOutcomes(result)).isNotEmpty().containsOnly("timeout");
        assertThat(result.actions())
                .allSatisfy(
                        action ->
                                assertThat(action.processingTimeMs())
                                        .isLessThan(Duration.ofSeconds(10).toMillis()));
        assertThat(result.actions())
                .filteredOn(action -> action.modelUse() != null)
                .isNotEmpty()
                .allSatisfy(
                        action -> {
                            assertThat(action.modelUse().attempts()).isEqualTo(1);
                            assertThat(action.modelUse().inputTokens()).isNull();
                            assertThat(action.modelUse().estimatedInputTokens()).isPositive();
                        });
        assertThat(schemas()).doesNotHaveDuplicates();
    }

    @Test
    void shouldSayWhatTheGateShowsAndWhy() throws IOException {
        JsonNode gate = gate("customer: error four hundred one in the mobile app");

        assertThat(gate.at("/outcome").asText()).isEqualTo("ok");
        assertThat(gate.at("/suggestions/0/article_id").asText()).isEqualTo("KB-1001");
        assertThat(gate.at("/suggestions/0/level").asText()).isEqualTo("lead");

        JsonNode again =
                gate(
                        "customer: error four hundred one in the mobile app",
                        "agent: give me a moment",
                        "customer: okay thank you");
        assertThat(again.at("/suggestions")).isEmpty();
        assertThat(again.at("/outcome").asText()).isNotEqualTo("ok");
    }

    private static JsonNode gate(String... turns) throws IOException {
        AgentsCommand command = new AgentsCommand(Settings.of(Map.of()));
        new CommandLine(command).parseArgs(arguments(turns));
        return new ObjectMapper().readTree(AgentsCommand.json(command.outcome())).get("gate");
    }

    private static String[] arguments(String... turns) {
        return Stream.concat(Stream.of("--knowledge", "../samples/knowledge"), Stream.of(turns))
                .toArray(String[]::new);
    }

    private AssistResult run(String deadline) throws IOException {
        AgentsCommand command =
                new AgentsCommand(
                        Settings.of(
                                Map.of(
                                        "OPENAI_BASE_URL",
                                        server.baseUrl().toString(),
                                        "OPENAI_API_KEY",
                                        ModelServer.API_KEY,
                                        "MODEL_NAME",
                                        ModelServer.MODEL,
                                        "MODEL_DEADLINE",
                                        "20s",
                                        "AGENT_DEADLINE",
                                        deadline)));
        new CommandLine(command).parseArgs("--knowledge", "../samples/knowledge", TURN);
        return command.outcome().result();
    }

    private static List<String> modelOutcomes(AssistResult result) {
        return result.actions().stream()
                .filter(action -> !action.agentName().equals("knowledge_search"))
                .map(AgentAction::outcome)
                .toList();
    }

    private List<String> schemas() {
        return server.requests().stream()
                .map(
                        request ->
                                request.getJsonObject("response_format")
                                        .getJsonObject("json_schema")
                                        .getString("name"))
                .toList();
    }
}

package io.supportassistant.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.supportassistant.doubles.ModelServer;
import io.supportassistant.doubles.ModelServer.Mode;
import io.supportassistant.events.AgentAction;
import io.supportassistant.job.assist.AssistResult;
import io.supportassistant.settings.Settings;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** {@code ./assist agents} with a model. */
class AgentsCommandTest {

    private static final String SAID = "customer: It does not work since this morning";

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

        // 20 s is what the model is given here.
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
        new CommandLine(command).parseArgs("--knowledge", "../samples/knowledge", SAID);
        return command.result();
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

package io.supportassistant.local;

import static io.supportassistant.local.ContractExamples.assertLike;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.supportassistant.articles.ArticleLoader;
import io.supportassistant.assist.PlainAgents;
import io.supportassistant.evaluation.Evaluation;
import io.supportassistant.gate.GateSettings;
import io.supportassistant.gate.SuggestionGate;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The contract's examples of the assist agents, with the plain agents and the sample knowledge. */
@Tag("slow")
class OriginalAgentsTest {

    private static final ContractExamples EXAMPLES = new ContractExamples();
    private static final Set<String> STRATEGIES =
            Set.of("entity_based_error_code", "entity_combination", "semantic", "llm_enhanced");

    private static PlainAgents agents;
    private static Evaluation evaluation;

    @BeforeAll
    static void learn() throws Exception {
        agents = PlainAgents.standard();
        evaluation = new Evaluation(agents, null, Duration.ofSeconds(30));
        evaluation.learn(ArticleLoader.loadStrictly(Path.of("../samples/knowledge")));
    }

    @AfterAll
    static void stop() throws Exception {
        evaluation.close();
    }

    @Test
    void shouldAnalyseTheContextAsPrinted() throws Exception {
        JsonNode example = EXAMPLES.at("/context/answer");

        JsonNode context = report(EXAMPLES.at("/context/said").asText()).get("context");

        assertLike(example, context, Set.of("confidence"));
        assertThat(context.get("detected_entities")).isEqualTo(example.get("detected_entities"));
        assertThat(context.get("confidence").asDouble())
                .isBetween(example.get("confidence").asDouble(), 1.0);
        assertThat(context.get("issue_text").asText())
                .isEqualTo(EXAMPLES.at("/context/said").asText());
    }

    @Test
    void shouldFormulateQueriesAsPrinted() throws Exception {
        JsonNode report = report(EXAMPLES.at("/context/said").asText());
        JsonNode example = EXAMPLES.at("/queries/answer");
        JsonNode queries = report.get("queries");

        assertLike(example, report, Set.of("text", "type", "confidence"));
        assertThat(queries.size()).isBetween(2, 3);
        assertThat(queries).allSatisfy(query -> assertThat(STRATEGIES).contains(type(query)));
        JsonNode entityBased = queries.get(0);
        assertThat(type(entityBased)).isEqualTo(type(example.at("/queries/0")));
        assertThat(entityBased.get("text")).isEqualTo(EXAMPLES.at("/queries/entity_based"));
        assertThat(entityBased.get("confidence").asDouble())
                .isBetween(example.at("/queries/0/confidence").asDouble(), 1.0);
    }

    /** With an error code, only the code is searched. */
    @Test
    void shouldCombineTheEntitiesOfASpeechWithoutAnErrorCode() throws Exception {
        JsonNode report = report("I can't log in on mobile app v2.5");
        JsonNode example = EXAMPLES.at("/queries/answer/queries/1");
        JsonNode combination = report.get("queries").get(0);

        assertThat(type(combination)).isEqualTo(type(example));
        assertThat(combination.get("confidence")).isEqualTo(example.get("confidence"));
        assertThat(combination.get("text").asText()).isEqualTo("mobile app 2.5 login_problem");
    }

    @Test
    void shouldAskTheQuestionsAsPrinted() throws Exception {
        JsonNode report = report(EXAMPLES.at("/clarification/said").asText());

        assertThat(report.at("/context/needs_clarification").asBoolean()).isTrue();
        assertLike(EXAMPLES.at("/clarification/answer"), report.get("clarification"), Set.of());
        // Further questions come after the documented ones.
        JsonNode questions = report.at("/clarification/questions");
        for (int i = 2; i < questions.size(); i++) {
            assertThat(questions.get(i).get("priority").asInt()).isGreaterThan(1);
        }
    }

    private static String type(JsonNode query) {
        return query.get("type").asText();
    }

    private static JsonNode report(String text) throws Exception {
        return ContractExamples.JSON.readTree(
                AgentsCommand.json(
                        evaluation.runThrough(
                                new AgentsCommand()
                                        .requests(
                                                agents,
                                                AgentsCommand.call(List.of("customer: " + text))),
                                new SuggestionGate(GateSettings.defaults()))));
    }
}

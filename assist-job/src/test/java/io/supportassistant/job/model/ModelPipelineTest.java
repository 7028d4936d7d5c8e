package io.supportassistant.job.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.supportassistant.doubles.ModelServer;
import io.supportassistant.doubles.ModelServer.Mode;
import io.supportassistant.events.AgentAction;
import io.supportassistant.events.KnowledgeArticle;
import io.supportassistant.events.Suggestion;
import io.supportassistant.job.assist.AssistPipeline;
import io.supportassistant.job.assist.AssistResult;
import io.supportassistant.job.assist.PlainAgents;
import io.supportassistant.job.assist.PlainAgents.Knowledge;
import io.supportassistant.job.conversation.AssistRequest;
import io.supportassistant.job.gate.GateSettings;
import io.supportassistant.job.gate.GateState;
import io.supportassistant.job.gate.SuggestionGate;
import io.supportassistant.job.knowledge.KnowledgeIndex.ArticleChange;
import io.supportassistant.job.knowledge.LuceneKnowledgeIndex;
import io.supportassistant.job.knowledge.PassageSplitter;
import io.supportassistant.job.knowledge.RankedSearch;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** All agents, plain and model-backed, over a knowledge base, in front of a double of a server. */
class ModelPipelineTest {

    private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");
    private static final KnowledgeArticle ERROR_401 =
            new KnowledgeArticle(
                    "KB-1",
                    "Error 401 in the mobile app",
                    "Error 401 means that the app uses an old token. Log in again with the new"
                            + " password.",
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null);
    private static final AssistRequest SPEECH =
            ModelFixture.call("I get error 401 when I log in to the mobile app");
    private static final AssistRequest QUESTION =
            ModelFixture.asked("what does error 401 mean?", "I get error 401 in the mobile app");

    private final ModelServer server = ModelServer.start();
    private final LuceneKnowledgeIndex index =
            new LuceneKnowledgeIndex(null, new PassageSplitter(400));
    private final RankedSearch search = new RankedSearch(null, index);

    @BeforeEach
    void learn() {
        index.apply(List.of(new ArticleChange("KB-1", ERROR_401)));
    }

    @AfterEach
    void close() {
        search.close();
        index.close();
        server.close();
    }

    @Test
    void shouldAnswerWhoAsksWithWhatBearsItOut() {
        List<Suggestion> cards = cards(run(QUESTION));

        assertThat(cards)
                .extracting(Suggestion::suggestionType)
                .containsExactly(Suggestion.GENERATED_ANSWER, Suggestion.KNOWLEDGE_ARTICLE);
        assertThat(cards.get(0).citations())
                .isNotEmpty()
                .allSatisfy(
                        citation -> assertThat(cards.get(1).excerpt()).contains(citation.quote()));
    }

    @Test
    void shouldShowNoAnswerThatNothingBearsOut() {
        server.record(
                request -> request.encode().contains("answer"),
                """
                {"answered": true, "answer": "Reinstall everything.",
                 "citations": [{"excerpt_number": 1, "quote": "Reinstall everything, always."}]}
                """);

        assertThat(cards(run(QUESTION)))
                .extracting(Suggestion::suggestionType)
                .containsExactly(Suggestion.KNOWLEDGE_ARTICLE);
    }

    @Test
    void shouldMakeTheSameOfTheSameConversationAndAnswers() {
        assertThat(cards(run(QUESTION))).isEqualTo(cards(run(QUESTION)));
    }

    @Test
    void shouldPutOnRecordWhatAModelTook() {
        assertThat(run(SPEECH).actions())
                .filteredOn(action -> action.agentName().equals("context_analyzer"))
                .singleElement()
                .satisfies(
                        action -> {
                            assertThat(action.outcome()).isEqualTo(AgentAction.OK);
                            assertThat(action.tokens()).isPositive();
                            assertThat(action.modelUse().model()).isEqualTo(ModelServer.MODEL);
                            assertThat(action.modelUse().promptVersion())
                                    .startsWith("context_analyzer/");
                        });
    }

    @Test
    void shouldAskNoModelAboutWhatSaysNothing() {
        AssistResult result = run(ModelFixture.call("mm-hm okay"));

        assertThat(server.count()).isZero();
        assertThat(result.actions())
                .extracting(AgentAction::agentName)
                .contains("context_analyzer", "clarification");
    }

    @ParameterizedTest
    @CsvSource({
        "HANG, timeout",
        "STALL, timeout",
        "ERROR, unavailable",
        "GARBAGE, unreadable",
        "CUT_OFF, cut_off",
        "REFUSAL, refused",
        "OUT_OF_QUOTA, over_quota",
    })
    void shouldShowTheSameCardsWhateverAModelDoes(Mode mode, String outcome) {
        List<String> plain = articleIds(plainly(SPEECH));
        server.behave(mode);

        AssistResult result = run(SPEECH);

        assertThat(articleIds(result)).isEqualTo(plain).isNotEmpty();
        assertThat(result.actions())
                .filteredOn(action -> action.agentName().equals("context_analyzer"))
                .extracting(AgentAction::outcome)
                .containsExactly(outcome);
    }

    private AssistResult run(AssistRequest request) {
        ModelSettings settings = ModelFixture.settings(server, "MODEL_DEADLINE", "3s");
        PlainAgents agents = patient();
        try (ModelAgents models =
                ModelAgents.open(
                        settings,
                        agents.language(),
                        agents.entityRules().types(),
                        agents.questions().purposes(),
                        ModelMetrics.NONE,
                        Runnable::run)) {
            AssistPipeline pipeline = agents.over(knowledge(), models, Runnable::run);
            return pipeline.run(request).join();
        }
    }

    private AssistResult plainly(AssistRequest request) {
        return patient().over(knowledge()).run(request).join();
    }

    private Knowledge knowledge() {
        return new Knowledge(search, index, null);
    }

    private static PlainAgents patient() {
        PlainAgents standard = PlainAgents.standard();
        return new PlainAgents(
                standard.language(),
                standard.entityRules(),
                standard.questions(),
                standard.settings().withDeadline(Duration.ofSeconds(20)));
    }

    private static List<String> articleIds(AssistResult result) {
        return cards(result).stream().map(Suggestion::articleId).toList();
    }

    private static List<Suggestion> cards(AssistResult result) {
        return new SuggestionGate(GateSettings.defaults())
                .decide(GateState.fresh(), result, NOW)
                .update()
                .suggestions();
    }
}

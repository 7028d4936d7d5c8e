package io.supportassistant.model;

import static io.supportassistant.knowledge.SampleArticles.ERROR_401;
import static io.supportassistant.knowledge.SampleArticles.article;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.supportassistant.assist.AssistPipeline;
import io.supportassistant.assist.AssistResult;
import io.supportassistant.assist.PlainAgents;
import io.supportassistant.assist.PlainAgents.Knowledge;
import io.supportassistant.conversation.AssistRequest;
import io.supportassistant.doubles.ModelServer;
import io.supportassistant.doubles.ModelServer.Mode;
import io.supportassistant.events.AgentAction;
import io.supportassistant.events.KnowledgeArticle;
import io.supportassistant.events.ModelUse;
import io.supportassistant.events.Suggestion;
import io.supportassistant.events.SuggestionUpdate;
import io.supportassistant.gate.GateSettings;
import io.supportassistant.gate.GateState;
import io.supportassistant.gate.SuggestionGate;
import io.supportassistant.knowledge.KnowledgeIndex.ArticleChange;
import io.supportassistant.knowledge.KnowledgeSearch;
import io.supportassistant.knowledge.LuceneKnowledgeIndex;
import io.supportassistant.knowledge.PassageSplitter;
import io.supportassistant.knowledge.RankedSearch;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** All agents, plain and model-backed, with a knowledge base and a double of the model server. */
@Tag("slow")
class ModelPipelineTest {

    private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");
    private static final AssistRequest SPEECH =
            ModelFixture.call("I get error 401 when I log in to the mobile app");
    private static final KnowledgeArticle COFFEE =
            article(
                    "KB-2",
                    "Descale the coffee machine",
                    "Descale the coffee machine with vinegar once a month.");
    private static final AssistRequest VAGUE = ModelFixture.call("it does not work");
    private static final AssistRequest QUESTION =
            ModelFixture.asked("what does error 401 mean?", "I get error 401 in the mobile app");

    private final ModelServer server = ModelServer.start();

    /** Long, because the machine may be busy; short where the model is to time out. */
    private String modelDeadline = "30s";

    private final ModelFixture.Counted counted = new ModelFixture.Counted();
    private final LuceneKnowledgeIndex index =
            new LuceneKnowledgeIndex(null, new PassageSplitter(400));
    private final RankedSearch search = new RankedSearch(null, index, index::rarity);

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
    void shouldAnswerAQuestionWithCitations() {
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
    void shouldShowNoUnsupportedAnswer() {
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
    void shouldGiveTheSameResultForTheSameConversationAndAnswers() {
        assertThat(cards(run(QUESTION))).isEqualTo(cards(run(QUESTION)));
    }

    @Test
    void shouldRecordTheUseOfAModel() {
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
    void shouldNotCallAModelForSpeechWithoutContent() {
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
    void shouldShowTheSameCardsWhenAModelFails(Mode mode, String outcome) {
        List<String> plain = articleIds(plainly(SPEECH));
        modelDeadline = outcome.equals("timeout") ? "1s" : modelDeadline;
        server.behave(mode);

        AssistResult result = run(SPEECH);

        assertThat(articleIds(result)).isEqualTo(plain).isNotEmpty();
        assertThat(result.actions())
                .filteredOn(action -> action.agentName().equals("context_analyzer"))
                .extracting(AgentAction::outcome)
                .containsExactly(outcome);
    }

    // ---- a model never removes a card or a question

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"text\": \"error 401\", \"confidence\": 0}",
                "{\"text\": \"error 401\", \"confidence\": -1}",
                "{\"text\": \"error 401\", \"confidence\": \"NaN\"}",
                "{\"text\": \"error 401\", \"confidence\": 1e999}",
                "{\"text\": \" \\u200b \", \"confidence\": 1}",
                "{\"confidence\": 1}",
                "{\"text\": \"error 500 of the coffee machine\", \"confidence\": 1}"
            })
    void shouldShowThePlainCardsWithAUselessQuery(String query) {
        List<String> plain = articleIds(plainly(SPEECH));
        answerQueries(query);

        AssistResult result = run(SPEECH);

        assertThat(articleIds(result)).isEqualTo(plain).isNotEmpty();
        assertThat(result.findings()).isEqualTo(plainly(SPEECH).findings());
        assertThat(outcome(result, "knowledge_search")).isEqualTo(AgentAction.OK);
    }

    @Test
    void shouldNotSearchForANumberThatNobodySaid() {
        index.apply(List.of(new ArticleChange("KB-2", COFFEE)));
        answerQueries("{\"text\": \"error 500 of the coffee machine\", \"confidence\": 1}");

        assertThat(articleIds(run(SPEECH))).containsExactly("KB-1");
        assertThat(counted.withheld).containsExactly("foreign_number");
    }

    @Test
    void shouldShowThePlainCardsWithAnOverlongQuery() {
        answerQueries(
                "{\"text\": \"%s\", \"confidence\": 1}".formatted("coffee machine ".repeat(4_000)));

        assertThat(articleIds(run(SPEECH))).isEqualTo(articleIds(plainly(SPEECH))).isNotEmpty();
    }

    @Test
    void shouldShowThePlainCardsWithOtherQueriesOfAModel() {
        index.apply(List.of(new ArticleChange("KB-2", COFFEE)));
        List<String> plain = articleIds(plainly(SPEECH));
        answerQueries(
                """
                {"text": "descale the coffee machine", "confidence": 1},
                {"text": "coffee machine", "confidence": 1}\
                """);

        List<String> shown = articleIds(run(SPEECH));

        assertThat(plain).containsExactly("KB-1");
        assertThat(shown).startsWith("KB-1");
    }

    @Test
    void shouldKeepGoodQueriesWithABadOne() {
        index.apply(List.of(new ArticleChange("KB-2", COFFEE)));
        answerQueries(
                """
                {"text": "log in", "confidence": 0},
                {"text": "descale the coffee machine", "confidence": 0.9}\
                """);

        assertThat(articleIds(run(SPEECH))).containsExactly("KB-1", "KB-2");
        assertThat(counted.withheld).containsExactly("worthless_query");
    }

    @Test
    void shouldRecordAModelsQueriesAfterThePlainOnes() {
        answerQueries("{\"text\": \"descale the coffee machine\", \"confidence\": 0.9}");
        List<AgentAction.Query> plain = queries(plainly(SPEECH));

        assertThat(plain)
                .extracting(AgentAction.Query::type)
                .contains("entity_based_error_code", "semantic");
        assertThat(queries(run(SPEECH)))
                .startsWith(plain.toArray(AgentAction.Query[]::new))
                .hasSize(plain.size() + 1)
                .endsWith(new AgentAction.Query("descale the coffee machine", "llm_enhanced", 0.9));
    }

    @Test
    void shouldRecordThePlainQueriesWhenAModelFails() {
        server.behave(Mode.ERROR);

        assertThat(queries(run(SPEECH))).isEqualTo(queries(plainly(SPEECH))).isNotEmpty();
    }

    @Test
    void shouldKeepTheResultsOfOtherQueriesWhenOneSearchFails() {
        index.apply(List.of(new ArticleChange("KB-2", COFFEE)));
        answerQueries(
                """
                {"text": "poison", "confidence": 1},
                {"text": "descale the coffee machine", "confidence": 0.9}\
                """);
        KnowledgeSearch fragile =
                (inquiry, limit) ->
                        inquiry.queries().stream().anyMatch(q -> q.text().equals("poison"))
                                ? CompletableFuture.failedFuture(new IllegalStateException("bad"))
                                : search.search(inquiry, limit);

        AssistResult result = run(SPEECH, new Knowledge(fragile, index, null));

        assertThat(articleIds(result)).containsExactly("KB-1", "KB-2");
        assertThat(outcome(result, "knowledge_search")).isEqualTo(AgentAction.OK);
        assertThat(counted.withheld).containsExactly("search_failed");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "my problem is solved | foreign_words",
                "The customer asks about error 500 in the mobile app | foreign_number",
                "Error 401 three times when logging in to the mobile app | foreign_number",
                "The customer gets error 401 in the Acme Wallet app | foreign_name",
                "Netflix shows error 401 in the mobile app | foreign_name",
                "The customer wants a refund of a late order | foreign_words",
                "See https://acme.example | foreign_link",
            })
    void shouldUseThePlainAnalysisForAnUngroundedIssueOfAModel(String issue, String reason) {
        for (AssistRequest request : List.of(SPEECH, VAGUE)) {
            AssistResult plain = plainly(request);
            answerContext(
                    """
                    {"has_sufficient_context": true, "detected_issue": "%s", "confidence": 0.95,
                     "detected_entities": [], "needs_clarification": false}
                    """
                            .formatted(issue));

            AssistResult result = run(request);

            assertThat(outcome(result, "context_analyzer")).isEqualTo("ungrounded");
            assertThat(result.context()).isEqualTo(plain.context());
            assertThat(result.outcome()).isEqualTo(plain.outcome());
            assertThat(articleIds(result)).isEqualTo(articleIds(plain));
            assertThat(purposes(result)).containsAll(purposes(plain));
        }
        assertThat(counted.withheld).hasSize(2).startsWith(reason);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"has_sufficient_context\": false, \"detected_issue\": \"\","
                        + " \"detected_entities\": [], \"needs_clarification\": false,"
                        + " \"confidence\": 0}",
                "{\"has_sufficient_context\": false, \"detected_issue\": \"error 401 in the mobile"
                        + " app\", \"detected_entities\": [], \"needs_clarification\": false,"
                        + " \"confidence\": 0.01}",
                "{\"has_sufficient_context\": true, \"detected_issue\": \"it does not work\","
                    + " \"detected_entities\": [{\"type\": \"product_name\", \"value\": \"it\"},"
                    + " {\"type\": \"error_code\", \"value\": \"app\"}], \"needs_clarification\":"
                    + " false, \"confidence\": 1}"
            })
    void shouldShowNoLessThanThePlainAgentsForAnyVerdictOfAModel(String context) {
        for (AssistRequest request : List.of(SPEECH, VAGUE)) {
            AssistResult plain = plainly(request);
            answerContext(context);

            AssistResult result = run(request);

            assertThat(articleIds(result)).isEqualTo(articleIds(plain));
            assertThat(purposes(result)).containsAll(purposes(plain));
            assertThat(result.outcome()).isEqualTo(plain.outcome());
        }
        assertThat(articleIds(plainly(SPEECH))).isNotEmpty();
        assertThat(purposes(plainly(VAGUE))).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"questions\": [], \"answered_purposes\": []}",
                "{\"questions\": [], \"answered_purposes\": [\"identify_product\","
                        + " \"describe_symptom\", \"find_the_cause\"]}",
                "{\"questions\": [], \"answered_purposes\": [{\"purpose\": \"identify_product\","
                        + " \"quote\": \"it does not work\"}]}",
                "{\"questions\": [{\"purpose\": \"mood\", \"priority\": 1, \"question\": \"Is your"
                        + " problem solved?\"}], \"answered_purposes\": []}",
                "{\"questions\": [{\"purpose\": \"identify_product\", \"priority\": 1,"
                        + " \"question\": \"Is it the Acme Wallet 9000?\"}],"
                        + " \"answered_purposes\": []}"
            })
    void shouldKeepThePlainAgentsQuestions(String clarification) {
        server.record(request -> request.encode().contains("clarifying_questions"), clarification);

        AssistResult result = run(VAGUE);

        AssistResult plain = plainly(VAGUE);
        assertThat(purposes(plain)).isNotEmpty();
        assertThat(purposes(result)).containsAll(purposes(plain)).hasSizeLessThanOrEqualTo(5);
        assertThat(result.clarification().answeredPurposes())
                .isEqualTo(plain.clarification().answeredPurposes());
        assertThat(result.clarification().questions().toString()).doesNotContain("Acme");
    }

    // ---- unknown values are not zero

    @ParameterizedTest
    @EnumSource(names = {"HANG", "STALL"})
    void shouldRecordUnknownTokensForARequestWithoutAResponse(Mode mode) {
        server.behave(mode);
        modelDeadline = "1s";

        for (AgentAction action : run(SPEECH).actions()) {
            if (action.modelUse() == null || action.modelUse().attempts() == 0) {
                continue;
            }
            assertThat(action.tokens()).isNull();
            ModelUse use = action.modelUse();
            assertThat(use.inputTokens()).isNull();
            assertThat(use.cachedTokens()).isNull();
            assertThat(use.outputTokens()).isNull();
            assertThat(use.costUsd()).isNull();
            // Both prompts are some thousand characters, four to a token.
            assertThat(use.estimatedInputTokens()).isBetween(300L, 3_000L);
            // One dollar a million.
            assertThat(use.estimatedCostUsd())
                    .isCloseTo(use.estimatedInputTokens() / 1e6, within(1e-12));
        }
        assertThat(outcome(run(SPEECH), "context_analyzer")).isEqualTo("timeout");
    }

    @Test
    void shouldRecordNoUseForARejectedRequest() {
        server.behave(Mode.OUT_OF_QUOTA);

        assertThat(run(SPEECH).actions())
                .filteredOn(action -> action.agentName().equals("context_analyzer"))
                .singleElement()
                .satisfies(
                        action -> {
                            assertThat(action.tokens()).isZero();
                            assertThat(action.modelUse().costUsd()).isZero();
                            assertThat(action.modelUse().estimatedInputTokens()).isNull();
                        });
    }

    private void answerQueries(String queries) {
        server.record(
                request -> request.encode().contains("search_queries"),
                "{\"queries\": [" + queries + "]}");
    }

    private void answerContext(String context) {
        server.record(request -> request.encode().contains("context_analysis"), context);
    }

    private static String outcome(AssistResult result, String agent) {
        return result.actions().stream()
                .filter(action -> action.agentName().equals(agent))
                .map(AgentAction::outcome)
                .findFirst()
                .orElseThrow();
    }

    private static List<AgentAction.Query> queries(AssistResult result) {
        return result.actions().stream().flatMap(action -> action.queries().stream()).toList();
    }

    private static List<String> purposes(AssistResult result) {
        return new SuggestionGate(GateSettings.defaults())
                .decide(GateState.fresh(), result, NOW).state().openQuestions().stream()
                        .map(GateState.OpenQuestion::purpose)
                        .toList();
    }

    private AssistResult run(AssistRequest request) {
        return run(request, knowledge());
    }

    private AssistResult run(AssistRequest request, Knowledge knowledge) {
        ModelSettings settings =
                ModelFixture.settings(
                        server, "MODEL_DEADLINE", modelDeadline, "MODEL_PRICE_INPUT", "1");
        PlainAgents agents = patient();
        try (LanguageModelAgents models =
                LanguageModelAgents.open(
                        settings,
                        agents.language(),
                        agents.entityRules().types(),
                        agents.questions().purposes(),
                        counted,
                        Runnable::run)) {
            AssistPipeline pipeline = agents.over(knowledge, models, Runnable::run);
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
                standard.issues(),
                standard.questions(),
                standard.settings().withDeadline(Duration.ofMinutes(1)));
    }

    private static List<String> articleIds(AssistResult result) {
        return cards(result).stream().map(Suggestion::articleId).toList();
    }

    private static List<Suggestion> cards(AssistResult result) {
        SuggestionUpdate update =
                new SuggestionGate(GateSettings.defaults())
                        .decide(GateState.fresh(), result, NOW)
                        .update();
        return update == null ? List.of() : update.suggestions();
    }
}

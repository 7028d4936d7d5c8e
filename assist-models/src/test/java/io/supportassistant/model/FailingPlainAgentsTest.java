package io.supportassistant.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.supportassistant.answer.ArticleAnswers;
import io.supportassistant.assist.AgentName;
import io.supportassistant.assist.AgentSettings;
import io.supportassistant.assist.AssistPipeline;
import io.supportassistant.assist.AssistResult;
import io.supportassistant.assist.KnowledgeNeed;
import io.supportassistant.assist.PlainAgents;
import io.supportassistant.clarification.Clarification;
import io.supportassistant.clarification.Clarifier;
import io.supportassistant.context.ContextAnalyzer;
import io.supportassistant.context.PlainContextAnalyzer;
import io.supportassistant.conversation.AssistRequest;
import io.supportassistant.conversation.Gist;
import io.supportassistant.doubles.ModelServer;
import io.supportassistant.knowledge.EnglishText;
import io.supportassistant.knowledge.Findings;
import io.supportassistant.knowledge.FoundArticle;
import io.supportassistant.language.Interpreter;
import io.supportassistant.query.PlainQueryFormulator;
import io.supportassistant.query.QueryFormulator;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A failing plain agent loses only its own part of the result, with and without a model. */
@Tag("slow")
class FailingPlainAgentsTest {

    private static final AssistRequest QUESTION =
            ModelFixture.asked("what does error 401 mean?", "I get error 401 in the mobile app");
    private static final Findings FOUND =
            new Findings(
                    List.of(
                            new FoundArticle(
                                    "KB-1",
                                    "Error 401",
                                    null,
                                    null,
                                    null,
                                    "excerpt",
                                    List.of(),
                                    0.9)),
                    List.of(),
                    Findings.Evidence.NONE,
                    true);

    private final ModelServer server = ModelServer.start();
    private final ModelFixture.Counted counted = new ModelFixture.Counted();

    @AfterEach
    void close() {
        server.close();
    }

    @ParameterizedTest
    @EnumSource(
            value = AgentName.class,
            names = {"CONTEXT_ANALYZER", "QUERY_FORMULATION", "CLARIFICATION"})
    void shouldContinueWithoutAnAgentThatThrows(AgentName agent) {
        assertContinues(
                agent,
                () -> {
                    throw new IllegalStateException("no luck");
                });
    }

    @ParameterizedTest
    @EnumSource(
            value = AgentName.class,
            names = {"CONTEXT_ANALYZER", "QUERY_FORMULATION", "CLARIFICATION"})
    void shouldContinueWithoutAnAgentThatHangs(AgentName agent) {
        assertContinues(agent, CompletableFuture::new);
    }

    @ParameterizedTest
    @EnumSource(
            value = AgentName.class,
            names = {"CONTEXT_ANALYZER", "QUERY_FORMULATION", "CLARIFICATION"})
    void shouldContinueWithoutAnAgentThatReturnsNull(AgentName agent) {
        assertContinues(agent, () -> CompletableFuture.completedFuture(null));
    }

    @Test
    void shouldRecordTheFailureWhenNoModelIsCalled() {
        AssistResult result =
                run(AgentName.CLARIFICATION, () -> CompletableFuture.failedFuture(new Error()));

        assertThat(result.actions())
                .filteredOn(action -> action.agentName().equals("clarification"))
                .singleElement()
                .satisfies(action -> assertThat(action.outcome()).isEqualTo("failed"));
    }

    private void assertContinues(AgentName agent, Supplier<CompletableFuture<?>> failing) {
        AssistResult result = run(agent, failing);

        assertThat(result.articles()).extracting(FoundArticle::articleId).containsExactly("KB-1");
        assertThat(result.outcome()).isEqualTo("ok");
        assertThat(counted.plainFailures).containsExactly(agent.wireName());
    }

    @SuppressWarnings("unchecked")
    private AssistResult run(AgentName agent, Supplier<CompletableFuture<?>> failing) {
        PlainAgents standard = PlainAgents.standard();
        ContextAnalyzer analyzer =
                new PlainContextAnalyzer(
                        standard.language(),
                        standard.entityRules(),
                        standard.issues(),
                        text -> Set.of(),
                        turns -> Gist.NOTHING,
                        Interpreter.ofEnglish(),
                        0.6);
        QueryFormulator formulator = new PlainQueryFormulator();
        Clarifier clarifier =
                (request, plain, found) -> CompletableFuture.completedFuture(Clarification.none());
        switch (agent) {
            case CONTEXT_ANALYZER -> analyzer = request -> (CompletableFuture) failing.get();
            case QUERY_FORMULATION ->
                    formulator = (request, plain) -> (CompletableFuture) failing.get();
            default -> clarifier = (request, plain, found) -> (CompletableFuture) failing.get();
        }
        try (LanguageModelAgents models =
                LanguageModelAgents.open(
                        ModelFixture.settings(server, "MODEL_DEADLINE", "30s"),
                        standard.language(),
                        standard.entityRules().types(),
                        standard.questions().purposes(),
                        counted,
                        Runnable::run)) {
            return new AssistPipeline(
                            analyzer,
                            formulator,
                            (inquiry, limit) -> CompletableFuture.completedFuture(FOUND),
                            clarifier,
                            KnowledgeNeed.standard(standard.language(), null),
                            models,
                            new ArticleAnswers(
                                    id -> Optional.empty(),
                                    new EnglishText(),
                                    stem -> 0,
                                    Interpreter.ofEnglish()),
                            new AgentSettings(0.6, 0.5, 0.5, Duration.ofSeconds(2)),
                            Runnable::run,
                            InstantSource.system())
                    .run(QUESTION)
                    .join();
        }
    }
}

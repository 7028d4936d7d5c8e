package io.supportassistant.assist;

import static io.supportassistant.conversation.SampleCall.START;
import static io.supportassistant.conversation.SampleCall.at;
import static io.supportassistant.conversation.SampleCall.knowing;
import static io.supportassistant.conversation.SampleCall.product;
import static org.assertj.core.api.Assertions.assertThat;

import io.supportassistant.events.AnalyzedContext;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The pipeline beside agents that hang, throw or return nothing. */
class FailingAgentsTest extends AssistPipelineFakes {

    /** Each of the four agents that the pipeline asks. */
    @ParameterizedTest
    @EnumSource(
            value = AgentName.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"SUGGESTION_GATE", "ANSWER"})
    @Retention(RetentionPolicy.RUNTIME)
    private @interface ForEachAgent {}

    @ForEachAgent
    void shouldContinueWithoutAnAgentThatHangs(AgentName agent) {
        settings = settings.withDeadline(Duration.ofMillis(50));
        hang(agent);

        AssistResult result = run(QUESTION);

        assertThat(outcomes(result)).contains(agent.wireName() + " timeout");
        assertFellBack(agent, result);
    }

    @ForEachAgent
    void shouldContinueWithoutAnAgentThatThrows(AgentName agent) {
        fail(agent, true);

        AssistResult result = run(QUESTION);

        assertThat(outcomes(result)).contains(agent.wireName() + " failed");
        assertFellBack(agent, result);
    }

    @ForEachAgent
    void shouldContinueWithoutAnAgentWhoseFutureFails(AgentName agent) {
        fail(agent, false);

        AssistResult result = run(QUESTION);

        assertThat(outcomes(result)).contains(agent.wireName() + " failed");
        assertFellBack(agent, result);
    }

    @ForEachAgent
    void shouldContinueWithoutAnAgentThatReturnsNull(AgentName agent) {
        answerNull(agent);

        AssistResult result = run(QUESTION);

        assertThat(outcomes(result)).contains(agent.wireName() + " failed");
        assertFellBack(agent, result);
    }

    @Test
    void shouldContinueWithoutAnAgentThatOverflowsTheStack() {
        // An operator's regular expression may do this with a long text.
        analyzer =
                request -> {
                    throw new StackOverflowError();
                };

        AssistResult result = run(QUESTION);

        assertThat(outcomes(result)).contains("context_analyzer failed");
        assertFellBack(AgentName.CONTEXT_ANALYZER, result);
    }

    @Test
    void shouldContinueWithoutAnAgentThatReturnsNoFuture() {
        clarifier = (request, analysis, found) -> null;

        AssistResult result = run(QUESTION);

        assertThat(outcomes(result)).contains("clarification failed");
        assertFellBack(AgentName.CLARIFICATION, result);
    }

    @Test
    void shouldKeepTheFactsOfTheCallWhenSpeechIsNotUnderstood() {
        analyzer = request -> CompletableFuture.failedFuture(new IllegalStateException("down"));

        AssistResult result = run(knowing(SPEECH, product("hub")));

        assertThat(result.context())
                .isEqualTo(
                        new AnalyzedContext(false, null, null, List.of(product("hub")), false, 0));
        assertThat(outcomes(result)).containsExactly("context_analyzer failed", "clarification ok");
    }

    @Test
    void shouldSearchForTheAgentsOwnWordsWhenTheAnalyzerFails() {
        analyzer = request -> CompletableFuture.failedFuture(new IllegalStateException("down"));
        List<String> issues = new ArrayList<>();
        formulator =
                (request, analysis) -> {
                    issues.add(analysis.issueText());
                    return done(List.of(QUERY));
                };

        assertThat(run(QUESTION).articles()).hasSize(2);
        assertThat(issues).containsExactly("how long is the warranty");
    }

    @Test
    void shouldDegradeToAnUnknownContext() {
        AssistResult result = pipeline().degraded(knowing(SPEECH, product("hub")));

        assertThat(result.outcome()).isEqualTo(AssistPipeline.TIMEOUT);
        assertThat(result.context())
                .isEqualTo(
                        new AnalyzedContext(false, null, null, List.of(product("hub")), false, 0));
        assertThat(result.articles()).isEmpty();
        assertThat(result.clarification()).isEqualTo(ASK_NOTHING);
        assertThat(result.actions()).isEmpty();
        assertThat(result.timings().receivedAt()).isEqualTo(START);
        assertThat(result.timings().assistEndedAt()).isEqualTo(at(250));
    }

    private void assertFellBack(AgentName agent, AssistResult result) {
        switch (agent) {
            case CONTEXT_ANALYZER -> {
                assertThat(result.context().confidence()).isZero();
                assertThat(result.context().hasSufficientContext()).isFalse();
            }
            case QUERY_FORMULATION -> assertThat(outcomes(result)).contains("knowledge_search ok");
            case KNOWLEDGE_SEARCH -> {
                assertThat(result.articles()).isEmpty();
                assertThat(result.clarification()).isEqualTo(ASK_PRODUCT);
            }
            case CLARIFICATION -> {
                assertThat(result.clarification()).isEqualTo(ASK_NOTHING);
                assertThat(result.articles()).hasSize(2);
            }
            default -> throw new AssertionError(agent);
        }
        assertThat(result.actions()).hasSize(4);
    }

    private void hang(AgentName agent) {
        switch (agent) {
            case CONTEXT_ANALYZER -> analyzer = request -> new CompletableFuture<>();
            case QUERY_FORMULATION -> formulator = (request, analysis) -> new CompletableFuture<>();
            case KNOWLEDGE_SEARCH -> knowledge = (inquiry, limit) -> new CompletableFuture<>();
            case CLARIFICATION ->
                    clarifier = (request, analysis, found) -> new CompletableFuture<>();
            default -> throw new AssertionError(agent);
        }
    }

    private void fail(AgentName agent, boolean atOnce) {
        switch (agent) {
            case CONTEXT_ANALYZER -> analyzer = request -> failure(atOnce);
            case QUERY_FORMULATION -> formulator = (request, analysis) -> failure(atOnce);
            case KNOWLEDGE_SEARCH -> knowledge = (inquiry, limit) -> failure(atOnce);
            case CLARIFICATION -> clarifier = (request, analysis, found) -> failure(atOnce);
            default -> throw new AssertionError(agent);
        }
    }

    private void answerNull(AgentName agent) {
        switch (agent) {
            case CONTEXT_ANALYZER -> analyzer = request -> done(null);
            case QUERY_FORMULATION -> formulator = (request, analysis) -> done(null);
            case KNOWLEDGE_SEARCH -> knowledge = (inquiry, limit) -> done(null);
            case CLARIFICATION -> clarifier = (request, analysis, found) -> done(null);
            default -> throw new AssertionError(agent);
        }
    }
}

package io.supportassistant.assistjob;

import static org.assertj.core.api.Assertions.assertThat;

import io.supportassistant.assist.AssistResult;
import io.supportassistant.clarification.Clarification;
import io.supportassistant.context.Analysis;
import io.supportassistant.context.Exchange;
import io.supportassistant.conversation.AssistRequest;
import io.supportassistant.events.AgentAction;
import io.supportassistant.events.AnalyzedContext;
import io.supportassistant.events.CallEnded;
import io.supportassistant.events.SessionIds;
import io.supportassistant.events.StageTimes;
import io.supportassistant.events.Suggestion;
import io.supportassistant.events.SuggestionUpdate;
import io.supportassistant.events.Trigger;
import io.supportassistant.gate.GateSettings;
import io.supportassistant.gate.SuggestionGate;
import io.supportassistant.knowledge.ArticleSupport;
import io.supportassistant.knowledge.ArticleSupport.Nearness;
import io.supportassistant.knowledge.Findings;
import io.supportassistant.knowledge.FoundArticle;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.co.KeyedCoProcessOperator;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GateFunctionTest {

    private static final String CALL = SessionIds.session("test", "one");
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final GateSettings SETTINGS = GateSettings.defaults();

    private KeyedTwoInputStreamOperatorTestHarness<
                    String, AssistResult, CallEnded, SuggestionUpdate>
            harness;

    @BeforeEach
    void open() throws Exception {
        harness = harness();
        harness.open();
    }

    @AfterEach
    void close() throws Exception {
        harness.close();
    }

    @Test
    void shouldShowACardOnceAndEmitSilenceTheSecondTime() throws Exception {
        harness.processElement1(result(1, "KB-1"), 0);
        harness.processElement1(result(2, "KB-1"), 0);

        assertThat(cards()).containsExactly("KB-1");
        assertThat(actions())
                .extracting(AgentAction::outcome)
                .containsExactly(AgentAction.OK, SuggestionGate.NOTHING_TO_ADD);
    }

    @Test
    void shouldPassOnTheQueriesThatRan() throws Exception {
        AgentAction formulated =
                new AgentAction(
                                "a-1",
                                CALL,
                                1,
                                "query_formulation",
                                "formulate_queries",
                                0.75,
                                1,
                                AgentAction.OK,
                                0,
                                0,
                                List.of(),
                                null,
                                NOW,
                                null)
                        .searchingFor(List.of(new AgentAction.Query("it fails", "semantic", 0.75)));

        harness.processElement1(result(1, List.of(formulated), "KB-1"), 0);

        assertThat(actions()).hasSize(2).startsWith(formulated);
        assertThat(actions().get(1).queries()).isEmpty();
    }

    @Test
    void shouldRememberWhatWasShownThroughARestore() throws Exception {
        harness.processElement1(result(1, "KB-1"), 0);
        OperatorSubtaskState snapshot = harness.snapshot(1, 0);
        harness.close();

        harness = harness();
        harness.initializeState(snapshot);
        harness.open();
        harness.processElement1(result(2, "KB-1", "KB-2"), 0);

        assertThat(cards()).containsExactly("KB-2");
    }

    @Test
    void shouldGiveTheSameIdsWhenAResultIsMadeAgain() throws Exception {
        harness.processElement1(result(1, "KB-1"), 0);
        String first = harness.extractOutputValues().get(0).suggestions().get(0).id();
        harness.close();
        harness = harness();
        harness.open();
        harness.processElement1(result(7, "KB-1"), 0);

        assertThat(harness.extractOutputValues().get(0).suggestions())
                .extracting(Suggestion::id)
                .containsExactly(first);
    }

    @Test
    void shouldShowNothingAfterTheEndAndForgetTheCall() throws Exception {
        harness.processElement1(result(1, "KB-1"), 0);
        harness.processElement2(new CallEnded(CALL, NOW, "one", CallEnded.HANGUP), 0);
        harness.processElement1(result(2, "KB-2"), 0);

        assertThat(cards()).containsExactly("KB-1");
        assertThat(actions())
                .last()
                .extracting(AgentAction::outcome)
                .isEqualTo(SuggestionGate.CALL_ENDED);

        harness.setProcessingTime(SETTINGS.keptAfterEnd().toMillis());
        assertThat(harness.numKeyedStateEntries()).isZero();
        assertThat(harness.numProcessingTimeTimers()).isZero();
    }

    @Test
    void shouldRememberWhatItShowedInACallThatFellSilent() throws Exception {
        harness.processElement1(result(1, "KB-1"), 0);
        harness.processElement2(new CallEnded(CALL, NOW, "one", CallEnded.IDLE), 0);
        harness.setProcessingTime(SETTINGS.keptAfterEnd().toMillis());
        harness.processElement1(result(2, "KB-1"), 0);
        harness.processElement1(result(3, "KB-2"), 0);

        assertThat(cards()).containsExactly("KB-1", "KB-2");
    }

    private static KeyedTwoInputStreamOperatorTestHarness<
                    String, AssistResult, CallEnded, SuggestionUpdate>
            harness() throws Exception {
        return new KeyedTwoInputStreamOperatorTestHarness<>(
                new KeyedCoProcessOperator<>(new GateFunction(SETTINGS, Duration.ofHours(24))),
                result -> result.request().sessionId(),
                CallEnded::sessionId,
                Types.STRING);
    }

    private static AssistResult result(int run, String... articles) {
        return result(run, List.of(), articles);
    }

    private static AssistResult result(int run, List<AgentAction> actions, String... articles) {
        AssistRequest request =
                new AssistRequest(
                        CALL,
                        run,
                        Trigger.CUSTOMER_SPEECH,
                        null,
                        List.of(),
                        List.of("s" + run),
                        List.of(),
                        List.of(),
                        NOW,
                        NOW,
                        null);
        List<FoundArticle> found =
                Stream.of(articles)
                        .map(
                                id ->
                                        new FoundArticle(
                                                id, id, null, null, null, "text", List.of(), 0.7))
                        .toList();
        return new AssistResult(
                request,
                AgentAction.OK,
                new Analysis(
                        new AnalyzedContext(true, "other", "it fails", List.of(), false, 0.9),
                        new Exchange("", "it fails", true),
                        "it fails",
                        List.of(),
                        List.of(),
                        Set.of(),
                        true,
                        true),
                "Customer said: it fails",
                List.of(),
                new Findings(
                        found,
                        List.of(),
                        Findings.Evidence.NONE,
                        new Findings.Supports(
                                found.stream()
                                        .map(
                                                article ->
                                                        new ArticleSupport(
                                                                article,
                                                                1,
                                                                50,
                                                                1,
                                                                Nearness.NONE,
                                                                null))
                                        .toList(),
                                null,
                                null),
                        true),
                1,
                found,
                null,
                Clarification.none(),
                new StageTimes(NOW, NOW, NOW, 1, 1, 1, 1, NOW, null),
                actions);
    }

    private List<String> cards() {
        return harness.extractOutputValues().stream()
                .flatMap(update -> update.suggestions().stream())
                .map(Suggestion::articleId)
                .toList();
    }

    private List<AgentAction> actions() {
        return harness.getSideOutput(GateFunction.ACTIONS).stream().map(r -> r.getValue()).toList();
    }
}

package io.supportassistant.assistjob;

import static org.assertj.core.api.Assertions.assertThat;

import io.supportassistant.answer.ArticleAnswers;
import io.supportassistant.assist.AgentSettings;
import io.supportassistant.assist.AssistPipeline;
import io.supportassistant.assist.AssistResult;
import io.supportassistant.assist.KnowledgeNeed;
import io.supportassistant.clarification.Clarification;
import io.supportassistant.context.ContextAnalyzer;
import io.supportassistant.context.EntityRules;
import io.supportassistant.context.IssueTaxonomy;
import io.supportassistant.context.Language;
import io.supportassistant.context.PlainContextAnalyzer;
import io.supportassistant.conversation.AssistRequest;
import io.supportassistant.conversation.Gist;
import io.supportassistant.events.AgentAction;
import io.supportassistant.events.SessionIds;
import io.supportassistant.events.Trigger;
import io.supportassistant.knowledge.EnglishText;
import io.supportassistant.knowledge.Findings;
import io.supportassistant.language.Interpreter;
import io.supportassistant.query.PlainQueryFormulator;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.AsyncDataStream;
import org.apache.flink.streaming.api.functions.async.AsyncFunction;
import org.apache.flink.streaming.api.operators.async.AsyncWaitOperatorFactory;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

class AssistFunctionTest {

    private static final Language LANGUAGE = Language.english();
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final long TIMEOUT_MS = 5_000;
    private static final int CAPACITY = 4;

    @Test
    void shouldGiveEachRequestAResult() throws Exception {
        try (var harness = harness(plainAnalyzer())) {
            harness.processElement(request(1), 0);
            harness.processElement(request(2), 0);
            harness.endInput();

            assertThat(harness.extractOutputValues())
                    .extracting(result -> result.request().run())
                    .containsExactlyInAnyOrder(1, 2);
        }
    }

    @Test
    void shouldGiveADegradedResultAfterATimeout() throws Exception {
        try (var harness = harness(request -> new CompletableFuture<>())) {
            harness.processElement(request(1), 0);
            harness.setProcessingTime(TIMEOUT_MS);
            harness.endInput();

            assertThat(harness.extractOutputValues())
                    .singleElement()
                    .satisfies(
                            result -> {
                                assertThat(result.outcome()).isEqualTo(AssistPipeline.TIMEOUT);
                                assertThat(result.request()).isEqualTo(request(1));
                            });
        }
    }

    @Test
    void shouldContinueWithTheOthersWhenAnAgentFails() throws Exception {
        ContextAnalyzer broken =
                request -> {
                    throw new IllegalStateException("broken");
                };
        try (var harness = harness(broken)) {
            harness.processElement(request(1), 0);
            harness.endInput();

            assertThat(harness.extractOutputValues().get(0).actions())
                    .extracting(AgentAction::agentName, AgentAction::outcome)
                    .contains(org.assertj.core.groups.Tuple.tuple("context_analyzer", "failed"));
        }
    }

    @Test
    void shouldServeAnotherSessionBeforeTheRestOfABusyOne() throws Exception {
        CountDownLatch allAreWaiting = new CountDownLatch(1);
        List<String> served = new CopyOnWriteArrayList<>();
        ContextAnalyzer plain = plainAnalyzer();
        ContextAnalyzer analyzer =
                request -> {
                    awaitOpened(allAreWaiting);
                    served.add(request.sessionId());
                    return plain.analyze(request);
                };
        try (var harness = harness(analyzer)) {
            for (int run = 1; run <= 3; run++) {
                harness.processElement(request("busy", run), 0);
            }
            harness.processElement(request("quiet", 1), 0);
            allAreWaiting.countDown();
            harness.endInput();

            assertThat(served).hasSize(4).last().isEqualTo(SessionIds.session("test", "busy"));
        }
    }

    private static void awaitOpened(CountDownLatch latch) {
        try {
            assertThat(latch.await(TIMEOUT_MS, TimeUnit.MILLISECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void shouldRepeatAnalysesInFlightAfterARestore() throws Exception {
        var before = harness(request -> new CompletableFuture<>());
        before.processElement(request(1), 0);
        var snapshot = before.snapshot(1, 0);
        before.setProcessingTime(TIMEOUT_MS);
        before.endInput();
        before.close();

        try (var harness = unopened(plainAnalyzer())) {
            harness.initializeState(snapshot);
            harness.open();
            harness.endInput();

            assertThat(harness.extractOutputValues())
                    .extracting(AssistResult::request)
                    .containsExactly(request(1));
        }
    }

    private static OneInputStreamOperatorTestHarness<AssistRequest, AssistResult> harness(
            ContextAnalyzer analyzer) throws Exception {
        var harness = unopened(analyzer);
        harness.open();
        return harness;
    }

    private static OneInputStreamOperatorTestHarness<AssistRequest, AssistResult> unopened(
            ContextAnalyzer analyzer) throws Exception {
        AsyncFunction<AssistRequest, AssistResult> function =
                new AssistFunction((executor, metrics) -> opened(analyzer), 1);
        return new OneInputStreamOperatorTestHarness<>(
                new AsyncWaitOperatorFactory<>(
                        function, TIMEOUT_MS, CAPACITY, AsyncDataStream.OutputMode.UNORDERED),
                TypeInformation.of(AssistRequest.class)
                        .createSerializer(
                                new org.apache.flink.api.common.serialization
                                        .SerializerConfigImpl()));
    }

    private static PipelineFactory.Opened opened(ContextAnalyzer analyzer) {
        AssistPipeline pipeline =
                new AssistPipeline(
                        analyzer,
                        new PlainQueryFormulator(),
                        (inquiry, limit) -> CompletableFuture.completedFuture(Findings.nothing()),
                        (request, analysis, found) ->
                                CompletableFuture.completedFuture(Clarification.none()),
                        KnowledgeNeed.standard(LANGUAGE, null),
                        null,
                        new ArticleAnswers(
                                id -> Optional.empty(),
                                new EnglishText(),
                                stem -> 0,
                                Interpreter.ofEnglish()),
                        AgentSettings.defaults().withDeadline(Duration.ofMinutes(1)),
                        Runnable::run,
                        InstantSource.system());
        return new PipelineFactory.Opened() {
            @Override
            public AssistPipeline pipeline() {
                return pipeline;
            }

            @Override
            public void close() {}
        };
    }

    private static ContextAnalyzer plainAnalyzer() {
        return new PlainContextAnalyzer(
                LANGUAGE,
                EntityRules.standard(LANGUAGE),
                IssueTaxonomy.standard(),
                text -> Set.of(),
                turns -> Gist.NOTHING,
                Interpreter.ofEnglish(),
                0.6);
    }

    private static AssistRequest request(int run) {
        return request("one", run);
    }

    private static AssistRequest request(String call, int run) {
        return new AssistRequest(
                SessionIds.session("test", call),
                run,
                Trigger.CUSTOMER_SPEECH,
                null,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                NOW,
                NOW,
                null);
    }
}

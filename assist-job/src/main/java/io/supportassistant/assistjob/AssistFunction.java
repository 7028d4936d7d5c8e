package io.supportassistant.assistjob;

import io.supportassistant.assist.AssistPipeline;
import io.supportassistant.assist.AssistResult;
import io.supportassistant.conversation.AssistRequest;
import io.supportassistant.remote.DaemonThreads;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.async.ResultFuture;
import org.apache.flink.streaming.api.functions.async.RichAsyncFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the assist pipeline outside the task thread. Every request gets a result: a run that fails
 * or exceeds its timeout is counted, and gets a degraded result.
 */
final class AssistFunction extends RichAsyncFunction<AssistRequest, AssistResult> {

    private static final Logger LOG = LoggerFactory.getLogger(AssistFunction.class);

    private final PipelineFactory source;
    private final int threads;

    private transient PipelineFactory.Opened opened;
    private transient ExecutorService executor;
    private transient FairQueue turns;
    private transient Counter timeouts;
    private transient Counter failures;

    AssistFunction(PipelineFactory source, int threads) {
        this.source = source;
        this.threads = threads;
    }

    @Override
    public void open(OpenContext context) throws Exception {
        // The operator's capacity bounds what can wait here.
        executor = Executors.newFixedThreadPool(threads, DaemonThreads.named("assist"));
        turns = new FairQueue(executor);
        opened = source.open(executor, getRuntimeContext().getMetricGroup());
        timeouts = getRuntimeContext().getMetricGroup().counter("assist_timeouts");
        failures = getRuntimeContext().getMetricGroup().counter("assist_failures");
    }

    @Override
    public void asyncInvoke(AssistRequest request, ResultFuture<AssistResult> result) {
        AssistPipeline pipeline = opened.pipeline();
        CompletableFuture.supplyAsync(
                        () -> pipeline.run(request),
                        task -> turns.add(request.sessionId(), request.hasLongTurn(), task))
                .thenCompose(run -> run)
                .whenComplete(
                        (value, failure) -> {
                            if (failure == null) {
                                result.complete(List.of(value));
                            } else {
                                failures.inc();
                                LOG.warn(
                                        "Analysis of session {} failed; the result is degraded",
                                        request.sessionId(),
                                        failure);
                                result.complete(List.of(pipeline.degraded(request)));
                            }
                        });
    }

    @Override
    public void timeout(AssistRequest request, ResultFuture<AssistResult> result) {
        timeouts.inc();
        result.complete(List.of(opened.pipeline().degraded(request)));
    }

    @Override
    public void close() throws Exception {
        if (executor != null) {
            executor.shutdownNow();
            // Lets running tasks end before the resources they use are closed.
            executor.awaitTermination(1, TimeUnit.SECONDS);
        }
        if (opened != null) {
            opened.close();
        }
    }
}

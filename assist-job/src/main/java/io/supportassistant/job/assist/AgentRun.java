package io.supportassistant.job.assist;

import io.supportassistant.events.AgentAction;
import io.supportassistant.events.SessionIds;
import io.supportassistant.job.conversation.AssistRequest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The wrapper every agent runs in: a deadline, a fall-back, one {@link AgentAction} for every run,
 * and the time it took. One instance for each request.
 */
final class AgentRun {

    private final AssistRequest request;
    private final Duration deadline;
    private final InstantSource clock;
    private final List<AgentAction> actions = new CopyOnWriteArrayList<>();
    private final Map<AgentName, Double> milliseconds = new EnumMap<>(AgentName.class);

    AgentRun(AssistRequest request, Duration deadline, InstantSource clock) {
        this.request = request;
        this.deadline = deadline;
        this.clock = clock;
    }

    /**
     * Runs one agent.
     *
     * @param fallback what holds if it fails or is late
     * @param confidence of its answer, 0 to 1, or null where it gives none
     */
    <T> CompletableFuture<T> step(
            AgentName agent,
            Supplier<CompletableFuture<T>> call,
            Supplier<T> fallback,
            Function<T, Double> confidence) {
        long startedAt = System.nanoTime();
        CompletableFuture<T> answer;
        try {
            answer = Objects.requireNonNull(call.get());
        } catch (RuntimeException | StackOverflowError e) {
            answer = CompletableFuture.failedFuture(e);
        }
        return answer.orTimeout(deadline.toMillis(), TimeUnit.MILLISECONDS)
                .handle(
                        (value, failure) -> {
                            T kept = value != null ? value : fallback.get();
                            String outcome = value != null ? AgentAction.OK : reason(failure);
                            record(agent, startedAt, outcome, confidence.apply(kept));
                            return kept;
                        });
    }

    List<AgentAction> actions() {
        return List.copyOf(actions);
    }

    double milliseconds(AgentName agent) {
        return milliseconds.getOrDefault(agent, 0.0);
    }

    private void record(AgentName agent, long startedAt, String outcome, Double confidence) {
        double took = (System.nanoTime() - startedAt) / 1000 / 1000.0;
        milliseconds.put(agent, took);
        actions.add(
                new AgentAction(
                        SessionIds.within(
                                request.sessionId(),
                                "action",
                                Integer.toString(request.run()),
                                agent.wireName()),
                        request.sessionId(),
                        request.run(),
                        agent.wireName(),
                        agent.actionType(),
                        confidence,
                        took,
                        outcome,
                        0,
                        0,
                        List.of(),
                        null,
                        clock.instant()));
    }

    private static String reason(Throwable failure) {
        return failure instanceof TimeoutException ? "timeout" : "failed";
    }
}

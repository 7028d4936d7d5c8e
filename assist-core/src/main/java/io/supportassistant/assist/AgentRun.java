package io.supportassistant.assist;

import io.supportassistant.conversation.AssistRequest;
import io.supportassistant.events.AgentAction;
import io.supportassistant.events.ModelException;
import io.supportassistant.events.ModelUse;
import io.supportassistant.events.SessionIds;
import io.supportassistant.knowledge.SearchQuery;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Runs every agent with a deadline and a fallback, and records one {@link AgentAction} with its
 * duration for each run. One instance per request.
 */
final class AgentRun {

    private final AssistRequest request;
    private final Duration deadline;
    private final Executor executor;
    private final InstantSource clock;
    private final List<AgentAction> actions = new CopyOnWriteArrayList<>();
    private final Map<AgentName, Throwable> failures = new ConcurrentHashMap<>();
    private final Map<AgentName, Double> milliseconds = new EnumMap<>(AgentName.class);

    /**
     * @param executor runs the continuations of asynchronous responses
     */
    AgentRun(AssistRequest request, Duration deadline, Executor executor, InstantSource clock) {
        this.request = request;
        this.deadline = deadline;
        this.executor = executor;
        this.clock = clock;
    }

    /**
     * Runs one agent.
     *
     * @param fallback the result if the agent fails or is late
     * @param confidence of its result, 0 to 1, or null if it has none
     */
    <T> CompletableFuture<T> step(
            AgentName agent,
            Supplier<CompletableFuture<T>> call,
            Supplier<T> fallback,
            Function<T, Double> confidence) {
        return modelStep(
                agent,
                () -> call.get().thenApply(value -> new ModelResult<>(value, null)),
                fallback,
                confidence);
    }

    /**
     * Runs one agent that calls a model.
     *
     * @param fallback the plain agent's result, used if the model fails or is late
     */
    <T> CompletableFuture<T> modelStep(
            AgentName agent,
            Supplier<CompletableFuture<ModelResult<T>>> call,
            Supplier<T> fallback,
            Function<T, Double> confidence) {
        long startedAt = System.nanoTime();
        CompletableFuture<ModelResult<T>> started;
        try {
            started = Objects.requireNonNull(call.get());
        } catch (RuntimeException | StackOverflowError e) {
            started = CompletableFuture.failedFuture(e);
        }
        CompletableFuture<ModelResult<T>> answer = started;
        if (answer.isDone()) {
            return answer.handle(
                    (value, failure) ->
                            conclude(agent, startedAt, value, failure, fallback, confidence));
        }
        return answer.copy()
                .orTimeout(deadline.toMillis(), TimeUnit.MILLISECONDS)
                .handleAsync(
                        (value, failure) -> {
                            answer.cancel(true);
                            return conclude(agent, startedAt, value, failure, fallback, confidence);
                        },
                        executor);
    }

    /**
     * Runs a part of an agent's work within the same deadline, without a record of its own.
     *
     * @param fallback the result if it fails or is late
     */
    <T> CompletableFuture<T> unrecorded(
            Supplier<CompletableFuture<T>> call, Function<Throwable, T> fallback) {
        CompletableFuture<T> started;
        try {
            started = Objects.requireNonNull(call.get());
        } catch (RuntimeException | StackOverflowError e) {
            started = CompletableFuture.failedFuture(e);
        }
        CompletableFuture<T> answer = started;
        if (answer.isDone()) {
            return answer.exceptionally(fallback);
        }
        return answer.copy()
                .orTimeout(deadline.toMillis(), TimeUnit.MILLISECONDS)
                .handleAsync(
                        (value, failure) -> {
                            answer.cancel(true);
                            return failure == null ? value : fallback.apply(failure);
                        },
                        executor);
    }

    /**
     * Runs a plain agent that a model may add to, guarded as in {@link #step}. {@link #said}
     * records its result and failure.
     */
    <T> CompletableFuture<T> plainStep(
            AgentName agent, Supplier<CompletableFuture<T>> call, Supplier<T> fallback) {
        return this.<T>unrecorded(call, failure -> fallBack(agent, failure, fallback))
                .thenApply(
                        result ->
                                result != null
                                        ? result
                                        : fallBack(
                                                agent,
                                                new IllegalStateException(
                                                        "The agent returned no result"),
                                                fallback));
    }

    private <T> T fallBack(AgentName agent, Throwable failure, Supplier<T> fallback) {
        failures.put(agent, failure);
        return fallback.get();
    }

    /** Whether the plain agent failed or was late. */
    boolean hasFailed(AgentName agent) {
        return failures.containsKey(agent);
    }

    /** Records the result of a plain agent that ran in {@link #plainStep}. */
    <T> CompletableFuture<T> said(AgentName agent, T result, Function<T, Double> confidence) {
        Throwable failure = failures.get(agent);
        return step(
                agent,
                () ->
                        failure == null
                                ? CompletableFuture.completedFuture(result)
                                : CompletableFuture.failedFuture(failure),
                () -> result,
                confidence);
    }

    private <T> T conclude(
            AgentName agent,
            long startedAt,
            ModelResult<T> answer,
            Throwable failure,
            Supplier<T> fallback,
            Function<T, Double> confidence) {
        boolean answered = answer != null && answer.value() != null;
        T result = answered ? answer.value() : fallback.get();
        ModelException modelFailure = ModelException.in(failure);
        ModelUse use =
                answer != null ? answer.use() : modelFailure == null ? null : modelFailure.use();
        String outcome =
                answered
                        ? AgentAction.OK
                        : modelFailure != null
                                ? modelFailure.outcome().wireName()
                                : reason(failure);
        record(agent, startedAt, outcome, confidence.apply(result), use);
        return result;
    }

    /**
     * @param queries the formulated queries; the searchable ones are recorded with the agent that
     *     formulates them
     */
    List<AgentAction> actions(List<SearchQuery> queries) {
        List<AgentAction.Query> searched =
                queries.stream()
                        .filter(SearchQuery::isSearchable)
                        .map(
                                query ->
                                        new AgentAction.Query(
                                                query.text(), query.type(), query.confidence()))
                        .toList();
        return actions.stream()
                .map(
                        action ->
                                action.agentName().equals(AgentName.QUERY_FORMULATION.wireName())
                                        ? action.searchingFor(searched)
                                        : action)
                .toList();
    }

    double milliseconds(AgentName agent) {
        synchronized (milliseconds) {
            return milliseconds.getOrDefault(agent, 0.0);
        }
    }

    private void record(
            AgentName agent, long startedAt, String outcome, Double confidence, ModelUse use) {
        double elapsed = TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - startedAt) / 1000.0;
        synchronized (milliseconds) {
            milliseconds.put(agent, elapsed);
        }
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
                        elapsed,
                        outcome,
                        0,
                        0,
                        List.of(),
                        tokens(use),
                        clock.instant(),
                        use));
    }

    private static Integer tokens(ModelUse use) {
        return use == null || use.tokens() == null
                ? null
                : (int) Math.min(Integer.MAX_VALUE, use.tokens());
    }

    private static String reason(Throwable failure) {
        Throwable cause = failure;
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause instanceof TimeoutException ? "timeout" : "failed";
    }
}

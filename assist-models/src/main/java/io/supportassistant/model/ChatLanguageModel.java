package io.supportassistant.model;

import io.supportassistant.events.AgentAction;
import io.supportassistant.events.ModelException;
import io.supportassistant.events.ModelOutcome;
import io.supportassistant.events.ModelUse;
import io.supportassistant.modelserver.ModelCircuit;
import io.supportassistant.modelserver.ModelMetrics;
import io.supportassistant.remote.AbortableHttp;
import io.supportassistant.remote.DaemonThreads;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A chat model behind an OpenAI-compatible server. Requests run on a bounded pool of threads with a
 * bounded queue. The deadline starts with the call and covers queueing and all attempts; when it
 * expires, the HTTP request is aborted. One instance per subtask.
 */
public final class ChatLanguageModel implements LanguageModel {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);
    private static final int MOST_BODY_BYTES = 1 << 20;
    private static final Duration IDLE_THREAD = Duration.ofSeconds(30);

    /** No attempt starts with less time left: a response would be too late. */
    private static final Duration LEAST_FOR_A_TRY = Duration.ofMillis(20);

    private final AbortableHttp http = new AbortableHttp("model", CONNECT_TIMEOUT, MOST_BODY_BYTES);
    private final Set<PendingRequest> active = ConcurrentHashMap.newKeySet();
    private final OpenAiCompletion completion;
    private final ModelCircuit circuit;
    private final ModelBudget budget;
    private final ModelMetrics metrics;
    private final Executor completions;
    private final ThreadPoolExecutor workers;
    private final ScheduledThreadPoolExecutor timers;

    /**
     * @param completions completes the futures, and thereby runs their dependent stages
     */
    public ChatLanguageModel(
            ModelSettings settings,
            ModelBudget budget,
            ModelMetrics metrics,
            Executor completions) {
        this.completion = new OpenAiCompletion(settings, http);
        this.circuit = new ModelCircuit(settings.circuitOpen());
        this.budget = budget;
        this.metrics = metrics;
        this.completions = completions;
        this.workers =
                new ThreadPoolExecutor(
                        settings.concurrency(),
                        settings.concurrency(),
                        IDLE_THREAD.toSeconds(),
                        TimeUnit.SECONDS,
                        new ArrayBlockingQueue<>(settings.queue()),
                        DaemonThreads.named("model-call"));
        workers.allowCoreThreadTimeOut(true);
        this.timers = new ScheduledThreadPoolExecutor(1, DaemonThreads.named("model-deadline"));
        timers.setRemoveOnCancelPolicy(true);
        metrics.watch("queued", () -> workers.getQueue().size());
        metrics.watch("running", workers::getActiveCount);
        metrics.watch("circuit_open", () -> circuit.isOpen() ? 1 : 0);
    }

    @Override
    public CompletableFuture<ModelAnswer> complete(ModelRequest request, Duration deadline) {
        PendingRequest pending = new PendingRequest(request, deadline);
        pending.start(deadline);
        return pending.out;
    }

    @Override
    public void close() {
        workers.shutdownNow();
        timers.shutdownNow();
        active.forEach(pending -> pending.giveUp(ModelOutcome.CANCELLED));
        http.close();
    }

    private static int maxAttempts(ModelOutcome outcome) {
        return switch (outcome) {
            case RATE_LIMITED -> 3;
            case TIMEOUT, UNAVAILABLE -> 2;
            default -> 1;
        };
    }

    /** One request with its attempts; it ends exactly once. */
    private final class PendingRequest {

        private final CompletableFuture<ModelAnswer> out = new CompletableFuture<>();
        private final AtomicReference<ModelOutcome> abortReason = new AtomicReference<>();
        private final AtomicBoolean ended = new AtomicBoolean();
        private final ModelRequest request;
        private final long startedAt = System.nanoTime();
        private final long endsAt;
        private ModelBudget.Reservation reservation;
        private volatile ScheduledFuture<?> timer;
        private volatile Future<?> job;
        private volatile ModelUse spent = ModelUse.NONE;
        private volatile boolean isRunning;

        PendingRequest(ModelRequest request, Duration deadline) {
            this.request = request;
            this.endsAt = startedAt + deadline.toNanos();
        }

        void start(Duration deadline) {
            Optional<ModelBudget.Reservation> reserved =
                    budget.reserve(
                            request.sessionId(),
                            request.estimatedInputTokens() + request.maxOutputTokens());
            if (reserved.isEmpty()) {
                fail(failure(ModelOutcome.OVER_BUDGET));
                return;
            }
            reservation = reserved.get();
            active.add(this);
            out.whenComplete(
                    (answer, failure) -> {
                        if (out.isCancelled()) {
                            giveUp(ModelOutcome.CANCELLED);
                        }
                    });
            try {
                timer =
                        timers.schedule(
                                () -> giveUp(ModelOutcome.TIMEOUT),
                                deadline.toNanos(),
                                TimeUnit.NANOSECONDS);
                submit();
            } catch (RejectedExecutionException e) {
                fail(failure(ModelOutcome.OVERLOADED));
            }
        }

        private void submit() {
            job = workers.submit(this::attempt);
            if (ended.get()) {
                abort();
            }
        }

        private void resubmit() {
            try {
                submit();
            } catch (RejectedExecutionException e) {
                fail(failure(ModelOutcome.OVERLOADED));
            }
        }

        private void attempt() {
            if (ended.get()) {
                return;
            }
            if (!circuit.permits()) {
                fail(failure(ModelOutcome.CIRCUIT_OPEN));
                return;
            }
            long from = System.nanoTime();
            isRunning = true;
            try {
                ModelAnswer answer = completion.once(request);
                circuit.succeeded(System.nanoTime() - from);
                ModelUse total = spent.plus(answer.use());
                succeed(new ModelAnswer(answer.content(), total));
            } catch (ModelException e) {
                failed(e, System.nanoTime() - from);
            } catch (RuntimeException | Error e) {
                // Even an unexpected error must end the request and release the circuit's
                // permission.
                failed(
                        new ModelException(
                                ModelOutcome.UNREADABLE,
                                e.getClass().getSimpleName(),
                                completion.unanswered(request)),
                        System.nanoTime() - from);
            }
        }

        private void failed(ModelException failure, long nanos) {
            if (ended.get()) {
                if (abortReason.get() == ModelOutcome.TIMEOUT) {
                    circuit.failed(failure(ModelOutcome.TIMEOUT), nanos);
                } else {
                    circuit.released();
                }
                return;
            }
            circuit.failed(failure, nanos);
            spent = spent.plus(failure.use());
            isRunning = false;
            Duration wait = retryDelay(failure);
            long remaining = endsAt - System.nanoTime();
            boolean mayRetry = spent.attempts() < maxAttempts(failure.outcome());
            if (mayRetry && wait.plus(LEAST_FOR_A_TRY).toNanos() <= remaining) {
                scheduleRetry(wait, failure);
                return;
            }
            if (failure.retryAfter() != null) {
                circuit.holdOff(failure.retryAfter());
            }
            fail(failure.with(spent));
        }

        private void scheduleRetry(Duration wait, ModelException failure) {
            try {
                timers.schedule(this::resubmit, wait.toNanos(), TimeUnit.NANOSECONDS);
            } catch (RejectedExecutionException e) {
                fail(failure.with(spent));
            }
        }

        private Duration retryDelay(ModelException failure) {
            if (failure.retryAfter() != null) {
                return failure.retryAfter();
            }
            long base = failure.outcome() == ModelOutcome.RATE_LIMITED ? 200 : 40;
            long jitter = ThreadLocalRandom.current().nextLong(base / 2);
            return Duration.ofMillis(base * spent.attempts() + jitter);
        }

        void giveUp(ModelOutcome reason) {
            boolean neverStarted = !isRunning && spent.attempts() == 0;
            // A request that never left the queue does not count as a failure of the server.
            ModelOutcome outcome =
                    reason == ModelOutcome.TIMEOUT && neverStarted
                            ? ModelOutcome.OVERLOADED
                            : reason;
            abortReason.compareAndSet(null, reason);
            ModelUse total = isRunning ? spent.plus(completion.unanswered(request)) : spent;
            if (fail(new ModelException(outcome, null, total))) {
                abort();
            }
        }

        private void abort() {
            Future<?> running = job;
            if (running != null) {
                running.cancel(true);
                workers.remove((Runnable) running);
            }
        }

        private void succeed(ModelAnswer answer) {
            if (end(answer.use(), AgentAction.OK)) {
                runCompletion(() -> out.complete(answer));
            }
        }

        private boolean fail(ModelException failure) {
            boolean first = end(failure.use(), failure.outcome().wireName());
            if (first) {
                runCompletion(() -> out.completeExceptionally(failure));
            }
            return first;
        }

        private void runCompletion(Runnable completion) {
            try {
                completions.execute(completion);
            } catch (RejectedExecutionException e) {
                completion.run();
            }
        }

        private boolean end(ModelUse use, String outcome) {
            if (!ended.compareAndSet(false, true)) {
                return false;
            }
            active.remove(this);
            ScheduledFuture<?> deadlineTimer = timer;
            if (deadlineTimer != null) {
                deadlineTimer.cancel(false);
            }
            if (reservation != null) {
                reservation.settle(use.tokensAtAGuess());
            }
            metrics.asked(
                    request.agent(), outcome, use, Duration.ofNanos(System.nanoTime() - startedAt));
            return true;
        }

        private ModelException failure(ModelOutcome outcome) {
            return new ModelException(outcome, null, spent);
        }
    }
}

package io.supportassistant.crm.rest;

import io.supportassistant.crm.CrmException;
import io.supportassistant.crm.CrmFailure;
import io.supportassistant.crm.CrmMetrics;
import io.supportassistant.remote.AbortableHttp;
import io.supportassistant.remote.Circuit;
import io.supportassistant.remote.DaemonThreads;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The HTTP client that all vendors share. An operation is one or more requests under one deadline.
 * A request is retried, at most twice, if the failure is transient and sending it twice does no
 * harm; a rejected token is replaced once.
 */
public final class CrmApi implements AutoCloseable {

    public static final int MOST_BODY_BYTES = 4 * 1024 * 1024;

    /** Limits all responses of an operation together, such as the pages of a list. */
    static final int MOST_OPERATION_BYTES = 4 * MOST_BODY_BYTES;

    private static final Logger LOG = LoggerFactory.getLogger(CrmApi.class);
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);
    private static final int MAX_RETRIES = 2;
    private static final long FIRST_PAUSE_MS = 100;

    private final String name;
    private final RestSettings settings;
    private final Dialect dialect;
    private final CrmMetrics metrics;
    private final Circuit circuit;
    private final AbortableHttp http;
    private final ScheduledExecutorService timer;

    /**
     * @param name of the CRM, for threads, metrics and logs
     */
    public CrmApi(String name, RestSettings settings, Dialect dialect, CrmMetrics metrics) {
        this.name = name;
        this.settings = settings;
        this.dialect = dialect;
        this.metrics = metrics;
        this.circuit = new Circuit(name, settings.circuitOpen());
        this.http = new AbortableHttp(name, CONNECT_TIMEOUT, MOST_BODY_BYTES);
        this.timer =
                Executors.newSingleThreadScheduledExecutor(DaemonThreads.named(name + "-timer"));
    }

    /** Starts an operation whose result is needed during the call. */
    public Operation read(String operation, ApiAccessSource accessSource) {
        return new Operation(operation, accessSource, settings.readDeadline());
    }

    /**
     * Starts an operation that no caller waits for, with the write deadline: a write should not be
     * cut off.
     */
    public Operation write(String operation, ApiAccessSource accessSource) {
        return new Operation(operation, accessSource, settings.writeDeadline());
    }

    /** Fails an operation without sending a request; counts and logs it like any other failure. */
    public <T> CompletableFuture<T> unsent(String operation, CrmException failure) {
        report(operation, failure);
        return CompletableFuture.failedFuture(failure);
    }

    private void report(String operation, CrmException failure) {
        metrics.failed(operation, failure.failure(), false);
        // A customer that was not found is a normal result.
        if (failure.failure() != CrmFailure.NOT_FOUND) {
            LOG.warn(
                    "{}: {} failed: {} ({})",
                    name,
                    operation,
                    failure.failure().wireName(),
                    failure.getMessage());
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
        http.close();
    }

    /** One or more requests under one deadline. */
    public final class Operation {

        private final String operation;
        private final ApiAccessSource accessSource;
        private final long deadline;
        private final AtomicInteger bytesRead = new AtomicInteger();

        private Operation(String operation, ApiAccessSource accessSource, Duration most) {
            this.operation = operation;
            this.accessSource = accessSource;
            this.deadline = System.nanoTime() + most.toNanos();
        }

        /**
         * Sends a request.
         *
         * @param reader makes the result from a successful response; may throw {@link CrmException}
         * @return fails with {@link CrmException}, at the latest at the deadline
         */
        public <T> CompletableFuture<T> call(CrmRequest request, Function<CrmResponse, T> reader) {
            CompletableFuture<T> result = new CompletableFuture<>();
            new Call<>(this, request, reader, result).attempt();
            return result;
        }

        private long remainingNanos() {
            return deadline - System.nanoTime();
        }

        /**
         * @throws CrmException if the server has sent too many bytes in all
         */
        private void count(byte[] body) {
            if (bytesRead.addAndGet(body.length) > MOST_OPERATION_BYTES) {
                throw CrmResponse.malformed("too many bytes, counting the pages before it");
            }
        }
    }

    private final class Call<T> {

        private final Operation operation;
        private final CrmRequest request;
        private final Function<CrmResponse, T> reader;
        private final CompletableFuture<T> result;
        private int repeats;
        private boolean renewed;

        Call(
                Operation operation,
                CrmRequest request,
                Function<CrmResponse, T> reader,
                CompletableFuture<T> result) {
            this.operation = operation;
            this.request = request;
            this.reader = reader;
            this.result = result;
        }

        void attempt() {
            if (operation.remainingNanos() <= 0) {
                fail(new CrmException(CrmFailure.TIMEOUT, "the deadline has passed"));
                return;
            }
            CompletableFuture<ApiAccess> access = operation.accessSource.access();
            Future<?> timeout =
                    after(
                            operation.remainingNanos(),
                            () -> access.completeExceptionally(timedOut()));
            access.whenComplete(
                    (granted, failure) -> {
                        timeout.cancel(false);
                        if (failure != null) {
                            fail(CrmException.of(failure));
                        } else {
                            send(granted);
                        }
                    });
        }

        private void send(ApiAccess access) {
            if (!circuit.permits()) {
                fail(
                        new CrmException(
                                CrmFailure.CIRCUIT_OPEN,
                                "the circuit is open after recent failures"));
                return;
            }
            long sentAt = System.nanoTime();
            CompletableFuture<HttpResponse<byte[]>> sent = sent(access);
            Future<?> timeout = after(operation.remainingNanos(), () -> sent.cancel(true));
            sent.whenComplete(
                    (response, failure) -> {
                        timeout.cancel(false);
                        long took = System.nanoTime() - sentAt;
                        if (failure != null) {
                            failed(access, transportFailure(failure), took);
                            return;
                        }
                        metrics.answered(operation.operation, Duration.ofNanos(took));
                        read(access, response, took);
                    });
        }

        /**
         * Building the request may throw (for example a secret with a line break); that counts as a
         * failure.
         */
        private CompletableFuture<HttpResponse<byte[]>> sent(ApiAccess access) {
            try {
                return http.send(toHttp(access));
            } catch (RuntimeException e) {
                return CompletableFuture.failedFuture(e);
            }
        }

        private void read(ApiAccess access, HttpResponse<byte[]> response, long took) {
            T value;
            try {
                dialect.quotaUsed(response.headers()).ifPresent(metrics::quotaUsed);
                operation.count(response.body());
                CrmResponse answer =
                        new CrmResponse(response.statusCode(), response.headers(), response.body());
                CrmException failure = dialect.failure(answer).orElse(null);
                if (failure != null) {
                    failed(access, failure, took);
                    return;
                }
                value = reader.apply(answer);
            } catch (RuntimeException e) {
                failed(access, CrmException.of(e), took);
                return;
            }
            circuit.succeeded(took);
            result.complete(value);
        }

        private void failed(ApiAccess access, CrmException failure, long took) {
            boolean renew =
                    failure.failure() == CrmFailure.CREDENTIALS
                            && access.authorization() != null
                            && !renewed
                            && accessSource().refused(access);
            if (renew) {
                // An expired token is no sign of a server problem.
                circuit.succeeded(took);
                renewed = true;
                retry(failure, 0);
                return;
            }
            recordFailure(failure, took);
            Duration wait = failure.retryAfter().orElseGet(this::pause);
            boolean isInTime = wait.toNanos() < operation.remainingNanos();
            if (request.repeatable()
                    && repeats < MAX_RETRIES
                    && isInTime
                    && isTransient(failure.failure())) {
                repeats++;
                retry(failure, wait.toNanos());
                return;
            }
            failure.retryAfter().filter(after -> !isInTime).ifPresent(circuit::holdOff);
            fail(failure);
        }

        private ApiAccessSource accessSource() {
            return operation.accessSource;
        }

        private void retry(CrmException failure, long nanos) {
            metrics.failed(operation.operation, failure.failure(), true);
            after(nanos, this::attempt);
        }

        private void fail(CrmException failure) {
            report(operation.operation, failure);
            result.completeExceptionally(failure);
        }

        private Duration pause() {
            long most = FIRST_PAUSE_MS << repeats;
            return Duration.ofMillis(ThreadLocalRandom.current().nextLong(most + 1));
        }

        private HttpRequest toHttp(ApiAccess access) {
            HttpRequest.Builder http =
                    HttpRequest.newBuilder(java.net.URI.create(access.base() + request.path()));
            request.headers().forEach(http::header);
            http.header("Accept", "application/json");
            if (access.authorization() != null) {
                http.header("Authorization", access.authorization());
            }
            if (request.contentType() != null) {
                http.header("Content-Type", request.contentType());
            }
            return http.method(
                            request.method(),
                            request.body() == null
                                    ? HttpRequest.BodyPublishers.noBody()
                                    : HttpRequest.BodyPublishers.ofByteArray(request.body()))
                    .build();
        }
    }

    private void recordFailure(CrmException failure, long took) {
        switch (failure.failure()) {
            case CREDENTIALS, QUOTA -> circuit.failedLastingly(failure, took);
            case UNAVAILABLE, TIMEOUT, MALFORMED, RATE_LIMITED -> circuit.failed(failure, took);
            // The server works.
            default -> circuit.succeeded(took);
        }
    }

    private static boolean isTransient(CrmFailure failure) {
        return failure == CrmFailure.UNAVAILABLE
                || failure == CrmFailure.RATE_LIMITED
                || failure == CrmFailure.CONFLICT;
    }

    private static CrmException transportFailure(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null
                        ? failure.getCause()
                        : failure;
        if (cause instanceof CancellationException
                || cause instanceof java.net.http.HttpTimeoutException) {
            return timedOut();
        }
        if (cause instanceof AbortableHttp.OversizedBody) {
            return CrmResponse.malformed("too many bytes");
        }
        return cause instanceof IOException
                ? new CrmException(CrmFailure.UNAVAILABLE, cause.getClass().getSimpleName())
                : CrmException.of(cause);
    }

    private static CrmException timedOut() {
        return new CrmException(CrmFailure.TIMEOUT, "no answer within the deadline");
    }

    private Future<?> after(long nanos, Runnable work) {
        try {
            return timer.schedule(work, nanos, TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            // Run now, so that pending calls fail: the client is closing.
            work.run();
            return CompletableFuture.completedFuture(null);
        }
    }
}

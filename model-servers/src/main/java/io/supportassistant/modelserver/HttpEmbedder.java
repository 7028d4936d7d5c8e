package io.supportassistant.modelserver;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.supportassistant.events.AgentAction;
import io.supportassistant.events.ModelException;
import io.supportassistant.events.ModelOutcome;
import io.supportassistant.events.ModelUse;
import io.supportassistant.knowledge.Embedder;
import io.supportassistant.remote.AbortableHttp;
import io.supportassistant.remote.DaemonThreads;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Gets embeddings from an OpenAI-compatible server, one batch after the other. Fails with a {@link
 * ModelException}; never blocks.
 */
public final class HttpEmbedder implements Embedder {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);
    private static final int MOST_BODY_BYTES = 64 << 20;

    /** Servers reject longer texts; passages are much shorter. */
    private static final int MOST_CHARACTERS = 16_000;

    private static final int MOST_TRIES = 2;
    private static final Duration WAIT = Duration.ofMillis(40);
    private static final String AGENT = "embedder";

    /**
     * Embedded in place of a blank text: servers reject blank texts, but each text needs a vector.
     */
    private static final String NOTHING_SAID = "-";

    private final AbortableHttp http = new AbortableHttp("model", CONNECT_TIMEOUT, MOST_BODY_BYTES);
    private final ScheduledThreadPoolExecutor timers =
            new ScheduledThreadPoolExecutor(1, DaemonThreads.named("embedding-deadline"));
    private final Set<PendingRequest> active = ConcurrentHashMap.newKeySet();
    private final EmbeddingSettings settings;
    private final ModelMetrics metrics;
    private final Executor completions;
    private final ModelCircuit circuit;
    private final Semaphore permits;

    /**
     * @param completions completes the futures, and thereby runs their dependent stages
     */
    public HttpEmbedder(EmbeddingSettings settings, ModelMetrics metrics, Executor completions) {
        this.settings = settings;
        this.metrics = metrics;
        this.completions = completions;
        this.circuit = new ModelCircuit(settings.circuitOpen());
        this.permits = new Semaphore(settings.concurrency());
        timers.setRemoveOnCancelPolicy(true);
    }

    @Override
    public int dimension() {
        return settings.dimension();
    }

    /** Does not contain the server: the same model gives the same vectors on every server. */
    @Override
    public String fingerprint() {
        return "openai:" + settings.model() + ":" + settings.dimension();
    }

    @Override
    public CompletableFuture<List<float[]>> embed(List<String> texts) {
        if (texts.isEmpty()) {
            return CompletableFuture.completedFuture(List.of());
        }
        if (!permits.tryAcquire()) {
            metrics.asked(AGENT, ModelOutcome.OVERLOADED.wireName(), ModelUse.NONE, Duration.ZERO);
            return CompletableFuture.failedFuture(
                    new ModelException(ModelOutcome.OVERLOADED, null, ModelUse.NONE));
        }
        PendingRequest pending = new PendingRequest(texts);
        pending.start();
        return pending.out;
    }

    @Override
    public void close() {
        timers.shutdownNow();
        active.forEach(pending -> pending.end(pending.failure(ModelOutcome.CANCELLED)));
        http.close();
    }

    /**
     * One request, one batch after the other. Except for its end, it runs on one thread at a time.
     */
    private final class PendingRequest {

        private final CompletableFuture<List<float[]>> out = new CompletableFuture<>();
        private final List<String> texts;
        private final float[][] vectors;
        private final long startedAt = System.nanoTime();
        private final long endsAt = startedAt + settings.deadline().toNanos();
        private volatile CompletableFuture<HttpResponse<byte[]>> sent;
        private final AtomicBoolean ended = new AtomicBoolean();
        private volatile ScheduledFuture<?> timer;
        private int attempts;
        private ModelUse spent = ModelUse.NONE;

        PendingRequest(List<String> texts) {
            this.texts =
                    texts.stream()
                            .map(text -> text.isBlank() ? NOTHING_SAID : text)
                            .map(HttpEmbedder::cut)
                            .toList();
            this.vectors = new float[texts.size()][];
        }

        void start() {
            active.add(this);
            out.whenComplete(
                    (value, failure) -> {
                        if (out.isCancelled()) {
                            end(failure(ModelOutcome.CANCELLED));
                        }
                    });
            try {
                timer =
                        timers.schedule(
                                () -> end(failure(ModelOutcome.TIMEOUT)),
                                settings.deadline().toNanos(),
                                TimeUnit.NANOSECONDS);
                send(0);
            } catch (RejectedExecutionException e) {
                end(failure(ModelOutcome.CANCELLED));
            }
        }

        private void send(int from) {
            if (ended.get()) {
                return;
            }
            if (!circuit.permits()) {
                end(failure(ModelOutcome.CIRCUIT_OPEN));
                return;
            }
            int to = Math.min(texts.size(), from + settings.batch());
            long sentAt = System.nanoTime();
            attempts++;
            CompletableFuture<HttpResponse<byte[]>> request =
                    http.send(request(texts.subList(from, to)));
            sent = request;
            request.whenComplete(
                    (response, failure) -> {
                        long nanos = System.nanoTime() - sentAt;
                        try {
                            read(from, to, response, failure);
                            circuit.succeeded(nanos);
                            attempts = 0;
                            next(to);
                        } catch (ModelException e) {
                            failed(from, e, nanos);
                        } catch (RuntimeException e) {
                            failed(from, unreadable(e.getClass().getSimpleName()), nanos);
                        }
                    });
            if (ended.get()) {
                request.cancel(true);
            }
        }

        private void next(int from) {
            if (from < texts.size()) {
                send(from);
            } else {
                end(null);
            }
        }

        private void failed(int from, ModelException failure, long nanos) {
            if (ended.get() && failure.outcome() == ModelOutcome.CANCELLED) {
                if (endsAt <= System.nanoTime()) {
                    circuit.failed(failure, nanos);
                } else {
                    circuit.released();
                }
                return;
            }
            circuit.failed(failure, nanos);
            Duration wait = failure.retryAfter() == null ? WAIT : failure.retryAfter();
            boolean isRetryable =
                    switch (failure.outcome()) {
                        case UNAVAILABLE, RATE_LIMITED, TIMEOUT -> attempts < MOST_TRIES;
                        default -> false;
                    };
            if (isRetryable && System.nanoTime() + wait.toNanos() < endsAt) {
                try {
                    timers.schedule(() -> send(from), wait.toNanos(), TimeUnit.NANOSECONDS);
                    return;
                } catch (RejectedExecutionException e) {
                    // The embedder was closed meanwhile; the request fails below.
                }
            }
            if (failure.retryAfter() != null) {
                circuit.holdOff(failure.retryAfter());
            }
            end(failure.with(spent));
        }

        private void read(int from, int to, HttpResponse<byte[]> response, Throwable failure) {
            if (failure != null) {
                ModelUse unanswered = ModelUse.unanswered(null, estimatedTokens(from, to), null);
                spent = spent.plus(unanswered);
                Throwable cause =
                        failure instanceof CompletionException ? failure.getCause() : failure;
                throw new ModelException(
                        ended.get() ? ModelOutcome.CANCELLED : ModelOutcome.UNAVAILABLE,
                        cause.getClass().getSimpleName(),
                        unanswered);
            }
            if (response.statusCode() / 100 != 2) {
                ModelUse rejectedUse = ModelUse.turnedAway(null);
                spent = spent.plus(rejectedUse);
                throw new HttpFailure(response).asModelException(rejectedUse);
            }
            try {
                JsonNode body = Json.MAPPER.readTree(response.body());
                spent = spent.plus(use(body.at("/usage/prompt_tokens"), from, to));
                for (JsonNode item : body.path("data")) {
                    int at = from + item.path("index").asInt(-1);
                    if (at < from || at >= to) {
                        throw unreadable("index out of range");
                    }
                    vectors[at] = unit(item.path("embedding"));
                }
            } catch (IOException e) {
                throw unreadable("not JSON");
            }
            if (Arrays.asList(vectors).subList(from, to).contains(null)) {
                throw unreadable("some vectors are missing");
            }
        }

        /**
         * If the server does not count tokens, their number is unknown, which is not the same as 0.
         */
        private ModelUse use(JsonNode tokens, int from, int to) {
            return tokens.isIntegralNumber() && tokens.asLong() >= 0
                    ? ModelUse.counted(settings.model(), null, tokens.asLong(), 0, 0, null)
                    : ModelUse.unanswered(null, estimatedTokens(from, to), null);
        }

        private long estimatedTokens(int from, int to) {
            long characters = texts.subList(from, to).stream().mapToLong(String::length).sum();
            return TokenEstimate.of(characters);
        }

        private ModelException unreadable(String reason) {
            return new ModelException(ModelOutcome.UNREADABLE, reason, spent);
        }

        private float[] unit(JsonNode embedding) {
            if (embedding.size() != settings.dimension()) {
                throw unreadable(
                        embedding.size() + " dimensions instead of " + settings.dimension());
            }
            float[] vector = new float[embedding.size()];
            double length = 0;
            for (int i = 0; i < vector.length; i++) {
                vector[i] = embedding.get(i).floatValue();
                length += (double) vector[i] * vector[i];
            }
            if (!(length > 0) || Double.isInfinite(length)) {
                throw unreadable("a vector of length zero or infinity");
            }
            float scale = (float) (1 / Math.sqrt(length));
            for (int i = 0; i < vector.length; i++) {
                vector[i] *= scale;
            }
            return vector;
        }

        /**
         * @param failure or null if all vectors have arrived
         */
        private void end(ModelException failure) {
            if (!ended.compareAndSet(false, true)) {
                return;
            }
            permits.release();
            active.remove(this);
            ScheduledFuture<?> deadlineTimer = timer;
            if (deadlineTimer != null) {
                deadlineTimer.cancel(false);
            }
            CompletableFuture<?> running = sent;
            if (failure != null && running != null) {
                running.cancel(true);
            }
            metrics.asked(
                    AGENT,
                    failure == null ? AgentAction.OK : failure.outcome().wireName(),
                    spent,
                    Duration.ofNanos(System.nanoTime() - startedAt));
            Runnable completion =
                    failure == null
                            ? () -> out.complete(List.of(vectors))
                            : () -> out.completeExceptionally(failure);
            try {
                completions.execute(completion);
            } catch (RejectedExecutionException e) {
                completion.run();
            }
        }

        private ModelException failure(ModelOutcome outcome) {
            return new ModelException(outcome, null, spent);
        }
    }

    private HttpRequest request(List<String> texts) {
        ObjectNode body = Json.MAPPER.createObjectNode();
        body.put("model", settings.model());
        texts.forEach(body.putArray("input")::add);
        body.put("dimensions", settings.dimension());
        body.put("encoding_format", "float");
        HttpRequest.Builder request =
                HttpRequest.newBuilder(settings.endpoint().resolve("/embeddings"))
                        .header("Content-Type", "application/json");
        if (settings.endpoint().apiKey() != null) {
            request.header("Authorization", "Bearer " + settings.endpoint().apiKey());
        }
        try {
            return request.POST(BodyPublishers.ofByteArray(Json.MAPPER.writeValueAsBytes(body)))
                    .build();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Never splits a surrogate pair. */
    private static String cut(String text) {
        if (text.length() <= MOST_CHARACTERS) {
            return text;
        }
        int end = MOST_CHARACTERS;
        return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end);
    }
}

package io.supportassistant.doubles;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Double of a server with OpenAI's HTTP API: {@code POST /v1/chat/completions}, {@code POST
 * /v1/embeddings} and {@code GET /v1/models}. It refuses the same requests as the real one, derives
 * answers from the request, and can simulate the failures of real servers. Thread-safe.
 */
public final class ModelServer implements AutoCloseable {

    public static final String MODEL = "double-chat-1";
    public static final String EMBEDDING_MODEL = "double-embedding-not-semantic";
    public static final String API_KEY = "sk-double-000000000000";

    private static final int REMEMBERED = 10_000;

    /** The behaviour for the next requests. */
    public enum Mode {
        NORMAL,
        /** Accepts the request and never responds. */
        HANG,
        /** Sends status, headers and a part of the body, then nothing. */
        STALL,
        /** Status 500. */
        ERROR,
        /** Status 200 with an HTML page, as from a proxy. */
        GARBAGE,
        /** The answer's JSON ends in the middle, with finish_reason "length". */
        CUT_OFF,
        /** The model declines to answer. */
        REFUSAL,
        /** Status 200 without choices. */
        EMPTY,
        /** Status 429, rate_limit_exceeded, with the configured Retry-After. */
        RATE_LIMITED,
        /** Status 429, insufficient_quota. */
        OUT_OF_QUOTA,
        /** Closes the connection without a response. */
        HANG_UP
    }

    private final Vertx vertx;
    private final int port;
    private final Deque<Mode> once = new ConcurrentLinkedDeque<>();
    private final Deque<Recording> recordings = new ConcurrentLinkedDeque<>();
    private final Deque<JsonObject> requests = new ArrayDeque<>();
    private final AtomicInteger counted = new AtomicInteger();
    private final AtomicInteger aborted = new AtomicInteger();
    private final ChatContract contract = new ChatContract();
    private volatile HttpServer http;
    private volatile Mode mode = Mode.NORMAL;
    private volatile Duration delay = Duration.ZERO;
    private volatile String retryAfter = "1";
    private volatile String key = API_KEY;

    private ModelServer() {
        vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(2).setWorkerPoolSize(1));
        http = listen(0);
        port = http.actualPort();
    }

    /** Listens on a free port of the loopback address. */
    public static ModelServer start() {
        return new ModelServer();
    }

    /** The base URL for clients. */
    public URI baseUrl() {
        return URI.create("http://127.0.0.1:" + port + "/v1");
    }

    /** Sets the behaviour for all further requests. */
    public void behave(Mode mode) {
        this.mode = mode;
    }

    /**
     * Sets the behaviour for each of the next requests, in order; after these the previous one
     * returns.
     */
    public void behaveOnce(Mode... modes) {
        once.addAll(List.of(modes));
    }

    /** Sets the delay of every response. */
    public void delay(Duration delay) {
        this.delay = delay;
    }

    /**
     * @param retryAfter value of the header: seconds, or an HTTP date, or null to omit it
     */
    public void retryAfter(String retryAfter) {
        this.retryAfter = retryAfter;
    }

    /** Whether requests must have {@link #API_KEY}; most self-hosted servers require no key. */
    public void requireKey(boolean required) {
        this.key = required ? API_KEY : null;
    }

    /** Requires this key in requests. */
    public void requireKey(String required) {
        this.key = required;
    }

    /** Serves chat under this name too. */
    public void serve(String model) {
        contract.serve(model);
    }

    /** Whether it accepts only {@code max_tokens}, as older servers do, or only its successor. */
    public void knowOldTokensFieldOnly(boolean old) {
        contract.knowOldTokensFieldOnly(old);
    }

    /**
     * Answers matching requests with this content, without validating it; the latest recording
     * wins.
     */
    public void record(Predicate<JsonObject> request, String content) {
        recordings.addFirst(new Recording(request, content));
    }

    /** Answers the request with this {@link #hash} with this content. */
    public void record(String requestHash, String content) {
        record(request -> hash(request).equals(requestHash), content);
    }

    /** Deletes recorded answers and received requests. */
    public void forget() {
        recordings.clear();
        synchronized (requests) {
            requests.clear();
        }
    }

    /** A hash of the complete request. */
    public static String hash(JsonObject request) {
        try {
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance("SHA-256")
                                    .digest(request.encode().getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The parsable requests, in the order received. */
    public List<JsonObject> requests() {
        synchronized (requests) {
            return List.copyOf(requests);
        }
    }

    /** The number of requests received, parsable or not. */
    public int count() {
        return counted.get();
    }

    /** The number of requests that their client aborted before the response. */
    public int aborted() {
        return aborted.get();
    }

    /** Refuses connections until {@link #listenAgain}. */
    public void stopListening() {
        await(http.close());
    }

    public void listenAgain() {
        http = listen(port);
    }

    @Override
    public void close() {
        await(vertx.close());
    }

    private HttpServer listen(int onPort) {
        Router router = Router.router(vertx);
        router.route().handler(BodyHandler.create(false).setBodyLimit(4L << 20));
        router.route("/v1/*").handler(this::authenticate);
        router.get("/v1/models").handler(this::models);
        router.post("/v1/chat/completions").handler(this::chat);
        router.post("/v1/embeddings").handler(this::embed);
        HttpServerOptions options = new HttpServerOptions().setAcceptBacklog(2048);
        // Vert.x ignores a host in the options if a port is given here.
        return await(
                vertx.createHttpServer(options).requestHandler(router).listen(onPort, "127.0.0.1"));
    }

    private void authenticate(RoutingContext context) {
        counted.incrementAndGet();
        HttpServerResponse response = context.response();
        response.closeHandler(
                closed -> {
                    if (!response.ended()) {
                        aborted.incrementAndGet();
                    }
                });
        if (key != null
                && !("Bearer " + key).equals(context.request().getHeader("Authorization"))) {
            refuse(context, Refusal.UNAUTHORIZED);
        } else {
            context.next();
        }
    }

    private void models(RoutingContext context) {
        JsonArray data = new JsonArray();
        List.of(MODEL, EMBEDDING_MODEL)
                .forEach(id -> data.add(new JsonObject().put("id", id).put("object", "model")));
        reply(context, 200, new JsonObject().put("object", "list").put("data", data));
    }

    private void chat(RoutingContext context) {
        JsonObject request = read(context);
        if (request == null) {
            return;
        }
        Optional<Refusal> refusal = contract.check(request);
        if (refusal.isPresent()) {
            refuse(context, refusal.get());
            return;
        }
        later(
                context,
                () -> {
                    String content =
                            recordings.stream()
                                    .filter(recording -> recording.request().test(request))
                                    .findFirst()
                                    .map(Recording::content)
                                    .orElseGet(() -> DerivedAnswers.content(request));
                    return contract.completion(request, content);
                },
                request);
    }

    private void embed(RoutingContext context) {
        JsonObject request = read(context);
        if (request == null) {
            return;
        }
        Optional<Refusal> refusal = HashedEmbeddings.check(request);
        if (refusal.isPresent()) {
            refuse(context, refusal.get());
            return;
        }
        later(context, () -> HashedEmbeddings.answer(request), request);
    }

    private JsonObject read(RoutingContext context) {
        try {
            JsonObject request = context.body().asJsonObject();
            if (request != null) {
                remember(request);
                return request;
            }
        } catch (DecodeException | ClassCastException e) {
            // Refused below.
        }
        refuse(context, Refusal.NOT_JSON);
        return null;
    }

    private void remember(JsonObject request) {
        synchronized (requests) {
            requests.addLast(request);
            if (requests.size() > REMEMBERED) {
                requests.removeFirst();
            }
        }
    }

    private void later(RoutingContext context, Supplier<JsonObject> answer, JsonObject request) {
        Mode next = once.poll();
        Mode how = next == null ? mode : next;
        Runnable respond = () -> respond(context, how, answer, request);
        if (delay.isZero()) {
            respond.run();
        } else {
            vertx.setTimer(delay.toMillis(), timer -> respond.run());
        }
    }

    private void respond(
            RoutingContext context, Mode how, Supplier<JsonObject> answer, JsonObject request) {
        if (context.response().closed()) {
            return;
        }
        switch (how) {
            case NORMAL -> reply(context, 200, answer.get());
            case HANG -> {}
            case STALL -> {
                Buffer whole = answer.get().toBuffer();
                context.response()
                        .putHeader("Content-Type", "application/json")
                        .putHeader("Content-Length", Integer.toString(whole.length()))
                        .write(whole.getBuffer(0, whole.length() / 2));
            }
            case ERROR -> refuse(context, Refusal.SERVER_ERROR);
            case GARBAGE ->
                    context.response()
                            .putHeader("Content-Type", "text/html")
                            .end("<html><body>Welcome to the guest network</body></html>");
            case CUT_OFF -> reply(context, 200, contract.cutOff(request, answer.get()));
            case REFUSAL -> reply(context, 200, contract.declined(request));
            case EMPTY ->
                    reply(context, 200, contract.completion(request, "").put("choices", List.of()));
            case RATE_LIMITED -> {
                if (retryAfter != null) {
                    context.response().putHeader("Retry-After", retryAfter);
                }
                refuse(context, Refusal.RATE_LIMITED);
            }
            case OUT_OF_QUOTA -> refuse(context, Refusal.OUT_OF_QUOTA);
            case HANG_UP -> context.request().connection().close();
        }
    }

    private static void refuse(RoutingContext context, Refusal refusal) {
        reply(context, refusal.status(), refusal.body());
    }

    private static void reply(RoutingContext context, int status, JsonObject body) {
        context.response()
                .setStatusCode(status)
                .putHeader("Content-Type", "application/json")
                .end(body.toBuffer());
    }

    private static <T> T await(Future<T> future) {
        return future.toCompletionStage().toCompletableFuture().join();
    }

    private record Recording(Predicate<JsonObject> request, String content) {}
}

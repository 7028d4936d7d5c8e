package io.supportassistant.doubles;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Avaya's two clouds: the Experience Platform with its notifications, beside which a speech service
 * posts transcripts; and Infinity with its events, and with transcripts to poll. A subscription
 * that is not renewed in time expires, and its events are lost.
 */
public final class AvayaDouble implements PhoneSystem {

    /** The cloud that reports a call. */
    public enum Product {
        EXPERIENCE_PLATFORM,
        INFINITY
    }

    static final String AXP = "/api/notification/v1/accounts/ABCDEF/subscriptions";
    private static final String DIGITAL = "/api/digital/webhook/v1/accounts/ABCDEF/subscriptions";
    static final String INFINITY = "/api/events/v1/subscriptions";

    private static final class Subscription {

        private final String id = UUID.randomUUID().toString();
        private final JsonObject request;
        private final String kind;
        private volatile Instant expiresAt;

        private Subscription(String kind, JsonObject request, Instant expiresAt) {
            this.kind = kind;
            this.request = request;
            this.expiresAt = expiresAt;
        }
    }

    private final Vertx vertx = Vertx.vertx();
    private final Sender sender = new Sender();
    private final HttpServer server;
    private final Product product;
    private final String clientId;
    private final String clientSecret;
    private final String appKey;
    private final Tokens tokens;
    private final Map<String, Subscription> subscriptions = new ConcurrentHashMap<>();
    private final Map<String, JsonArray> transcripts = new ConcurrentHashMap<>();
    private final AvayaCalls calls = new AvayaCalls(this);
    private final AtomicInteger renewals = new AtomicInteger();

    /**
     * Starts on a free port; the account is {@code ABCDEF}.
     *
     * @param tokenLife lifetime of access tokens, and so of subscriptions
     */
    public AvayaDouble(
            Product product,
            String clientId,
            String clientSecret,
            String appKey,
            Duration tokenLife) {
        this.product = product;
        this.clientId = clientId;
        this.clientSecret = clientSecret;
        this.appKey = appKey;
        this.tokens = new Tokens(tokenLife);
        Router router = Router.router(vertx);
        router.route().handler(BodyHandler.create(false));
        router.post("/api/auth/v1/ABCDEF/protocol/openid-connect/token")
                .handler(ctx -> login(ctx, true));
        router.post("/auth/realms/avaya/protocol/openid-connect/token")
                .handler(ctx -> login(ctx, false));
        for (String path : List.of(AXP, DIGITAL, INFINITY)) {
            router.post(path).handler(ctx -> authorized(ctx, () -> subscribe(ctx, path)));
            router.postWithRegex(java.util.regex.Pattern.quote(path) + "/([^/:]+):renew")
                    .handler(ctx -> authorized(ctx, () -> renew(ctx)));
            router.delete(path + "/:id")
                    .handler(
                            ctx ->
                                    authorized(
                                            ctx,
                                            () -> {
                                                subscriptions.remove(ctx.pathParam("id"));
                                                answer(ctx, 204, null);
                                            }));
        }
        router.get(DIGITAL + "/:id").handler(ctx -> authorized(ctx, () -> lookUp(ctx)));
        router.get("/api/core/transcripts/:id")
                .handler(ctx -> authorized(ctx, () -> transcript(ctx)));
        this.server =
                vertx.createHttpServer()
                        .requestHandler(router)
                        .listen(0, "127.0.0.1")
                        .toCompletionStage()
                        .toCompletableFuture()
                        .join();
    }

    public String url() {
        return "http://127.0.0.1:" + server.actualPort();
    }

    @Override
    public String source() {
        return "avaya";
    }

    @Override
    public String callId(SimulatedCall call) {
        return call.id("engagement").toString();
    }

    @Override
    public boolean isHeard(SimulatedCall call) {
        return !alive(product == Product.INFINITY ? INFINITY : AXP).isEmpty();
    }

    private void login(RoutingContext ctx, boolean axp) {
        String form = ctx.body().asString();
        boolean known =
                form != null
                        && form.contains("grant_type=client_credentials")
                        && form.contains("client_id=" + clientId)
                        && form.contains("client_secret=" + clientSecret)
                        && (axp
                                ? appKey.equals(ctx.request().getHeader("appkey"))
                                : form.contains("scope=EVENT_NOTIFICATION"));
        if (!known) {
            answer(ctx, 401, new JsonObject().put("error", "invalid_client"));
            return;
        }
        answer(
                ctx,
                200,
                new JsonObject()
                        .put("access_token", tokens.issue())
                        .put("expires_in", tokens.life().toSeconds()));
    }

    private void authorized(RoutingContext ctx, Runnable then) {
        boolean keyed =
                ctx.request().path().startsWith(INFINITY)
                        || ctx.request().path().startsWith("/api/core")
                        || appKey.equals(ctx.request().getHeader("appkey"));
        if (keyed && tokens.hold(ctx.request().getHeader("Authorization"))) {
            then.run();
        } else {
            answer(ctx, 401, new JsonObject().put("title", "Unauthorized"));
        }
    }

    private void subscribe(RoutingContext ctx, String kind) {
        JsonObject request = ctx.body().asJsonObject();
        boolean complete =
                kind.equals(DIGITAL)
                        ? request.containsKey("callbackUrl") && request.containsKey("eventTypes")
                        : request.containsKey("family") && request.containsKey("transport");
        if (!complete) {
            answer(ctx, 400, new JsonObject().put("title", "Bad Request"));
            return;
        }
        Subscription made = new Subscription(kind, request, expiry());
        subscriptions.put(made.id, made);
        answer(ctx, 201, described(made));
    }

    private void renew(RoutingContext ctx) {
        Subscription known = subscriptions.get(ctx.pathParam("param0"));
        if (known == null) {
            answer(ctx, 404, new JsonObject().put("title", "Not Found"));
            return;
        }
        known.expiresAt = expiry();
        renewals.incrementAndGet();
        answer(ctx, 200, described(known));
    }

    private void lookUp(RoutingContext ctx) {
        Subscription known = subscriptions.get(ctx.pathParam("id"));
        if (known == null) {
            answer(ctx, 404, new JsonObject().put("title", "Not Found"));
        } else {
            answer(ctx, 200, described(known));
        }
    }

    private Instant expiry() {
        return Instant.now().plus(tokens.life());
    }

    private JsonObject described(Subscription subscription) {
        return new JsonObject()
                .put("subscriptionId", subscription.id)
                .put("expiresAt", subscription.expiresAt.toString())
                .put("expiresIn", tokens.life().toSeconds())
                .put("status", "ACTIVE");
    }

    private void transcript(RoutingContext ctx) {
        JsonArray messages = transcripts.get(ctx.pathParam("id"));
        answer(
                ctx,
                messages == null ? 404 : 200,
                messages == null
                        ? new JsonObject().put("title", "Not Found")
                        : new JsonObject()
                                .put("interactionId", ctx.pathParam("id"))
                                .put("messages", messages.copy()));
    }

    @Override
    public List<Step> steps(SimulatedCall call) {
        return product == Product.INFINITY ? calls.infinity(call) : calls.experiencePlatform(call);
    }

    /** Appends a message to the transcript of an interaction. */
    void transcribe(String interactionId, JsonObject message) {
        transcripts.computeIfAbsent(interactionId, absent -> new JsonArray()).add(message);
    }

    /** Posts a transcript to the address to which the platform sends its notifications. */
    void postTranscript(String engagementId, JsonObject body) {
        for (Subscription one : alive(AXP)) {
            JsonObject transport = one.request.getJsonObject("transport");
            String endpoint = transport.getString("endpoint").replaceFirst("/axp$", "");
            sender.post(
                    endpoint + "/transcripts/" + engagementId,
                    headers(transport),
                    body.encode().getBytes(UTF_8),
                    200);
        }
    }

    /** Posts an event to every active subscription. */
    void deliver(String kind, JsonObject event) {
        for (Subscription one : alive(kind)) {
            JsonObject transport = one.request.getJsonObject("transport");
            sender.post(
                    transport.getString("endpoint"),
                    headers(transport),
                    event.copy().put("subscriptionId", one.id).encode().getBytes(UTF_8),
                    200);
        }
    }

    private static Map<String, String> headers(JsonObject transport) {
        return Map.of(
                "Content-Type",
                "application/json",
                transport.getString("authTokenHeader", "auth-token"),
                transport.getString("authToken"));
    }

    private List<Subscription> alive(String kind) {
        return subscriptions.values().stream()
                .filter(one -> one.kind.equals(kind) && Instant.now().isBefore(one.expiresAt))
                .toList();
    }

    /** The number of active subscriptions. */
    public int activeSubscriptions() {
        return alive(AXP).size() + alive(INFINITY).size();
    }

    public int renewals() {
        return renewals.get();
    }

    /** Drops all subscriptions, as after an outage. */
    public void forgetSubscriptions() {
        subscriptions.clear();
    }

    public void expireTokens() {
        tokens.expireAll();
    }

    private static void answer(RoutingContext ctx, int status, JsonObject body) {
        ctx.response().setStatusCode(status).putHeader("Content-Type", "application/json");
        if (body == null) {
            ctx.response().end();
        } else {
            ctx.response().end(Buffer.buffer(body.encode()));
        }
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}

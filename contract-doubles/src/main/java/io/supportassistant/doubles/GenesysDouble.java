package io.supportassistant.doubles;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Genesys Cloud's login, its notification channels with their limits, and their WebSockets. A
 * notification reaches only clients that are subscribed and connected when it is published.
 */
public final class GenesysDouble implements PhoneSystem {

    private static final int MAX_CHANNELS = 20;
    private static final int MAX_TOPICS = 1_000;

    private final Vertx vertx;
    private final HttpServer server;
    private final String clientId;
    private final String clientSecret;
    private static final int NO_ANSWER = 0;

    private final Tokens tokens;
    private final NotificationChannels channels = new NotificationChannels(MAX_CHANNELS);
    private final Map<String, JsonObject> conversations = new ConcurrentHashMap<>();
    private final Map<String, Refused> refusedConversations = new ConcurrentHashMap<>();

    private final Map<String, Integer> refusedTopics = new ConcurrentHashMap<>();

    private volatile Duration subscriptionDelay = Duration.ZERO;

    private record Refused(int status, int retryAfterSeconds) {}

    private final GenesysCalls calls;
    private final AtomicInteger refusals = new AtomicInteger();
    private volatile int retryAfter;
    private volatile boolean silent;

    /**
     * Starts on a free port.
     *
     * @param queueId queue of the simulated calls
     * @param tokenLife lifetime of access tokens
     */
    public GenesysDouble(String clientId, String clientSecret, String queueId, Duration tokenLife) {
        this.vertx = Vertx.vertx();
        this.clientId = clientId;
        this.clientSecret = clientSecret;
        this.tokens = new Tokens(tokenLife);
        this.calls = new GenesysCalls(this, queueId);
        Router router = Router.router(vertx);
        router.route().handler(BodyHandler.create(false));
        router.post("/oauth/token").handler(this::login);
        router.route("/api/v2/*").handler(this::authorize);
        router.post("/api/v2/notifications/channels").handler(this::createChannel);
        router.head("/api/v2/notifications/channels/:id")
                .handler(
                        ctx -> answer(ctx, channels.exists(ctx.pathParam("id")) ? 200 : 404, null));
        String subscriptions = "/api/v2/notifications/channels/:id/subscriptions";
        router.post(subscriptions).handler(ctx -> subscribe(ctx, false));
        router.put(subscriptions).handler(ctx -> subscribe(ctx, true));
        router.get(subscriptions).handler(this::listSubscriptions);
        router.delete(subscriptions).handler(this::clearSubscriptions);
        router.get("/api/v2/conversations/:id").handler(this::conversation);
        this.server =
                vertx.createHttpServer()
                        .requestHandler(router)
                        .webSocketHandler(this::connect)
                        .listen(0, "127.0.0.1")
                        .toCompletionStage()
                        .toCompletableFuture()
                        .join();
    }

    /** The URL of both the login and the API. */
    public String url() {
        return "http://127.0.0.1:" + server.actualPort();
    }

    @Override
    public String source() {
        return "genesys";
    }

    @Override
    public String callId(SimulatedCall call) {
        return call.id("conversation").toString();
    }

    @Override
    public List<Step> steps(SimulatedCall call) {
        return calls.steps(call);
    }

    /** A client subscribes to the transcript only once an agent has answered the call. */
    @Override
    public boolean isHeard(SimulatedCall call) {
        JsonObject conversation = conversations.get(callId(call));
        return conversation == null
                ? isListenedTo(calls.callsTopic())
                : !GenesysCalls.isAnswered(conversation)
                        || isListenedTo(GenesysCalls.transcriptTopic(callId(call)));
    }

    private void login(RoutingContext ctx) {
        String expected =
                "Basic "
                        + Base64.getEncoder()
                                .encodeToString(
                                        (clientId + ":" + clientSecret)
                                                .getBytes(StandardCharsets.UTF_8));
        if (!expected.equals(ctx.request().getHeader("Authorization"))
                || !ctx.body().asString().contains("grant_type=client_credentials")) {
            answer(ctx, 401, new JsonObject().put("error", "invalid_client"));
            return;
        }
        answer(
                ctx,
                200,
                new JsonObject()
                        .put("access_token", tokens.issue())
                        .put("token_type", "bearer")
                        .put("expires_in", tokens.life().toSeconds()));
    }

    private void authorize(RoutingContext ctx) {
        if (!tokens.hold(ctx.request().getHeader("Authorization"))) {
            answer(ctx, 401, new JsonObject().put("code", "authentication.required"));
        } else if (refusals.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            ctx.response().putHeader("Retry-After", Integer.toString(retryAfter));
            answer(ctx, 429, new JsonObject().put("code", "too.many.requests"));
        } else {
            ctx.next();
        }
    }

    private void createChannel(RoutingContext ctx) {
        String id = channels.create();
        answer(
                ctx,
                200,
                new JsonObject()
                        .put("id", id)
                        .put(
                                "connectUri",
                                "ws://127.0.0.1:" + server.actualPort() + "/channels/" + id)
                        .put("expires", java.time.Instant.now().plusSeconds(86_400).toString()));
    }

    private void subscribe(RoutingContext ctx, boolean replace) {
        String id = ctx.pathParam("id");
        if (!channels.exists(id)) {
            answer(ctx, 404, new JsonObject().put("code", "not.found"));
            return;
        }
        List<String> topics =
                ctx.body().asJsonArray().stream()
                        .map(topic -> ((JsonObject) topic).getString("id"))
                        .toList();
        Integer refusal =
                topics.stream()
                        .map(refusedTopics::get)
                        .filter(Objects::nonNull)
                        .findAny()
                        .orElse(null);
        if (refusal != null) {
            if (refusal != NO_ANSWER) {
                answer(ctx, refusal, new JsonObject().put("code", "refused"));
            }
            return;
        }
        if (topics.contains(null)
                || topics.stream().anyMatch(topic -> topic.contains("*"))
                || !channels.subscribe(id, topics, replace, MAX_TOPICS)) {
            answer(ctx, 400, new JsonObject().put("code", "bad.request"));
            return;
        }
        if (subscriptionDelay.isZero()) {
            listSubscriptions(ctx);
        } else {
            ctx.vertx().setTimer(subscriptionDelay.toMillis(), elapsed -> listSubscriptions(ctx));
        }
    }

    private void listSubscriptions(RoutingContext ctx) {
        String id = ctx.pathParam("id");
        if (!channels.exists(id)) {
            answer(ctx, 404, new JsonObject().put("code", "not.found"));
            return;
        }
        JsonArray entities = new JsonArray();
        channels.topics(id).forEach(topic -> entities.add(new JsonObject().put("id", topic)));
        answer(ctx, 200, new JsonObject().put("entities", entities));
    }

    private void clearSubscriptions(RoutingContext ctx) {
        boolean known = channels.exists(ctx.pathParam("id"));
        if (known) {
            channels.subscribe(ctx.pathParam("id"), List.of(), true, MAX_TOPICS);
        }
        answer(ctx, known ? 200 : 404, null);
    }

    private void conversation(RoutingContext ctx) {
        JsonObject conversation = conversations.get(ctx.pathParam("id"));
        Refused refused = refusedConversations.get(ctx.pathParam("id"));
        if (refused != null && refused.status() == NO_ANSWER) {
            return;
        }
        if (refused != null) {
            if (refused.retryAfterSeconds() > 0) {
                ctx.response().putHeader("Retry-After", "" + refused.retryAfterSeconds());
            }
            answer(ctx, refused.status(), new JsonObject().put("code", "refused"));
            return;
        }
        answer(
                ctx,
                conversation == null ? 404 : 200,
                conversation == null ? new JsonObject().put("code", "not.found") : conversation);
    }

    private void connect(ServerWebSocket socket) {
        String id = socket.path().replace("/channels/", "");
        if (!channels.connect(id, socket)) {
            socket.close((short) 1008, "unknown channel");
            return;
        }
        socket.textMessageHandler(
                text -> {
                    boolean ping = new JsonObject(text).getString("message", "").equals("ping");
                    if (ping && !silent) {
                        socket.writeTextMessage(metadata("pong").encode());
                    }
                });
        if (!silent) {
            socket.writeTextMessage(metadata("WebSocket Heartbeat").encode());
        }
    }

    private static JsonObject metadata(String message) {
        return new JsonObject()
                .put("topicName", "channel.metadata")
                .put("eventBody", new JsonObject().put("message", message));
    }

    /** Publishes a notification on a topic. */
    public void publish(String topic, JsonObject body) {
        JsonObject frame =
                new JsonObject()
                        .put("topicName", topic)
                        .put("version", "2")
                        .put("eventBody", body)
                        .put("metadata", new JsonObject().put("CorrelationId", "double"));
        if (!silent) {
            channels.sockets(topic).forEach(socket -> socket.writeTextMessage(frame.encode()));
        }
    }

    /** Sets the state of a conversation in the API; null removes it. */
    void show(String id, JsonObject conversation) {
        if (conversation == null) {
            conversations.remove(id);
        } else {
            conversations.put(id, conversation);
        }
    }

    /** The number of subscribed topics of all connected channels. */
    public int listenedTopics() {
        return channels.listenedTopics();
    }

    public boolean isListenedTo(String topic) {
        return !channels.sockets(topic).isEmpty();
    }

    public int channelCount() {
        return channels.count();
    }

    public int connectionsMade() {
        return channels.connectionsMade();
    }

    /** Announces that the connections will close, and closes them after {@code moment}. */
    public void closeSoon(Duration moment) {
        JsonObject closing =
                new JsonObject()
                        .put("topicName", "v2.system.socket_closing")
                        .put("eventBody", new JsonObject());
        List<ServerWebSocket> sockets = channels.sockets();
        sockets.forEach(socket -> socket.writeTextMessage(closing.encode()));
        vertx.setTimer(moment.toMillis(), now -> sockets.forEach(ServerWebSocket::close));
    }

    /** Closes all connections without an announcement. */
    public void drop() {
        channels.sockets().forEach(ServerWebSocket::close);
    }

    /** Deletes all channels, as after 24 hours. */
    public void forgetChannels() {
        channels.forgetAll();
    }

    /** Deletes the subscriptions of all channels, as if none were renewed. */
    public void unsubscribeAll() {
        channels.unsubscribeAll();
    }

    public void expireTokens() {
        tokens.expireAll();
    }

    /** If true, connections stay open but no notifications arrive. */
    public void fallSilent(boolean value) {
        silent = value;
    }

    /** Responds to the next calls with 429. */
    public void refuseNext(int calls, int retryAfterSeconds) {
        retryAfter = retryAfterSeconds;
        refusals.set(calls);
    }

    /** From now on GET of that conversation gets no response. */
    public void hangConversation(String id) {
        refuseConversation(id, NO_ANSWER);
    }

    /** From now on GET of that conversation returns this status. */
    public void refuseConversation(String id, int status) {
        refuseConversation(id, status, 0);
    }

    /**
     * From now on GET of that conversation returns this status.
     *
     * @param retryAfterSeconds how long the client must wait; 0 without the header
     */
    public void refuseConversation(String id, int status, int retryAfterSeconds) {
        refusedConversations.put(id, new Refused(status, retryAfterSeconds));
    }

    /** From now on refuses every subscription request that contains the topic. */
    public void refuseTopic(String topic, int status) {
        refusedTopics.put(topic, status);
    }

    /** From now on subscription requests that contain the topic get no response. */
    public void hangTopic(String topic) {
        refuseTopic(topic, NO_ANSWER);
    }

    /** From now on responses to subscription requests take this long. */
    public void delaySubscriptions(Duration delay) {
        subscriptionDelay = delay;
    }

    /** From now on GET of that conversation gets a normal response. */
    public void allowConversation(String id) {
        refusedConversations.remove(id);
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

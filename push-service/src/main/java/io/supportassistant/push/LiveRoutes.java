package io.supportassistant.push;

import io.micrometer.core.instrument.MeterRegistry;
import io.supportassistant.edge.OperatorRoutes;
import io.supportassistant.edge.Problem;
import io.supportassistant.edge.ProblemException;
import io.supportassistant.events.SessionIds;
import io.supportassistant.push.Access.Viewer;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.openapi.router.RouterBuilder;
import java.util.concurrent.atomic.AtomicInteger;

/** The three ways to see a call: WebSocket, server-sent events, and a look at what stands now. */
final class LiveRoutes {

    private static final long HEARTBEAT_MS = 25_000;
    private static final short POLICY_VIOLATION = 1008;
    private static final short TRY_AGAIN_LATER = 1013;

    private final Vertx vertx;
    private final CallBoards boards;
    private final Access access;
    private final AgentInput input;
    private final AtomicInteger webSockets;
    private final AtomicInteger streams;
    private final io.micrometer.core.instrument.Counter slowClients;

    LiveRoutes(
            Vertx vertx,
            CallBoards boards,
            Access access,
            AgentInput input,
            MeterRegistry metrics) {
        this.vertx = vertx;
        this.boards = boards;
        this.access = access;
        this.input = input;
        this.webSockets = metrics.gauge("push.websockets", new AtomicInteger());
        this.streams = metrics.gauge("push.streams", new AtomicInteger());
        this.slowClients = metrics.counter("push.clients.too.slow");
    }

    void mount(RouterBuilder routes) {
        routes.getRoute("suggestions")
                .addHandler(this::suggestions)
                .addFailureHandler(Problem::answerFailure);
        // These two must take hold of the connection before anything else waits for it.
        routes.getRoute("webSocket")
                .setDoValidation(false)
                .addHandler(this::webSocket)
                .addFailureHandler(Problem::answerFailure);
        routes.getRoute("stream")
                .setDoValidation(false)
                .addHandler(this::stream)
                .addFailureHandler(Problem::answerFailure);
    }

    private void suggestions(RoutingContext ctx) {
        String sessionId = ctx.pathParam("session_id");
        access.admit(ctx.request(), sessionId)
                .onSuccess(viewer -> OperatorRoutes.json(ctx, 200, boards.standing(sessionId)))
                .onFailure(ctx::fail);
    }

    private void webSocket(RoutingContext ctx) {
        String sessionId = sessionId(ctx);
        Cursor seen = seen(ctx.request().getParam("after"));
        if (!"websocket".equalsIgnoreCase(ctx.request().getHeader("Upgrade"))) {
            throw new ProblemException(Problem.badRequest("This address is for a WebSocket", null));
        }
        ctx.request()
                .toWebSocket()
                .onFailure(ctx::fail)
                .onSuccess(
                        socket -> {
                            socket.pause();
                            access.admit(ctx.request(), sessionId)
                                    .onSuccess(viewer -> follow(socket, sessionId, viewer, seen))
                                    // A browser can read a close code, but not the status of a
                                    // refusal.
                                    .onFailure(
                                            refused ->
                                                    socket.close(
                                                            POLICY_VIOLATION, "access refused"));
                        });
    }

    private void follow(ServerWebSocket socket, String sessionId, Viewer viewer, Cursor seen) {
        Context context = vertx.getOrCreateContext();
        Outbox outbox =
                new Outbox(
                        context,
                        socket,
                        message -> socket.writeTextMessage(message.json()),
                        () -> {
                            slowClients.increment();
                            socket.close(TRY_AGAIN_LATER, "too slow");
                        });
        long heartbeat =
                vertx.setPeriodic(
                        HEARTBEAT_MS,
                        tick -> socket.writePing(io.vertx.core.buffer.Buffer.buffer("hb")));
        webSockets.incrementAndGet();
        socket.closeHandler(
                closed -> {
                    vertx.cancelTimer(heartbeat);
                    boards.leave(sessionId, outbox);
                    webSockets.decrementAndGet();
                });
        socket.textMessageHandler(
                text ->
                        input.take(sessionId, viewer.agentId(), text)
                                .whenComplete(
                                        (done, failure) -> {
                                            if (failure != null) {
                                                outbox.show(Message.error(reason(failure)));
                                            }
                                        }));
        boards.watch(sessionId, outbox, seen);
        socket.resume();
    }

    private void stream(RoutingContext ctx) {
        String sessionId = sessionId(ctx);
        String lastEventId = ctx.request().getHeader("Last-Event-ID");
        Cursor seen = seen(lastEventId == null ? ctx.request().getParam("after") : lastEventId);
        access.admit(ctx.request(), sessionId)
                .onSuccess(viewer -> stream(ctx.response(), sessionId, seen))
                .onFailure(ctx::fail);
    }

    private void stream(HttpServerResponse response, String sessionId, Cursor seen) {
        response.setChunked(true)
                .putHeader("Content-Type", "text/event-stream")
                .putHeader("Cache-Control", "no-cache")
                .putHeader("X-Accel-Buffering", "no");
        Outbox outbox =
                new Outbox(
                        vertx.getOrCreateContext(),
                        response,
                        message -> response.write(serverSentEvent(message)),
                        () -> {
                            slowClients.increment();
                            response.reset();
                        });
        long heartbeat = vertx.setPeriodic(HEARTBEAT_MS, tick -> response.write(": heartbeat\n\n"));
        streams.incrementAndGet();
        response.closeHandler(
                closed -> {
                    vertx.cancelTimer(heartbeat);
                    boards.leave(sessionId, outbox);
                    streams.decrementAndGet();
                });
        boards.watch(sessionId, outbox, seen);
    }

    private static String serverSentEvent(Message message) {
        String id = message.id() == null ? "" : "id: " + message.id() + "\n";
        return id + "event: " + message.type() + "\ndata: " + message.json() + "\n\n";
    }

    private static String sessionId(RoutingContext ctx) {
        String sessionId = ctx.pathParam("session_id");
        if (!SessionIds.isSessionId(sessionId)) {
            throw new ProblemException(
                    Problem.badRequest("session_id must be a UUID in lower case", "session_id"));
        }
        return sessionId;
    }

    private static Cursor seen(String text) {
        return Cursor.parse(text).orElse(Cursor.START);
    }

    private static String reason(Throwable failure) {
        return failure instanceof IllegalArgumentException
                ? failure.getMessage()
                : "That could not be stored; try again";
    }
}

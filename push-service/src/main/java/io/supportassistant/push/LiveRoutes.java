package io.supportassistant.push;

import io.micrometer.core.instrument.MeterRegistry;
import io.supportassistant.edge.OperatorRoutes;
import io.supportassistant.edge.Problem;
import io.supportassistant.edge.ProblemException;
import io.supportassistant.events.SessionIds;
import io.supportassistant.push.Access.Viewer;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.openapi.router.RouterBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** The three ways to see a call: WebSocket, server-sent events, and a look at what stands now. */
final class LiveRoutes {

    private static final long HEARTBEAT_MS = 25_000;
    private static final short TRY_AGAIN_LATER = 1013;
    private static final Duration EXPIRY_WARNING = Duration.ofMinutes(1);
    private static final long ERROR_INTERVAL_NANOS = 1_000_000_000;
    private static final int MOST_CONNECTIONS = 20_000;
    private static final String TOO_MANY_CONNECTIONS = "Too many clients are connected";
    private static final String TOO_MANY_WAIT =
            "Too many clients wait for calls that nothing is known of";

    private final Vertx vertx;
    private final CallBoards boards;
    private final Access access;
    private final AccessEnd end;
    private final AgentInput input;
    private final AtomicInteger webSockets;
    private final AtomicInteger streams;
    private final io.micrometer.core.instrument.Counter slowClients;

    LiveRoutes(
            Vertx vertx,
            CallBoards boards,
            Access access,
            AccessEnd end,
            AgentInput input,
            MeterRegistry metrics) {
        this.vertx = vertx;
        this.boards = boards;
        this.access = access;
        this.end = end;
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
                .compose(viewer -> present(viewer, sessionId))
                .onSuccess(
                        viewer ->
                                boards.standing(sessionId)
                                        .ifPresentOrElse(
                                                standing -> OperatorRoutes.json(ctx, 200, standing),
                                                () ->
                                                        new Problem(404, "No such call", null)
                                                                .send(ctx)))
                .onFailure(ctx::fail);
    }

    /** Refuses a viewer whose access to this call has ended. */
    private Future<Viewer> present(Viewer viewer, String sessionId) {
        Instant now = Instant.now();
        AccessEnd.Reason reason = end.reason(viewer, sessionId, now, now);
        return reason == null
                ? Future.succeededFuture(viewer)
                : Future.failedFuture(new ProblemException(Problem.forbidden(reason.text())));
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
                                    .compose(viewer -> present(viewer, sessionId))
                                    .onSuccess(viewer -> follow(socket, sessionId, viewer, seen))
                                    // A browser can read a close code, but not the status of a
                                    // refusal.
                                    .onFailure(
                                            refused ->
                                                    socket.close(
                                                            AccessEnd.POLICY_VIOLATION,
                                                            refused.getMessage()));
                        });
    }

    private void follow(ServerWebSocket socket, String sessionId, Viewer viewer, Cursor seen) {
        if (isFull()) {
            socket.close(TRY_AGAIN_LATER, TOO_MANY_CONNECTIONS);
            return;
        }
        Outbox outbox =
                new Outbox(
                        vertx.getOrCreateContext(),
                        socket,
                        message -> socket.writeTextMessage(message.json()),
                        () -> {
                            slowClients.increment();
                            socket.close(TRY_AGAIN_LATER, "too slow");
                        });
        Visit visit =
                new Visit(
                        viewer,
                        sessionId,
                        outbox,
                        webSockets,
                        () -> socket.writePing(Buffer.buffer("hb")),
                        reason -> socket.close(reason.code(), reason.text()));
        socket.closeHandler(closed -> visit.over());
        socket.textMessageHandler(
                text -> {
                    if (visit.isAllowed()) {
                        input.take(sessionId, viewer, text)
                                .whenComplete((done, failure) -> visit.tellOf(failure));
                    }
                });
        if (boards.watch(sessionId, outbox, seen)) {
            socket.resume();
        } else {
            socket.close(TRY_AGAIN_LATER, TOO_MANY_WAIT);
        }
    }

    private void stream(RoutingContext ctx) {
        String sessionId = sessionId(ctx);
        String lastEventId = ctx.request().getHeader("Last-Event-ID");
        Cursor seen = seen(lastEventId == null ? ctx.request().getParam("after") : lastEventId);
        access.admit(ctx.request(), sessionId)
                .compose(viewer -> present(viewer, sessionId))
                .onSuccess(viewer -> stream(ctx, sessionId, viewer, seen))
                .onFailure(ctx::fail);
    }

    private boolean isFull() {
        return webSockets.get() + streams.get() >= MOST_CONNECTIONS;
    }

    private void stream(RoutingContext ctx, String sessionId, Viewer viewer, Cursor seen) {
        if (isFull()) {
            Problem.unavailable(TOO_MANY_CONNECTIONS).send(ctx);
            return;
        }
        HttpServerResponse response = ctx.response();
        Outbox outbox =
                new Outbox(
                        vertx.getOrCreateContext(),
                        response,
                        message -> {
                            startStream(response);
                            response.write(serverSentEvent(message));
                        },
                        () -> {
                            slowClients.increment();
                            response.reset();
                        });
        Visit visit =
                new Visit(
                        viewer,
                        sessionId,
                        outbox,
                        streams,
                        () -> response.write(": heartbeat\n\n"),
                        reason -> {
                            response.write(serverSentEvent(Message.error(reason.text())));
                            response.end();
                        });
        response.closeHandler(closed -> visit.over());
        if (!boards.watch(sessionId, outbox, seen)) {
            visit.over();
            Problem.unavailable(TOO_MANY_WAIT).send(ctx);
        }
    }

    private static void startStream(HttpServerResponse response) {
        if (!response.headWritten()) {
            response.setChunked(true)
                    .putHeader("Content-Type", "text/event-stream")
                    .putHeader("X-Accel-Buffering", "no");
        }
    }

    /** One client at one call: its heartbeat, and the end of its access. */
    private final class Visit {

        private final Viewer viewer;
        private final String sessionId;
        private final Outbox outbox;
        private final Consumer<AccessEnd.Reason> close;
        private final Instant connectedAt = Instant.now();
        private final List<Long> timers = new ArrayList<>();
        private final AtomicInteger open;
        private boolean isOver;
        private long lastErrorAt = System.nanoTime() - ERROR_INTERVAL_NANOS;

        Visit(
                Viewer viewer,
                String sessionId,
                Outbox outbox,
                AtomicInteger open,
                Runnable heartbeat,
                Consumer<AccessEnd.Reason> close) {
            this.viewer = viewer;
            this.sessionId = sessionId;
            this.outbox = outbox;
            this.open = open;
            open.incrementAndGet();
            this.close = close;
            timers.add(
                    vertx.setPeriodic(
                            HEARTBEAT_MS,
                            tick -> {
                                if (isAllowed()) {
                                    heartbeat.run();
                                }
                            }));
            if (viewer.expiresAt() != null) {
                at(viewer.expiresAt().minus(EXPIRY_WARNING), this::warn);
                at(viewer.expiresAt(), this::endIfDue);
            }
            at(connectedAt.plus(end.awaitCall()), this::endIfDue);
        }

        private void at(Instant time, Runnable action) {
            long wait = Duration.between(connectedAt, time).toMillis();
            timers.add(vertx.setTimer(Math.max(1, wait), due -> action.run()));
        }

        private void warn() {
            outbox.show(Message.tokenExpiring(viewer.expiresAt()));
        }

        /** Ends the visit if it is due; false if it is over. */
        boolean isAllowed() {
            endIfDue();
            return !isOver;
        }

        private void endIfDue() {
            if (isOver) {
                return;
            }
            AccessEnd.Reason reason = end.reason(viewer, sessionId, connectedAt, Instant.now());
            if (reason != null) {
                over();
                close.accept(reason);
            }
        }

        /** Tells at most once a second, so that a flood of input does not become one of errors. */
        synchronized void tellOf(Throwable failure) {
            long now = System.nanoTime();
            if (failure != null && now - lastErrorAt >= ERROR_INTERVAL_NANOS) {
                lastErrorAt = now;
                outbox.show(Message.error(reason(failure)));
            }
        }

        void over() {
            if (isOver) {
                return;
            }
            isOver = true;
            open.decrementAndGet();
            timers.forEach(vertx::cancelTimer);
            timers.clear();
            boards.leave(sessionId, outbox);
        }
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
        return failure instanceof InputRefused
                ? failure.getMessage()
                : "That could not be stored; try again";
    }
}

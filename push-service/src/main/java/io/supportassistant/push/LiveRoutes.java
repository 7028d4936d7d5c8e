package io.supportassistant.push;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.supportassistant.events.SessionIds;
import io.supportassistant.push.Access.Viewer;
import io.supportassistant.service.OperatorRoutes;
import io.supportassistant.service.Problem;
import io.supportassistant.service.ProblemException;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.openapi.router.RouterBuilder;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The three ways to see a call: WebSocket, server-sent events, and a snapshot of the current state.
 */
final class LiveRoutes {

    private static final Problem TOO_MANY_WAIT =
            Problem.unavailable("Too many clients are waiting for unknown calls");
    private static final Problem TOO_SLOW = Problem.unavailable("The client reads too slowly");

    private final Vertx vertx;
    private final CallBoards boards;
    private final Admission admission;
    private final AccessExpiry end;
    private final Connections connections;
    private final AgentInput input;
    private final PendingBytes waitingBytes;
    private final AtomicInteger webSockets;
    private final AtomicInteger streams;
    private final Counter slowClients;
    private final Counter unheedingClients;
    private final Counter notAwaited;
    private final Counter framesRefused;

    LiveRoutes(
            Vertx vertx,
            CallBoards boards,
            Admission admission,
            AccessExpiry end,
            Connections connections,
            AgentInput input,
            PendingBytes waitingBytes,
            MeterRegistry metrics) {
        this.vertx = vertx;
        this.boards = boards;
        this.admission = admission;
        this.end = end;
        this.connections = connections;
        this.input = input;
        this.waitingBytes = waitingBytes;
        this.webSockets = metrics.gauge("push.websockets", new AtomicInteger());
        this.streams = metrics.gauge("push.streams", new AtomicInteger());
        this.slowClients = metrics.counter("push.clients.too.slow");
        this.unheedingClients = metrics.counter("push.clients.unheeding");
        this.notAwaited = metrics.counter("push.calls.not.awaited");
        this.framesRefused = metrics.counter("push.frames.refused");
    }

    void mount(RouterBuilder routes) {
        routes.getRoute("suggestions")
                .addHandler(this::suggestions)
                .addFailureHandler(Problem::answerFailure);
        // These two must take over the connection before any asynchronous step.
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
        admission
                .admit(ctx.request(), sessionId)
                .onSuccess(
                        viewer ->
                                boards.standing(sessionId)
                                        .ifPresentOrElse(
                                                standing -> OperatorRoutes.json(ctx, 200, standing),
                                                () -> AccessExpiry.UNKNOWN.send(ctx)))
                .onFailure(ctx::fail);
    }

    private void webSocket(RoutingContext ctx) {
        String sessionId = sessionId(ctx);
        Cursor seen = after(ctx);
        if (!"websocket".equalsIgnoreCase(ctx.request().getHeader("Upgrade"))) {
            throw new ProblemException(
                    Problem.badRequest("This path requires a WebSocket upgrade", null));
        }
        if (announcesBody(ctx.request())) {
            // The body may never come, and if it comes it would be parsed as the next request.
            ctx.response().putHeader("Connection", "close");
            throw new ProblemException(
                    Problem.badRequest("A WebSocket upgrade must have no body", null));
        }
        ctx.request()
                .toWebSocket()
                .onFailure(ctx::fail)
                .onSuccess(
                        socket -> {
                            socket.pause();
                            gate(socket).guard(ctx.request().connection());
                            admission
                                    .admit(ctx.request(), sessionId)
                                    .onSuccess(viewer -> follow(socket, sessionId, viewer, seen))
                                    .onFailure(refused -> close(socket, refused));
                        });
    }

    private static boolean announcesBody(HttpServerRequest request) {
        String length = request.getHeader("Content-Length");
        return length != null && !length.equals("0")
                || request.headers().contains("Transfer-Encoding");
    }

    private FrameGate gate(ServerWebSocket socket) {
        return new FrameGate(
                System::nanoTime,
                new FrameGate.Refusal() {
                    @Override
                    public void binary() {
                        framesRefused.increment();
                        socket.close(CloseFrame.UNSUPPORTED_DATA, "Messages must be text");
                    }

                    @Override
                    public void tooMany() {
                        framesRefused.increment();
                    }
                });
    }

    private static void close(ServerWebSocket socket, Throwable refused) {
        CloseFrame frame = CloseFrame.of(refused);
        socket.close(frame.code(), frame.reason());
    }

    private static void close(ServerWebSocket socket, Problem problem) {
        CloseFrame frame = CloseFrame.of(problem);
        socket.close(frame.code(), frame.reason());
    }

    private void follow(ServerWebSocket socket, String sessionId, Viewer viewer, Cursor seen) {
        Problem tooMany = connections.open(viewer.token(), sessionId);
        if (tooMany != null) {
            close(socket, tooMany);
            return;
        }
        Outbox outbox =
                new Outbox(
                        vertx.getOrCreateContext(),
                        socket,
                        message -> socket.writeTextMessage(message.json()),
                        () -> {
                            slowClients.increment();
                            close(socket, TOO_SLOW);
                        },
                        waitingBytes);
        webSockets.incrementAndGet();
        ClientConnection connection =
                new ClientConnection(
                        vertx,
                        end,
                        viewer,
                        sessionId,
                        outbox,
                        new ClientConnection.Client() {
                            @Override
                            public void heartbeat() {
                                outbox.releaseIfStuck();
                                socket.writePing(Buffer.buffer("hb"));
                            }

                            @Override
                            public void close(Problem reason) {
                                if (reason.equals(ClientConnection.TOO_MANY_REFUSED)) {
                                    unheedingClients.increment();
                                }
                                LiveRoutes.close(socket, reason);
                            }

                            @Override
                            public void left() {
                                webSockets.decrementAndGet();
                                connections.close(viewer.token(), sessionId);
                                boards.unwatch(sessionId, outbox);
                                outbox.close();
                            }
                        });
        socket.closeHandler(closed -> connection.over());
        socket.textMessageHandler(
                text -> {
                    if (connection.isAllowed()) {
                        take(sessionId, viewer, text, connection);
                    }
                });
        if (boards.watch(sessionId, outbox, seen)) {
            socket.resume();
        } else {
            notAwaited.increment();
            close(socket, TOO_MANY_WAIT);
        }
    }

    private void take(String sessionId, Viewer viewer, String text, ClientConnection connection) {
        CompletableFuture<Void> stored = input.take(sessionId, viewer, text);
        if (!stored.isCompletedExceptionally()) {
            connection.accepted();
        }
        stored.exceptionally(
                failure -> {
                    if (failure instanceof InputRefusedException refusal) {
                        connection.refused(refusal);
                    } else {
                        connection.sendError("That could not be stored; try again");
                    }
                    return null;
                });
    }

    private void stream(RoutingContext ctx) {
        String sessionId = sessionId(ctx);
        String lastEventId = ctx.request().getHeader("Last-Event-ID");
        Cursor after = after(ctx);
        // A browser sends back the id it got, possibly from an older version of the service.
        Cursor seen = lastEventId == null ? after : Cursor.parse(lastEventId).orElse(Cursor.START);
        admission
                .admit(ctx.request(), sessionId)
                .onSuccess(viewer -> stream(ctx, sessionId, viewer, seen))
                .onFailure(ctx::fail);
    }

    private void stream(RoutingContext ctx, String sessionId, Viewer viewer, Cursor seen) {
        Problem tooMany = connections.open(viewer.token(), sessionId);
        if (tooMany != null) {
            tooMany.send(ctx);
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
                        },
                        waitingBytes);
        streams.incrementAndGet();
        ClientConnection connection =
                new ClientConnection(
                        vertx,
                        end,
                        viewer,
                        sessionId,
                        outbox,
                        new ClientConnection.Client() {
                            @Override
                            public void heartbeat() {
                                outbox.releaseIfStuck();
                                response.write(": heartbeat\n\n");
                            }

                            @Override
                            public void close(Problem reason) {
                                startStream(response);
                                response.write(serverSentEvent(DeskMessage.error(reason.detail())));
                                response.end();
                            }

                            @Override
                            public void left() {
                                streams.decrementAndGet();
                                connections.close(viewer.token(), sessionId);
                                boards.unwatch(sessionId, outbox);
                                outbox.close();
                            }
                        });
        response.closeHandler(closed -> connection.over());
        if (!boards.watch(sessionId, outbox, seen)) {
            notAwaited.increment();
            connection.over();
            TOO_MANY_WAIT.send(ctx);
        }
    }

    private static void startStream(HttpServerResponse response) {
        if (!response.headWritten()) {
            response.setChunked(true)
                    .putHeader("Content-Type", "text/event-stream")
                    .putHeader("X-Accel-Buffering", "no");
        }
    }

    private static String serverSentEvent(DeskMessage message) {
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

    /** The request's own parameter; without it, the start. */
    private static Cursor after(RoutingContext ctx) {
        String after = ctx.request().getParam("after");
        if (after == null) {
            return Cursor.START;
        }
        return Cursor.parse(after)
                .orElseThrow(
                        () ->
                                new ProblemException(
                                        Problem.badRequest(
                                                "after must be the id of a message", "/after")));
    }
}

package io.supportassistant.service;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.Router;
import java.time.Duration;

/** Servers that bound their connections, and close those that bring no request in time. */
final class SilentConnections {

    private SilentConnections() {}

    /**
     * A server that is not listening yet.
     *
     * @param longestIdle how long a connection waits for another request while many are open
     */
    static HttpServer cutOff(
            Vertx vertx,
            Duration firstRequestWithin,
            ConnectionLimits limits,
            Duration longestIdle,
            HttpServerOptions options,
            Router router) {
        IdleConnections idle = IdleConnections.watched(vertx, limits, longestIdle);
        return vertx.createHttpServer(options)
                .connectionHandler(
                        connection -> {
                            if (!limits.admit(connection)) {
                                return;
                            }
                            StrictRequestDecoder.on(
                                    connection,
                                    options,
                                    request -> idle.malformed(connection, request));
                            idle.opened(connection, firstRequestWithin);
                            onClose(connection, () -> idle.closed(connection));
                        })
                .requestHandler(
                        request -> {
                            if (!idle.asked(request)) {
                                return;
                            }
                            if (RequestTarget.hasReadablePath(request.uri())) {
                                router.handle(request);
                            } else {
                                IdleConnections.refuse(request, RequestTarget.BAD_PATH);
                            }
                        });
    }

    /** Also once the connection has become a WebSocket, of which its own handler is not told. */
    static void onClose(HttpConnection connection, Runnable action) {
        if (connection instanceof ConnectionBase base) {
            base.channel().closeFuture().addListener(closed -> action.run());
        } else {
            connection.closeHandler(closed -> action.run());
        }
    }
}

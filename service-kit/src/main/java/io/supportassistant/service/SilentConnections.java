package io.supportassistant.service;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.Router;
import java.time.Duration;

/** HTTP servers that limit their connections and close idle ones. */
final class SilentConnections {

    private SilentConnections() {}

    /**
     * A server that is not listening yet.
     *
     * @param longestIdle how long a connection may wait for another request while many are open
     */
    static HttpServer cutOff(
            Vertx vertx,
            Duration firstRequestWithin,
            ConnectionLimits limits,
            Duration longestIdle,
            HttpServerOptions options,
            Router router) {
        IdleConnections idle = IdleConnections.start(vertx, limits, longestIdle);
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
                            if (!idle.received(request)) {
                                return;
                            }
                            if (RequestTarget.hasReadablePath(request.uri())) {
                                router.handle(request);
                            } else {
                                IdleConnections.refuse(request, RequestTarget.BAD_PATH);
                            }
                        });
    }

    /**
     * Also runs for a connection that became a WebSocket; the connection's own close handler does
     * not.
     */
    static void onClose(HttpConnection connection, Runnable action) {
        if (connection instanceof ConnectionBase base) {
            base.channel().closeFuture().addListener(closed -> action.run());
        } else {
            connection.closeHandler(closed -> action.run());
        }
    }
}

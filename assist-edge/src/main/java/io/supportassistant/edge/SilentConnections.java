package io.supportassistant.edge;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.Router;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Closes connections that never get to a request: who dribbles the head of one byte by byte is
 * never idle, and would hold the connection for good.
 */
final class SilentConnections {

    private SilentConnections() {}

    /**
     * A server that does, not listening yet.
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
        Set<HttpConnection> silent = ConcurrentHashMap.newKeySet();
        IdleConnections idle = IdleConnections.watched(vertx, limits, longestIdle);
        return vertx.createHttpServer(options)
                .connectionHandler(
                        connection -> {
                            if (!limits.admit(connection)) {
                                return;
                            }
                            StrictRequestDecoder.on(connection, options);
                            silent.add(connection);
                            onClose(connection, () -> idle.closed(connection));
                            vertx.setTimer(
                                    firstRequestWithin.toMillis(),
                                    now -> {
                                        if (silent.remove(connection)) {
                                            connection.close();
                                        }
                                    });
                        })
                .requestHandler(
                        request -> {
                            silent.remove(request.connection());
                            idle.asked(request);
                            router.handle(request);
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

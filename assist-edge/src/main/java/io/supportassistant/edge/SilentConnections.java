package io.supportassistant.edge;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
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

    /** A server that does, not listening yet. */
    static HttpServer cutOff(
            Vertx vertx, Duration firstRequestWithin, HttpServerOptions options, Router router) {
        Set<HttpConnection> silent = ConcurrentHashMap.newKeySet();
        return vertx.createHttpServer(options)
                .connectionHandler(
                        connection -> {
                            StrictRequestDecoder.on(connection, options);
                            silent.add(connection);
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
                            router.handle(request);
                        });
    }
}

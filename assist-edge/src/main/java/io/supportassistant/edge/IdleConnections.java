package io.supportassistant.edge;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * Closes HTTP/1.1 connections early that wait for another request while many are open. While few
 * are, they wait longer than load balancers do, which else send a request into a closing
 * connection. Of one event loop.
 */
final class IdleConnections {

    private final ConnectionLimits limits;
    private final Duration longest;
    private final Map<HttpConnection, Last> lasts = new HashMap<>();

    private IdleConnections(ConnectionLimits limits, Duration longest) {
        this.limits = limits;
        this.longest = longest;
    }

    /** To be called on the event loop whose connections these are. */
    static IdleConnections watched(Vertx vertx, ConnectionLimits limits, Duration longest) {
        IdleConnections idle = new IdleConnections(limits, longest);
        vertx.setPeriodic(Math.max(1, longest.toMillis() / 4), now -> idle.closeThose());
        return idle;
    }

    /** The last response of a connection, and since when it is known to be out. */
    private static final class Last {

        private final HttpServerResponse response;
        private long outSince;
        private boolean isOut;

        Last(HttpServerResponse response) {
            this.response = response;
        }
    }

    void asked(HttpServerRequest request) {
        // The others are streams, several at once, or become something else than HTTP.
        if (request.version() != HttpVersion.HTTP_2
                && !request.headers().contains(HttpHeaders.UPGRADE)) {
            lasts.put(request.connection(), new Last(request.response()));
        } else {
            lasts.remove(request.connection());
        }
    }

    void closed(HttpConnection connection) {
        lasts.remove(connection);
    }

    private void closeThose() {
        long now = System.nanoTime();
        boolean isCrowded = limits.isCrowded();
        for (Map.Entry<HttpConnection, Last> entry : Map.copyOf(lasts).entrySet()) {
            Last last = entry.getValue();
            if (!last.isOut) {
                last.isOut = last.response.ended();
                last.outSince = now;
            } else if (isCrowded && now - last.outSince >= longest.toNanos()) {
                lasts.remove(entry.getKey());
                entry.getKey().close();
            }
        }
    }
}

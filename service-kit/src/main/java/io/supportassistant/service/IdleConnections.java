package io.supportassistant.service;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.util.IdentityHashMap;
import java.util.Map;

/**
 * Closes idle connections of one event loop: those that send no first request in time, and, while
 * many are open, HTTP/1.1 connections that wait for another request. While few are open, idle
 * connections stay longer than load balancers keep them; otherwise a load balancer would send a
 * request into a closing connection. Also closes HTTP/1.1 connections whose clients do not read
 * their responses.
 */
final class IdleConnections {

    private static final Problem MALFORMED =
            Problem.badRequest("The body is not chunked as RFC 9112 says", null);

    private final Vertx vertx;
    private final ConnectionLimits limits;
    private final Duration longest;
    private final IdentityHashMap<HttpConnection, Visit> visits = new IdentityHashMap<>();

    private IdleConnections(Vertx vertx, ConnectionLimits limits, Duration longest) {
        this.vertx = vertx;
        this.limits = limits;
        this.longest = longest;
    }

    /** Call this on the event loop that owns the connections. */
    static IdleConnections watched(Vertx vertx, ConnectionLimits limits, Duration longest) {
        IdleConnections idle = new IdleConnections(vertx, limits, longest);
        vertx.setPeriodic(Math.max(1, longest.toMillis() / 4), now -> idle.closeThose());
        vertx.setPeriodic(Math.max(1, longest.toMillis() / 2), now -> idle.closeStalled());
        return idle;
    }

    /** State of one connection. */
    private static final class Visit {

        private boolean isSilent = true;

        /** The latest response; null if the connection must not be closed early. */
        private HttpServerResponse response;

        /** When the response was first seen to be complete. */
        private long outSince;

        private boolean isOut;

        /** Number of requests passed to the router. */
        private int asked;

        /** Number, from 1, of the request whose body is unreadable; 0 if there is none. */
        private int malformed;

        /** The pending writes at the last check. */
        private PendingWrites backlog = PendingWrites.NONE;
    }

    /**
     * @param firstRequestWithin a client that sends the head of a request byte by byte is never
     *     idle, and would hold the connection forever
     */
    void opened(HttpConnection connection, Duration firstRequestWithin) {
        Visit visit = new Visit();
        visits.put(connection, visit);
        vertx.setTimer(
                firstRequestWithin.toMillis(),
                now -> {
                    if (visit.isSilent && visits.remove(connection, visit)) {
                        connection.close();
                    }
                });
    }

    /** Whether to pass the request on; if false, the response has been sent. */
    boolean asked(HttpServerRequest request) {
        Visit visit = visits.get(request.connection());
        if (visit == null) {
            return true;
        }
        visit.asked++;
        boolean becomesAnotherProtocol = request.headers().contains(HttpHeaders.UPGRADE);
        visit.isSilent = false;
        visit.isOut = false;
        visit.response = becomesAnotherProtocol ? null : request.response();
        if (visit.asked == visit.malformed) {
            refuse(request, MALFORMED);
            return false;
        }
        return true;
    }

    /** Responds to a request that is not passed on, and closes its connection. */
    static void refuse(HttpServerRequest request, Problem problem) {
        refuse(request.connection(), request.response(), problem);
    }

    private static void refuse(
            HttpConnection connection, HttpServerResponse response, Problem problem) {
        response.putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        problem.send(response).onComplete(sent -> connection.close());
    }

    /**
     * Handles a request with an unreadable body: once the earlier requests have their responses,
     * responds if it has no response yet, and closes the connection.
     *
     * @param request its number on the connection, from 1
     */
    void malformed(HttpConnection connection, int request) {
        Visit visit = visits.get(connection);
        if (visit != null && visit.asked < request) {
            visit.malformed = request;
            return;
        }
        HttpServerResponse response = visit == null ? null : visit.response;
        if (response == null || response.headWritten() || response.ended()) {
            connection.close();
            return;
        }
        refuse(connection, response, MALFORMED);
    }

    void closed(HttpConnection connection) {
        visits.remove(connection);
    }

    private void closeStalled() {
        for (Map.Entry<HttpConnection, Visit> entry : Map.copyOf(visits).entrySet()) {
            Visit visit = entry.getValue();
            PendingWrites before = visit.backlog;
            visit.backlog = PendingWrites.of(entry.getKey());
            if (visit.response != null && visit.backlog.standsStillSince(before)) {
                visits.remove(entry.getKey());
                limits.countStalled();
                PendingWrites.drop(entry.getKey());
            }
        }
    }

    private void closeThose() {
        long now = System.nanoTime();
        boolean isCrowded = limits.isCrowded();
        for (Map.Entry<HttpConnection, Visit> entry : Map.copyOf(visits).entrySet()) {
            Visit visit = entry.getValue();
            if (visit.response == null) {
                continue;
            }
            if (!visit.isOut) {
                visit.isOut = visit.response.ended();
                visit.outSince = now;
            } else if (isCrowded && now - visit.outSince >= longest.toNanos()) {
                visits.remove(entry.getKey());
                entry.getKey().close();
            }
        }
    }
}

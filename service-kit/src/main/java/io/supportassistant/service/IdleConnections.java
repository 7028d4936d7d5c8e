package io.supportassistant.service;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * Closes connections that bring no request in time: those that never do, and, while many are open,
 * HTTP/1.1 connections that wait for another one. While few are open, they wait longer than load
 * balancers do, which else send a request into a closing connection. Closes HTTP/1.1 connections
 * too whose clients do not take their answers. Of one event loop.
 */
final class IdleConnections {

    private static final Problem MALFORMED =
            Problem.badRequest("The body is not chunked as RFC 9112 says", null);

    private final Vertx vertx;
    private final ConnectionLimits limits;
    private final Duration longest;
    private final Map<HttpConnection, Visit> visits = new HashMap<>();

    private IdleConnections(Vertx vertx, ConnectionLimits limits, Duration longest) {
        this.vertx = vertx;
        this.limits = limits;
        this.longest = longest;
    }

    /** To be called on the event loop whose connections these are. */
    static IdleConnections watched(Vertx vertx, ConnectionLimits limits, Duration longest) {
        IdleConnections idle = new IdleConnections(vertx, limits, longest);
        vertx.setPeriodic(Math.max(1, longest.toMillis() / 4), now -> idle.closeThose());
        vertx.setPeriodic(Math.max(1, longest.toMillis() / 2), now -> idle.closeStalled());
        return idle;
    }

    /** What a connection has brought so far. */
    private static final class Visit {

        private boolean isSilent = true;

        /** The last one, or null where the connection is not to be closed early. */
        private HttpServerResponse response;

        /** Since when the response is known to be out. */
        private long outSince;

        private boolean isOut;

        /** Requests that were handed on. */
        private int asked;

        /** Counts from 1: which request has an unreadable body; 0 if none has. */
        private int malformed;

        /** What waited for the client at the last look. */
        private PendingWrites backlog = PendingWrites.NONE;
    }

    /**
     * @param firstRequestWithin who dribbles the head of a request byte by byte is never idle, and
     *     would hold the connection for good
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

    /** Whether the request is to be handed on; if not, it has its answer. */
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

    /** Answers a request that is not handed on, and closes its connection. */
    static void refuse(HttpServerRequest request, Problem problem) {
        refuse(request.connection(), request.response(), problem);
    }

    private static void refuse(
            HttpConnection connection, HttpServerResponse response, Problem problem) {
        response.putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        problem.send(response).onComplete(sent -> connection.close());
    }

    /**
     * Answers a request with a body that cannot be read, if it has no answer yet, and closes; when
     * those before it have their answers.
     *
     * @param request its number among those of the connection, from 1
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

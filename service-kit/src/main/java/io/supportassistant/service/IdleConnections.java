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
            Problem.badRequest("The body does not use the chunked coding of RFC 9112", null);

    private final Vertx vertx;
    private final ConnectionLimits limits;
    private final Duration longest;
    private final IdentityHashMap<HttpConnection, Activity> activities = new IdentityHashMap<>();

    private IdleConnections(Vertx vertx, ConnectionLimits limits, Duration longest) {
        this.vertx = vertx;
        this.limits = limits;
        this.longest = longest;
    }

    /** Call this on the event loop that owns the connections. */
    static IdleConnections start(Vertx vertx, ConnectionLimits limits, Duration longest) {
        IdleConnections idle = new IdleConnections(vertx, limits, longest);
        vertx.setPeriodic(Math.max(1, longest.toMillis() / 4), now -> idle.closeIdle());
        vertx.setPeriodic(Math.max(1, longest.toMillis() / 2), now -> idle.closeStalled());
        return idle;
    }

    /** State of one connection. */
    private static final class Activity {

        private boolean isSilent = true;

        /** The latest response; null if the connection must not be closed early. */
        private HttpServerResponse response;

        /** When the response was first seen to be complete. */
        private long answeredAt;

        private boolean isAnswered;

        /** Number of requests passed to the router. */
        private int received;

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
        Activity activity = new Activity();
        activities.put(connection, activity);
        vertx.setTimer(
                firstRequestWithin.toMillis(),
                now -> {
                    if (activity.isSilent && activities.remove(connection, activity)) {
                        connection.close();
                    }
                });
    }

    /** Whether to pass the request on; if false, the response has been sent. */
    boolean received(HttpServerRequest request) {
        Activity activity = activities.get(request.connection());
        if (activity == null) {
            return true;
        }
        activity.received++;
        boolean becomesAnotherProtocol = request.headers().contains(HttpHeaders.UPGRADE);
        activity.isSilent = false;
        activity.isAnswered = false;
        activity.response = becomesAnotherProtocol ? null : request.response();
        if (activity.received == activity.malformed) {
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
        Activity activity = activities.get(connection);
        if (activity != null && activity.received < request) {
            activity.malformed = request;
            return;
        }
        HttpServerResponse response = activity == null ? null : activity.response;
        if (response == null || response.headWritten() || response.ended()) {
            connection.close();
            return;
        }
        refuse(connection, response, MALFORMED);
    }

    void closed(HttpConnection connection) {
        activities.remove(connection);
    }

    private void closeStalled() {
        for (Map.Entry<HttpConnection, Activity> entry : Map.copyOf(activities).entrySet()) {
            Activity activity = entry.getValue();
            PendingWrites before = activity.backlog;
            activity.backlog = PendingWrites.of(entry.getKey());
            if (activity.response != null && activity.backlog.standsStillSince(before)) {
                activities.remove(entry.getKey());
                limits.countStalled();
                PendingWrites.drop(entry.getKey());
            }
        }
    }

    private void closeIdle() {
        long now = System.nanoTime();
        boolean isCrowded = limits.isCrowded();
        for (Map.Entry<HttpConnection, Activity> entry : Map.copyOf(activities).entrySet()) {
            Activity activity = entry.getValue();
            if (activity.response == null) {
                continue;
            }
            if (!activity.isAnswered) {
                activity.isAnswered = activity.response.ended();
                activity.answeredAt = now;
            } else if (isCrowded && now - activity.answeredAt >= longest.toNanos()) {
                activities.remove(entry.getKey());
                entry.getKey().close();
            }
        }
    }
}

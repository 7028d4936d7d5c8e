package io.supportassistant.push;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.supportassistant.service.Problem;
import java.util.HashMap;
import java.util.Map;

/** Counts the open WebSockets and streams: per token, per session, and of the instance. */
final class Connections {

    static final Problem TOO_MANY = Problem.unavailable("Too many clients are connected");
    static final Problem TOO_MANY_OF_TOKEN =
            Problem.tooMany("Too many connections are open with this token");
    static final Problem TOO_MANY_OF_SESSION =
            Problem.tooMany("Too many connections are open to this session");

    private final Limits limits;
    private final Counter refused;
    private final Map<String, Integer> byToken = new HashMap<>();
    private final Map<String, Integer> bySession = new HashMap<>();
    private int open;

    /** Limits of connections open at the same time. */
    record Limits(int perToken, int perSession, int perInstance) {}

    Connections(Limits limits, MeterRegistry metrics) {
        this.limits = limits;
        refused = metrics.counter("push.connections.refused");
    }

    /**
     * Counts a connection, unless a limit is reached; {@link #close} releases it.
     *
     * @param token identifies the holder of a token; null without tokens
     * @return null if the connection may open
     */
    synchronized Problem open(String token, String sessionId) {
        Problem problem = problem(token, sessionId);
        if (problem != null) {
            refused.increment();
            return problem;
        }
        open++;
        bySession.merge(sessionId, 1, Integer::sum);
        if (token != null) {
            byToken.merge(token, 1, Integer::sum);
        }
        return null;
    }

    private Problem problem(String token, String sessionId) {
        if (token != null && byToken.getOrDefault(token, 0) >= limits.perToken()) {
            return TOO_MANY_OF_TOKEN;
        }
        if (bySession.getOrDefault(sessionId, 0) >= limits.perSession()) {
            return TOO_MANY_OF_SESSION;
        }
        return open >= limits.perInstance() ? TOO_MANY : null;
    }

    synchronized void close(String token, String sessionId) {
        open--;
        bySession.computeIfPresent(sessionId, Connections::oneLess);
        if (token != null) {
            byToken.computeIfPresent(token, Connections::oneLess);
        }
    }

    /** Removes the entry at zero. */
    private static Integer oneLess(String key, int count) {
        return count == 1 ? null : count - 1;
    }
}

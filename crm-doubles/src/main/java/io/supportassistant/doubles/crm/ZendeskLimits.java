package io.supportassistant.doubles.crm;

import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/** Zendesk's rate limits: requests per minute, and 30 changes of one ticket in ten minutes. */
final class ZendeskLimits {

    private static final long MINUTE = Duration.ofMinutes(1).toNanos();
    private static final long TEN_MINUTES = Duration.ofMinutes(10).toNanos();
    private static final int UPDATES = 30;

    private final int perMinute;
    private final Deque<Long> requests = new ArrayDeque<>();
    private final Map<Long, Deque<Long>> updates = new HashMap<>();

    ZendeskLimits(int perMinute) {
        this.perMinute = perMinute;
    }

    /**
     * Counts a request, adds the remaining quota to the response, and returns whether it may pass.
     */
    boolean admit(RoutingContext request) {
        boolean passes = passes(requests, perMinute, MINUTE);
        long reset =
                requests.isEmpty()
                        ? 0
                        : Duration.ofNanos(MINUTE - (System.nanoTime() - requests.peekFirst()))
                                        .toSeconds()
                                + 1;
        String left = Integer.toString(perMinute - requests.size());
        request.response()
                .putHeader("X-Rate-Limit", Integer.toString(perMinute))
                .putHeader("X-Rate-Limit-Remaining", left)
                .putHeader("ratelimit-limit", Integer.toString(perMinute))
                .putHeader("ratelimit-remaining", left)
                .putHeader("ratelimit-reset", Long.toString(reset));
        if (!passes) {
            request.response().putHeader("Retry-After", Long.toString(reset));
        }
        return passes;
    }

    boolean admitUpdate(long ticket) {
        return passes(
                updates.computeIfAbsent(ticket, id -> new ArrayDeque<>()), UPDATES, TEN_MINUTES);
    }

    private static boolean passes(Deque<Long> past, int most, long nanos) {
        long now = System.nanoTime();
        while (!past.isEmpty() && now - past.peekFirst() > nanos) {
            past.removeFirst();
        }
        if (past.size() >= most) {
            return false;
        }
        past.addLast(now);
        return true;
    }
}

package io.supportassistant.push;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.supportassistant.push.Access.Viewer;
import io.supportassistant.push.RateLimits.Rate;
import io.supportassistant.service.Problem;
import io.supportassistant.service.ProblemException;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;
import java.time.Instant;
import java.util.function.LongSupplier;

/** Admits clients whose token and rate allow it, while they may see the call. */
final class Admission {

    /** A burst is this many seconds' worth, because a page may open several connections. */
    private static final int BURST_SECONDS = 5;

    private final Access access;
    private final AccessExpiry end;
    private final RateLimits limits;
    private final Counter limited;
    private final Counter refused;

    /**
     * @param perToken per second; a session, which several may watch, is allowed twice as many
     * @param perInstance per second, for all clients
     */
    record Rates(int perToken, int perInstance) {}

    /**
     * @param nanoTime the time in nanoseconds, from any fixed point
     */
    Admission(
            Access access,
            AccessExpiry end,
            Rates rates,
            LongSupplier nanoTime,
            MeterRegistry metrics) {
        this.access = access;
        this.end = end;
        limits =
                new RateLimits(
                        new Rate(rates.perToken(), rates.perToken() * BURST_SECONDS),
                        new Rate(2 * rates.perToken(), 2 * rates.perToken() * BURST_SECONDS),
                        new Rate(rates.perInstance(), rates.perInstance() * BURST_SECONDS),
                        nanoTime);
        limited = metrics.counter("push.admissions.limited");
        refused = metrics.counter("push.admissions.refused");
    }

    /**
     * @return fails with a {@link ProblemException} of 401, 403, 404 or 429
     */
    Future<Viewer> admit(HttpServerRequest request, String sessionId) {
        return authorized(request, sessionId)
                .compose(viewer -> within(viewer, sessionId))
                .compose(viewer -> present(viewer, sessionId));
    }

    /** Admits a client to the list of the calls that it may see. */
    Future<Viewer> admitToList(HttpServerRequest request) {
        return authorized(request, null).compose(viewer -> within(viewer, null));
    }

    private Future<Viewer> authorized(HttpServerRequest request, String sessionId) {
        return access.admit(request, sessionId).onFailure(failure -> refused.increment());
    }

    private Future<Viewer> within(Viewer viewer, String sessionId) {
        int wait = limits.take(viewer.token(), sessionId);
        if (wait == 0) {
            return Future.succeededFuture(viewer);
        }
        limited.increment();
        return refused(Problem.tooMany("Too many connections or requests; try again later"));
    }

    private Future<Viewer> present(Viewer viewer, String sessionId) {
        Instant now = Instant.now();
        Problem reason = end.reason(viewer, end.storedId(viewer), sessionId, now, now);
        return reason == null ? Future.succeededFuture(viewer) : refused(reason);
    }

    private static Future<Viewer> refused(Problem problem) {
        return Future.failedFuture(new ProblemException(problem));
    }
}

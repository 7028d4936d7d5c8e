package io.supportassistant.bridge.service;

import io.micrometer.core.instrument.MeterRegistry;
import io.supportassistant.bridge.generic.GenericCalls;
import io.supportassistant.service.Problem;
import io.supportassistant.service.RateLimit;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Refuses requests beyond the rate limit of their source with 429, before the body is read. Each
 * source has its own limit, so that one cannot use up another's.
 */
final class SourceLimits implements Handler<RoutingContext> {

    private final Map<String, RateLimit> limits = new HashMap<>();
    private final LongSupplier nanoTime;
    private final MeterRegistry metrics;

    /**
     * @param sources those with keys; the source of open mode is always included
     */
    SourceLimits(
            List<String> sources, int perSecond, LongSupplier nanoTime, MeterRegistry metrics) {
        this.nanoTime = nanoTime;
        this.metrics = metrics;
        limits.put(GenericCalls.SOURCE, new RateLimit(perSecond, nanoTime.getAsLong()));
        for (String source : sources) {
            limits.put(source, new RateLimit(perSecond, nanoTime.getAsLong()));
        }
    }

    @Override
    public void handle(RoutingContext ctx) {
        String source = ApiKeys.source(ctx);
        int wait = waitOf(source);
        if (wait == 0) {
            ctx.next();
        } else {
            ctx.response().putHeader("Retry-After", Integer.toString(wait));
            new Problem(429, "This source exceeds its rate limit", null).send(ctx);
        }
    }

    /**
     * Counts one request of a source. Returns 0, or the number of seconds that the source must
     * wait.
     */
    int waitOf(String source) {
        int wait = limits.get(source).take(nanoTime.getAsLong());
        if (wait > 0) {
            metrics.counter("bridge.requests.limited", "source", source).increment();
        }
        return wait;
    }
}

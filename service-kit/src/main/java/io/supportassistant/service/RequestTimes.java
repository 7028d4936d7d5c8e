package io.supportassistant.service;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Measures a route's requests, from this handler to the end of the response. */
public final class RequestTimes implements Handler<RoutingContext> {

    private final MeterRegistry metrics;
    private final String name;
    private final String route;
    private final Map<String, Timer> byStatus = new ConcurrentHashMap<>();

    /**
     * @param name of the meter
     * @param route path as declared, with parameter names instead of values
     */
    public RequestTimes(MeterRegistry metrics, String name, String route) {
        this.metrics = metrics;
        this.name = name;
        this.route = route;
    }

    @Override
    public void handle(RoutingContext ctx) {
        long startedAt = System.nanoTime();
        ctx.addEndHandler(
                ended ->
                        timer(ctx.response().getStatusCode() / 100 + "xx")
                                .record(Duration.ofNanos(System.nanoTime() - startedAt)));
        ctx.next();
    }

    private Timer timer(String status) {
        return byStatus.computeIfAbsent(
                status, is -> Meters.latency(metrics, name, "route", route, "status", is));
    }
}

package io.supportassistant.service;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;

/**
 * The operator routes of every service: {@code /health/live}, {@code /health/ready}, {@code
 * /metrics}.
 */
public final class OperatorRoutes {

    private OperatorRoutes() {}

    static void mount(
            Router router,
            Readiness readiness,
            PrometheusMeterRegistry metrics,
            MetricsAccess access) {
        health(router, "/health/live")
                .handler(ctx -> json(ctx, 200, new JsonObject().put("status", "live")));
        health(router, "/health/ready").handler(ctx -> ready(ctx, readiness, access));
        router.get("/metrics")
                .handler(access)
                .handler(
                        ctx ->
                                ctx.response()
                                        .putHeader(
                                                "Content-Type",
                                                "text/plain; version=0.0.4; charset=utf-8")
                                        .end(metrics.scrape()));
    }

    /** Handles HEAD like GET; Vert.x omits the body. */
    private static Route health(Router router, String path) {
        return router.get(path).method(HttpMethod.HEAD);
    }

    /** Shows the readiness to all callers, and the warnings to those that may read the metrics. */
    private static void ready(RoutingContext ctx, Readiness readiness, MetricsAccess access) {
        List<String> waitingFor = readiness.waitingFor();
        boolean isReady = waitingFor.isEmpty();
        JsonObject body = new JsonObject().put("status", isReady ? "ready" : "starting");
        if (!isReady) {
            body.put("waiting_for", new JsonArray(waitingFor));
        }
        JsonArray warnings = new JsonArray();
        if (access.allows(ctx)) {
            readiness.warnings().forEach(service -> warnings.addAll(service.toJson()));
        }
        if (!warnings.isEmpty()) {
            body.put("warnings", warnings);
        }
        json(ctx, isReady ? 200 : 503, body);
    }

    public static void json(RoutingContext ctx, int status, JsonObject body) {
        ctx.response()
                .setStatusCode(status)
                .putHeader("Content-Type", "application/json")
                .end(body.toBuffer());
    }
}

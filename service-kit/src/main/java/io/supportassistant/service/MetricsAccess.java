package io.supportassistant.service;

import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.util.List;

/** Decides who may read {@code /metrics} and the warnings. */
final class MetricsAccess implements Handler<RoutingContext> {

    private final BearerKeys keys;

    private MetricsAccess(BearerKeys keys) {
        this.keys = keys;
    }

    static MetricsAccess open() {
        return new MetricsAccess(null);
    }

    /**
     * @param keys if empty, all access is denied
     */
    static MetricsAccess byKey(List<String> keys) {
        return new MetricsAccess(new BearerKeys(keys));
    }

    boolean allows(RoutingContext ctx) {
        return keys == null || keys.matches(Bearer.of(ctx.request()));
    }

    @Override
    public void handle(RoutingContext ctx) {
        if (allows(ctx)) {
            ctx.next();
        } else {
            Problem.unauthorized(
                            "/metrics needs one of "
                                    + HttpSettings.METRICS_KEYS.name()
                                    + " as a bearer token")
                    .send(ctx);
        }
    }
}

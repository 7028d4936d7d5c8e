package io.supportassistant.local.bench;

import io.supportassistant.bridge.AdapterEndpoint;
import io.supportassistant.bridge.Verdict;
import io.supportassistant.bridge.adapters.Adapters;
import io.supportassistant.bridge.redaction.EventRedaction;
import io.supportassistant.bridge.wire.Headers;
import io.supportassistant.bridge.wire.InboundRequest;
import io.supportassistant.events.CallEvent;
import io.supportassistant.events.EventCodec;
import io.supportassistant.redaction.RedactionSettings;
import io.supportassistant.settings.Settings;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.util.function.BiConsumer;

/**
 * Servers that replace the bridge in baselines: they accept the same requests and have no Kafka.
 */
final class BaselineServers {

    private static final String ANSWER = "{\"status\":\"accepted\",\"event_id\":\"floor\"}";

    private BaselineServers() {}

    /** Reads the body and responds. */
    static Router answering(Vertx vertx) {
        return taking(vertx, (ctx, body) -> ctx.response().setStatusCode(202).end(ANSWER));
    }

    /** Also reads, redacts and encodes the events, like the bridge, and discards them. */
    static Router working(Vertx vertx, Settings settings) {
        AdapterEndpoint door = Adapters.open(settings).get(0);
        EventRedaction redaction = new EventRedaction(RedactionSettings.redactor(settings));
        return taking(
                vertx,
                (ctx, body) -> {
                    InboundRequest request =
                            new InboundRequest(
                                    ctx.request().method().name(),
                                    ctx.request().uri(),
                                    new Headers(ctx.request().headers()),
                                    body,
                                    ctx.request().remoteAddress().hostAddress(),
                                    Instant.now());
                    int bytes = 0;
                    if (door.receive(request) instanceof Verdict.Accepted accepted) {
                        for (CallEvent event : accepted.events()) {
                            bytes += EventCodec.encode(redaction.redact(event)).length;
                        }
                    }
                    ctx.response().setStatusCode(bytes > 0 ? 202 : 400).end(ANSWER);
                });
    }

    private static Router taking(Vertx vertx, BiConsumer<RoutingContext, byte[]> handler) {
        Router router = Router.router(vertx);
        router.post("/webhooks/generic")
                .handler(
                        ctx ->
                                ctx.request()
                                        .body()
                                        .onSuccess(body -> handler.accept(ctx, body.getBytes())));
        return router;
    }
}

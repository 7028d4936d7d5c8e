package io.supportassistant.bridge.service;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.supportassistant.bridge.AdapterEndpoint;
import io.supportassistant.bridge.CallLog;
import io.supportassistant.bridge.adapters.Adapters;
import io.supportassistant.bridge.wire.Json;
import io.supportassistant.redaction.RedactionSettings;
import io.supportassistant.service.ApiContract;
import io.supportassistant.service.HostedService;
import io.supportassistant.service.HttpService;
import io.supportassistant.service.HttpSettings;
import io.supportassistant.service.Problem;
import io.supportassistant.service.RequestTimes;
import io.supportassistant.service.Warnings;
import io.supportassistant.settings.KafkaSettings;
import io.supportassistant.settings.Setting;
import io.supportassistant.settings.Settings;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.impl.RoutingContextInternal;
import io.vertx.ext.web.openapi.router.OpenAPIRoute;
import io.vertx.ext.web.openapi.router.RouterBuilder;
import io.vertx.openapi.contract.Operation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The HTTP service that receives the events of telephone systems, and responds when Kafka has
 * stored them. Keeps no state of calls.
 */
public final class WebhookBridge implements HostedService {

    private static final Logger LOG = LoggerFactory.getLogger(WebhookBridge.class);
    private static final String TAG = "bridge";
    private static final int MAX_WAITING = 10_000;
    private static final int MAX_TO_REDACT = 250;
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

    private final CallLog log;
    private final Outcomes outcomes;
    private final Router router;
    private final boolean open;

    public WebhookBridge(Vertx vertx, Settings settings, PrometheusMeterRegistry metrics) {
        BridgeSettings bridge = BridgeSettings.from(settings);
        open =
                HttpSettings.from(settings)
                        .isOpen(!bridge.apiKeys().isEmpty(), BridgeSettings.API_KEYS);
        Map<String, Object> kafka = KafkaSettings.clientProperties(settings);

        RouterBuilder routes =
                ApiContract.routerBuilder(vertx, TAG)
                        .toCompletionStage()
                        .toCompletableFuture()
                        .join();
        log = new CallLog(kafka, RedactionSettings.redactor(settings), metrics);
        outcomes = new Outcomes(kafka, MAX_WAITING, LONGEST_WAIT);
        ApiKeys keys = new ApiKeys(bridge.apiKeys());
        List<AdapterEndpoint> endpoints = Adapters.open(settings);
        boolean hasSeveralSources = !open && keys.sources().size() + endpoints.size() > 1;
        RedactionThreads redaction =
                new RedactionThreads(
                        MAX_TO_REDACT, Runtime.getRuntime().availableProcessors(), metrics);
        new CallRoutes(log, outcomes, hasSeveralSources, redaction, metrics).mount(routes);

        router = Router.router(vertx);
        BodyBudget bodies = new BodyBudget(bridge.bodiesBytes(), bridge.largestBody(), metrics);
        // First, because they get most requests, and Vert.x tries routes one by one.
        AdapterRoutes webhooks = new AdapterRoutes(log, bodies, redaction, bridge, metrics);
        for (AdapterEndpoint endpoint : endpoints) {
            LOG.info("Receiving from {}", endpoint.adapter().source());
            webhooks.mount(router, endpoint);
        }
        SourceLimits limits =
                new SourceLimits(
                        keys.sources(), bridge.requestsPerSecond(), System::nanoTime, metrics);
        for (OpenAPIRoute route : routes.getRoutes()) {
            Operation operation = route.getOperation();
            route(operation)
                    .handler(
                            new RequestTimes(
                                    metrics, "bridge.requests", operation.getOpenAPIPath()));
            if (!open) {
                // A separate route: on the route of the body handler, Vert.x allows no handler
                // before it.
                route(operation).handler(keys);
            }
            // Before the body is read, so that a refusal is cheap.
            route(operation).handler(limits);
            BodyDeadline deadline = new BodyDeadline(bridge.bodyDeadline());
            route(operation).handler(deadline);
            route(operation)
                    .handler(
                            new BoundedBody(
                                    bridge.maxBodyBytes(), bodies, !open, WebhookBridge::takeBody));
        }
        router.route("/*").subRouter(routes.createRouter());
    }

    /**
     * Refuses bodies that no JSON parser should read; else does the same as the body handler of
     * Vert.x.
     */
    private static Future<Void> takeBody(RoutingContext ctx, Buffer body, BodyBudget.Held held) {
        byte[] bytes = body.getBytes();
        if (Json.isWide(bytes)) {
            Problem.badRequest("The body is not UTF-8", null).send(ctx);
            return Future.succeededFuture();
        } else if (Json.isTooDeep(bytes)) {
            Problem.badRequest("The body is nested too deeply", null).send(ctx);
            return Future.succeededFuture();
        }
        Promise<Void> answered = Promise.promise();
        ctx.addEndHandler(end -> answered.tryComplete());
        ctx.put(CallRoutes.BODY_DONE, (Runnable) answered::tryComplete);
        if (ctx.response().closed()) {
            answered.tryComplete();
        }
        ((RoutingContextInternal) ctx).setBody(body);
        ctx.next();
        return answered.future();
    }

    private Route route(Operation operation) {
        return router.route(operation.getHttpMethod(), operation.getOpenAPIPath());
    }

    public static List<Setting<?>> settings() {
        List<Setting<?>> all = new ArrayList<>(HttpSettings.ALL);
        all.addAll(KafkaSettings.ALL);
        all.addAll(BridgeSettings.ALL);
        all.addAll(RedactionSettings.ALL);
        Adapters.KINDS.forEach(kind -> all.addAll(kind.settings()));
        return all;
    }

    @Override
    public Router router() {
        return router;
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    @Override
    public Warnings warnings() {
        return log.warnings();
    }

    /** One per processor; the objects that routes share are thread-safe. */
    @Override
    public int eventLoops() {
        return Runtime.getRuntime().availableProcessors();
    }

    @Override
    public boolean isReady() {
        return outcomes.isReady();
    }

    @Override
    public void close() {
        outcomes.close();
        log.close();
    }

    public static void main(String[] args) {
        HttpService.run(args, WebhookBridge::new);
    }
}

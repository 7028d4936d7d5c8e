package io.supportassistant.bridge.service;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.supportassistant.bridge.AdapterEndpoint;
import io.supportassistant.bridge.CallLog;
import io.supportassistant.bridge.Verdict;
import io.supportassistant.bridge.wire.Headers;
import io.supportassistant.bridge.wire.InboundRequest;
import io.supportassistant.events.CallEvent;
import io.supportassistant.service.Problem;
import io.supportassistant.service.RateLimit;
import io.supportassistant.service.RequestTimes;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The routes of the telephone systems, each at {@code /webhooks/<source>}. The response reports
 * success when Kafka has stored all events, and failure as soon as it is known. Both come before
 * the shortest timeout of any system, 5 s.
 */
final class AdapterRoutes {

    private static final Logger LOG = LoggerFactory.getLogger(AdapterRoutes.class);

    /**
     * More messages, or a body that is not small, would block an event loop too long for redaction
     * and storage.
     */
    private static final int FEW_MESSAGES = 20;

    private static final String HEAD = "head";
    private static final byte[] NO_BODY = {};

    private final CallLog log;
    private final BodyBudget bodies;
    private final RedactionThreads redaction;
    private final BridgeSettings settings;
    private final MeterRegistry metrics;
    private final Deliveries deliveries;

    AdapterRoutes(
            CallLog log,
            BodyBudget bodies,
            RedactionThreads redaction,
            BridgeSettings settings,
            MeterRegistry metrics) {
        this.redaction = redaction;
        this.log = log;
        this.bodies = bodies;
        this.settings = settings;
        this.metrics = metrics;
        this.deliveries = new Deliveries(metrics.counter("bridge.deliveries.repeated"));
    }

    /** A system with routes on this bridge. */
    private record Source(
            String name, AdapterEndpoint endpoint, RateLimit limit, Counter accepted) {}

    void mount(Router router, AdapterEndpoint endpoint) {
        String name = endpoint.adapter().source();
        Source source =
                new Source(
                        name,
                        endpoint,
                        new RateLimit(settings.requestsPerSecond(), System.nanoTime()),
                        counter(name, "accepted"));
        RequestTimes times = new RequestTimes(metrics, "bridge.requests", "/webhooks/" + name);
        BodyDeadline deadline = new BodyDeadline(settings.bodyDeadline());
        BoundedBody reading =
                new BoundedBody(
                        settings.maxWebhookBytes(),
                        bodies,
                        false,
                        (ctx, body, held) -> receive(source, ctx, body.getBytes(), held));
        for (String path : List.of("/webhooks/" + name, "/webhooks/" + name + "/*")) {
            router.route(path)
                    .handler(times)
                    .handler(ctx -> admit(source, ctx))
                    .handler(deadline)
                    .handler(reading);
        }
    }

    /** Refuses requests that fail authentication by their head, before the body takes memory. */
    private void admit(Source source, RoutingContext ctx) {
        InboundRequest head = head(ctx);
        Verdict.Refused refused = source.endpoint().refusal(head);
        if (refused == null) {
            ctx.put(HEAD, head);
            ctx.next();
        } else {
            counter(source.name(), Integer.toString(refused.status())).increment();
            BoundedBody.refuse(ctx, new Problem(refused.status(), refused.detail(), null));
        }
    }

    private Future<Void> receive(
            Source source, RoutingContext ctx, byte[] body, BodyBudget.Held held) {
        InboundRequest request = ctx.<InboundRequest>get(HEAD).with(body, Instant.now());
        Future<Verdict> verdict =
                redaction.run(
                        ctx.vertx(),
                        source.name(),
                        body.length,
                        () -> source.endpoint().receive(request));
        return verdict.compose(read -> act(source, ctx, request, read, held))
                .onFailure(e -> failed(source, ctx, e));
    }

    private void failed(Source source, RoutingContext ctx, Throwable e) {
        if (e instanceof RejectedExecutionException) {
            refuse(
                    source,
                    ctx,
                    Problem.unavailable("The bridge is overloaded; send the request again"));
        } else {
            LOG.error("An adapter failed: {}", e.getClass().getName());
            new Problem(500, null, null).send(ctx);
        }
    }

    private static InboundRequest head(RoutingContext ctx) {
        HttpServerRequest request = ctx.request();
        return new InboundRequest(
                request.method().name(),
                request.uri(),
                new Headers(request.headers()),
                NO_BODY,
                remoteAddress(request.connection().remoteAddress()),
                Instant.now());
    }

    private static String remoteAddress(SocketAddress caller) {
        return caller == null ? "" : caller.hostAddress();
    }

    /** The future completes after the response is sent. */
    private Future<Void> act(
            Source source,
            RoutingContext ctx,
            InboundRequest request,
            Verdict verdict,
            BodyBudget.Held held) {
        if (verdict instanceof Verdict.Accepted accepted) {
            return accept(source, ctx, request, accepted, held);
        }
        Verdict.Refused refused = (Verdict.Refused) verdict;
        if (refused.status() != 401) {
            log.warnings().add("webhooks/" + source.name(), refused.detail(), request.receivedAt());
        }
        refuse(source, ctx, new Problem(refused.status(), refused.detail(), null));
        return Future.succeededFuture();
    }

    private Future<Void> accept(
            Source source,
            RoutingContext ctx,
            InboundRequest request,
            Verdict.Accepted accepted,
            BodyBudget.Held held) {
        if (!held.prove()) {
            refuse(
                    source,
                    ctx,
                    Problem.unavailable("Too many bodies are being read; send the request again"));
            return Future.succeededFuture();
        }
        int wait = source.limit().take(System.nanoTime(), accepted.weight());
        if (wait > 0) {
            ctx.response().putHeader("Retry-After", Integer.toString(wait));
            refuse(source, ctx, new Problem(429, "This source exceeds its rate limit", null));
            return Future.succeededFuture();
        }
        return storedOnce(source, ctx, request, accepted)
                .onSuccess(
                        stored -> {
                            source.accepted().increment();
                            respond(ctx, accepted.response());
                        })
                .onFailure(
                        e ->
                                refuse(
                                        source,
                                        ctx,
                                        Problem.unavailable(
                                                "The event could not be stored; send it again")))
                .otherwiseEmpty();
    }

    private void refuse(Source source, RoutingContext ctx, Problem problem) {
        counter(source.name(), Integer.toString(problem.status())).increment();
        problem.send(ctx);
    }

    private Future<Void> storedOnce(
            Source source, RoutingContext ctx, InboundRequest request, Verdict.Accepted accepted) {
        Context context = ctx.vertx().getOrCreateContext();
        boolean isQuick =
                accepted.weight() <= FEW_MESSAGES
                        && !RedactionThreads.isLarge(request.body().length);
        return isQuick
                ? Future.fromCompletionStage(storing(source, request, accepted), context)
                : redaction
                        .later(ctx.vertx(), source.name(), () -> storing(source, request, accepted))
                        .compose(stored -> Future.fromCompletionStage(stored, context));
    }

    private CompletableFuture<Void> storing(
            Source source, InboundRequest request, Verdict.Accepted accepted) {
        return accepted.deliveryId() == null
                ? storing(source.name(), request, accepted)
                : deliveries.once(
                        List.of(source.name(), request.path(), accepted.deliveryId()),
                        () -> storing(source.name(), request, accepted));
    }

    private CompletableFuture<Void> storing(
            String source, InboundRequest request, Verdict.Accepted accepted) {
        List<CompletableFuture<Void>> all = new ArrayList<>();
        for (CallEvent event : accepted.events()) {
            all.add(log.append(event));
        }
        boolean isForm = request.mediaType().isForm() || request.method().equals("GET");
        for (Verdict.Unusable unusable : accepted.unusable()) {
            log.warnings().add("webhooks/" + source, unusable.reason(), request.receivedAt());
            all.add(setAside(source, request, unusable, isForm));
        }
        if (!accepted.unmapped().isEmpty()) {
            metrics.counter("bridge.messages.unmapped", "source", source)
                    .increment(accepted.unmapped().size());
            if (settings.keepsUnmapped()) {
                String reason = String.join(", ", accepted.unmapped());
                all.add(
                        setAside(
                                source,
                                request,
                                new Verdict.Unusable("not mapped: " + reason, request.body()),
                                isForm));
            }
        }
        return all.size() == 1
                ? all.get(0)
                : CompletableFuture.allOf(all.toArray(CompletableFuture[]::new));
    }

    private CompletableFuture<Void> setAside(
            String source, InboundRequest request, Verdict.Unusable unusable, boolean isForm) {
        return log.setAside(
                "webhooks/" + source,
                unusable.reason(),
                unusable.message(),
                isForm,
                request.receivedAt());
    }

    private static void respond(RoutingContext ctx, Verdict.Response response) {
        if (ctx.response().ended() || ctx.response().closed()) {
            return;
        }
        ctx.response().setStatusCode(response.status());
        if (response.contentType() != null) {
            ctx.response().putHeader("Content-Type", response.contentType());
        }
        if (response.body().isEmpty()) {
            ctx.response().end();
        } else {
            ctx.response().end(response.body());
        }
    }

    private Counter counter(String source, String outcome) {
        return metrics.counter("bridge.webhooks", "source", source, "outcome", outcome);
    }
}

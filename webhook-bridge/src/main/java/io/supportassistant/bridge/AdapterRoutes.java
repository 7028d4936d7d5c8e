package io.supportassistant.bridge;

import io.micrometer.core.instrument.MeterRegistry;
import io.supportassistant.bridge.wire.Headers;
import io.supportassistant.edge.Deadlines;
import io.supportassistant.edge.Problem;
import io.supportassistant.events.CallEvent;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The doors of the telephone systems, each at {@code /webhooks/<source>}. Success is answered when
 * Kafka has everything, and within {@value #DEADLINE_SECONDS} s there is an answer, for the least
 * patient of the systems waits for 5 s.
 */
final class AdapterRoutes {

    private static final Logger LOG = LoggerFactory.getLogger(AdapterRoutes.class);
    private static final int DEADLINE_SECONDS = 4;
    private static final Duration DEADLINE = Duration.ofSeconds(DEADLINE_SECONDS);

    /** Larger ones take longer to read than an event loop should be kept. */
    private static final int LARGE_BODY = 32 * 1024;

    private final CallLog log;
    private final BridgeSettings settings;
    private final MeterRegistry metrics;
    private final Deliveries deliveries;
    private final Map<String, RateLimit> limits = new HashMap<>();

    AdapterRoutes(CallLog log, BridgeSettings settings, MeterRegistry metrics) {
        this.log = log;
        this.settings = settings;
        this.metrics = metrics;
        this.deliveries = new Deliveries(metrics.counter("bridge.deliveries.repeated"));
    }

    void mount(Router router, Door door) {
        String source = door.adapter().source();
        limits.put(source, new RateLimit(settings.requestsPerSecond(), System.nanoTime()));
        BodyDeadline deadline = new BodyDeadline(settings.bodyDeadline());
        BoundedBody reading =
                new BoundedBody(
                        settings.maxWebhookBytes(), (ctx, body) -> receive(door, ctx, body));
        for (String path : List.of("/webhooks/" + source, "/webhooks/" + source + "/*")) {
            router.route(path).handler(deadline).handler(reading);
        }
    }

    private void receive(Door door, RoutingContext ctx, byte[] body) {
        InboundRequest request = request(ctx, body);
        Future<Verdict> verdict =
                body.length > LARGE_BODY
                        ? ctx.vertx().executeBlocking(() -> door.receive(request), false)
                        : Future.succeededFuture().map(now -> door.receive(request));
        verdict.<Void>map(
                        done -> {
                            act(door.adapter().source(), ctx, request, done);
                            return null;
                        })
                .onFailure(
                        e -> {
                            LOG.error("An adapter failed: {}", e.getClass().getName());
                            new Problem(500, null, null).send(ctx);
                        });
    }

    private static InboundRequest request(RoutingContext ctx, byte[] body) {
        HttpServerRequest request = ctx.request();
        return new InboundRequest(
                request.method().name(),
                request.uri(),
                new Headers(request.headers()),
                body,
                request.remoteAddress() == null ? "" : request.remoteAddress().hostAddress(),
                Instant.now());
    }

    private void act(String source, RoutingContext ctx, InboundRequest request, Verdict verdict) {
        if (verdict instanceof Verdict.Refused refused) {
            count(source, Integer.toString(refused.status()));
            new Problem(refused.status(), refused.detail(), null).send(ctx);
        } else if (verdict instanceof Verdict.Accepted accepted) {
            int wait = limits.get(source).take(System.nanoTime());
            if (wait > 0) {
                count(source, "429");
                ctx.response().putHeader("Retry-After", Integer.toString(wait));
                new Problem(429, "This source sends more than is allowed", null).send(ctx);
            } else {
                store(source, ctx, request, accepted);
            }
        }
    }

    private void store(
            String source, RoutingContext ctx, InboundRequest request, Verdict.Accepted accepted) {
        CompletableFuture<Void> stored =
                accepted.deliveryId() == null
                        ? storing(source, request, accepted)
                        : deliveries.once(
                                List.of(source, accepted.deliveryId()),
                                () -> storing(source, request, accepted));
        // A copy: who waits for the same delivery has a deadline of its own.
        CompletableFuture<Void> waited = Deadlines.within(DEADLINE, stored.copy());
        Future.fromCompletionStage(waited, ctx.vertx().getOrCreateContext())
                .onSuccess(
                        done -> {
                            count(source, "accepted");
                            answer(ctx, accepted.answer());
                        })
                .onFailure(
                        e -> {
                            count(source, "503");
                            Problem.unavailable("The event could not be stored; send it again")
                                    .send(ctx);
                        });
    }

    private CompletableFuture<Void> storing(
            String source, InboundRequest request, Verdict.Accepted accepted) {
        List<CompletableFuture<Void>> all = new ArrayList<>();
        for (CallEvent event : accepted.events()) {
            all.add(log.append(event));
        }
        boolean isForm = request.mediaType().isForm() || request.method().equals("GET");
        for (Verdict.Unusable unusable : accepted.unusable()) {
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
        return CompletableFuture.allOf(all.toArray(CompletableFuture[]::new));
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

    private static void answer(RoutingContext ctx, Verdict.Answer answer) {
        if (ctx.response().ended() || ctx.response().closed()) {
            return;
        }
        ctx.response().setStatusCode(answer.status());
        if (answer.contentType() != null) {
            ctx.response().putHeader("Content-Type", answer.contentType());
        }
        if (answer.body().isEmpty()) {
            ctx.response().end();
        } else {
            ctx.response().end(answer.body());
        }
    }

    private void count(String source, String outcome) {
        metrics.counter("bridge.webhooks", "source", source, "outcome", outcome).increment();
    }
}

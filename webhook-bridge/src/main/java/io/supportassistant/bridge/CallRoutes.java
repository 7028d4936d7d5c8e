package io.supportassistant.bridge;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.supportassistant.bridge.generic.GenericCalls;
import io.supportassistant.edge.EventLog;
import io.supportassistant.edge.OperatorRoutes;
import io.supportassistant.edge.Problem;
import io.supportassistant.edge.ProblemException;
import io.supportassistant.events.AgentAction;
import io.supportassistant.events.CallEnded;
import io.supportassistant.events.CallEvent;
import io.supportassistant.events.CallStarted;
import io.supportassistant.events.Topic;
import io.supportassistant.events.TranscriptSegment;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.openapi.router.RouterBuilder;
import io.vertx.openapi.validation.ValidatedRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The three routes that calls come in by. Every answer of success means that Kafka has the event.
 */
final class CallRoutes {

    private static final Logger LOG = LoggerFactory.getLogger(CallRoutes.class);
    private static final Pattern WAIT =
            Pattern.compile("(?:^|[,;\\s])wait=(\\d{1,4})(?:$|[,;\\s])");
    private static final int LONGEST_WAIT_SECONDS = 30;
    private static final int MOST_REMEMBERED = 200_000;
    private static final Duration REMEMBERED_FOR = Duration.ofMinutes(10);

    private final EventLog log;
    private final Outcomes outcomes;
    private final Counter accepted;
    private final Counter repeated;
    private final Counter failed;

    /** Segments Kafka has or is about to have; spares the job what a retry would repeat. */
    private final Cache<List<Object>, CompletableFuture<Void>> segments =
            Caffeine.newBuilder()
                    .maximumSize(MOST_REMEMBERED)
                    .expireAfterWrite(REMEMBERED_FOR)
                    .build();

    CallRoutes(EventLog log, Outcomes outcomes, MeterRegistry metrics) {
        this.log = log;
        this.outcomes = outcomes;
        this.accepted = metrics.counter("bridge.events.accepted");
        this.repeated = metrics.counter("bridge.segments.repeated");
        this.failed = metrics.counter("bridge.events.failed");
    }

    void mount(RouterBuilder routes) {
        route(routes, "startCall", this::start);
        route(routes, "endCall", this::end);
        route(routes, "transcription", this::transcription);
    }

    private static void route(
            RouterBuilder routes, String operation, Handler<RoutingContext> handler) {
        routes.getRoute(operation).addHandler(handler).addFailureHandler(Problem::answerFailure);
    }

    private void start(RoutingContext ctx) {
        CallStarted event = GenericCalls.started(body(ctx), Instant.now());
        succeed(ctx, event, event.callId());
    }

    private void end(RoutingContext ctx) {
        CallEnded event = GenericCalls.ended(body(ctx), Instant.now());
        succeed(ctx, event, event.callId());
    }

    private void succeed(RoutingContext ctx, CallEvent event, String callId) {
        onContext(ctx, append(event))
                .onSuccess(
                        done ->
                                OperatorRoutes.json(
                                        ctx,
                                        200,
                                        new JsonObject()
                                                .put("status", "success")
                                                .put("session_id", event.sessionId())
                                                .put("call_id", callId)))
                .onFailure(e -> refuse(ctx));
    }

    private void transcription(RoutingContext ctx) {
        long startedAt = System.nanoTime();
        String key = ctx.request().getHeader("Idempotency-Key");
        TranscriptSegment segment = GenericCalls.segment(body(ctx), key, Instant.now());
        Duration wait = preferredWait(ctx.request().getHeader("Prefer"));
        CompletableFuture<AgentAction> outcome =
                wait.isZero() ? null : outcomes.of(segment.sessionId(), segment.segmentId(), wait);
        onContext(ctx, appendOnce(segment))
                .onFailure(e -> refuse(ctx))
                .onSuccess(
                        done -> {
                            if (outcome == null) {
                                accept(ctx, segment);
                            } else {
                                onContext(ctx, outcome)
                                        .onSuccess(
                                                action ->
                                                        processed(ctx, segment, action, startedAt))
                                        .onFailure(late -> accept(ctx, segment));
                            }
                        });
    }

    private static void accept(RoutingContext ctx, TranscriptSegment segment) {
        OperatorRoutes.json(
                ctx,
                202,
                new JsonObject()
                        .put("status", "accepted")
                        .put("session_id", segment.sessionId())
                        .put("segment_id", segment.segmentId()));
    }

    private static void processed(
            RoutingContext ctx, TranscriptSegment segment, AgentAction action, long startedAt) {
        ctx.response().putHeader("Preference-Applied", "wait");
        OperatorRoutes.json(
                ctx,
                200,
                new JsonObject()
                        .put("status", "processed")
                        .put("session_id", segment.sessionId())
                        .put("segment_id", segment.segmentId())
                        .put("suggestions_count", action.suggestionsCount())
                        .put("questions_count", action.questionsCount())
                        .put(
                                "processing_time_ms",
                                (System.nanoTime() - startedAt) / 1000 / 1000.0));
    }

    private CompletableFuture<Void> appendOnce(TranscriptSegment segment) {
        // An interim form and the final one share their id and are two events.
        List<Object> key =
                List.of(
                        segment.sessionId(),
                        segment.segmentId(),
                        segment.isFinal(),
                        segment.isFinal() ? "" : segment.text());
        if (segments.getIfPresent(key) != null) {
            repeated.increment();
        }
        CompletableFuture<Void> stored = segments.get(key, absent -> append(segment));
        // Not within the computation: the cache would refuse to drop what it does not have yet.
        stored.whenComplete(
                (done, failure) -> {
                    if (failure != null) {
                        segments.asMap().remove(key, stored);
                    }
                });
        return stored;
    }

    private CompletableFuture<Void> append(CallEvent event) {
        return log.append(Topic.CALL_EVENTS, event.sessionId(), event)
                .whenComplete(
                        (done, failure) -> {
                            if (failure == null) {
                                accepted.increment();
                            } else {
                                failed.increment();
                                LOG.warn("Kafka did not take an event: {}", failure.toString());
                            }
                        });
    }

    private static void refuse(RoutingContext ctx) {
        Problem.unavailable("The event could not be stored; send it again").send(ctx);
    }

    private static <T> Future<T> onContext(RoutingContext ctx, CompletableFuture<T> future) {
        return Future.fromCompletionStage(future, ctx.vertx().getOrCreateContext());
    }

    private static JsonObject body(RoutingContext ctx) {
        ValidatedRequest request = ctx.get(RouterBuilder.KEY_META_DATA_VALIDATED_REQUEST);
        JsonObject body = request.getBody().getJsonObject();
        // Valid JSON that no database takes as text.
        if (body.encode().contains("\\u0000")) {
            throw new ProblemException(
                    Problem.badRequest("A text must not have the character U+0000", "/"));
        }
        return body;
    }

    private static Duration preferredWait(String prefer) {
        if (prefer == null) {
            return Duration.ZERO;
        }
        Matcher wait = WAIT.matcher(prefer);
        return wait.find()
                ? Duration.ofSeconds(
                        Math.min(LONGEST_WAIT_SECONDS, Integer.parseInt(wait.group(1))))
                : Duration.ZERO;
    }
}

package io.supportassistant.bridge.service;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.supportassistant.bridge.CallLog;
import io.supportassistant.bridge.generic.GenericCalls;
import io.supportassistant.bridge.generic.GenericCalls.Caller;
import io.supportassistant.bridge.wire.StorableText;
import io.supportassistant.events.AgentAction;
import io.supportassistant.events.CallEnded;
import io.supportassistant.events.CallEvent;
import io.supportassistant.events.CallStarted;
import io.supportassistant.events.TranscriptSegment;
import io.supportassistant.service.OperatorRoutes;
import io.supportassistant.service.Problem;
import io.supportassistant.service.ProblemException;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.impl.RoutingContextInternal;
import io.vertx.ext.web.openapi.router.RouterBuilder;
import io.vertx.openapi.validation.ValidatedRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The three routes of the bridge's own API for calls. A success response means that Kafka has
 * stored the event.
 */
final class CallRoutes {

    private static final Pattern WAIT =
            Pattern.compile("(?:^|[,;\\s])wait=(\\d{1,4})(?:$|[,;\\s])");
    private static final int LONGEST_WAIT_SECONDS = 30;
    private static final int MAX_WAITING_OF_SOURCE = 1_000;

    /** Context key of the task that releases the body's share of the budget; run it once. */
    static final String BODY_DONE = "body-done";

    private final CallLog log;
    private final Outcomes outcomes;
    private final Deliveries deliveries;
    private final boolean hasSeveralSources;
    private final RedactionThreads redaction;
    private final WaitingCallers waiting = new WaitingCallers(MAX_WAITING_OF_SOURCE);
    private final Counter waitsRefused;

    /**
     * @param hasSeveralSources whether this bridge accepts calls of other sources too
     */
    CallRoutes(
            CallLog log,
            Outcomes outcomes,
            boolean hasSeveralSources,
            RedactionThreads redaction,
            MeterRegistry metrics) {
        this.redaction = redaction;
        this.hasSeveralSources = hasSeveralSources;
        this.log = log;
        this.outcomes = outcomes;
        this.deliveries = new Deliveries(metrics.counter("bridge.segments.repeated"));
        this.waitsRefused = metrics.counter("bridge.waits.refused");
    }

    void mount(RouterBuilder routes) {
        route(routes, "startCall", this::start);
        route(routes, "endCall", this::end);
        route(routes, "transcription", this::transcription);
    }

    private void route(RouterBuilder routes, String operation, Handler<RoutingContext> handler) {
        routes.getRoute(operation).addHandler(handler).addFailureHandler(Problem::answerFailure);
    }

    private Caller caller(RoutingContext ctx) {
        String source = ApiKeys.source(ctx);
        // Other bridges and connectors have sessions of their own sources, too.
        return new Caller(source, hasSeveralSources || !source.equals(GenericCalls.SOURCE));
    }

    private void start(RoutingContext ctx) {
        int size = ctx.body().length();
        CallStarted event = GenericCalls.started(caller(ctx), takeBody(ctx), Instant.now());
        succeed(ctx, size, event, event.callId());
    }

    private void end(RoutingContext ctx) {
        int size = ctx.body().length();
        CallEnded event = GenericCalls.ended(caller(ctx), takeBody(ctx), Instant.now());
        succeed(ctx, size, event, event.callId());
    }

    /**
     * @param callId null if the request ends a call by its session alone
     */
    private void succeed(RoutingContext ctx, int bodyBytes, CallEvent event, String callId) {
        JsonObject answer =
                new JsonObject().put("status", "success").put("session_id", event.sessionId());
        if (callId != null) {
            answer.put("call_id", callId);
        }
        stored(ctx, bodyBytes, () -> log.append(event))
                .onSuccess(done -> OperatorRoutes.json(ctx, 200, answer))
                .onFailure(e -> refuse(ctx));
    }

    private void transcription(RoutingContext ctx) {
        long startedAt = System.nanoTime();
        String key = ctx.request().getHeader("Idempotency-Key");
        int size = ctx.body().length();
        TranscriptSegment segment =
                GenericCalls.segment(caller(ctx), takeBody(ctx), key, Instant.now());
        Duration wait = preferredWait(ctx.request().getHeader("Prefer"));
        // Interim and repeated segments are not analysed, so they have no outcome to wait for.
        boolean isAnalysed = segment.isFinal() && !deliveries.knows(key(segment));
        CompletableFuture<AgentAction> outcome =
                wait.isZero() || !isAnalysed || !mayWait(ctx)
                        ? null
                        : outcomes.of(segment.sessionId(), log.storedSegmentId(segment), wait);
        stored(ctx, size, () -> appendOnce(segment))
                .onFailure(e -> refuse(ctx))
                .onSuccess(
                        done -> {
                            if (outcome == null) {
                                accept(ctx, segment);
                            } else {
                                bodyDone(ctx);
                                onContext(ctx, outcome)
                                        .onSuccess(
                                                action ->
                                                        processed(ctx, segment, action, startedAt))
                                        .onFailure(late -> accept(ctx, segment));
                            }
                        });
    }

    private boolean mayWait(RoutingContext ctx) {
        String source = ApiKeys.source(ctx);
        if (!waiting.acquire(source)) {
            waitsRefused.increment();
            return false;
        }
        ctx.addEndHandler(end -> waiting.release(source));
        return true;
    }

    /** Releases the body: a waiting request needs no memory but that of its connection. */
    private static void bodyDone(RoutingContext ctx) {
        Runnable done = ctx.get(BODY_DONE);
        if (done != null) {
            done.run();
        }
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
                                TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - startedAt)
                                        / 1000.0));
    }

    private CompletableFuture<Void> appendOnce(TranscriptSegment segment) {
        return deliveries.once(key(segment), () -> log.append(segment));
    }

    /** The interim and the final segment share their id but are two events. */
    static List<Object> key(TranscriptSegment segment) {
        return List.of(
                segment.sessionId(),
                segment.segmentId(),
                segment.isFinal(),
                segment.isFinal()
                        ? ""
                        : UUID.nameUUIDFromBytes(segment.text().getBytes(StandardCharsets.UTF_8)));
    }

    private Future<Void> stored(
            RoutingContext ctx, int bodyBytes, Callable<CompletableFuture<Void>> storing) {
        return redaction
                .run(ctx.vertx(), ApiKeys.source(ctx), bodyBytes, storing)
                .compose(storedLater -> onContext(ctx, storedLater));
    }

    private static void refuse(RoutingContext ctx) {
        Problem.unavailable("The event could not be stored; send it again").send(ctx);
    }

    private static <T> Future<T> onContext(RoutingContext ctx, CompletableFuture<T> future) {
        return Future.fromCompletionStage(future, ctx.vertx().getOrCreateContext());
    }

    /**
     * Returns the parsed body, which may take many times the memory of its text, and removes both
     * from the request, so that neither outlives the event.
     */
    private static JsonObject takeBody(RoutingContext ctx) {
        ValidatedRequest request = ctx.remove(RouterBuilder.KEY_META_DATA_VALIDATED_REQUEST);
        ((RoutingContextInternal) ctx).setBody(null);
        JsonObject body = request.getBody().getJsonObject();
        checkValues(body.getMap());
        return body;
    }

    /** Refuses texts and numbers that are valid JSON but that databases cannot store. */
    private static void checkValues(Object json) {
        if (json instanceof String text) {
            // The six characters "\\u0000" are not U+0000.
            if (text.indexOf('\0') >= 0) {
                throw new ProblemException(
                        Problem.badRequest("A text must not contain U+0000", "/"));
            }
            if (StorableText.hasHalf(text)) {
                throw new ProblemException(
                        Problem.badRequest(
                                "A text must not contain half of a surrogate pair", "/"));
            }
        } else if (json instanceof Double number && !Double.isFinite(number)) {
            throw new ProblemException(Problem.badRequest("A number is too large", "/"));
        } else if (json instanceof JsonObject object) {
            checkValues(object.getMap());
        } else if (json instanceof JsonArray array) {
            checkValues(array.getList());
        } else if (json instanceof Map<?, ?> entries) {
            for (Map.Entry<?, ?> entry : entries.entrySet()) {
                checkValues(entry.getKey());
                checkValues(entry.getValue());
            }
        } else if (json instanceof List<?> elements) {
            for (Object element : elements) {
                checkValues(element);
            }
        }
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

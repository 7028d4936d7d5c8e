package io.supportassistant.service;

import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketHandshakeException;
import io.vertx.core.Future;
import io.vertx.core.VertxException;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.HttpException;
import io.vertx.json.schema.OutputUnit;
import io.vertx.openapi.validation.SchemaValidationException;
import io.vertx.openapi.validation.ValidatorException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An error response: {@code application/problem+json} (RFC 9457).
 *
 * @param field JSON Pointer into the body, or the name of a parameter; null if the error is about
 *     neither
 */
public record Problem(int status, String detail, String field) {

    private static final Logger LOG = LoggerFactory.getLogger(Problem.class);
    private static final Pattern MISSING_PROPERTY =
            Pattern.compile("does not have required property \"([^\"]+)\"");
    private static final String RETRY_AFTER_SECONDS = "2";

    public static Problem badRequest(String detail, String field) {
        return new Problem(400, detail, field);
    }

    public static Problem unauthorized(String detail) {
        return new Problem(401, detail, null);
    }

    public static Problem forbidden(String detail) {
        return new Problem(403, detail, null);
    }

    public static Problem tooMany(String detail) {
        return new Problem(429, detail, null);
    }

    public static Problem unavailable(String detail) {
        return new Problem(503, detail, null);
    }

    public void send(RoutingContext ctx) {
        if (ctx.response().ended() || ctx.response().headWritten()) {
            return;
        }
        boolean isRetryable = status == 429 || status == 503;
        if (isRetryable && !ctx.response().headers().contains("Retry-After")) {
            ctx.response().putHeader("Retry-After", RETRY_AFTER_SECONDS);
        }
        if (status == 401) {
            ctx.response().putHeader("WWW-Authenticate", "Bearer");
        }
        send(ctx.response());
    }

    /** Sends the problem on a response that has not been sent yet. */
    Future<Void> send(HttpServerResponse response) {
        return response.setStatusCode(status)
                .putHeader("Content-Type", "application/problem+json")
                .end(toJson().toBuffer());
    }

    JsonObject toJson() {
        JsonObject json =
                new JsonObject()
                        .put("type", "about:blank")
                        .put("title", HttpResponseStatus.valueOf(status).reasonPhrase())
                        .put("status", status);
        if (detail != null) {
            json.put("detail", detail);
        }
        return field == null ? json : json.put("field", field);
    }

    /** Responds to any failure of a route. */
    public static void answerFailure(RoutingContext ctx) {
        from(ctx).send(ctx);
    }

    private static Problem from(RoutingContext ctx) {
        Throwable failure = ctx.failure();
        if (failure instanceof ProblemException refused) {
            return refused.problem();
        }
        Throwable cause = failure instanceof HttpException ? failure.getCause() : failure;
        if (cause instanceof SchemaValidationException invalid) {
            return fromSchema(invalid.getOutputUnit());
        }
        if (cause instanceof ValidatorException invalid) {
            return badRequest(invalid.getMessage(), null);
        }
        if (failure instanceof HttpException http) {
            return new Problem(http.getStatusCode(), http.getPayload(), null);
        }
        boolean isRefusal = ctx.statusCode() >= 400 && ctx.statusCode() < 500;
        if (isRefusal && (failure == null || failure instanceof VertxException)) {
            return new Problem(
                    ctx.statusCode(), failure == null ? null : failure.getMessage(), null);
        }
        if (cause instanceof IllegalArgumentException
                && !RequestTarget.isReadable(ctx.request().uri())) {
            return badRequest("The path or the query is not correctly encoded", null);
        }
        if (cause instanceof WebSocketHandshakeException) {
            LOG.debug("Refused a WebSocket handshake", failure);
            return badRequest("The WebSocket handshake does not follow RFC 6455", null);
        }
        if (cause instanceof HttpClosedException || ctx.response().closed()) {
            LOG.debug("A client disconnected during its request", failure);
        } else {
            LOG.error("A request failed", failure);
        }
        return new Problem(500, null, null);
    }

    /** Uses the innermost error, which names the field. */
    private static Problem fromSchema(OutputUnit unit) {
        OutputUnit deepest = unit;
        List<OutputUnit> errors = unit == null ? List.of() : unit.getErrors();
        if (errors != null) {
            for (OutputUnit error : errors) {
                if (depth(error) >= depth(deepest)) {
                    deepest = error;
                }
            }
        }
        if (deepest == null || deepest.getInstanceLocation() == null) {
            return badRequest("The request does not match the API description", null);
        }
        String location = deepest.getInstanceLocation().replaceFirst("^#", "");
        Matcher missing = MISSING_PROPERTY.matcher(String.valueOf(deepest.getError()));
        String field = missing.find() ? location + "/" + missing.group(1) : location;
        return badRequest(deepest.getError(), field.isEmpty() ? "/" : field);
    }

    private static int depth(OutputUnit unit) {
        String location = unit == null ? null : unit.getInstanceLocation();
        return location == null ? -1 : (int) location.chars().filter(c -> c == '/').count();
    }
}

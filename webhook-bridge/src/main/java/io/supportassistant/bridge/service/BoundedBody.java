package io.supportassistant.bridge.service;

import io.supportassistant.service.Problem;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;

/**
 * Reads the body of a request as it arrives, up to a limit for one body and a budget for all bodies
 * together. A body counts from its first byte until Kafka has stored its events. A small body that
 * arrives in one piece is always accepted: it is complete, so its sender is authenticated or
 * refused at once.
 */
final class BoundedBody implements Handler<RoutingContext> {

    private static final long LINGER_MILLIS = 2_000;

    private final int maxBytes;
    private final BodyBudget budget;
    private final boolean isProven;
    private final Reader next;

    /** Handles a request when its body is complete. */
    interface Reader {

        /**
         * @param held the body's share of the budget
         * @return completes when the body is no longer needed
         */
        Future<?> read(RoutingContext ctx, Buffer body, BodyBudget.Held held);
    }

    /**
     * @param isProven whether senders were authenticated before this handler
     */
    BoundedBody(int maxBytes, BodyBudget budget, boolean isProven, Reader next) {
        this.maxBytes = maxBytes;
        this.budget = budget;
        this.isProven = isProven;
        this.next = next;
    }

    @Override
    public void handle(RoutingContext ctx) {
        HttpServerRequest request = ctx.request();
        long announced = announced(request);
        if (announced > maxBytes) {
            refuse(ctx, new Problem(413, "The body is larger than " + maxBytes + " bytes", null));
            return;
        }
        Body body = new Body(ctx, announced);
        request.handler(body::add);
        request.endHandler(end -> body.end());
        // The connection closed before the body was complete.
        request.exceptionHandler(gone -> body.held.release());
        if ("100-continue".equalsIgnoreCase(request.getHeader("Expect"))) {
            request.response().writeContinue();
        }
        request.resume();
    }

    /** The bytes received so far. Most bodies arrive in one piece, which is not copied. */
    private final class Body {

        private final RoutingContext ctx;
        private final long announced;
        private Buffer all = Buffer.buffer(0);
        private final BodyBudget.Held held;
        private boolean isCopy;

        Body(RoutingContext ctx, long announced) {
            this.ctx = ctx;
            this.announced = announced;
            held = budget.hold(ctx.request().connection().remoteAddress(), isProven);
        }

        void add(Buffer chunk) {
            long size = (long) all.length() + chunk.length();
            if (size > maxBytes) {
                giveUp(new Problem(413, "The body is larger than " + maxBytes + " bytes", null));
            } else if (take(chunk.length(), Math.max(size, announced))) {
                append(chunk);
            } else {
                giveUp(
                        Problem.unavailable(
                                "Too many bodies are being read; send the request again"));
            }
        }

        private boolean take(int bytes, long size) {
            if (bytes == announced && bytes <= BodyBudget.SMALL) {
                held.count(bytes);
                return true;
            }
            return held.grow(bytes, size);
        }

        private void giveUp(Problem problem) {
            all = Buffer.buffer(0);
            held.release();
            refuse(ctx, problem);
        }

        private void append(Buffer chunk) {
            if (all.length() == 0) {
                all = chunk;
                return;
            }
            if (!isCopy) {
                all = Buffer.buffer().appendBuffer(all);
                isCopy = true;
            }
            all.appendBuffer(chunk);
        }

        void end() {
            Buffer whole = all;
            all = null;
            ctx.request().exceptionHandler(null);
            if (ctx.response().ended()) {
                held.release();
            } else {
                next.read(ctx, whole, held).onComplete(handled -> held.release());
            }
        }
    }

    private static long announced(HttpServerRequest request) {
        try {
            String length = request.getHeader("Content-Length");
            return length == null ? 0 : Long.parseLong(length);
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    /**
     * Responds at once, but reads the rest of the body for a moment: a client that is still writing
     * when the connection closes cannot read the response.
     */
    static void refuse(RoutingContext ctx, Problem problem) {
        if (ctx.response().ended()) {
            return;
        }
        HttpServerRequest request = ctx.request();
        HttpConnection connection = request.connection();
        long lingerTimer = ctx.vertx().setTimer(LINGER_MILLIS, over -> connection.close());
        request.handler(rest -> {});
        request.endHandler(end -> ctx.vertx().cancelTimer(lingerTimer));
        problem.send(ctx);
        request.resume();
    }
}

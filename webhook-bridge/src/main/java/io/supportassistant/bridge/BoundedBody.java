package io.supportassistant.bridge;

import io.supportassistant.edge.Problem;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;

/**
 * Takes in the body of a request as it comes: not more than so many bytes of one, and not more of
 * all together than the budget has. A small body that comes in one piece is held no longer than it
 * takes to read it, and is not counted.
 */
final class BoundedBody implements Handler<RoutingContext> {

    private static final long LINGER_MILLIS = 2_000;
    private static final int SMALL = 32 * 1024;
    private static final Runnable NOTHING = () -> {};

    private final int mostBytes;
    private final BodyBudget budget;
    private final Reader next;

    /** What happens with a whole body. */
    interface Reader {

        /**
         * @param done to be run when the body is no longer needed
         */
        void read(RoutingContext ctx, Buffer body, Runnable done);
    }

    BoundedBody(int mostBytes, BodyBudget budget, Reader next) {
        this.mostBytes = mostBytes;
        this.budget = budget;
        this.next = next;
    }

    @Override
    public void handle(RoutingContext ctx) {
        HttpServerRequest request = ctx.request();
        long announced = announced(request);
        if (announced > mostBytes) {
            refuse(ctx, new Problem(413, "The body is too large", null));
            return;
        }
        Body body = new Body(ctx, announced);
        request.handler(body::add);
        request.endHandler(end -> body.end());
        if ("100-continue".equalsIgnoreCase(request.getHeader("Expect"))) {
            request.response().writeContinue();
        }
        request.resume();
    }

    /** What has come; most bodies come in one piece, which is not gathered then. */
    private final class Body {

        private final RoutingContext ctx;
        private final long announced;
        private Buffer all = Buffer.buffer(0);
        private boolean isOurs;
        private BodyBudget.Share share;

        Body(RoutingContext ctx, long announced) {
            this.ctx = ctx;
            this.announced = announced;
        }

        void add(Buffer chunk) {
            if (all.length() + chunk.length() > mostBytes) {
                giveUp(new Problem(413, "The body is too large", null));
            } else if (isSmallAndWhole(chunk) || grow(chunk.length())) {
                append(chunk);
            } else {
                giveUp(Problem.unavailable("Too many bodies are being read; send it again"));
            }
        }

        private boolean isSmallAndWhole(Buffer chunk) {
            return chunk.length() == announced && announced <= SMALL;
        }

        private boolean grow(int bytes) {
            if (share == null) {
                share = budget.share();
                // The connection is gone before the body was whole.
                ctx.request().exceptionHandler(gone -> share.release());
            }
            return share.grow(bytes);
        }

        private void giveUp(Problem problem) {
            all = Buffer.buffer(0);
            if (share != null) {
                share.release();
            }
            refuse(ctx, problem);
        }

        private void append(Buffer chunk) {
            if (all.length() == 0) {
                all = chunk;
                return;
            }
            if (!isOurs) {
                all = Buffer.buffer().appendBuffer(all);
                isOurs = true;
            }
            all.appendBuffer(chunk);
        }

        void end() {
            Buffer whole = all;
            all = null;
            if (!ctx.response().ended()) {
                next.read(ctx, whole, share == null ? NOTHING : share::release);
            } else if (share != null) {
                share.release();
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
     * Answers at once, and takes in the rest for a moment: who is still writing when the connection
     * closes does not get to read why.
     */
    static void refuse(RoutingContext ctx, Problem problem) {
        if (ctx.response().ended()) {
            return;
        }
        HttpServerRequest request = ctx.request();
        HttpConnection connection = request.connection();
        long patience = ctx.vertx().setTimer(LINGER_MILLIS, over -> connection.close());
        request.handler(rest -> {});
        request.endHandler(end -> ctx.vertx().cancelTimer(patience));
        problem.send(ctx);
        request.resume();
    }
}

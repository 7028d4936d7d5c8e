package io.supportassistant.bridge;

import io.supportassistant.edge.Problem;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.function.BiConsumer;

/** Takes in the body of a request as it comes, but not more than so many bytes. */
final class BoundedBody implements Handler<RoutingContext> {

    private static final long LINGER_MILLIS = 2_000;

    private final int mostBytes;
    private final BiConsumer<RoutingContext, byte[]> next;

    BoundedBody(int mostBytes, BiConsumer<RoutingContext, byte[]> next) {
        this.mostBytes = mostBytes;
        this.next = next;
    }

    @Override
    public void handle(RoutingContext ctx) {
        HttpServerRequest request = ctx.request();
        if (announced(request) > mostBytes) {
            refuse(ctx);
            return;
        }
        Body body = new Body();
        request.handler(
                chunk -> {
                    if (body.length() + chunk.length() > mostBytes) {
                        refuse(ctx);
                    } else {
                        body.append(chunk);
                    }
                });
        request.endHandler(
                end -> {
                    if (!ctx.response().ended()) {
                        next.accept(ctx, body.bytes());
                    }
                });
        if ("100-continue".equalsIgnoreCase(request.getHeader("Expect"))) {
            request.response().writeContinue();
        }
        request.resume();
    }

    /** What has come; most bodies come in one piece, which is not gathered then. */
    private static final class Body {

        private Buffer all = Buffer.buffer(0);
        private boolean isOurs;

        int length() {
            return all.length();
        }

        void append(Buffer chunk) {
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

        byte[] bytes() {
            return all.getBytes();
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
    private static void refuse(RoutingContext ctx) {
        if (ctx.response().ended()) {
            return;
        }
        HttpServerRequest request = ctx.request();
        HttpConnection connection = request.connection();
        long patience = ctx.vertx().setTimer(LINGER_MILLIS, over -> connection.close());
        request.handler(rest -> {});
        request.endHandler(end -> ctx.vertx().cancelTimer(patience));
        new Problem(413, "The body is too large", null).send(ctx);
        request.resume();
    }
}

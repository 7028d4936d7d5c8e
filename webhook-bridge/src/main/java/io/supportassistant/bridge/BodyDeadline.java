package io.supportassistant.bridge;

import io.supportassistant.edge.Problem;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;

/** Cuts off whoever takes too long to send the body; goes before the handler that reads it. */
final class BodyDeadline implements Handler<RoutingContext> {

    private final long millis;

    BodyDeadline(Duration deadline) {
        this.millis = deadline.toMillis();
    }

    @Override
    public void handle(RoutingContext ctx) {
        long timer =
                ctx.vertx()
                        .setTimer(
                                millis,
                                now -> {
                                    if (!ctx.request().isEnded()) {
                                        cutOff(
                                                ctx,
                                                new Problem(408, "The body came too slowly", null));
                                    }
                                });
        ctx.addEndHandler(answered -> ctx.vertx().cancelTimer(timer));
        ctx.next();
    }

    /** Answers, and closes the connection without waiting for the rest of the body. */
    static void cutOff(RoutingContext ctx, Problem problem) {
        if (ctx.response().ended()) {
            return;
        }
        ctx.response().putHeader("Connection", "close");
        ctx.addEndHandler(sent -> ctx.request().connection().close());
        problem.send(ctx);
    }
}

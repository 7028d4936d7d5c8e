package io.supportassistant.bridge.service;

import io.supportassistant.service.Deadlines;
import io.supportassistant.service.Problem;
import io.vertx.core.Context;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;

/**
 * Closes the connection of a sender that takes too long to send the body. Must precede the handler
 * that reads the body.
 */
final class BodyDeadline implements Handler<RoutingContext> {

    private final Duration time;

    BodyDeadline(Duration time) {
        this.time = time;
    }

    @Override
    public void handle(RoutingContext ctx) {
        Context context = ctx.vertx().getOrCreateContext();
        Deadlines.Deadline deadline =
                Deadlines.after(time, () -> context.runOnContext(late -> cutOff(ctx)));
        ctx.addEndHandler(answered -> deadline.cancel());
        ctx.next();
    }

    private static void cutOff(RoutingContext ctx) {
        if (!ctx.request().isEnded()) {
            cutOff(ctx, new Problem(408, "The body was sent too slowly", null));
        }
    }

    /** Sends the response and closes the connection without waiting for the rest of the body. */
    static void cutOff(RoutingContext ctx, Problem problem) {
        if (ctx.response().ended()) {
            return;
        }
        ctx.response().putHeader("Connection", "close");
        ctx.addEndHandler(sent -> ctx.request().connection().close());
        problem.send(ctx);
    }
}

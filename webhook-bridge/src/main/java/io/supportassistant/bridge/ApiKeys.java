package io.supportassistant.bridge;

import io.supportassistant.edge.Bearer;
import io.supportassistant.edge.Problem;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;

/** Lets callers in that bring one of the keys; runs before anything of the body is read. */
final class ApiKeys implements Handler<RoutingContext> {

    private final List<byte[]> keys;

    ApiKeys(List<String> keys) {
        this.keys = keys.stream().map(key -> key.getBytes(StandardCharsets.UTF_8)).toList();
    }

    @Override
    public void handle(RoutingContext ctx) {
        String brought = Bearer.of(ctx.request());
        if (brought != null && matches(brought.getBytes(StandardCharsets.UTF_8))) {
            ctx.next();
        } else {
            Problem.unauthorized("An API key is needed as a bearer token").send(ctx);
        }
    }

    /** Takes the same time whichever key matches, or none. */
    private boolean matches(byte[] brought) {
        boolean match = false;
        for (byte[] key : keys) {
            match |= MessageDigest.isEqual(key, brought);
        }
        return match;
    }
}

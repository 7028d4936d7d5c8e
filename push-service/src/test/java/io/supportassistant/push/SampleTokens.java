package io.supportassistant.push;

import io.supportassistant.push.Access.Viewer;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.lang.reflect.Proxy;
import java.time.InstantSource;
import java.util.List;

/** What the push service says to a token that was made by a sample. */
final class SampleTokens {

    private SampleTokens() {}

    /**
     * @throws java.util.concurrent.CompletionException if the service refuses it
     */
    static Viewer admit(Vertx vertx, String token, String sessionId) {
        HttpServerRequest request =
                (HttpServerRequest)
                        Proxy.newProxyInstance(
                                SampleTokens.class.getClassLoader(),
                                new Class<?>[] {HttpServerRequest.class},
                                (proxy, method, arguments) ->
                                        method.getName().equals("getHeader")
                                                ? "Bearer " + token
                                                : null);
        return Access.byToken(
                        vertx, List.of(Tokens.KEY), TokenRules.DEFAULT, InstantSource.system())
                .admit(request, sessionId)
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }
}

package io.supportassistant.local.bench;

import io.vertx.core.Future;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.json.JsonObject;
import java.net.URI;

/**
 * The public contract for very many calls, on one event loop.
 *
 * @param key of the bridge, or null in open mode
 * @param token of a supervisor, or null in open mode
 */
record LoadClient(
        HttpClient http, WebSocketClient sockets, URI base, URI desks, String key, String token) {

    /** Fails if the answer's status is not 2xx. */
    Future<JsonObject> post(String path, JsonObject body) {
        RequestOptions request =
                new RequestOptions()
                        .setMethod(HttpMethod.POST)
                        .setAbsoluteURI(base.resolve("/api/realtime/" + path).toString())
                        .putHeader("Content-Type", "application/json")
                        .setTimeout(20_000);
        if (key != null) {
            request.putHeader("Authorization", "Bearer " + key);
        }
        return http.request(request)
                .compose(sent -> sent.send(body.toBuffer()))
                .compose(
                        answer ->
                                answer.statusCode() / 100 == 2
                                        ? answer.body().map(JsonObject::new)
                                        : Future.failedFuture(
                                                path + " answered " + answer.statusCode()));
    }

    Future<WebSocket> watch(String sessionId) {
        String query = token == null ? "" : "?token=" + token;
        return sockets.connect(
                new WebSocketConnectOptions()
                        .setAbsoluteURI(
                                desks.resolve("/api/realtime/ws/" + sessionId + query)
                                        .toString()
                                        .replaceFirst("^http", "ws"))
                        .setTimeout(20_000));
    }
}

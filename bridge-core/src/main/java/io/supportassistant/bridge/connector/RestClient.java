package io.supportassistant.bridge.connector;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.supportassistant.bridge.wire.Json;
import io.supportassistant.remote.RetryAfter;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;

/**
 * A vendor's REST interface: JSON, a bearer token that is renewed when it is refused, and a
 * deadline for every call.
 */
public final class RestClient {

    private static final Duration DEADLINE = Duration.ofSeconds(10);

    /** A server that wants to be left alone for longer is asked again all the same. */
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);

    private final HttpClient client;
    private final String base;
    private final OAuthToken token;
    private final Map<String, String> headers;

    /**
     * @param headers sent with every call
     */
    public RestClient(
            HttpClient client, String base, OAuthToken token, Map<String, String> headers) {
        this.client = client;
        this.base = base;
        this.token = token;
        this.headers = Map.copyOf(headers);
    }

    /**
     * @param body or null
     * @return the answer, or a missing node if it has no body
     * @throws RemoteException if the answer is not a success
     */
    public JsonNode call(String method, String path, JsonNode body)
            throws IOException, InterruptedException {
        HttpResponse<byte[]> answer = send(method, path, body);
        if (answer.statusCode() == 401) {
            token.forget();
            answer = send(method, path, body);
        }
        if (answer.statusCode() / 100 != 2) {
            throw new RemoteException(answer.statusCode(), retryAfter(answer.headers()));
        }
        return answer.body().length == 0 ? MissingNode.getInstance() : Json.read(answer.body());
    }

    private HttpResponse<byte[]> send(String method, String path, JsonNode body)
            throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(base + path))
                        .timeout(DEADLINE)
                        .header("Authorization", "Bearer " + token.get())
                        .method(
                                method,
                                body == null
                                        ? BodyPublishers.noBody()
                                        : BodyPublishers.ofByteArray(Json.write(body)));
        headers.forEach(request::header);
        if (body != null) {
            request.header("Content-Type", "application/json");
        }
        return client.send(request.build(), BodyHandlers.ofByteArray());
    }

    private static Duration retryAfter(HttpHeaders headers) {
        return RetryAfter.of(headers)
                .map(wait -> wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait)
                .orElse(null);
    }
}

package io.supportassistant.bridge.connector;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.supportassistant.bridge.wire.Json;
import io.supportassistant.bridge.wire.UnreadableRequestException;
import io.supportassistant.remote.AbortableHttp;
import io.supportassistant.remote.RetryAfter;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;

/**
 * Client of a vendor's REST API: JSON, a bearer token that is renewed when the server refuses it,
 * and a deadline for every call.
 */
public final class RestClient {

    private static final Duration DEADLINE = Duration.ofSeconds(10);

    /** The longest delay before a retry, even if the server asks for a longer one. */
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);

    private final AbortableHttp http;
    private final String base;
    private final OAuthToken token;
    private final Map<String, String> headers;
    private final Duration deadline;

    /**
     * @param headers sent with every call
     */
    public RestClient(
            AbortableHttp http, String base, OAuthToken token, Map<String, String> headers) {
        this(http, base, token, headers, DEADLINE);
    }

    RestClient(
            AbortableHttp http,
            String base,
            OAuthToken token,
            Map<String, String> headers,
            Duration deadline) {
        this.deadline = deadline;
        this.http = http;
        this.base = base;
        this.token = token;
        this.headers = Map.copyOf(headers);
    }

    /**
     * @param body or null
     * @return the body of the response, or a missing node if it has none
     * @throws RemoteException if the response is not a success, or cannot be read
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
        if (answer.body().length == 0) {
            return MissingNode.getInstance();
        }
        try {
            return Json.read(answer.body());
        } catch (UnreadableRequestException e) {
            throw new RemoteException(answer.statusCode(), "with a body that is not JSON");
        }
    }

    private HttpResponse<byte[]> send(String method, String path, JsonNode body)
            throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(base + path))
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
        try {
            return http.exchange(request.build(), deadline);
        } catch (AbortableHttp.OversizedBody e) {
            throw new RemoteException(200, "but " + e.getMessage());
        }
    }

    private static Duration retryAfter(HttpHeaders headers) {
        return RetryAfter.of(headers)
                .map(wait -> wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait)
                .orElse(null);
    }
}

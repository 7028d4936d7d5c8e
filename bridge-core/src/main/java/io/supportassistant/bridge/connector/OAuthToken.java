package io.supportassistant.bridge.connector;

import com.fasterxml.jackson.databind.JsonNode;
import io.supportassistant.bridge.wire.Json;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;

/** An access token by client credentials, fetched when needed and renewed before it expires. */
public final class OAuthToken {

    private static final Duration SHORTEST = Duration.ofSeconds(1);

    private final HttpClient client;
    private final HttpRequest request;
    private String token;
    private Instant renewAt = Instant.MIN;

    /**
     * @param request that is answered with {@code access_token} and {@code expires_in}
     */
    public OAuthToken(HttpClient client, HttpRequest request) {
        this.client = client;
        this.request = request;
    }

    /**
     * @throws IOException if no token is given
     */
    public synchronized String get() throws IOException, InterruptedException {
        Instant now = Instant.now();
        if (token == null || !now.isBefore(renewAt)) {
            HttpResponse<byte[]> answer = client.send(request, BodyHandlers.ofByteArray());
            if (answer.statusCode() != 200) {
                throw new RemoteException(answer.statusCode(), null);
            }
            JsonNode body = Json.read(answer.body());
            token = Json.text(body, "/access_token");
            Long seconds = Json.wholeNumber(body, "/expires_in");
            if (token == null || seconds == null) {
                throw new IOException("the answer holds no token");
            }
            // Early enough for a request that is under way.
            Duration use = Duration.ofSeconds(seconds).multipliedBy(4).dividedBy(5);
            renewAt = now.plus(use.compareTo(SHORTEST) < 0 ? SHORTEST : use);
        }
        return token;
    }

    /** It was refused; the next use fetches another. */
    public synchronized void forget() {
        token = null;
    }
}

package io.supportassistant.bridge.connector;

import com.fasterxml.jackson.databind.JsonNode;
import io.supportassistant.bridge.wire.Json;
import io.supportassistant.bridge.wire.UnreadableRequestException;
import io.supportassistant.remote.AbortableHttp;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;

/**
 * An access token of the client credentials grant, fetched on demand and renewed before it expires.
 */
public final class OAuthToken {

    private static final Duration DEADLINE = Duration.ofSeconds(10);
    private static final Duration SHORTEST = Duration.ofSeconds(1);

    /** What a header may contain (RFC 9110, 5.5). */
    private static final Pattern TOKEN = Pattern.compile("[\\x21-\\x7e]+");

    private final AbortableHttp http;
    private final HttpRequest request;
    private final Duration deadline;
    private final AtomicLong failures = new AtomicLong();
    private String token;
    private IOException lastFailure;
    private Instant renewAt = Instant.MIN;

    /**
     * @param request whose response contains {@code access_token} and {@code expires_in}
     */
    public OAuthToken(AbortableHttp http, HttpRequest request) {
        this(http, request, DEADLINE);
    }

    OAuthToken(AbortableHttp http, HttpRequest request, Duration deadline) {
        this.deadline = deadline;
        this.http = http;
        this.request = request;
    }

    /**
     * @throws IOException if no token is granted; all threads that wait for the same request get
     *     its failure
     */
    public String get() throws IOException, InterruptedException {
        long failuresBefore = failures.get();
        synchronized (this) {
            if (token == null || !Instant.now().isBefore(renewAt)) {
                if (failures.get() != failuresBefore) {
                    throw new IOException("the token request failed", lastFailure);
                }
                fetch();
            }
            return token;
        }
    }

    private void fetch() throws IOException, InterruptedException {
        Instant now = Instant.now();
        try {
            HttpResponse<byte[]> response = http.exchange(request, deadline);
            if (response.statusCode() != 200) {
                throw new RemoteException(response.statusCode(), "instead of a token");
            }
            JsonNode body = read(response.body());
            String granted = Json.text(body, "/access_token");
            Long seconds = Json.wholeNumber(body, "/expires_in");
            if (granted == null || seconds == null || !TOKEN.matcher(granted).matches()) {
                throw new IOException("the response has no valid token");
            }
            token = granted;
            // Renews early, so that the token stays valid during requests in flight.
            Duration use = Duration.ofSeconds(seconds).multipliedBy(4).dividedBy(5);
            renewAt = now.plus(use.compareTo(SHORTEST) < 0 ? SHORTEST : use);
        } catch (IOException e) {
            lastFailure = e;
            failures.incrementAndGet();
            throw e;
        }
    }

    private static JsonNode read(byte[] body) throws IOException {
        try {
            return Json.read(body);
        } catch (UnreadableRequestException e) {
            throw new IOException("the response with the token is not JSON", e);
        }
    }

    /** Drops a token that the server refused; the next use fetches a new one. */
    public synchronized void forget() {
        token = null;
    }
}

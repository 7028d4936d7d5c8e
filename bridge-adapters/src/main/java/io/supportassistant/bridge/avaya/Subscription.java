package io.supportassistant.bridge.avaya;

import com.fasterxml.jackson.databind.JsonNode;
import io.supportassistant.bridge.connector.RemoteException;
import io.supportassistant.bridge.connector.RestClient;
import io.supportassistant.bridge.wire.Json;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A subscription to events that Avaya posts to the bridge: created, and renewed long before it
 * expires with the token that created it, or looked up now and then if it does not expire; created
 * again when it is gone. Not thread-safe.
 */
final class Subscription {

    private static final Logger LOG = LoggerFactory.getLogger(Subscription.class);
    private static final Duration RETRY = Duration.ofSeconds(5);
    private static final Duration LOOK_UP = Duration.ofSeconds(30);

    private final String name;
    private final RestClient rest;
    private final String path;
    private final JsonNode request;
    private final boolean expires;

    private String id;
    private Instant dueAt = Instant.MIN;
    private boolean hasFailed;

    /**
     * @param path of the collection of subscriptions
     * @param request the body that creates the subscription
     * @param expires whether it must be renewed
     */
    Subscription(String name, RestClient rest, String path, JsonNode request, boolean expires) {
        this.name = name;
        this.rest = rest;
        this.path = path;
        this.request = request;
        this.expires = expires;
    }

    /** Whether it was created and its last renewal succeeded. */
    boolean isActive() {
        return id != null && !hasFailed;
    }

    /** Creates or renews the subscription if that is due at {@code now}. */
    void tick(Instant now) throws InterruptedException {
        if (now.isBefore(dueAt)) {
            return;
        }
        try {
            JsonNode answer = id == null ? rest.call("POST", path, request) : keep();
            if (id == null) {
                id = subscriptionId(answer);
                LOG.info("Subscribed to {}", name);
            }
            dueAt = now.plus(expires ? renewAfter(answer) : LOOK_UP);
            hasFailed = false;
        } catch (RemoteException e) {
            if (id != null && e.status() == 404) {
                LOG.info("The subscription to {} is gone; creating another", name);
                id = null;
                dueAt = now;
            } else {
                failed(e, now, e.retryAfter());
            }
        } catch (IOException e) {
            failed(e, now, null);
        } catch (RuntimeException e) {
            // Other subscriptions must still be renewed.
            failed(new IOException(e), now, null);
        }
    }

    private JsonNode keep() throws IOException, InterruptedException {
        return expires
                ? rest.call("POST", path + "/" + id + ":renew", null)
                : rest.call("GET", path + "/" + id, null);
    }

    private static String subscriptionId(JsonNode answer) throws IOException {
        String id = Json.text(answer, "/subscriptionId");
        String other = id == null ? Json.text(answer, "/id") : id;
        if (other == null) {
            throw new IOException("the response has no subscription id");
        }
        return other;
    }

    /** Half of its lifetime, which leaves time to retry a failed renewal. */
    private static Duration renewAfter(JsonNode answer) {
        Long seconds = Json.wholeNumber(answer, "/expiresIn");
        return seconds == null || seconds < 2
                ? Duration.ofSeconds(seconds == null ? 300 : 1)
                : Duration.ofSeconds(Math.min(seconds, 86_400) / 2);
    }

    private void failed(IOException e, Instant now, Duration retryAfter) {
        LOG.warn("The subscription to {} failed: {}", name, e.getMessage());
        hasFailed = true;
        dueAt = now.plus(retryAfter == null ? RETRY : retryAfter);
    }

    /** Deletes the subscription; best effort. */
    void cancel() throws InterruptedException {
        if (id == null) {
            return;
        }
        try {
            rest.call("DELETE", path + "/" + id, null);
        } catch (IOException e) {
            LOG.info("The subscription to {} was not cancelled: {}", name, e.getMessage());
        }
        id = null;
    }
}

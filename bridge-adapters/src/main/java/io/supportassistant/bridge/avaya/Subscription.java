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
 * A subscription to events that Avaya posts to the bridge: made, and renewed long before it dies
 * with the token it was made with. One thread at a time.
 */
final class Subscription {

    private static final Logger LOG = LoggerFactory.getLogger(Subscription.class);
    private static final Duration RETRY = Duration.ofSeconds(5);

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
     * @param request the body that makes it
     * @param expires whether it must be renewed
     */
    Subscription(String name, RestClient rest, String path, JsonNode request, boolean expires) {
        this.name = name;
        this.rest = rest;
        this.path = path;
        this.request = request;
        this.expires = expires;
    }

    /** Whether it stands: it was made, and its last renewal did not fail. */
    boolean isActive() {
        return id != null && !hasFailed;
    }

    /** Does what is due. */
    void tick(Instant now) throws InterruptedException {
        if (now.isBefore(dueAt)) {
            return;
        }
        try {
            JsonNode answer =
                    id == null
                            ? rest.call("POST", path, request)
                            : rest.call("POST", path + "/" + id + ":renew", null);
            if (id == null) {
                id = identified(answer);
                LOG.info("Subscribed to {}", name);
            }
            dueAt = expires ? now.plus(renewAfter(answer)) : Instant.MAX;
            hasFailed = false;
        } catch (RemoteException e) {
            if (id != null && e.status() == 404) {
                LOG.info("The subscription to {} is gone and is made anew", name);
                id = null;
                dueAt = now;
            } else {
                failed(e, now, e.retryAfter());
            }
        } catch (IOException e) {
            failed(e, now, null);
        } catch (RuntimeException e) {
            // The others must be renewed all the same.
            failed(new IOException(e), now, null);
        }
    }

    private static String identified(JsonNode answer) throws IOException {
        String id = Json.text(answer, "/subscriptionId");
        String other = id == null ? Json.text(answer, "/id") : id;
        if (other == null) {
            throw new IOException("the answer holds no subscription");
        }
        return other;
    }

    /** Half of its life, so that a failed renewal can be repeated. */
    private static Duration renewAfter(JsonNode answer) {
        Long seconds = Json.wholeNumber(answer, "/expiresIn");
        return seconds == null || seconds < 2
                ? Duration.ofSeconds(seconds == null ? 300 : 1)
                : Duration.ofSeconds(Math.min(seconds, 86_400) / 2);
    }

    private void failed(IOException e, Instant now, Duration asked) {
        LOG.warn("The subscription to {} failed: {}", name, e.getMessage());
        hasFailed = true;
        dueAt = now.plus(asked == null ? RETRY : asked);
    }

    /** Ends it; best effort. */
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

package io.supportassistant.doubles.crm;

import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Checks authorization: tokens of one confidential OAuth client, and one API token of the old kind.
 */
final class ZendeskTokens {

    static final String CLIENT_ID = "support_assistant";
    static final String CLIENT_SECRET = "zendesk-double-secret";
    static final String EMAIL = "assistant@example.com";
    static final String API_TOKEN = "zendesk-double-api-token";

    private static final Set<String> SCOPES =
            Set.of(
                    "read",
                    "write",
                    "tickets:read",
                    "tickets:write",
                    "users:read",
                    "users:write",
                    "organizations:read",
                    "organizations:write");
    private static final int SHORTEST_SECONDS = 300;
    private static final int LONGEST_SECONDS = 172_800;

    private final Map<String, Grant> grants = new ConcurrentHashMap<>();
    private final AtomicInteger given = new AtomicInteger();

    private record Grant(List<String> scopes, long expiresAtNanos) {}

    /** Responds to a token request. */
    JsonObject give(JsonObject input) {
        if (!"client_credentials".equals(input.getValue("grant_type"))) {
            throw ZendeskRefusal.oauth(
                    400, "unsupported_grant_type", "The grant type is not supported.");
        }
        if (!CLIENT_ID.equals(input.getValue("client_id"))
                || !CLIENT_SECRET.equals(input.getValue("client_secret"))) {
            throw ZendeskRefusal.oauth(401, "invalid_client", "Client authentication failed.");
        }
        if (!(input.getValue("scope") instanceof String scope)
                || !SCOPES.containsAll(List.of(scope.split(" ")))) {
            throw ZendeskRefusal.oauth(
                    400, "invalid_scope", "The requested scope is invalid, unknown or malformed.");
        }
        if (!(input.getValue("expires_in", SHORTEST_SECONDS) instanceof Integer seconds)
                || seconds < SHORTEST_SECONDS
                || seconds > LONGEST_SECONDS) {
            throw ZendeskRefusal.oauth(400, "invalid_request", "expires_in is out of range.");
        }
        String token = "zendesk-double-token-" + given.incrementAndGet();
        grants.put(
                token,
                new Grant(
                        List.of(scope.split(" ")),
                        System.nanoTime() + Duration.ofSeconds(seconds).toNanos()));
        return new JsonObject()
                .put("access_token", token)
                .put("token_type", "bearer")
                .put("scope", scope)
                .put("expires_in", seconds);
    }

    /**
     * Admits or rejects a request.
     *
     * @param resource the first part of the path, such as {@code tickets}
     */
    void check(String authorization, String method, String resource) {
        if (authorization == null) {
            throw ZendeskRefusal.unauthenticated();
        }
        if (authorization.startsWith("Basic ")) {
            byte[] pair = (EMAIL + "/token:" + API_TOKEN).getBytes(StandardCharsets.UTF_8);
            if (!authorization.equals("Basic " + Base64.getEncoder().encodeToString(pair))) {
                throw ZendeskRefusal.unauthenticated();
            }
            return;
        }
        Grant grant =
                authorization.startsWith("Bearer ")
                        ? grants.get(authorization.substring("Bearer ".length()))
                        : null;
        if (grant == null || grant.expiresAtNanos() - System.nanoTime() < 0) {
            throw ZendeskRefusal.invalidToken();
        }
        String right = method.equals("GET") ? "read" : "write";
        if (!grant.scopes().contains(right) && !grant.scopes().contains(resource + ":" + right)) {
            throw ZendeskRefusal.forbidden();
        }
    }

    void expire() {
        grants.clear();
    }

    int given() {
        return given.get();
    }
}

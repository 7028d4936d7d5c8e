package io.supportassistant.crm.zendesk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.supportassistant.crm.CrmException;
import io.supportassistant.crm.CrmFailure;
import io.supportassistant.crm.rest.ApiAccess;
import io.supportassistant.crm.rest.ApiAccessSource;
import io.supportassistant.crm.rest.CrmApi;
import io.supportassistant.crm.rest.CrmRequest;
import io.supportassistant.crm.rest.CrmResponse;
import io.supportassistant.crm.rest.TokenAccessSource;
import io.supportassistant.crm.rest.TokenAccessSource.Token;
import io.supportassistant.crm.zendesk.ZendeskSettings.Auth;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Requests tokens by OAuth client credentials. */
final class ZendeskSignIn {

    /** Zendesk issues tokens for 300 to 172,800 s. */
    private static final int LIFE_SECONDS = 3600;

    private final CrmApi api;
    private final URI base;
    private final Auth.OAuth client;

    /**
     * @param scope the granted scope, or null if the response does not contain it
     */
    record Granted(Token token, String scope) {}

    ZendeskSignIn(CrmApi api, URI base, Auth.OAuth client) {
        this.api = api;
        this.base = base;
        this.client = client;
    }

    /** The access of the configured sign-in. */
    static ApiAccessSource credentials(CrmApi api, ZendeskSettings settings) {
        if (settings.auth() instanceof Auth.OAuth client) {
            ZendeskSignIn signIn = new ZendeskSignIn(api, settings.base(), client);
            return new TokenAccessSource(() -> signIn.ask().thenApply(Granted::token));
        }
        Auth.ApiToken legacy = (Auth.ApiToken) settings.auth();
        byte[] pair =
                (legacy.email() + "/token:" + legacy.token()).getBytes(StandardCharsets.UTF_8);
        return ApiAccessSource.fixed(
                new ApiAccess(
                        "Basic " + Base64.getEncoder().encodeToString(pair), settings.base()));
    }

    /** Requests a token. Every rejection counts as a failure of the credentials. */
    CompletableFuture<Granted> ask() {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("grant_type", "client_credentials");
        body.put("client_id", client.clientId());
        body.put("client_secret", client.clientSecret());
        body.put("scope", client.scope());
        body.put("expires_in", LIFE_SECONDS);
        return api.read("sign_in", ApiAccessSource.fixed(new ApiAccess(null, base)))
                .call(
                        CrmRequest.repeatablePost("/oauth/tokens", body),
                        answer -> granted(answer.json()))
                .exceptionally(
                        thrown -> {
                            throw new CompletionException(refusal(CrmException.of(thrown)));
                        });
    }

    private Granted granted(JsonNode json) {
        String token = CrmResponse.text(json, "access_token");
        if (!token.matches("[\\x21-\\x7e]+")) {
            throw CrmResponse.malformed("no usable access_token");
        }
        JsonNode life = json.path("expires_in");
        return new Granted(
                new Token(
                        new ApiAccess("Bearer " + token, base),
                        life.canConvertToInt() && life.asInt() > 0
                                ? Duration.ofSeconds(life.asInt())
                                : null),
                CrmResponse.textOrNull(json, "scope"));
    }

    /** A remaining "not found" would look like a customer that does not exist. */
    private static CrmException refusal(CrmException failure) {
        return Set.of(CrmFailure.NOT_FOUND, CrmFailure.REFUSED, CrmFailure.FORBIDDEN)
                        .contains(failure.failure())
                ? new CrmException(CrmFailure.CREDENTIALS, "sign-in: " + failure.getMessage())
                : failure;
    }
}

package io.supportassistant.push;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;

/**
 * What the claims of a token must be, beside its signature and its session.
 *
 * @param issuer the {@code iss} it must have, or null
 * @param audience one of the {@code aud} it must have, or null
 * @param longest from now to {@code exp} at most
 */
record TokenRules(String issuer, String audience, Duration longest) {

    static final TokenRules DEFAULT = new TokenRules(null, null, Duration.ofHours(24));

    /**
     * @return why the claims are refused, in words for the caller; null if they are in order
     */
    String violation(JsonObject claims, Instant now) {
        Object expiry = claims.getValue("exp");
        if (!(expiry instanceof Number seconds)) {
            return "The token never expires";
        }
        // A number beyond what a long holds must not come out as one that is within it.
        if (!(seconds.doubleValue() <= now.plus(longest).getEpochSecond())) {
            return "The token expires too late; "
                    + PushSettings.TOKEN_LONGEST.name()
                    + " says how long it may be valid";
        }
        if (!(claims.getValue("sub") instanceof String agent) || agent.isBlank()) {
            return "The token names no agent in sub";
        }
        if (agent.indexOf('\0') >= 0) {
            return "The token has the character U+0000 in sub";
        }
        if (issuer != null && !issuer.equals(claims.getValue("iss"))) {
            return "The token is of another issuer";
        }
        if (audience != null && !isFor(claims.getValue("aud"))) {
            return "The token is for another audience";
        }
        return null;
    }

    private boolean isFor(Object claimed) {
        return claimed instanceof JsonArray several
                ? several.contains(audience)
                : audience.equals(claimed);
    }
}

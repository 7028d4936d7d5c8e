package io.supportassistant.push;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;

/**
 * Rules for the claims of a token, besides its signature and its session.
 *
 * @param issuer the required {@code iss}, or null
 * @param audience required among {@code aud}, or null
 * @param longest limit of the time from now to {@code exp}
 */
record TokenRules(String issuer, String audience, Duration longest) {

    static final TokenRules DEFAULT = new TokenRules(null, null, Duration.ofHours(24));

    /**
     * @return why the claims are refused, in words for the caller; null if they are valid
     */
    String violation(JsonObject claims, Instant now) {
        Object expiry = claims.getValue("exp");
        if (!(expiry instanceof Number seconds)) {
            return "The exp claim of the token is missing or not a number";
        }
        // Compares as double: a number beyond the range of a long must not pass after an overflow.
        if (!(seconds.doubleValue() <= now.plus(longest).getEpochSecond())) {
            return "The token expires too late; "
                    + PushSettings.TOKEN_LONGEST.name()
                    + " limits its lifetime";
        }
        if (!(claims.getValue("sub") instanceof String agent) || agent.isBlank()) {
            return "The token has no agent id in sub";
        }
        if (agent.indexOf('\0') >= 0) {
            return "The sub of the token contains U+0000";
        }
        if (issuer != null && !issuer.equals(claims.getValue("iss"))) {
            return "The iss of the token is not the expected issuer";
        }
        if (audience != null && !isFor(claims.getValue("aud"))) {
            return "The aud of the token does not contain the expected audience";
        }
        return null;
    }

    private boolean isFor(Object claimed) {
        return claimed instanceof JsonArray audiences
                ? audiences.contains(audience)
                : audience.equals(claimed);
    }
}

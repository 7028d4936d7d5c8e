package io.supportassistant.push;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.core.json.pointer.JsonPointer;

/**
 * Who has signed in, by the claims of an ID token.
 *
 * @param agentId null if the claim is missing
 */
record SignedInUser(String agentId, boolean isAgent, boolean isSupervisor) {

    static SignedInUser of(JsonObject claims, SignInSettings settings) {
        Object agent = claim(claims, settings.agentClaim());
        Object roles = claim(claims, settings.rolesClaim());
        return new SignedInUser(
                agent instanceof String id && !id.isBlank() ? id : null,
                has(roles, settings.agentRole()),
                has(roles, settings.supervisorRole()));
    }

    private static Object claim(JsonObject claims, String name) {
        return name.startsWith("/")
                ? JsonPointer.from(name).queryJson(claims)
                : claims.getValue(name);
    }

    /** Roles are an array, or one text separated by spaces. */
    private static boolean has(Object roles, String role) {
        return roles instanceof JsonArray several
                ? several.contains(role)
                : roles instanceof String text && (" " + text + " ").contains(" " + role + " ");
    }

    /** The claims of the desk's own token, besides its times. */
    JsonObject tokenClaims() {
        JsonObject claims = new JsonObject().put("sub", agentId);
        return isSupervisor
                ? claims.put("sid", Access.ALL_SESSIONS).put("scope", Access.SUPERVISOR_SCOPE)
                : claims.put("sid", Access.OWN_SESSIONS);
    }
}

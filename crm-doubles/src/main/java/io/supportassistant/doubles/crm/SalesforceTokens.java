package io.supportassistant.doubles.crm;

import io.vertx.core.MultiMap;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Checks sign-ins and keeps the valid tokens. */
final class SalesforceTokens {

    static final String CLIENT_ID = "3MVG9.consumer-key-of-the-double";
    static final String CLIENT_SECRET = "consumer-secret-of-the-double";
    static final String USERNAME = "integration@example.com";

    /** With the security token at its end. */
    static final String PASSWORD = "password-of-the-double" + "security-token-of-the-double";

    private final Set<String> alive = ConcurrentHashMap.newKeySet();
    private final AtomicInteger given = new AtomicInteger();
    private volatile boolean byPassword;
    private volatile boolean runAsUser = true;

    /** The user who may sign in without an app; null for none, as in new organisations. */
    private volatile SalesforceSoap.Login soapUser;

    /** A rejected sign-in, in the format that only sign-ins have. */
    static final class Refused extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final String error;

        Refused(String error, String description) {
            super(description, null, false, false);
            this.error = error;
        }

        JsonObject body() {
            return new JsonObject().put("error", error).put("error_description", getMessage());
        }
    }

    void allowPasswords() {
        byPassword = true;
    }

    void allowSoap(SalesforceSoap.Login user) {
        soapUser = user;
    }

    void takeRunAsUserAway() {
        runAsUser = false;
    }

    void expire() {
        alive.clear();
    }

    int given() {
        return given.get();
    }

    boolean isAlive(String token) {
        return alive.contains(token);
    }

    /**
     * Issues a token. The client's id and secret are in the form or in Basic authorization.
     *
     * @param authorization the header of that name, or null
     * @throws Refused if a required parameter is missing or wrong
     */
    JsonObject give(MultiMap form, String authorization, String instanceUrl) {
        String[] basic = basic(authorization);
        String grant = String.valueOf(form.get("grant_type"));
        if (!grant.equals("client_credentials") && !grant.equals("password")) {
            throw new Refused("unsupported_grant_type", "grant type not supported");
        }
        if (!CLIENT_ID.equals(basic == null ? form.get("client_id") : basic[0])) {
            throw new Refused("invalid_client_id", "client identifier invalid");
        }
        if (!CLIENT_SECRET.equals(basic == null ? form.get("client_secret") : basic[1])) {
            throw new Refused("invalid_client", "invalid client credentials");
        }
        if (grant.equals("client_credentials") && !runAsUser) {
            throw new Refused("invalid_grant", "no client credentials user enabled");
        }
        boolean known =
                byPassword
                        && USERNAME.equals(form.get("username"))
                        && PASSWORD.equals(form.get("password"));
        if (grant.equals("password") && !known) {
            throw new Refused("invalid_grant", "authentication failure");
        }
        return new JsonObject()
                .put("access_token", token())
                .put("signature", "k3vDouble=")
                .put("token_format", "opaque")
                .put("scope", "api")
                .put("instance_url", instanceUrl)
                .put("id", instanceUrl + "/id/00D5e0000008kLmEAI/0055e000001AbCdAAK")
                .put("token_type", "Bearer")
                .put("issued_at", Long.toString(System.currentTimeMillis()));
    }

    /**
     * Opens a session without an app.
     *
     * @return its id, which is also a token
     * @throws SalesforceSoap.Fault if the user may not sign in so
     */
    String login(SalesforceSoap.Login login) throws SalesforceSoap.Fault {
        if (!login.equals(soapUser)) {
            throw new SalesforceSoap.Fault(
                    "INVALID_LOGIN",
                    "Invalid username, password, security token; or user locked out.");
        }
        return token();
    }

    private String token() {
        String token = "00D5e0000008kLm!AQ." + UUID.randomUUID().toString().replace("-", "");
        alive.add(token);
        given.incrementAndGet();
        return token;
    }

    /** Id and secret, or null without valid Basic authorization. */
    private static String[] basic(String authorization) {
        if (authorization == null || !authorization.startsWith("Basic ")) {
            return null;
        }
        try {
            byte[] decoded = Base64.getDecoder().decode(authorization.substring("Basic ".length()));
            String[] parts = new String(decoded, StandardCharsets.UTF_8).split(":", 2);
            if (parts.length == 2) {
                return parts;
            }
        } catch (IllegalArgumentException e) {
            // Rejected below.
        }
        throw new Refused("invalid_client", "invalid client credentials");
    }
}

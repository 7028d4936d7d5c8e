package io.supportassistant.push;

import io.supportassistant.service.Bearer;
import io.supportassistant.service.Problem;
import io.supportassistant.service.ProblemException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.auth.PubSecKeyOptions;
import io.vertx.ext.auth.User;
import io.vertx.ext.auth.authentication.TokenCredentials;
import io.vertx.ext.auth.jwt.JWTAuth;
import io.vertx.ext.auth.jwt.JWTAuthOptions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;

/**
 * Who may see a call. A token is a JWT signed with HS256: {@code sub} is the agent, {@code sid} the
 * session it opens, {@code exp} must be there; see {@link TokenRules}. With {@code sid} {@code *}
 * it opens all sessions to be read, and to be written to if {@code scope} has {@value
 * #SUPERVISOR_SCOPE}. It comes as a bearer token or, as a browser cannot set headers on a
 * WebSocket, in the query as {@code token}.
 */
final class Access {

    static final String ALL_SESSIONS = "*";
    static final String SUPERVISOR_SCOPE = "supervisor";

    private static final Viewer LOCAL = new Viewer("local", null, true, true, null);

    private final JWTAuth tokens;
    private final TokenRules rules;
    private final InstantSource clock;

    private Access(JWTAuth tokens, TokenRules rules, InstantSource clock) {
        this.tokens = tokens;
        this.rules = rules;
        this.clock = clock;
    }

    static Access open() {
        return new Access(null, TokenRules.DEFAULT, InstantSource.system());
    }

    static Access byToken(
            Vertx vertx, List<String> signingKeys, TokenRules rules, InstantSource clock) {
        JWTAuthOptions options = new JWTAuthOptions();
        signingKeys.forEach(
                key ->
                        options.addPubSecKey(
                                new PubSecKeyOptions().setAlgorithm("HS256").setBuffer(key)));
        return new Access(JWTAuth.create(vertx, options), rules, clock);
    }

    /**
     * Who looks.
     *
     * @param token tells the tokens of one agent, of one issuer, from those of another; null
     *     without tokens
     * @param seesAll whether the token opens all sessions, so that it does not end with a call
     * @param mayWrite whether feedback, questions and the like are taken
     * @param expiresAt when access ends, or null
     */
    record Viewer(
            String agentId, String token, boolean seesAll, boolean mayWrite, Instant expiresAt) {}

    /**
     * Lets somebody in.
     *
     * @param sessionId the call to see, or {@link #ALL_SESSIONS}
     * @return fails with a {@link ProblemException} of 401 or 403
     */
    Future<Viewer> admit(HttpServerRequest request, String sessionId) {
        if (tokens == null) {
            return Future.succeededFuture(LOCAL);
        }
        String bearer = Bearer.of(request);
        String token = bearer == null ? request.getParam("token") : bearer;
        if (token == null) {
            return Future.failedFuture(
                    new ProblemException(Problem.unauthorized("A token is needed")));
        }
        if (hasCriticalHeader(token)) {
            return Future.failedFuture(
                    new ProblemException(
                            Problem.unauthorized(
                                    "The token needs an extension that is not known (crit)")));
        }
        // Within compose, as a claim of the wrong type is thrown.
        return Future.succeededFuture(new TokenCredentials(token))
                .compose(tokens::authenticate)
                .recover(
                        refused ->
                                Future.failedFuture(
                                        new ProblemException(
                                                Problem.unauthorized("The token is not valid"))))
                .compose(user -> viewer(user, sessionId));
    }

    /** A verifier that does not know the extensions in {@code crit} rejects (RFC 7515, 4.1.11). */
    private static boolean hasCriticalHeader(String token) {
        try {
            String header = token.substring(0, Math.max(0, token.indexOf('.')));
            return new JsonObject(Buffer.buffer(Base64.getUrlDecoder().decode(header)))
                    .containsKey("crit");
        } catch (IllegalArgumentException | DecodeException e) {
            // Vert.x refuses what has no readable header.
            return false;
        }
    }

    private Future<Viewer> viewer(User user, String sessionId) {
        // Not the principal: Vert.x leaves sub and exp out of it.
        JsonObject claims = user.attributes().getJsonObject("accessToken");
        String violation = rules.violation(claims, clock.instant());
        if (violation != null) {
            return Future.failedFuture(new ProblemException(Problem.unauthorized(violation)));
        }
        boolean seesAll = ALL_SESSIONS.equals(claims.getValue("sid"));
        if (!seesAll && !sessionId.equals(claims.getValue("sid"))) {
            return Future.failedFuture(
                    new ProblemException(Problem.forbidden("The token is for another session")));
        }
        return Future.succeededFuture(
                new Viewer(
                        claims.getString("sub"),
                        holder(claims),
                        seesAll,
                        !seesAll || hasScope(claims.getValue("scope"), SUPERVISOR_SCOPE),
                        Instant.ofEpochSecond(claims.getLong("exp"))));
    }

    /** Whoever gets new tokens again and again is still one. */
    private static String holder(JsonObject claims) {
        Object issuer = claims.getValue("iss");
        String agent = claims.getString("sub");
        return issuer == null ? agent : issuer + "\n" + agent;
    }

    /** Scopes are one text with spaces between them (RFC 8693). */
    private static boolean hasScope(Object claimed, String scope) {
        return claimed instanceof String scopes && List.of(scopes.split(" ")).contains(scope);
    }
}

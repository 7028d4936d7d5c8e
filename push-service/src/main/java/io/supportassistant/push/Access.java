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
 * Checks who may see a call. A token is a JWT signed with HS256: {@code sub} is the agent, {@code
 * sid} the session it opens, {@code exp} is required; see {@link TokenRules}. With {@code sid}
 * {@value #OWN_SESSIONS} it opens every call that the agent takes part in, for a whole shift. With
 * {@code sid} {@code *} it allows reading all sessions, and writing to them if {@code scope} has
 * {@value #SUPERVISOR_SCOPE}. It is sent as a bearer token or, because a browser cannot set headers
 * on a WebSocket, as the query parameter {@code token}.
 */
final class Access {

    static final String ALL_SESSIONS = "*";
    static final String OWN_SESSIONS = "mine";
    static final String SUPERVISOR_SCOPE = "supervisor";

    private static final Viewer LOCAL = new Viewer("local", null, Reach.ALL, true, null);

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

    /** The sessions that a token opens. */
    enum Reach {
        ONE,
        OWN,
        ALL
    }

    /**
     * An authenticated client.
     *
     * @param token identifies the agent and issuer of the token, not the single token; null without
     *     tokens
     * @param mayWrite whether feedback, questions and other input are accepted
     * @param expiresAt when access ends, or null
     */
    record Viewer(String agentId, String token, Reach reach, boolean mayWrite, Instant expiresAt) {

        /** Whether access does not depend on taking part in a call. */
        boolean seesAll() {
            return reach == Reach.ALL;
        }
    }

    /**
     * Authenticates a request and checks its access to the session.
     *
     * @param sessionId the call to see; null for the list of calls
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
                    new ProblemException(Problem.unauthorized("A token is required")));
        }
        if (hasCriticalHeader(token)) {
            return Future.failedFuture(
                    new ProblemException(
                            Problem.unauthorized(
                                    "The token requires an unsupported extension (crit)")));
        }
        // Inside compose, because authenticate throws on a claim of the wrong type.
        return Future.succeededFuture(new TokenCredentials(token))
                .compose(tokens::authenticate)
                .recover(
                        refused ->
                                Future.failedFuture(
                                        new ProblemException(
                                                Problem.unauthorized("The token is not valid"))))
                .compose(user -> viewer(user, sessionId));
    }

    /**
     * A verifier must reject extensions in {@code crit} that it does not know (RFC 7515, 4.1.11).
     */
    private static boolean hasCriticalHeader(String token) {
        try {
            String header = token.substring(0, Math.max(0, token.indexOf('.')));
            return new JsonObject(Buffer.buffer(Base64.getUrlDecoder().decode(header)))
                    .containsKey("crit");
        } catch (IllegalArgumentException | DecodeException e) {
            // Vert.x rejects a token without a readable header.
            return false;
        }
    }

    private Future<Viewer> viewer(User user, String sessionId) {
        // Not user.principal(): Vert.x leaves sub and exp out of it.
        JsonObject claims = user.attributes().getJsonObject("accessToken");
        String violation = rules.violation(claims, clock.instant());
        if (violation != null) {
            return Future.failedFuture(new ProblemException(Problem.unauthorized(violation)));
        }
        Object sid = claims.getValue("sid");
        Reach reach =
                ALL_SESSIONS.equals(sid)
                        ? Reach.ALL
                        : OWN_SESSIONS.equals(sid) ? Reach.OWN : Reach.ONE;
        if (reach == Reach.ONE && (sessionId == null || !sessionId.equals(sid))) {
            return Future.failedFuture(
                    new ProblemException(Problem.forbidden("The token is for another session")));
        }
        return Future.succeededFuture(
                new Viewer(
                        claims.getString("sub"),
                        holder(claims),
                        reach,
                        reach != Reach.ALL || hasScope(claims.getValue("scope"), SUPERVISOR_SCOPE),
                        Instant.ofEpochSecond(claims.getLong("exp"))));
    }

    /** An agent that keeps getting new tokens shares one limit. */
    private static String holder(JsonObject claims) {
        Object issuer = claims.getValue("iss");
        String agent = claims.getString("sub");
        return issuer == null ? agent : issuer + "\n" + agent;
    }

    /** Scopes are one string, separated by spaces (RFC 8693). */
    private static boolean hasScope(Object claimed, String scope) {
        return claimed instanceof String scopes && List.of(scopes.split(" ")).contains(scope);
    }
}

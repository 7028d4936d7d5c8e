package io.supportassistant.push;

import io.supportassistant.edge.Bearer;
import io.supportassistant.edge.Problem;
import io.supportassistant.edge.ProblemException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.auth.PubSecKeyOptions;
import io.vertx.ext.auth.User;
import io.vertx.ext.auth.authentication.TokenCredentials;
import io.vertx.ext.auth.jwt.JWTAuth;
import io.vertx.ext.auth.jwt.JWTAuthOptions;
import java.util.List;

/**
 * Who may see a call. A token is a JWT signed with HS256: {@code sub} is the agent, {@code sid} the
 * session it opens or {@code *} for a supervisor, {@code exp} must be there. It comes as a bearer
 * token or, as a browser cannot set headers on a WebSocket, in the query as {@code token}.
 */
final class Access {

    static final String ALL_SESSIONS = "*";

    private final JWTAuth tokens;

    private Access(JWTAuth tokens) {
        this.tokens = tokens;
    }

    static Access open() {
        return new Access(null);
    }

    static Access byToken(Vertx vertx, List<String> signingKeys) {
        JWTAuthOptions options = new JWTAuthOptions();
        signingKeys.forEach(
                key ->
                        options.addPubSecKey(
                                new PubSecKeyOptions().setAlgorithm("HS256").setBuffer(key)));
        return new Access(JWTAuth.create(vertx, options));
    }

    /** Who looks. */
    record Viewer(String agentId) {}

    /**
     * Lets somebody in.
     *
     * @param sessionId the call to see, or {@link #ALL_SESSIONS}
     * @return fails with a {@link ProblemException} of 401 or 403
     */
    Future<Viewer> admit(HttpServerRequest request, String sessionId) {
        if (tokens == null) {
            return Future.succeededFuture(new Viewer("local"));
        }
        String bearer = Bearer.of(request);
        String token = bearer == null ? request.getParam("token") : bearer;
        if (token == null) {
            return Future.failedFuture(
                    new ProblemException(Problem.unauthorized("A token is needed")));
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

    private static Future<Viewer> viewer(User user, String sessionId) {
        // Not the principal: Vert.x leaves sub and exp out of it.
        JsonObject claims = user.attributes().getJsonObject("accessToken");
        String allowed = claims.getString("sid");
        if (claims.getValue("exp") == null) {
            return Future.failedFuture(
                    new ProblemException(Problem.unauthorized("The token never expires")));
        }
        if (!ALL_SESSIONS.equals(allowed) && !sessionId.equals(allowed)) {
            return Future.failedFuture(
                    new ProblemException(Problem.forbidden("The token is for another session")));
        }
        return Future.succeededFuture(new Viewer(claims.getString("sub")));
    }
}

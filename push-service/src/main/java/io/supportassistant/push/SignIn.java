package io.supportassistant.push;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.supportassistant.service.Problem;
import io.supportassistant.service.ProblemException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.auth.JWTOptions;
import io.vertx.ext.auth.PubSecKeyOptions;
import io.vertx.ext.auth.User;
import io.vertx.ext.auth.authentication.TokenCredentials;
import io.vertx.ext.auth.jwt.JWTAuth;
import io.vertx.ext.auth.jwt.JWTAuthOptions;
import io.vertx.ext.auth.oauth2.OAuth2Auth;
import io.vertx.ext.auth.oauth2.OAuth2AuthorizationURL;
import io.vertx.ext.auth.oauth2.OAuth2FlowType;
import io.vertx.ext.auth.oauth2.OAuth2Options;
import io.vertx.ext.auth.oauth2.Oauth2Credentials;
import io.vertx.ext.auth.oauth2.providers.OpenIDConnectAuth;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sign-in to the stand-alone desk by OpenID Connect: authorization code with PKCE, state and nonce.
 * The state of a sign-in is in a signed cookie, so that any instance can complete it. The desk gets
 * a token of its own in the fragment of its address, which no server sees.
 */
final class SignIn {

    /** Also told to the page by the header {@value #HEADER} of a refused list of calls. */
    static final String PATH = "/desk/sign-in";

    static final String HEADER = "Sign-In";

    private static final Logger LOG = LoggerFactory.getLogger(SignIn.class);
    private static final String BACK = "/desk/signed-in";

    /** Parameter of a sign-in that is begun again with the provider's new keys. */
    private static final String AGAIN = "again";

    private static final String COOKIE = "desk-sign-in";
    private static final String PURPOSE = "desk-sign-in";
    private static final int MINUTES = 10;
    private static final int DEADLINE_S = 5;
    private static final int MOST_AT_ONCE = 50;
    private static final int RANDOM_BYTES = 32;
    private static final Problem NOT_BEGUN =
            Problem.badRequest("This sign-in was not begun in this browser, or is too old", null);

    private final Vertx vertx;
    private final SignInSettings settings;
    private final TokenRules rules;
    private final JWTAuth tokens;
    private final SecureRandom random = new SecureRandom();
    private final AtomicInteger underWay = new AtomicInteger();
    private final Counter signedIn;
    private final Counter refused;
    private Future<OAuth2Auth> provider;

    /**
     * @param signingKey of the desk's own tokens
     */
    SignIn(
            Vertx vertx,
            SignInSettings settings,
            TokenRules rules,
            String signingKey,
            MeterRegistry metrics) {
        this.vertx = vertx;
        this.settings = settings;
        this.rules = rules;
        this.tokens =
                JWTAuth.create(
                        vertx,
                        new JWTAuthOptions()
                                .addPubSecKey(
                                        new PubSecKeyOptions()
                                                .setAlgorithm("HS256")
                                                .setBuffer(signingKey)));
        this.signedIn = metrics.counter("push.sign.ins", "outcome", "signed_in");
        this.refused = metrics.counter("push.sign.ins", "outcome", "refused");
    }

    void mount(Router router) {
        router.get(PATH).handler(this::begin).failureHandler(Problem::answerFailure);
        router.get(BACK).handler(this::complete).failureHandler(Problem::answerFailure);
    }

    private void begin(RoutingContext ctx) {
        String state = random();
        String nonce = random();
        String verifier = random();
        JsonObject begun =
                new JsonObject()
                        .put("aud", PURPOSE)
                        .put("state", state)
                        .put("nonce", nonce)
                        .put("verifier", verifier)
                        .put("again", ctx.request().getParam(AGAIN) != null)
                        .put("to", localPath(ctx.request().getParam("to")));
        provider()
                .onSuccess(
                        oidc -> {
                            ctx.response()
                                    .addCookie(cookie(sign(begun, Duration.ofMinutes(MINUTES))));
                            redirect(
                                    ctx,
                                    oidc.authorizeURL(
                                            new OAuth2AuthorizationURL()
                                                    .setRedirectUri(settings.deskUrl() + BACK)
                                                    .addScope("openid")
                                                    .addScope("profile")
                                                    .setState(state)
                                                    .setCodeChallenge(challenge(verifier))
                                                    .setCodeChallengeMethod("S256")
                                                    .putAdditionalParameter("nonce", nonce)));
                        })
                .onFailure(ctx::fail);
    }

    private void complete(RoutingContext ctx) {
        Cookie cookie = ctx.request().getCookie(COOKIE);
        String state = ctx.request().getParam("state");
        String code = ctx.request().getParam("code");
        ctx.response().addCookie(cookie("").setMaxAge(0));
        if (cookie == null || state == null) {
            refuse(ctx, NOT_BEGUN);
            return;
        }
        tokens.authenticate(new TokenCredentials(cookie.getValue()))
                .map(user -> user.attributes().getJsonObject("accessToken"))
                .onFailure(unsigned -> refuse(ctx, NOT_BEGUN))
                .onSuccess(
                        begun -> {
                            if (!PURPOSE.equals(begun.getValue("aud"))
                                    || !state.equals(begun.getString("state"))) {
                                refuse(ctx, NOT_BEGUN);
                            } else if (code == null) {
                                refuse(ctx, Problem.forbidden("The provider refused the sign-in"));
                            } else {
                                exchange(ctx, code, begun);
                            }
                        });
    }

    private void exchange(RoutingContext ctx, String code, JsonObject begun) {
        if (underWay.incrementAndGet() > MOST_AT_ONCE) {
            underWay.decrementAndGet();
            refuse(ctx, Problem.unavailable("Too many sign-ins at once; try again"));
            return;
        }
        provider()
                .compose(
                        oidc ->
                                oidc.authenticate(
                                                new Oauth2Credentials()
                                                        .setFlow(OAuth2FlowType.AUTH_CODE)
                                                        .setCode(code)
                                                        .setCodeVerifier(
                                                                begun.getString("verifier"))
                                                        .setRedirectUri(settings.deskUrl() + BACK))
                                        .timeout(DEADLINE_S, TimeUnit.SECONDS))
                .onComplete(done -> underWay.decrementAndGet())
                .onSuccess(user -> admit(ctx, user, begun))
                .onFailure(
                        failure -> {
                            LOG.warn("A sign-in failed at the provider: {}", failure.toString());
                            refuse(
                                    ctx,
                                    failure instanceof ProblemException known
                                            ? known.problem()
                                            : Problem.unavailable(
                                                    "The provider did not complete the sign-in"));
                        });
    }

    private void admit(RoutingContext ctx, User user, JsonObject begun) {
        JsonObject claims = user.attributes().getJsonObject("idToken");
        if (claims == null) {
            readKeysAgain(ctx, begun);
            return;
        }
        if (!begun.getString("nonce").equals(claims.getString("nonce"))) {
            refuse(ctx, Problem.forbidden("The provider's ID token is not for this sign-in"));
            return;
        }
        SignedInUser who = SignedInUser.of(claims, settings);
        if (who.agentId() == null || !who.isAgent() && !who.isSupervisor()) {
            refuse(
                    ctx,
                    Problem.forbidden(
                            "This user has no role for the desk; ask who administers the sign-in"));
            return;
        }
        signedIn.increment();
        JsonObject token = who.tokenClaims();
        if (rules.issuer() != null) {
            token.put("iss", rules.issuer());
        }
        if (rules.audience() != null) {
            token.put("aud", rules.audience());
        }
        Duration lasts =
                settings.lasts().compareTo(rules.longest()) > 0
                        ? rules.longest()
                        : settings.lasts();
        redirect(
                ctx,
                begun.getString("to")
                        + "#token="
                        + URLEncoder.encode(sign(token, lasts), StandardCharsets.UTF_8));
    }

    /** Providers change their keys from time to time; the user is still signed in there. */
    private void readKeysAgain(RoutingContext ctx, JsonObject begun) {
        LOG.warn("The ID token of a sign-in can't be verified; reading the provider's keys again");
        if (begun.getBoolean(AGAIN)) {
            refuse(ctx, Problem.forbidden("The provider's ID token can't be verified"));
            return;
        }
        provider()
                .compose(oidc -> oidc.jWKSet().timeout(DEADLINE_S, TimeUnit.SECONDS))
                .onFailure(
                        failure ->
                                refuse(
                                        ctx,
                                        Problem.unavailable(
                                                "The provider's keys can't be read; try again")))
                .onSuccess(
                        read ->
                                redirect(
                                        ctx,
                                        PATH
                                                + "?again=1&to="
                                                + URLEncoder.encode(
                                                        begun.getString("to"),
                                                        StandardCharsets.UTF_8)));
    }

    private void refuse(RoutingContext ctx, Problem problem) {
        refused.increment();
        problem.send(ctx);
    }

    /** Discovered at the first sign-in, and again after a failure. */
    private synchronized Future<OAuth2Auth> provider() {
        if (provider == null || provider.failed()) {
            provider =
                    OpenIDConnectAuth.discover(
                                    vertx,
                                    new OAuth2Options()
                                            .setSite(settings.issuer())
                                            .setClientId(settings.clientId())
                                            .setClientSecret(settings.clientSecret())
                                            .setJWTOptions(
                                                    new JWTOptions()
                                                            .setIssuer(settings.issuer())
                                                            .addAudience(settings.clientId()))
                                            .setHttpClientOptions(
                                                    new HttpClientOptions()
                                                            .setConnectTimeout(DEADLINE_S * 1000)
                                                            .setIdleTimeout(DEADLINE_S)))
                            .timeout(DEADLINE_S, TimeUnit.SECONDS)
                            .recover(
                                    failure -> {
                                        LOG.warn(
                                                "The provider of the sign-in cannot be used: {}",
                                                failure.toString());
                                        return Future.failedFuture(
                                                new ProblemException(
                                                        Problem.unavailable(
                                                                "The provider of the sign-in"
                                                                        + " cannot be reached")));
                                    });
        }
        return provider;
    }

    private String sign(JsonObject claims, Duration lasts) {
        return tokens.generateToken(
                claims,
                new JWTOptions()
                        .setAlgorithm("HS256")
                        .setExpiresInSeconds(Math.toIntExact(lasts.toSeconds())));
    }

    private Cookie cookie(String value) {
        return Cookie.cookie(COOKIE, value)
                .setPath("/desk/")
                .setMaxAge(MINUTES * 60L)
                .setHttpOnly(true)
                .setSecure("https".equals(settings.deskUrl().getScheme()))
                .setSameSite(CookieSameSite.LAX);
    }

    private static void redirect(RoutingContext ctx, String to) {
        ctx.response()
                .setStatusCode(302)
                .putHeader("Location", to)
                .putHeader("Cache-Control", "no-store")
                .putHeader("Referrer-Policy", "no-referrer")
                .end();
    }

    /** A path of the desk; anything else would let a link lead elsewhere. */
    static String localPath(String wanted) {
        boolean isLocal =
                wanted != null
                        && wanted.startsWith("/desk/")
                        && wanted.chars().allMatch(c -> c > 0x20 && c < 0x7f && c != '#');
        return isLocal ? wanted : "/desk/";
    }

    private String random() {
        byte[] bytes = new byte[RANDOM_BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static String challenge(String verifier) {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256")
                            .digest(verifier.getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}

package io.supportassistant.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.supportassistant.events.SessionIds;
import io.supportassistant.push.Access.Viewer;
import io.supportassistant.service.ProblemException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.lang.reflect.Proxy;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccessTest {

    private static final String SESSION = SessionIds.session("generic", "call-1");
    private static final String OTHER_SESSION = SessionIds.session("generic", "call-2");

    private static final Vertx VERTX = Vertx.vertx();

    private final Access access =
            Access.byToken(VERTX, List.of(Tokens.KEY), TokenRules.DEFAULT, InstantSource.system());

    @AfterAll
    static void close() {
        VERTX.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void shouldAdmitAnyClientWithoutKeys() {
        assertThat(Access.open().admit(request(null, null), SESSION).result().agentId())
                .isEqualTo("local");
    }

    @Test
    void shouldLetAnAgentSeeTheCallOfTheToken() {
        String token = Tokens.of("agent-7", SESSION);

        assertThat(admit(token).agentId()).isEqualTo("agent-7");
        assertThat(viewer(access.admit(request(null, token), SESSION)).agentId())
                .isEqualTo("agent-7");
    }

    @Test
    void shouldLetASupervisorSeeAllCalls() {
        String token = Tokens.of("boss", "*");

        assertThat(admit(token).agentId()).isEqualTo("boss");
        assertThat(viewer(access.admit(request(bearer(token), null), null)).agentId())
                .isEqualTo("boss");
    }

    @Test
    void shouldLetATokenForTheShiftSeeAnyCallOfTheAgent() {
        Viewer viewer = admit(Tokens.of("agent-7", "mine"));

        assertThat(viewer.reach()).isEqualTo(Access.Reach.OWN);
        assertThat(viewer.seesAll()).isFalse();
        assertThat(viewer.mayWrite()).isTrue();
        assertThat(
                        viewer(
                                        access.admit(
                                                request(bearer(Tokens.of("agent-7", "mine")), null),
                                                null))
                                .reach())
                .isEqualTo(Access.Reach.OWN);
    }

    @Test
    void shouldRefuseTheListOfCallsWithoutASession() {
        String token = Tokens.signed(Tokens.KEY, Tokens.claims("agent-7", null));

        assertRefused(403, access.admit(request(bearer(token), null), null));
    }

    @Test
    void shouldCountAllTokensOfAnAgentAsOne() {
        long exp = Instant.now().plusSeconds(60).getEpochSecond();
        JsonObject later = Tokens.claims("agent-7", SESSION).put("exp", exp);
        JsonObject elsewhere = Tokens.claims("agent-7", "*").put("iss", "https://id.example");

        String first = admit(Tokens.of("agent-7", SESSION)).token();
        assertThat(admit(Tokens.signed(Tokens.KEY, later)).token()).isEqualTo(first);
        assertThat(admit(Tokens.of("agent-7", "*")).token()).isEqualTo(first);
        assertThat(admit(Tokens.signed(Tokens.KEY, elsewhere)).token()).isNotEqualTo(first);
        assertThat(admit(Tokens.of("agent-8", SESSION)).token()).isNotEqualTo(first);
    }

    @Test
    void shouldPreferTheBearerTokenToTheQueryParameter() {
        assertRefused(
                401, access.admit(request("Bearer x", Tokens.of("agent-7", SESSION)), SESSION));
    }

    @Test
    void shouldRefuseARequestWithoutAToken() {
        assertRefused(401, access.admit(request(null, null), SESSION));
        assertRefused(401, access.admit(request("Basic YTpi", null), SESSION));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "x", "a.b", "a.b.c", "a.b.c.d", "..", "eyJhbGciOiJub25lIn0.e30."})
    void shouldRefuseAnInvalidToken(String token) {
        assertRefused(401, access.admit(request(bearer(token), null), SESSION));
        assertRefused(401, access.admit(request(null, token), SESSION));
    }

    @Test
    void shouldRefuseATokenForAnotherCall() {
        assertRefused(403, admission(Tokens.claims("agent-7", OTHER_SESSION)));
        assertRefused(403, admission(Tokens.claims("agent-7", SESSION.toUpperCase())));
        assertRefused(403, admission(Tokens.claims("agent-7", "")));
        assertRefused(403, admission(Tokens.claims("agent-7", null)));
    }

    @Test
    void shouldRefuseAnAgentTheListOfCalls() {
        String token = Tokens.of("agent-7", SESSION);

        assertRefused(403, access.admit(request(bearer(token), null), null));
    }

    @Test
    void shouldRefuseAnExpiredToken() {
        assertRefused(
                401,
                admission(
                        Tokens.claims("agent-7", SESSION)
                                .put("exp", Instant.now().minusSeconds(5).getEpochSecond())));
    }

    @Test
    void shouldRefuseATokenWithoutAnExpiry() {
        JsonObject claims = Tokens.claims("agent-7", SESSION);
        claims.remove("exp");

        assertRefused(401, admission(claims));
    }

    @Test
    void shouldRefuseATokenWithAnInvalidExpiry() {
        for (Object expiry :
                List.of("never", "9999999999", true, new JsonArray(), new JsonObject())) {
            assertRefused(401, admission(Tokens.claims("agent-7", SESSION).put("exp", expiry)));
        }
        assertRefused(401, admission(Tokens.claims("agent-7", SESSION).putNull("exp")));
    }

    @Test
    void shouldRefuseATokenThatIsNotValidYet() {
        assertRefused(
                401,
                admission(
                        Tokens.claims("agent-7", SESSION)
                                .put("nbf", Instant.now().plusSeconds(60).getEpochSecond())));
    }

    @Test
    void shouldRefuseASignatureOfAnotherKey() {
        String token = Tokens.signed(Tokens.OTHER_KEY, Tokens.claims("agent-7", SESSION));

        assertRefused(401, access.admit(request(bearer(token), null), SESSION));
    }

    @Test
    void shouldRefuseATokenThatWasChanged() {
        String mine = Tokens.of("agent-7", OTHER_SESSION);
        String wished = Tokens.of("agent-7", SESSION);
        String forged =
                wished.substring(0, wished.lastIndexOf('.'))
                        + mine.substring(mine.lastIndexOf('.'));

        assertRefused(401, access.admit(request(bearer(forged), null), SESSION));
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "None", "NONE", "HS256"})
    void shouldRefuseATokenWithoutASignature(String algorithm) {
        String token = Tokens.unsigned(algorithm, Tokens.claims("agent-7", SESSION));

        assertRefused(401, access.admit(request(bearer(token), null), SESSION));
        assertRefused(
                401,
                access.admit(
                        request(bearer(token.substring(0, token.length() - 1)), null), SESSION));
    }

    @Test
    void shouldRefuseAnotherAlgorithmWithTheSameKey() {
        String token =
                Tokens.signed("HS512", "HmacSHA512", Tokens.KEY, Tokens.claims("agent-7", SESSION));

        assertRefused(401, access.admit(request(bearer(token), null), SESSION));
    }

    @Test
    void shouldAcceptTokensOfBothKeysDuringRotation() {
        Access rotating =
                Access.byToken(
                        VERTX,
                        List.of(Tokens.OTHER_KEY, Tokens.KEY),
                        TokenRules.DEFAULT,
                        InstantSource.system());

        for (String key : List.of(Tokens.KEY, Tokens.OTHER_KEY)) {
            String token = Tokens.signed(key, Tokens.claims("agent-7", SESSION));
            assertThat(viewer(rotating.admit(request(bearer(token), null), SESSION)).agentId())
                    .isEqualTo("agent-7");
        }
    }

    private Viewer admit(String token) {
        return viewer(access.admit(request(bearer(token), null), SESSION));
    }

    private Future<Viewer> admission(JsonObject claims) {
        return access.admit(request(bearer(Tokens.signed(Tokens.KEY, claims)), null), SESSION);
    }

    private static String bearer(String token) {
        return "Bearer " + token;
    }

    private static Viewer viewer(Future<Viewer> admission) {
        return admission.toCompletionStage().toCompletableFuture().join();
    }

    private static void assertRefused(int status, Future<Viewer> admission) {
        assertThatThrownBy(() -> viewer(admission))
                .isInstanceOf(CompletionException.class)
                .cause()
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refused -> assertThat(refused.problem().status()).isEqualTo(status));
    }

    /** A request with only the parts used here. */
    private static HttpServerRequest request(String authorization, String token) {
        return (HttpServerRequest)
                Proxy.newProxyInstance(
                        AccessTest.class.getClassLoader(),
                        new Class<?>[] {HttpServerRequest.class},
                        (proxy, method, arguments) ->
                                switch (method.getName() + ":" + arguments[0]) {
                                    case "getHeader:Authorization" -> authorization;
                                    case "getParam:token" -> token;
                                    default -> throw new UnsupportedOperationException();
                                });
    }

    @Test
    void shouldRefuseATokenThatIsValidForTooLong() {
        assertRefused(
                401,
                admission(
                        Tokens.claims("agent-7", SESSION)
                                .put("exp", Instant.now().plusSeconds(90_000).getEpochSecond())));
        BigInteger inAMinuteButForTheHighBits =
                BigInteger.ONE
                        .shiftLeft(64)
                        .add(BigInteger.valueOf(Instant.now().getEpochSecond() + 60));
        assertRefused(
                401,
                admission(
                        Tokens.claims("agent-7", SESSION).put("exp", inAMinuteButForTheHighBits)));
    }

    @Test
    void shouldRefuseATokenWithoutAnAgent() {
        assertRefused(401, admission(Tokens.claims("", SESSION)));
        assertRefused(401, admission(Tokens.claims(null, SESSION)));
    }

    @Test
    void shouldLetASupervisorWriteOnlyWithTheScope() {
        JsonObject claims = Tokens.claims("boss", "*");
        assertThat(viewer(admission(claims)).mayWrite()).isFalse();
        assertThat(viewer(admission(claims.put("scope", "read supervisors"))).mayWrite()).isFalse();
        assertThat(viewer(admission(claims.put("scope", "read supervisor"))).mayWrite()).isTrue();
        assertThat(viewer(admission(Tokens.claims("agent-7", SESSION))).mayWrite()).isTrue();
    }

    @Test
    void shouldRefuseATokenThatRequiresAnExtension() {
        JsonObject header = Tokens.header("HS256").put("crit", new JsonArray().add("b64"));
        JsonObject claims = Tokens.claims("agent-7", SESSION);

        assertThat(viewer(admission(claims)).agentId()).isEqualTo("agent-7");
        assertRefused(
                401, access.admit(request(bearer(Tokens.signed(header, claims)), null), SESSION));
    }

    @Test
    void shouldRefuseAnAgentIdThatCannotBeStored() {
        assertRefused(401, admission(Tokens.claims("agent\0", SESSION)));
    }

    @Test
    void shouldCheckIssuerAndAudienceWhereTheyAreSet() {
        TokenRules rules = new TokenRules("the-crm", "desk", Duration.ofHours(1));
        Instant now = Instant.now();
        JsonObject claims = Tokens.claims("agent-7", SESSION);

        assertThat(rules.violation(claims, now)).contains("issuer");
        assertThat(rules.violation(claims.put("iss", "the-crm"), now)).contains("audience");
        assertThat(rules.violation(claims.put("aud", "other"), now)).contains("audience");
        assertThat(rules.violation(claims.put("aud", new JsonArray().add("x").add("desk")), now))
                .isNull();
        assertThat(rules.violation(claims.put("aud", "desk"), now)).isNull();
        assertThat(TokenRules.DEFAULT.violation(Tokens.claims("agent-7", SESSION), now)).isNull();
    }
}

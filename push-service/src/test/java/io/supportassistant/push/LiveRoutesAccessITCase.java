package io.supportassistant.push;

import static io.supportassistant.push.LiveServices.PATIENCE;
import static io.supportassistant.push.LiveServices.STREAM;
import static io.supportassistant.push.LiveServices.SUGGESTIONS;
import static io.supportassistant.push.LiveServices.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.supportassistant.events.CallEvent;
import io.supportassistant.service.RunningService;
import io.supportassistant.settings.SettingException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is admitted to what: the calls, their list, and the pages of the desk. */
class LiveRoutesAccessITCase {

    private static final String WEB_SOCKET = "/api/realtime/ws/";

    private static final String UPGRADE =
            "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
                    + "Sec-WebSocket-Key: MDEyMzQ1Njc4OWFiY2RlZg==";

    private static LiveServices services;

    /** Open to all clients on this machine. */
    private static RunningService push;

    /** Requires tokens. */
    private static RunningService locked;

    /** Each test has its own call. */
    private final SampleCall call = new SampleCall("call-" + UUID.randomUUID());

    private final String session = call.session();

    @BeforeAll
    static void start() {
        services = LiveServices.start();
        push = services.open();
        locked = services.locked();
    }

    @AfterAll
    static void stop() {
        services.close();
    }

    // ---- tokens and origins

    @Test
    void shouldAdmitATokenForTheCall() {
        showCard();
        for (String agent : List.of("agent-7", "boss")) {
            String token = Tokens.of(agent, agent.equals("boss") ? "*" : session);
            String bearer = "Bearer " + token;
            assertThat(locked.get(SUGGESTIONS + session, "Authorization", bearer).statusCode())
                    .isEqualTo(200);
            assertThat(locked.get(SUGGESTIONS + session + "?token=" + token).statusCode())
                    .isEqualTo(200);
            try (DeskClient desk = DeskClient.connect(locked, session, "?token=" + token);
                    StreamClient stream =
                            new StreamClient(locked, session, "", "Authorization", bearer)) {
                assertThat(desk.awaitReady().isOpen()).isTrue();
                assertThat(stream.awaitReady().response().statusCode()).isEqualTo(200);
            }
        }
    }

    @Test
    void shouldRefuseAMissingOrInvalidToken() {
        double before = locked.metrics().counter("push.admissions.refused").count();
        assertProblem(locked.get(SUGGESTIONS + session), 401);
        assertProblem(locked.get(STREAM + session), 401);
        assertThat(closeCode("")).isEqualTo(1008);
        assertThat(closeCode("?token=nonsense")).isEqualTo(1008);
        assertThat(locked.metrics().counter("push.admissions.refused").count())
                .isEqualTo(before + 4);
    }

    @Test
    void shouldRefuseATokenForAnotherCall() {
        String token = Tokens.of("agent-7", new SampleCall("another").session());

        assertProblem(locked.get(SUGGESTIONS + session, "Authorization", "Bearer " + token), 403);
        assertProblem(locked.get(STREAM + session + "?token=" + token), 403);
        assertThat(closeCode("?token=" + token)).isEqualTo(1008);
    }

    @Test
    void shouldRefuseATokenWithAnInvalidExpiry() {
        String token =
                Tokens.signed(Tokens.KEY, Tokens.claims("agent-7", session).put("exp", "never"));

        assertProblem(locked.get(SUGGESTIONS + session + "?token=" + token), 401);
        assertThat(closeCode("?token=" + token)).isEqualTo(1008);
    }

    @Test
    void shouldRequireTheClaimsOfTheSettings() {
        showCard();
        try (RunningService strict =
                push(
                        Map.of(
                                "PUSH_SIGNING_KEYS", Tokens.KEY,
                                "PUSH_TOKEN_ISSUER", "https://login.example.com",
                                "PUSH_TOKEN_AUDIENCE", "desk",
                                "PUSH_TOKEN_LONGEST", "1h"))) {
            Instant tooLate = Instant.now().plus(Duration.ofHours(2));

            assertThat(statusWith(strict, claims())).isEqualTo(200);
            assertThat(statusWith(strict, claims().put("iss", "desk"))).isEqualTo(401);
            assertThat(statusWith(strict, claims().put("aud", "another"))).isEqualTo(401);
            assertThat(statusWith(strict, claims().put("exp", tooLate.getEpochSecond())))
                    .isEqualTo(401);
        }
    }

    private JsonObject claims() {
        return Tokens.claims("agent-7", session)
                .put("iss", "https://login.example.com")
                .put("aud", "desk");
    }

    private int statusWith(RunningService service, JsonObject claims) {
        String token = "Bearer " + Tokens.signed(Tokens.KEY, claims);
        return service.get(SUGGESTIONS + session, "Authorization", token).statusCode();
    }

    private int closeCode(String query) {
        try (DeskClient refused = DeskClient.connect(locked, session, query)) {
            int code = refused.awaitClose();
            assertThat(refused.messages()).isEmpty();
            return code;
        }
    }

    @Test
    void shouldWarnAndThenCloseWhenTheTokenExpires() {
        String token =
                Tokens.signed(
                        Tokens.KEY,
                        Tokens.claims("agent-7", session)
                                .put("exp", Instant.now().plusSeconds(3).getEpochSecond()));
        try (DeskClient desk = DeskClient.connect(locked, session, "?token=" + token)) {
            desk.awaitReady();
            await().atMost(PATIENCE).until(() -> desk.types().contains("token_expiring"));
            await().atMost(PATIENCE).until(() -> !desk.isOpen());
        }
    }

    @Test
    void shouldRefuseAWebSocketOfAForeignPage() {
        HttpResponse<String> answer =
                push.get(SUGGESTIONS + session, "Origin", "https://attacker.example");

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThatThrownBy(() -> DeskClient.connect(push, session, "", "https://attacker.example"))
                .isInstanceOf(RuntimeException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                SUGGESTIONS,
                STREAM,
                WEB_SOCKET,
                "/",
                "/desk",
                "/desk/",
                "/desk/app.js",
                "/desk/calls",
                "/health/live",
                "/health/ready",
                "/metrics"
            })
    void shouldRefuseForeignHostsPagesAndProxiesOnEveryRoute(String path) {
        showCard();
        String route = "GET " + path + (path.startsWith("/api/") ? session : "");
        String upgrade = path.equals(WEB_SOCKET) ? UPGRADE : "Connection: close";

        assertThat(push.status(route, upgrade, "Host: localhost")).isIn(101, 200, 302);
        assertThat(push.status(route, upgrade, "Host: attacker.example")).isEqualTo(421);
        assertThat(
                        push.status(
                                route,
                                upgrade,
                                "Host: localhost",
                                "Origin: https://attacker.example"))
                .isEqualTo(403);
        assertThat(push.status(route, upgrade, "Host: localhost", "X-Forwarded-For: 10.1.2.3"))
                .isEqualTo(403);
    }

    @Test
    void shouldShowTheListOfCallsOnlyWithAccessToAll() {
        String agent = "Bearer " + Tokens.of("agent-7", session);
        String supervisor = "Bearer " + Tokens.of("boss", "*");

        assertProblem(locked.get("/desk/calls"), 401);
        assertProblem(locked.get("/desk/calls", "Authorization", agent), 403);
        assertThat(locked.get("/desk/calls", "Authorization", supervisor).statusCode())
                .isEqualTo(200);
    }

    @Test
    void shouldNotListenBeyondLoopbackWithoutAKey() {
        assertThatThrownBy(() -> push(Map.of("HTTP_HOST", "0.0.0.0")))
                .isInstanceOf(SettingException.class)
                .hasMessageContaining("PUSH_SIGNING_KEYS");
    }

    @Test
    void shouldRefuseAShortKey() {
        assertThatThrownBy(() -> push(Map.of("PUSH_SIGNING_KEYS", Tokens.KEY + ",tiny")))
                .isInstanceOf(SettingException.class)
                .hasMessageContaining("PUSH_SIGNING_KEYS")
                .hasMessageNotContaining("tiny");
    }

    // ---- the desk

    @ParameterizedTest
    @ValueSource(strings = {"/desk/", "/desk/index.html", "/desk/embed", "/desk/icons.svg"})
    void shouldServeTheDeskWithAContentSecurityPolicy(String path) {
        HttpResponse<String> page = push.get(path);

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
                .contains("default-src 'self'")
                .contains("frame-ancestors 'none'");
        assertThat(page.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(page.body()).isNotBlank();
    }

    @Test
    void shouldServeTheDeskInFewFilesThatBrowsersKeep() {
        String page = push.get("/desk/").body();
        List<String> parts =
                Pattern.compile("(?:src|href)=\"([\\w-]+\\.[0-9a-f]{16}\\.(?:js|css))\"")
                        .matcher(page)
                        .results()
                        .map(found -> "/desk/" + found.group(1))
                        .toList();

        assertThat(parts).hasSize(3);
        assertThat(parts)
                .allSatisfy(
                        part -> {
                            HttpResponse<String> file = push.get(part);
                            assertThat(file.statusCode()).isEqualTo(200);
                            assertThat(file.headers().firstValue("Cache-Control"))
                                    .hasValueSatisfying(
                                            value -> assertThat(value).contains("immutable"));
                            assertThat(file.headers().firstValue("Content-Security-Policy"))
                                    .isPresent();
                            assertThat(push.get(part, "Accept-Encoding", "gzip").headers())
                                    .satisfies(
                                            headers ->
                                                    assertThat(
                                                                    headers.firstValue(
                                                                            "Content-Encoding"))
                                                            .contains("gzip"));
                        });
        assertThat(push.get("/desk/app.0000000000000000.js").statusCode()).isEqualTo(404);
    }

    @Test
    void shouldLetOnlyTheConfiguredPagesFrameTheDesk() {
        try (RunningService framed =
                push(Map.of("DESK_FRAME_ANCESTORS", "'self' https://crm.example.com"))) {
            assertThat(framed.get("/desk/").headers().firstValue("Content-Security-Policy"))
                    .hasValueSatisfying(
                            policy ->
                                    assertThat(policy)
                                            .endsWith(
                                                    "frame-ancestors 'self'"
                                                            + " https://crm.example.com"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/desk"})
    void shouldRedirectToTheDesk(String path) {
        HttpResponse<String> answer = push.get(path);

        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(answer.headers().firstValue("Location")).contains("/desk/");
    }

    @Test
    void shouldServeOnlyTheDesk() {
        assertProblem(push.get("/desk/nothing.js"), 404);
        assertProblem(push.get("/desk/%2e%2e/openapi.yaml"), 404);
        assertProblem(push.get("/nothing"), 404);
    }

    @Test
    void shouldTellWhenTheProviderOfTheSignInIsUnreachable() {
        try (RunningService signIn =
                services.startAnother(
                        Map.of(
                                "PUSH_SIGNING_KEYS", Tokens.KEY,
                                "DESK_OIDC_ISSUER", "http://127.0.0.1:9",
                                "DESK_OIDC_CLIENT_ID", "desk",
                                "DESK_URL", "http://127.0.0.1:9999"))) {
            assertThat(signIn.get("/desk/calls").headers().firstValue("Sign-In"))
                    .hasValue("/desk/sign-in");
            assertProblem(signIn.get("/desk/sign-in"), 503);
            assertProblem(signIn.get("/desk/signed-in?code=x&state=y"), 400);
        }
    }

    @Test
    void shouldShowAShiftOnlyItsOwnCalls() {
        publish(call.started("Priya Shah"), call.said("error 401"));
        String shift = Tokens.of("agent-7", "mine");
        String other = Tokens.of("agent-8", "mine");

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(listed(shift)).contains(session));
        assertThat(listed(other)).doesNotContain(session);
        try (DeskClient desk = DeskClient.connect(locked, session, "?token=" + shift)) {
            assertThat(desk.awaitReady().isOpen()).isTrue();
        }
        assertThat(closeCode("?token=" + other)).isEqualTo(1008);
        assertProblem(locked.get(SUGGESTIONS + session + "?token=" + other), 403);
    }

    @Test
    void shouldNotListACallThatItsAgentHasLeft() {
        String left = Tokens.of("agent-7", "mine");
        try (RunningService strict =
                push(Map.of("PUSH_SIGNING_KEYS", Tokens.KEY, "PUSH_AGENT_LEFT_GRACE", "1ms"))) {
            publish(call.started("Priya Shah"), call.said("error 401"));
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(listed(strict, left)).contains(session));

            publish(call.joined("Ben Ortiz"), call.left("agent-7"));

            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(listed(strict, left)).doesNotContain(session));
            assertThat(listed(strict, Tokens.of("agent-12", "mine"))).contains(session);
        }
    }

    private List<String> listed(String token) {
        return listed(locked, token);
    }

    private static List<String> listed(RunningService service, String token) {
        JsonObject list =
                new JsonObject(
                        service.get("/desk/calls", "Authorization", "Bearer " + token).body());
        assertThat(list.getBoolean("own")).isTrue();
        return list.getJsonArray("calls").stream()
                .map(line -> ((JsonObject) line).getString("session_id"))
                .toList();
    }

    @Test
    void shouldListTheCalls() {
        publish(call.started("Priya Shah"), call.said("error 401"));
        await().atMost(PATIENCE)
                .untilAsserted(
                        () ->
                                assertThat(
                                                new JsonObject(push.get("/desk/calls").body())
                                                        .getJsonArray("calls"))
                                        .anySatisfy(
                                                line -> {
                                                    JsonObject listed = (JsonObject) line;
                                                    assertThat(listed.getString("session_id"))
                                                            .isEqualTo(session);
                                                    assertThat(listed.getString("agent_name"))
                                                            .isEqualTo("Priya Shah");
                                                    assertThat(listed.getString("last_said"))
                                                            .isEqualTo("error 401");
                                                }));
    }

    @Test
    void shouldFindACallByItsIdItsAgentAndItsCustomer() {
        String agent = "Agent " + UUID.randomUUID();
        publish(call.started(agent), call.said("error 401"));

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(found("search=" + call.callId())).hasSize(1));
        assertThat(found("search=" + agent.toUpperCase(Locale.ROOT).replace(" ", "%20")))
                .hasSize(1);
        assertThat(found("search=dana%20reyes&most=1")).hasSize(1);
        assertThat(found("status=live&search=" + call.callId())).hasSize(1);
        assertThat(found("status=ended&search=" + call.callId())).isEmpty();
        // What was said is not searched.
        assertThat(found("search=error%20401")).isEmpty();
        assertThat(push.get("/desk/calls?most=many").statusCode()).isEqualTo(400);
    }

    private static JsonArray found(String query) {
        return new JsonObject(push.get("/desk/calls?" + query).body()).getJsonArray("calls");
    }

    // ---- helpers

    private static RunningService push(Map<String, String> settings) {
        return services.startAnother(settings);
    }

    private void publish(CallEvent... events) {
        services.publish(call, events);
    }

    private void showCard() {
        services.showCard(call);
    }
}

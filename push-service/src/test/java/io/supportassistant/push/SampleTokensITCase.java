package io.supportassistant.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.supportassistant.events.SessionIds;
import io.supportassistant.push.Access.Viewer;
import io.supportassistant.service.ProblemException;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The servers of samples/embedding, run by Node.js beside a double of the vendor: to whom they give
 * tokens, and what {@link Access} says to these tokens.
 */
class SampleTokensITCase {

    private static final String ASSIST = "https://assist.example.com";
    private static final String JSON = "application/json";
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final Duration LONGEST = Duration.ofMinutes(10);
    private static final Duration DEADLINE = Duration.ofSeconds(10);

    private static final Vertx VERTX = Vertx.vertx();

    private VendorDouble vendor;
    private NodeSample sample;

    @AfterEach
    void stop() throws Exception {
        if (sample != null) {
            sample.close();
        }
        if (vendor != null) {
            vendor.close();
        }
    }

    @AfterAll
    static void close() {
        VERTX.close().toCompletionStage().toCompletableFuture().join();
    }

    private static Map<String, String> environment(String... more) {
        Map<String, String> environment = new HashMap<>();
        environment.put("ASSIST_URL", ASSIST);
        environment.put("ASSIST_SIGNING_KEY", Tokens.KEY);
        for (int i = 0; i < more.length; i += 2) {
            environment.put(more[i], more[i + 1]);
        }
        return environment;
    }

    /** The token is the agent's, for this call alone, and short. */
    private static void assertGranted(HttpResponse<String> answer, String agent, String session) {
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Cache-Control")).hasValue("no-store");
        JsonObject granted = new JsonObject(answer.body());
        assertThat(granted.getString("src")).isEqualTo(ASSIST);
        assertThat(granted.getString("session")).isEqualTo(session);
        String token = granted.getString("token");

        Viewer viewer = admit(token, session);
        assertThat(viewer.agentId()).isEqualTo(agent);
        assertThat(viewer.reach()).isEqualTo(Access.Reach.ONE);
        assertThat(viewer.mayWrite()).isTrue();
        assertThat(viewer.expiresAt())
                .isBetween(Instant.now().plusSeconds(60), Instant.now().plus(LONGEST));
        for (String other : List.of(SessionIds.session("generic", "another"), "*", "mine")) {
            assertThatThrownBy(() -> admit(token, other))
                    .hasCauseInstanceOf(ProblemException.class);
        }
    }

    private static Viewer admit(String token, String session) {
        return SampleTokens.admit(VERTX, token, session);
    }

    private static void assertRefused(int status, HttpResponse<String> answer) {
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body()).doesNotContain("token");
    }

    @ParameterizedTest
    @CsvSource({"plain/server.js", "genesys/server.js", "zendesk/server.js"})
    void shouldNotStartWithoutAKeyThatIsLongEnough(String server) throws Exception {
        Map<String, String> without = environment();
        without.remove("ASSIST_SIGNING_KEY");

        assertThat(NodeSample.refusal(server, without)).contains("ASSIST_SIGNING_KEY");
        assertThat(NodeSample.refusal(server, environment("ASSIST_SIGNING_KEY", "tiny-key")))
                .contains("ASSIST_SIGNING_KEY")
                .doesNotContain("tiny-key");
        assertThat(NodeSample.refusal(server, environment("ASSIST_URL", "")))
                .contains("ASSIST_URL");
    }

    @Nested
    class Plain {

        private static final String CALL = "{\"call\": \"call-1001\"}";

        private final String session = SessionIds.session("generic", "call-1001");

        private void start() throws Exception {
            vendor = new VendorDouble("Cookie", "id=priya");
            vendor.answer("/who?call=call-1001", "{\"agent\": \"agent-7\"}");
            vendor.answer("/who?call=call-1002", 403, "{}");
            vendor.answer("/who?call=call-1003", "{}");
            sample =
                    NodeSample.start(
                            "plain/server.js",
                            environment(
                                    "ASSIST_SOURCE",
                                    "generic",
                                    "WHO_URL",
                                    vendor.address() + "/who"));
        }

        private HttpResponse<String> ask(String cookie, String body) throws Exception {
            return sample.post("/assist-token", JSON, body, "Cookie", cookie);
        }

        @Test
        void shouldMintForTheAgentWhoIsSignedIn() throws Exception {
            start();

            assertGranted(ask("id=priya", CALL), "agent-7", session);
        }

        @Test
        void shouldMintForNobodyElse() throws Exception {
            start();

            assertRefused(401, ask("id=mallory", CALL));
            assertRefused(401, sample.post("/assist-token", JSON, CALL));
            assertRefused(403, ask("id=priya", "{\"call\": \"call-1002\"}"));
            assertRefused(401, ask("id=priya", "{\"call\": \"call-1003\"}"));
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "x", "null", "{}", "{\"call\": 7}", "{\"call\": \"\"}"})
        void shouldRefuseARequestWithoutACall(String body) throws Exception {
            start();

            assertRefused(400, ask("id=priya", body));
            assertThat(vendor.requests()).isEmpty();
        }

        @Test
        void shouldSayThatTheSystemIsUnavailable() throws Exception {
            start();
            vendor.answer("/who?call=call-1001", 500, "{}");
            assertRefused(503, ask("id=priya", CALL));
            vendor.answer("/who?call=call-1001", 200, "not JSON");
            assertRefused(503, ask("id=priya", CALL));
            vendor.hang();
            Instant before = Instant.now();
            assertRefused(503, ask("id=priya", CALL));
            assertThat(Duration.between(before, Instant.now())).isLessThan(DEADLINE);
        }

        @Test
        void shouldServeItsPageToNoFrame() throws Exception {
            start();

            for (String path : List.of("/", "/page.js", "/call-desk.js", "/support-assistant.js")) {
                HttpResponse<String> page = sample.get(path);
                assertThat(page.statusCode()).isEqualTo(200);
                assertThat(page.headers().firstValue("Content-Security-Policy"))
                        .hasValue("frame-ancestors 'none'");
            }
            assertThat(sample.get("/server.js").statusCode()).isEqualTo(404);
        }
    }

    @Nested
    class Genesys {

        private static final String CONVERSATION = "7c1f0a52-1111-4222-8333-944455556666";
        private static final String ASKED = "{\"conversation\": \"" + CONVERSATION + "\"}";
        private static final String ME = "/api/v2/users/me";
        private static final String CALL = "/api/v2/conversations/calls/" + CONVERSATION;

        private void start(String user) throws Exception {
            vendor = new VendorDouble("Authorization", "Bearer genesys-token");
            vendor.answer(ME, "{\"id\": \"" + user + "\"}");
            vendor.answer(
                    CALL,
                    """
                    {"id": "c", "participants": [
                      {"purpose": "customer"}, {"purpose": "agent", "user": {"id": "user-1"}}]}
                    """);
            sample =
                    NodeSample.start(
                            "genesys/server.js",
                            environment(
                                    "GENESYS_DOMAIN", "mypurecloud.ie",
                                    "GENESYS_CLIENT_ID", "client-1",
                                    "GENESYS_URL", vendor.address()));
        }

        private HttpResponse<String> ask(String authorization, String body) throws Exception {
            return sample.post("/assist-token", JSON, body, "Authorization", authorization);
        }

        @Test
        void shouldMintForTheUserWhoTakesPartInTheConversation() throws Exception {
            start("user-1");

            assertGranted(
                    ask("Bearer genesys-token", ASKED),
                    "user-1",
                    SessionIds.session("genesys", CONVERSATION));
        }

        @Test
        void shouldRefuseAUserOfAnotherConversation() throws Exception {
            start("user-2");

            assertRefused(403, ask("Bearer genesys-token", ASKED));
            vendor.answer(CALL, 404, "{}");
            assertRefused(403, ask("Bearer genesys-token", ASKED));
        }

        @Test
        void shouldRefuseWhomGenesysDoesNotKnow() throws Exception {
            start("user-1");

            assertRefused(401, ask("Bearer expired", ASKED));
            assertRefused(401, ask("Basic abc", ASKED));
            assertRefused(401, sample.post("/assist-token", JSON, ASKED));
            assertRefused(400, ask("Bearer genesys-token", "{\"conversation\": \"../users/me\"}"));
            assertThat(vendor.requests()).allMatch(request -> request.startsWith(ME));
        }

        @Test
        void shouldSayThatGenesysIsUnavailable() throws Exception {
            start("user-1");
            vendor.answer(CALL, 429, "{}");
            assertRefused(503, ask("Bearer genesys-token", ASKED));
            vendor.hang();
            assertRefused(503, ask("Bearer genesys-token", ASKED));
        }

        @Test
        void shouldServeThePageToGenesysAlone() throws Exception {
            start("user-1");

            assertThat(sample.get("/?conversation=c").headers().map())
                    .containsEntry(
                            "content-security-policy",
                            List.of("frame-ancestors https://apps.mypurecloud.ie"));
            assertThat(new JsonObject(sample.get("/client").body()))
                    .isEqualTo(
                            new JsonObject()
                                    .put("domain", "mypurecloud.ie")
                                    .put("clientId", "client-1"));
        }
    }

    @Nested
    class Zendesk {

        private static final String APP =
                "https://acme.zendesk.com/api/v2/apps/installations/77.json";
        private static final String TICKET = "/api/v2/tickets/42.json";

        private final KeyPair app = pair();

        private static KeyPair pair() {
            try {
                KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
                generator.initialize(2048);
                return generator.generateKeyPair();
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }

        private void start() throws Exception {
            vendor = new VendorDouble("Authorization", "Bearer api-token");
            vendor.answer(TICKET, ticket(9, "\"call-1001\""));
            String pem =
                    "-----BEGIN PUBLIC KEY-----\\n"
                            + Base64.getEncoder().encodeToString(app.getPublic().getEncoded())
                            + "\\n-----END PUBLIC KEY-----";
            sample =
                    NodeSample.start(
                            "zendesk/server.js",
                            environment(
                                    "ASSIST_SOURCE", "generic",
                                    "ZENDESK_SUBDOMAIN", "acme",
                                    "ZENDESK_URL", vendor.address(),
                                    "ZENDESK_API_TOKEN", "api-token",
                                    "ZENDESK_CALL_FIELD", "360001",
                                    "ZENDESK_APP_PUBLIC_KEY", pem,
                                    "ZENDESK_INSTALLATION_ID", "77"));
        }

        private static String ticket(int assignee, String call) {
            return """
            {"ticket": {"id": 42, "assignee_id": %d,
              "custom_fields": [{"id": 1, "value": null}, {"id": 360001, "value": %s}]}}
            """
                    .formatted(assignee, call);
        }

        private static JsonObject claims() {
            long now = Instant.now().getEpochSecond();
            return new JsonObject()
                    .put("iss", "acme.zendesk.com")
                    .put("aud", APP)
                    .put("sub", "https://acme.zendesk.com/api/v2/users/9.json")
                    .put("iat", now)
                    .put("nbf", now)
                    .put("exp", now + 60);
        }

        private static String signed(KeyPair key, JsonObject claims) throws Exception {
            String content =
                    part(new JsonObject().put("alg", "RS256").put("typ", "JWT"))
                            + "."
                            + part(claims);
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(key.getPrivate());
            signature.update(content.getBytes(StandardCharsets.US_ASCII));
            return content + "." + base64(signature.sign());
        }

        private static String part(JsonObject json) {
            return base64(json.toBuffer().getBytes());
        }

        private static String base64(byte[] bytes) {
            return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        }

        private HttpResponse<String> open(String token) throws Exception {
            return sample.post("/?origin=https%3A%2F%2Facme.zendesk.com", FORM, "token=" + token);
        }

        /** Opens the app and returns the proof in its page. */
        private String opened() throws Exception {
            HttpResponse<String> page = open(signed(app, claims()));
            assertThat(page.statusCode()).isEqualTo(200);
            return page.body()
                    .replaceAll("(?s).*name=\"app-session\" content=\"([^\"]+)\".*", "$1");
        }

        private HttpResponse<String> ask(String proof, String ticket) throws Exception {
            JsonObject body = new JsonObject().put("app_session", proof).put("ticket", ticket);
            return sample.post("/assist-token", JSON, body.encode());
        }

        @Test
        void shouldMintForTheAssigneeOfTheTicket() throws Exception {
            start();

            assertGranted(ask(opened(), "42"), "9", SessionIds.session("generic", "call-1001"));
        }

        @Test
        void shouldRefuseAnotherAgentAndATicketThatDoesNotExist() throws Exception {
            start();
            String proof = opened();
            vendor.answer(TICKET, ticket(10, "\"call-1001\""));

            assertRefused(403, ask(proof, "42"));
            assertRefused(403, ask(proof, "43"));
            assertRefused(400, ask(proof, "../users/me"));
        }

        @Test
        void shouldSayThatTheTicketHasNoCallYet() throws Exception {
            start();
            String proof = opened();
            vendor.answer(TICKET, ticket(9, "null"));

            assertRefused(404, ask(proof, "42"));
        }

        @Test
        void shouldOpenTheAppOnlyForRequestsThatZendeskSigned() throws Exception {
            start();
            long now = Instant.now().getEpochSecond();
            String valid = signed(app, claims());
            String forged = Tokens.signed(Tokens.KEY, claims());

            for (String token :
                    List.of(
                            "",
                            "a.b.c",
                            forged,
                            signed(pair(), claims()),
                            valid.substring(0, valid.lastIndexOf('.') + 1),
                            part(new JsonObject().put("alg", "none")) + "." + part(claims()) + ".",
                            signed(app, claims().put("aud", APP.replace("77", "78"))),
                            signed(app, claims().put("exp", now - 60)),
                            signed(app, claims().put("nbf", now + 90)),
                            signed(app, claims().put("sub", "9")))) {
                assertThat(open(token).statusCode()).as(token).isEqualTo(401);
            }
            assertThat(sample.get("/").statusCode()).isEqualTo(404);
        }

        @Test
        void shouldRefuseAPageThatWasNotOpenedForAnAgent() throws Exception {
            start();
            String proof = opened();
            String otherUser = "10" + proof.substring(proof.indexOf('.'));
            String later = proof.replaceFirst("\\.[0-9]+", ".9999999999999");

            for (String forged : List.of("", "x", "a.b.c", otherUser, later)) {
                assertRefused(401, ask(forged, "42"));
            }
            // The proof has a key of its own: it is no token, and a token is no proof.
            assertRefused(401, ask(Tokens.of("9", "mine"), "42"));
            assertThat(vendor.requests()).isEmpty();
        }

        @Test
        void shouldSayThatZendeskIsUnavailable() throws Exception {
            start();
            String proof = opened();
            vendor.answer(TICKET, 401, "{}");
            assertRefused(503, ask(proof, "42"));
            vendor.hang();
            assertRefused(503, ask(proof, "42"));
        }
    }

    @Nested
    class Flex {

        private static final String TASK = "WT00000000000000000000000000000001";
        private static final String RESERVATION = "WR00000000000000000000000000000001";
        private static final String WORKER = "WK00000000000000000000000000000001";
        private static final String CALL = "CA00000000000000000000000000000001";
        private static final String VALIDATE = "/v1/Accounts/AC1/Tokens/validate";
        private static final String TASK_PATH = "/v1/Workspaces/WS1/Tasks/" + TASK;
        private static final String ASKED =
                "Token=flex-token&TaskSid=" + TASK + "&ReservationSid=" + RESERVATION;

        private void start(String key) throws Exception {
            String credentials =
                    Base64.getEncoder()
                            .encodeToString("AC1:auth-token".getBytes(StandardCharsets.US_ASCII));
            vendor = new VendorDouble("Authorization", "Basic " + credentials);
            vendor.answer(VALIDATE, "{\"valid\": true, \"worker_sid\": \"" + WORKER + "\"}");
            vendor.answer(
                    TASK_PATH,
                    new JsonObject()
                            .put("attributes", "{\"call_sid\": \"" + CALL + "\"}")
                            .encode());
            reserve(WORKER, "accepted");
            sample =
                    NodeSample.startFunction(
                            "flex/functions/assist-token.js",
                            vendor.address(),
                            environment(
                                    "ASSIST_SIGNING_KEY", key,
                                    "ACCOUNT_SID", "AC1",
                                    "AUTH_TOKEN", "auth-token",
                                    "FLEX_WORKSPACE_SID", "WS1"));
        }

        private void reserve(String worker, String status) {
            vendor.answer(
                    TASK_PATH + "/Reservations/" + RESERVATION,
                    new JsonObject()
                            .put("worker_sid", worker)
                            .put("reservation_status", status)
                            .encode());
        }

        private HttpResponse<String> ask(String body) throws Exception {
            return sample.post("/assist-token", FORM, body);
        }

        @ParameterizedTest
        @ValueSource(strings = {"accepted", "wrapping"})
        void shouldMintForTheWorkerOfTheTask(String status) throws Exception {
            start(Tokens.KEY);
            reserve(WORKER, status);

            HttpResponse<String> answer = ask(ASKED);
            assertGranted(answer, WORKER, SessionIds.session("twilio", CALL));
            assertThat(answer.headers().firstValue("Access-Control-Allow-Origin"))
                    .hasValue("https://flex.twilio.com");
            assertThat(vendor.requests()).contains(VALIDATE + " {\"token\":\"flex-token\"}");
        }

        @Test
        void shouldRefuseAnotherWorkerAndATaskThatWasNotAccepted() throws Exception {
            start(Tokens.KEY);

            reserve("WK00000000000000000000000000000002", "accepted");
            assertRefused(403, ask(ASKED));
            reserve(WORKER, "rescinded");
            assertRefused(403, ask(ASKED));
            assertRefused(403, ask(ASKED.replace("WR0", "WR9")));
            assertRefused(400, ask(ASKED.replace("TaskSid=WT", "TaskSid=../")));
        }

        @Test
        void shouldRefuseWhomFlexDoesNotKnow() throws Exception {
            start(Tokens.KEY);
            assertRefused(401, ask(ASKED.replace("flex-token", "")));
            vendor.answer(VALIDATE, "{\"valid\": false, \"message\": \"Token expired\"}");
            assertRefused(401, ask(ASKED));
            vendor.answer(VALIDATE, "{\"valid\": true}");
            assertRefused(401, ask(ASKED));
        }

        @Test
        void shouldSayThatTwilioIsUnavailable() throws Exception {
            start(Tokens.KEY);
            vendor.answer(TASK_PATH, 500, "{}");
            assertRefused(503, ask(ASKED));
            vendor.hang();
            assertRefused(503, ask(ASKED));
        }

        @Test
        void shouldMintNothingWithAShortKey() throws Exception {
            start("tiny");

            assertRefused(500, ask(ASKED));
            assertThat(vendor.requests()).isEmpty();
        }
    }
}

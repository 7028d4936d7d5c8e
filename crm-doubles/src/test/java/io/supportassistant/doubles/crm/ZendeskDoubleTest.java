package io.supportassistant.doubles.crm;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The double rejects what Zendesk rejects. */
class ZendeskDoubleTest {

    private static final String SESSION = "6c5b2d44-acb5-5a59-bb15-847b3deb2366";

    private final HttpClient client = HttpClient.newHttpClient();
    private ZendeskDouble zendesk = ZendeskDouble.start(people());

    @AfterEach
    void stop() {
        zendesk.close();
    }

    private static SampleCustomers people() {
        return new SampleCustomers(
                List.of(
                        new SampleCustomers.Person(
                                "P-1",
                                "Dana Reyes",
                                "dana@example.com",
                                "(415) 555-0142",
                                "Reyes Ceramics",
                                "Gold",
                                List.of("Hub"),
                                List.of(
                                        new SampleCustomers.Case(
                                                "1",
                                                "Late",
                                                "open",
                                                true,
                                                Instant.parse("2026-11-22T10:00:00Z"))),
                                List.of())));
    }

    @ParameterizedTest
    @CsvSource({
        "'', Couldn't authenticate you",
        "Bearer guessed, invalid_token",
        "Basic Zm9vOmJhcg==, Couldn't authenticate you",
        "guessed, invalid_token"
    })
    void shouldRequireAToken(String authorization, String error) {
        HttpResponse<String> answer =
                send("GET", "/api/v2/users/me.json", authorization, null, null, Map.of());

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(json(answer).getString("error")).isEqualTo(error);
    }

    @Test
    void shouldExpireTokens() {
        String token = token();
        zendesk.expireTokens();

        assertThat(get("/api/v2/users/me.json", token).statusCode()).isEqualTo(401);
    }

    @ParameterizedTest
    @CsvSource({
        "grant_type, password, 400, unsupported_grant_type",
        "client_id, other, 401, invalid_client",
        "client_secret, other, 401, invalid_client",
        "scope, everything, 400, invalid_scope",
        "expires_in, 299, 400, invalid_request",
        "expires_in, 172801, 400, invalid_request"
    })
    void shouldIssueNoTokenForBadRequests(String field, String value, int status, String error) {
        JsonObject wish = wish();
        wish.put(field, value.matches("[0-9]+") ? (Object) Integer.valueOf(value) : value);

        HttpResponse<String> answer = post("/oauth/tokens", null, wish.encode());

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(json(answer).getString("error")).isEqualTo(error);
    }

    @Test
    void shouldIssueNoTokenForAForm() {
        HttpResponse<String> answer =
                send(
                        "POST",
                        "/oauth/tokens",
                        "",
                        "grant_type=client_credentials",
                        "application/x-www-form-urlencoded",
                        Map.of());

        assertThat(answer.statusCode()).isEqualTo(400);
    }

    @Test
    void shouldAllowNoMoreThanTheScope() {
        String reads = token("read");
        String narrow = token("users:read tickets:write");

        assertThat(post("/api/v2/tickets.json", reads, ticket("")).statusCode()).isEqualTo(403);
        assertThat(json(post("/api/v2/tickets.json", reads, ticket(""))).getValue("error"))
                .isInstanceOf(JsonObject.class);
        assertThat(post("/api/v2/tickets.json", narrow, ticket("")).statusCode()).isEqualTo(201);
        assertThat(get("/api/v2/users/me.json", narrow).statusCode()).isEqualTo(200);
        assertThat(search("type:user", narrow).statusCode()).isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v2/user/35436.json",
                "/api/v2/users/35436/tickets.json",
                "/api/v3/users/35436.json",
                "/api/v2/",
                "/"
            })
    void shouldKnowNoOtherPaths(String path) {
        HttpResponse<String> answer = get(path, token());

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(json(answer).getString("error")).isEqualTo("InvalidEndpoint");
    }

    @Test
    void shouldSearch() {
        HttpResponse<String> found = search("type:user role:end-user phone:*4155550142", token());
        HttpResponse<String> refused = search("type:user OR type:ticket", token());

        assertThat(json(found).getInteger("count")).isEqualTo(1);
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(search("", token()).statusCode()).isEqualTo(422);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|400",
                "{\"ticket\":[]}|400",
                "not json|400",
                "{\"ticket\":{\"subject\":\"a\"}}|422",
                "{\"ticket\":{\"comment\":{\"body\":\" \"}}}|422",
                "{\"ticket\":{\"comment\":{\"body\":\"a\"},\"priority\":\"medium\"}}|422",
                "{\"ticket\":{\"comment\":{\"body\":\"a\"},\"type\":\"case\"}}|422",
                "{\"ticket\":{\"comment\":{\"body\":\"a\"},\"status\":\"done\"}}|422",
                "{\"ticket\":{\"comment\":{\"body\":\"a\"},\"status\":\"solved\"}}|422",
                "{\"ticket\":{\"comment\":{\"body\":\"a\"},\"assignee_id\":35436}}|422",
                "{\"ticket\":{\"comment\":{\"body\":\"a\"},\"requester_id\":1}}|422",
                "{\"ticket\":{\"comment\":{\"body\":\"a\"},\"requester_id\":\"35436\"}}|422",
                "{\"ticket\":{\"comment\":{\"body\":\"a\"},\"tags\":\"a b\"}}|400",
                "{\"ticket\":{\"comment\":{\"body\":\"a\"},\"via_followup_source_id\":902}}|422"
            })
    void shouldRejectInvalidTickets(String body, int status) {
        assertThat(post("/api/v2/tickets.json", token(), body).statusCode()).isEqualTo(status);
        assertThat(zendesk.written()).isEmpty();
    }

    @Test
    void shouldRejectTicketsThatAreNotJsonOrTooLong() {
        String token = token();
        assertThat(
                        send(
                                        "POST",
                                        "/api/v2/tickets.json",
                                        "Bearer " + token,
                                        ticket(""),
                                        "text/plain",
                                        Map.of())
                                .statusCode())
                .isEqualTo(400);
        assertThat(post("/api/v2/tickets.json", token, ticket("x".repeat(65_537))).statusCode())
                .isEqualTo(422);
        String longId =
                "{\"ticket\":{\"comment\":{\"body\":\"a\"},\"external_id\":\""
                        + "x".repeat(256)
                        + "\"}}";
        assertThat(post("/api/v2/tickets.json", token, longId).statusCode()).isEqualTo(422);
        assertThat(
                        send(
                                        "POST",
                                        "/api/v2/tickets.json",
                                        "Bearer " + token,
                                        ticket("a"),
                                        "application/json",
                                        Map.of("Idempotency-Key", "x".repeat(256)))
                                .statusCode())
                .isEqualTo(400);
    }

    @Test
    void shouldIgnoreUnknownFieldsAndMakeCommentsPublic() {
        String body =
                "{\"ticket\":{\"extenal_id\":\"x\",\"comment\":{\"body\":\"a\",\"pubic\":false}}}";

        JsonObject ticket =
                json(post("/api/v2/tickets.json", token(), body)).getJsonObject("ticket");

        assertThat(ticket.getString("external_id")).isNull();
        JsonObject comment =
                json(get("/api/v2/tickets/" + ticket.getLong("id") + "/comments.json", token()))
                        .getJsonArray("comments")
                        .getJsonObject(0);
        assertThat(comment.getBoolean("public")).isTrue();
    }

    @Test
    void shouldCreateOneTicketPerKey() {
        String token = token();
        HttpResponse<String> first = withKey(token, "k", ticket("a"));
        HttpResponse<String> second = withKey(token, "k", ticket("a"));
        HttpResponse<String> other = withKey(token, "k", ticket("b"));

        assertThat(first.statusCode()).isEqualTo(201);
        assertThat(first.headers().firstValue("x-idempotency-lookup")).contains("miss");
        assertThat(first.headers().firstValue("Location")).isPresent();
        assertThat(second.headers().firstValue("x-idempotency-lookup")).contains("hit");
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(other.statusCode()).isEqualTo(400);
        assertThat(json(other).getString("error")).isEqualTo("IdempotentRequestError");
        assertThat(zendesk.written()).hasSize(1);

        zendesk.forgetIdempotencyKeys();
        withKey(token, "k", ticket("a"));
        assertThat(zendesk.written()).hasSize(2);
    }

    @Test
    void shouldNotChangeClosedTickets() {
        String token = token();
        JsonObject ticket =
                json(post("/api/v2/tickets.json", token, ticket("a"))).getJsonObject("ticket");
        String path = "/api/v2/tickets/" + ticket.getLong("id") + ".json";
        assertThat(put(path, token, ticket("b")).statusCode()).isEqualTo(200);

        zendesk.closeTicket(ticket.getString("id"));

        HttpResponse<String> refused = put(path, token, ticket("c"));
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains("closed prevents ticket update");
        assertThat(put("/api/v2/tickets/999.json", token, ticket("c")).statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"status\":\"done\"}|422|status",
                "{\"status\":\"closed\"}|422|status",
                "{\"priority\":\"top\"}|422|priority",
                "{\"type\":\"complaint\"}|422|type",
                "{\"status\":\"solved\"}|422|Assignee",
                "{\"status\":1}|400|status",
                "{\"tags\":\"a b\"}|400|tags",
            })
    void shouldRejectInvalidChanges(String changes, int status, String named) {
        String token = token();
        JsonObject ticket =
                json(post("/api/v2/tickets.json", token, ticket("a"))).getJsonObject("ticket");
        String path = "/api/v2/tickets/" + ticket.getLong("id") + ".json";

        HttpResponse<String> refused = put(path, token, "{\"ticket\":" + changes + "}");

        assertThat(refused.statusCode()).isEqualTo(status);
        assertThat(refused.body()).contains(named);
        assertThat(json(get(path, token)).getJsonObject("ticket").getString("status"))
                .isEqualTo("new");
    }

    @Test
    void shouldChangeATicket() {
        String token = token();
        JsonObject ticket =
                json(post("/api/v2/tickets.json", token, ticket("a"))).getJsonObject("ticket");
        String path = "/api/v2/tickets/" + ticket.getLong("id") + ".json";

        put(path, token, "{\"ticket\":{\"status\":\"pending\",\"priority\":\"high\"}}");

        JsonObject changed = json(get(path, token)).getJsonObject("ticket");
        assertThat(changed.getString("status")).isEqualTo("pending");
        assertThat(changed.getString("priority")).isEqualTo("high");
        assertThat(changed.getString("subject")).isEqualTo(ticket.getString("subject"));
    }

    @Test
    void shouldLimitChangesOfOneTicket() {
        String token = token();
        JsonObject ticket =
                json(post("/api/v2/tickets.json", token, ticket("a"))).getJsonObject("ticket");
        String path = "/api/v2/tickets/" + ticket.getLong("id") + ".json";
        for (int i = 0; i < 30; i++) {
            assertThat(put(path, token, ticket("b")).statusCode()).isEqualTo(200);
        }

        assertThat(put(path, token, ticket("c")).statusCode()).isEqualTo(429);
    }

    @Test
    void shouldLimitRequestsPerMinute() {
        zendesk.close();
        zendesk = ZendeskDouble.start(people(), 3);
        String token = token();
        for (int left = 2; left >= 0; left--) {
            HttpResponse<String> answer = get("/api/v2/users/me.json", token);
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("X-Rate-Limit")).contains("3");
            assertThat(answer.headers().firstValue("ratelimit-remaining"))
                    .contains(Integer.toString(left));
        }

        HttpResponse<String> refused = get("/api/v2/users/me.json", token);

        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.headers().firstValue("Content-Type")).contains("text/plain");
        assertThat(refused.headers().firstValue("Retry-After").map(Integer::parseInt).orElseThrow())
                .isBetween(1, 60);
    }

    @Test
    void shouldReportTheCallOfARecord() {
        String token = token();
        String body =
                "{\"ticket\":{\"comment\":{\"body\":\"a\"},\"external_id\":\"case-"
                        + SESSION
                        + "\"}}";
        JsonObject made = json(post("/api/v2/tickets.json", token, body)).getJsonObject("ticket");
        put(
                "/api/v2/tickets/" + made.getLong("id") + ".json",
                token,
                ticket("said\\n\\ncall-" + SESSION));

        assertThat(zendesk.written())
                .extracting(CrmDouble.Written::kind, CrmDouble.Written::sessionId)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("ticket", SESSION),
                        org.assertj.core.groups.Tuple.tuple("comment", SESSION));
    }

    private static String ticket(String body) {
        return "{\"ticket\":{\"comment\":{\"body\":\"" + (body.isEmpty() ? "a" : body) + "\"}}}";
    }

    private static JsonObject wish() {
        return new JsonObject()
                .put("grant_type", "client_credentials")
                .put("client_id", ZendeskTokens.CLIENT_ID)
                .put("client_secret", ZendeskTokens.CLIENT_SECRET)
                .put("scope", "read write")
                .put("expires_in", 3600);
    }

    private String token() {
        return token("read write");
    }

    private String token(String scope) {
        return json(post("/oauth/tokens", null, wish().put("scope", scope).encode()))
                .getString("access_token");
    }

    private HttpResponse<String> search(String query, String token) {
        return get(
                "/api/v2/search.json?query=" + URLEncoder.encode(query, StandardCharsets.UTF_8),
                token);
    }

    private HttpResponse<String> get(String path, String token) {
        return send("GET", path, "Bearer " + token, null, null, Map.of());
    }

    private HttpResponse<String> post(String path, String token, String body) {
        return send(
                "POST",
                path,
                token == null ? "" : "Bearer " + token,
                body,
                "application/json",
                Map.of());
    }

    private HttpResponse<String> put(String path, String token, String body) {
        return send("PUT", path, "Bearer " + token, body, "application/json", Map.of());
    }

    private HttpResponse<String> withKey(String token, String key, String body) {
        return send(
                "POST",
                "/api/v2/tickets.json",
                "Bearer " + token,
                body,
                "application/json",
                Map.of("Idempotency-Key", key));
    }

    private HttpResponse<String> send(
            String method,
            String path,
            String authorization,
            String body,
            String contentType,
            Map<String, String> headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(zendesk.baseUrl() + path))
                        .method(
                                method,
                                body == null
                                        ? BodyPublishers.noBody()
                                        : BodyPublishers.ofString(body));
        headers.forEach(request::header);
        if (!authorization.isEmpty()) {
            request.header("Authorization", authorization);
        }
        if (contentType != null) {
            request.header("Content-Type", contentType);
        }
        try {
            return client.send(request.build(), BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static JsonObject json(HttpResponse<String> answer) {
        return new JsonObject(answer.body());
    }
}

package io.supportassistant.doubles.crm;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The double rejects what HubSpot rejects, with HubSpot's messages. */
class HubspotDoubleTest {

    private static final String OBJECTS = "/crm/objects/2026-09";
    private static final String SESSION = "7f3a0000-0000-5000-8000-000000000001";

    private final HttpClient client = HttpClient.newHttpClient();
    private final HubspotDouble hubspot =
            HubspotDouble.start(
                    new SampleCustomers(
                            List.of(
                                    person("Dana Reyes", "(415) 555-0142"),
                                    person("Nobody", "+494155550142"))));

    private static SampleCustomers.Person person(String name, String phone) {
        return new SampleCustomers.Person(
                name,
                name,
                null,
                phone,
                null,
                null,
                List.of(),
                List.of(
                        new SampleCustomers.Case(
                                "1", "Late", "open", true, Instant.parse("2026-11-18T08:20:00Z"))),
                List.of());
    }

    @AfterEach
    void stop() {
        hubspot.close();
    }

    private String token() {
        return "Bearer " + hubspot.settings().get("HUBSPOT_ACCESS_TOKEN");
    }

    private HttpResponse<String> send(
            String method, String path, String authorization, String type, String body) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(
                                URI.create(hubspot.settings().get("HUBSPOT_BASE_URL") + path))
                        .method(
                                method,
                                body == null
                                        ? BodyPublishers.noBody()
                                        : BodyPublishers.ofString(body));
        if (authorization != null) {
            request.header("Authorization", authorization);
        }
        if (type != null) {
            request.header("Content-Type", type);
        }
        try {
            return client.send(request.build(), BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private HttpResponse<String> get(String path) {
        return send("GET", path, token(), null, null);
    }

    private HttpResponse<String> post(String path, String body) {
        return send("POST", path, token(), "application/json", body);
    }

    private static String category(HttpResponse<String> answer) {
        JsonObject body = new JsonObject(answer.body());
        assertThat(body.getString("status")).isEqualTo("error");
        assertThat(body.getString("correlationId")).isNotBlank();
        return answer.statusCode() + " " + body.getString("category");
    }

    private static JsonObject json(HttpResponse<String> answer) {
        return new JsonObject(answer.body());
    }

    @Test
    void shouldRequireAValidToken() {
        String path = OBJECTS + "/contacts?limit=1";
        assertThat(category(send("GET", path, null, null, null)))
                .isEqualTo("401 INVALID_AUTHENTICATION");
        assertThat(category(send("GET", path, "Bearer other", null, null)))
                .isEqualTo("401 INVALID_AUTHENTICATION");
        String before = token();
        hubspot.expireTokens();
        assertThat(category(send("GET", path, before, null, null)))
                .isEqualTo("401 EXPIRED_AUTHENTICATION");
        assertThat(get(path).statusCode()).isEqualTo(200);
        assertThat(hubspot.tokensGiven()).isEqualTo(2);
    }

    @Test
    void shouldRequireScopes() {
        hubspot.revoke("tickets");
        hubspot.revoke("crm.objects.contacts.write");

        assertThat(category(get(OBJECTS + "/tickets?limit=1"))).isEqualTo("403 MISSING_SCOPES");
        assertThat(category(get("/crm/pipelines/2026-09/tickets"))).isEqualTo("403 MISSING_SCOPES");
        assertThat(category(get("/crm/properties/2026-09/tickets")))
                .isEqualTo("403 MISSING_SCOPES");
        assertThat(category(post(OBJECTS + "/calls", "{\"properties\":{}}")))
                .isEqualTo("403 MISSING_SCOPES");
        assertThat(get(OBJECTS + "/calls?limit=1").statusCode()).isEqualTo(200);
    }

    @Test
    void shouldRequireJson() {
        assertThat(
                        send("POST", OBJECTS + "/contacts/search", token(), "text/plain", "{}")
                                .statusCode())
                .isEqualTo(415);
        assertThat(send("POST", OBJECTS + "/contacts/search", token(), null, "{}").statusCode())
                .isEqualTo(415);
        for (String body : List.of("", "{", "[]", "{\"filterGroups\":\"all\"}")) {
            assertThat(category(post(OBJECTS + "/contacts/search", body)))
                    .as(body)
                    .isEqualTo("400 VALIDATION_ERROR");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/crm/objects/2025-01/contacts?limit=1",
                "/crm/v4/contacts",
                "/crm/objects/2026-09/contacts/99999",
                "/nowhere"
            })
    void shouldKnowNoOtherPaths(String path) {
        assertThat(get(path).statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // Unknown property, operator and key.
                "{'filterGroups':[{'filters':[{'propertyName':'fone','operator':'EQ','value':'1'}]}]}",
                "{'filterGroups':[{'filters':[{'propertyName':'phone','operator':'LIKE','value':'1'}]}]}",
                "{'filterGroups':[{'filters':[{'property':'phone','operator':'EQ','value':'1'}]}]}",
                "{'filterGroup':[]}",
                // A value instead of values, the other way round, and neither.
                "{'filterGroups':[{'filters':[{'propertyName':'phone','operator':'IN','value':'1'}]}]}",
                "{'filterGroups':[{'filters':[{'propertyName':'phone','operator':'EQ','values':['1']}]}]}",
                "{'filterGroups':[{'filters':[{'propertyName':'phone','operator':'EQ'}]}]}",
                "{'filterGroups':[{'filters':[{'propertyName':'phone','operator':'EQ','value':1}]}]}",
                "{'filterGroups':[{'filters':[]}]}",
                "{'limit':201}",
                "{'limit':0}",
                "{'limit':'many'}",
                "{'limit':200,'after':'9900'}",
                "{'sorts':[{'propertyName':'nothing','direction':'ASCENDING'}]}",
                "{'sorts':[{'propertyName':'phone','direction':'UP'}]}"
            })
    void shouldRejectInvalidSearches(String search) {
        assertThat(category(post(OBJECTS + "/contacts/search", search.replace('\'', '"'))))
                .isEqualTo("400 VALIDATION_ERROR");
    }

    @ParameterizedTest
    @CsvSource({"5, 1, 200", "6, 1, 400", "1, 6, 200", "1, 7, 400", "3, 6, 200", "4, 5, 400"})
    void shouldLimitFilters(int groups, int filters, int status) {
        String filter = "{\"propertyName\":\"phone\",\"operator\":\"HAS_PROPERTY\"}";
        String group =
                IntStream.range(0, filters).mapToObj(i -> filter).collect(Collectors.joining(","));
        String all =
                IntStream.range(0, groups)
                        .mapToObj(i -> "{\"filters\":[" + group + "]}")
                        .collect(Collectors.joining(","));

        assertThat(post(OBJECTS + "/contacts/search", "{\"filterGroups\":[" + all + "]}"))
                .extracting(HttpResponse::statusCode)
                .isEqualTo(status);
    }

    @Test
    void shouldLimitTheLengthOfASearch() {
        assertThat(post(OBJECTS + "/contacts/search", "{}" + " ".repeat(2998)).statusCode())
                .isEqualTo(200);
        assertThat(post(OBJECTS + "/contacts/search", "{}" + " ".repeat(2999)).statusCode())
                .isEqualTo(400);
    }

    @Test
    void shouldMatchNumbersWithoutTheirCountryCode() {
        JsonObject found =
                json(
                        post(
                                OBJECTS + "/contacts/search",
                                search(
                                        "hs_searchable_calculated_phone_number",
                                        "EQ",
                                        "\"value\":\"4155550142\"")));
        assertThat(found.getInteger("total")).isEqualTo(2);
        assertThat(found.containsKey("paging")).isFalse();

        assertThat(total("phone", "EQ", "\"value\":\"4155550142\"")).isZero();
        assertThat(total("phone", "IN", "\"values\":[\"x\",\"(415) 555-0142\"]")).isEqualTo(1);
        assertThat(total("lastname", "IN", "\"values\":[\"Reyes\"]")).isZero();
        assertThat(total("lastname", "IN", "\"values\":[\"reyes\"]")).isEqualTo(1);
        assertThat(total("lastname", "CONTAINS_TOKEN", "\"value\":\"re*\"")).isEqualTo(1);
        assertThat(total("lastname", "EQ", "\"value\":\"*\"")).isZero();
    }

    @ParameterizedTest
    @CsvSource({"reyes,1", "REY,1", "dana reyes,1", "reyes nobody,0", "eyes,0", "'',2"})
    void shouldFindByWordsInAnyProperty(String query, int found) {
        JsonObject search = new JsonObject().put("query", query);

        assertThat(json(post(OBJECTS + "/contacts/search", search.encode())).getInteger("total"))
                .isEqualTo(found);
    }

    private int total(String property, String operator, String value) {
        return json(post(OBJECTS + "/contacts/search", search(property, operator, value)))
                .getInteger("total");
    }

    private static String search(String property, String operator, String value) {
        return "{\"filterGroups\":[{\"filters\":[{\"propertyName\":\"%s\",\"operator\":\"%s\",%s}]}]}"
                .formatted(property, operator, value);
    }

    @Test
    void shouldPageSearchResults() {
        JsonObject first = json(post(OBJECTS + "/contacts/search", "{\"limit\":1}"));
        String after = first.getJsonObject("paging").getJsonObject("next").getString("after");

        JsonObject second =
                json(
                        post(
                                OBJECTS + "/contacts/search",
                                "{\"limit\":1,\"after\":\"" + after + "\"}"));

        assertThat(first.getInteger("total")).isEqualTo(2);
        assertThat(second.containsKey("paging")).isFalse();
        assertThat(second.getJsonArray("results")).hasSize(1);
    }

    @Test
    void shouldNotFindNewRecordsBySearchAtOnce() {
        String id = json(post(OBJECTS + "/tickets", ticket("1", ""))).getString("id");
        String named = search("subject", "EQ", "\"value\":\"x\"");

        assertThat(json(post(OBJECTS + "/tickets/search", named)).getInteger("total")).isZero();
        assertThat(get(OBJECTS + "/tickets/" + id + "?properties=subject,none").statusCode())
                .isEqualTo(200);
        String late = search("associations.contact", "EQ", "\"value\":\"51\"");
        assertThat(json(post(OBJECTS + "/tickets/search", late)).getInteger("total")).isEqualTo(1);
    }

    private static String ticket(String stage, String more) {
        return "{\"properties\":{\"subject\":\"x\",\"hs_pipeline\":\"0\",\"hs_pipeline_stage\":\""
                + stage
                + "\""
                + more
                + "}}";
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"Subject\":\"x\"",
                "\"hs_object_id\":\"5\"",
                "\"hs_ticket_priority\":\"URGENT\"",
                "\"source_type\":\"phone\"",
                "\"closed_date\":\"yesterday\"",
                "\"content\":{\"text\":\"x\"}"
            })
    void shouldRejectInvalidValues(String property) {
        assertThat(category(post(OBJECTS + "/tickets", ticket("1", "," + property))))
                .isEqualTo("400 VALIDATION_ERROR");
        assertThat(hubspot.written()).isEmpty();
    }

    @Test
    void shouldRejectStagesOfOtherPipelines() {
        assertThat(category(post(OBJECTS + "/tickets", ticket("1001", ""))))
                .isEqualTo("400 VALIDATION_ERROR");
        assertThat(post(OBJECTS + "/tickets", "{\"properties\":{\"subject\":\"x\"}}").statusCode())
                .isEqualTo(400);
    }

    @Test
    void shouldLimitTexts() {
        String most = ticket("1", ",\"content\":\"" + "x".repeat(65_536) + "\"");
        String more = ticket("1", ",\"content\":\"" + "x".repeat(65_537) + "\"");

        assertThat(post(OBJECTS + "/tickets", most).statusCode()).isEqualTo(201);
        assertThat(post(OBJECTS + "/tickets", more).statusCode()).isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource({
        "51, HUBSPOT_DEFINED, 194, 201",
        "51, HUBSPOT_DEFINED, 16, 400",
        "51, USER_DEFINED, 194, 400",
        "99, HUBSPOT_DEFINED, 194, 400",
        "910, HUBSPOT_DEFINED, 220, 201"
    })
    void shouldRequireTheRightTypeOfAssociation(String id, String category, int type, int status) {
        String call =
                """
                {"properties":{"hs_timestamp":"2026-11-22T07:19:40Z"},
                 "associations":[{"to":{"id":"%s"},"types":[{"associationCategory":"%s","associationTypeId":%d}]}]}
                """
                        .formatted(id, category, type);

        assertThat(post(OBJECTS + "/calls", call).statusCode()).isEqualTo(status);
        assertThat(hubspot.written()).hasSize(status == 201 ? 1 : 0);
    }

    @Test
    void shouldRequireTheTimeOfACall() {
        assertThat(category(post(OBJECTS + "/calls", "{\"properties\":{\"hs_call_title\":\"x\"}}")))
                .isEqualTo("400 VALIDATION_ERROR");
    }

    private static String upsert(String idProperty, String properties) {
        return "{\"inputs\":[{\"idProperty\":\"%s\",\"id\":\"%s\",\"properties\":{%s}}]}"
                .formatted(idProperty, SESSION, properties);
    }

    @Test
    void shouldUpsertByUniqueProperties() {
        String path = OBJECTS + "/tickets/batch/upsert";
        String values = "\"subject\":\"x\",\"hs_pipeline\":\"0\",\"hs_pipeline_stage\":\"1\"";

        assertThat(category(post(path, upsert("subject", values))))
                .isEqualTo("400 VALIDATION_ERROR");
        JsonObject first = only(post(path, upsert("support_session_id", values)));
        JsonObject second = only(post(path, upsert("support_session_id", values)));

        assertThat(first.getBoolean("new")).isTrue();
        assertThat(second.getBoolean("new")).isFalse();
        assertThat(second.getString("id")).isEqualTo(first.getString("id"));
        assertThat(hubspot.written()).hasSize(1);
        assertThat(hubspot.written().get(0).sessionId()).isEqualTo(SESSION);
        assertThat(
                        get(OBJECTS + "/tickets/" + SESSION + "?idProperty=support_session_id")
                                .statusCode())
                .isEqualTo(200);
        assertThat(category(get(OBJECTS + "/tickets/x?idProperty=subject")))
                .isEqualTo("400 VALIDATION_ERROR");
        assertThat(
                        category(
                                post(
                                        OBJECTS + "/tickets",
                                        ticket(
                                                "1",
                                                ",\"support_session_id\":\"" + SESSION + "\""))))
                .isEqualTo("409 CONFLICT");
    }

    private static JsonObject only(HttpResponse<String> batch) {
        JsonArray results = json(batch).getJsonArray("results");
        assertThat(results).hasSize(1);
        return results.getJsonObject(0);
    }

    /** The dated version always responds with 200, the older one with 207. */
    @ParameterizedTest
    @CsvSource({"/crm/objects/2026-09, 200", "/crm/v3/objects, 207"})
    void shouldReportErrorsInsideBatches(String base, int status) {
        HttpResponse<String> refused =
                post(
                        base + "/tickets/batch/upsert",
                        upsert("support_session_id", "\"subject\":\"x\""));
        HttpResponse<String> gone =
                post(
                        base + "/tickets/batch/read",
                        "{\"properties\":[\"subject\"],\"inputs\":[{\"id\":\"910\"},{\"id\":\"1\"}]}");

        assertThat(refused.statusCode()).isEqualTo(status);
        assertThat(json(refused).getInteger("numErrors")).isEqualTo(1);
        assertThat(json(refused).getJsonArray("errors").getJsonObject(0).getString("category"))
                .isEqualTo("VALIDATION_ERROR");
        assertThat(gone.statusCode()).isEqualTo(status);
        assertThat(json(gone).getJsonArray("results")).hasSize(1);
        assertThat(hubspot.written()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"/crm/associations/2026-09, 200", "/crm/v4/associations, 207"})
    void shouldReportMissingAssociationsAsErrors(String base, int status) {
        HttpResponse<String> none =
                post(base + "/contacts/calls/batch/read", "{\"inputs\":[{\"id\":\"51\"}]}");
        HttpResponse<String> one =
                post(base + "/contacts/tickets/batch/read", "{\"inputs\":[{\"id\":\"51\"}]}");

        assertThat(none.statusCode()).isEqualTo(status);
        assertThat(json(none).getJsonArray("errors").getJsonObject(0).getString("subCategory"))
                .isEqualTo("crm.associations.NO_ASSOCIATIONS_FOUND");
        assertThat(one.statusCode()).isEqualTo(200);
        assertThat(only(one).getJsonArray("to").getJsonObject(0).getValue("toObjectId"))
                .isEqualTo(910);
    }

    @Test
    void shouldAssociateOnce() {
        String path = OBJECTS + "/tickets/911/associations/default/contacts/51";

        assertThat(send("PUT", path, token(), null, null).statusCode()).isEqualTo(200);
        assertThat(send("PUT", path, token(), null, null).statusCode()).isEqualTo(200);

        assertThat(hubspot.associated("contacts", "51", "tickets")).containsExactly("910", "911");
        assertThat(category(send("PUT", path + "0", token(), null, null)))
                .isEqualTo("404 OBJECT_NOT_FOUND");
    }

    @Test
    void shouldLimitBatches() {
        String inputs =
                IntStream.range(0, 101)
                        .mapToObj(i -> "{\"id\":\"" + i + "\"}")
                        .collect(Collectors.joining(","));

        assertThat(category(post(OBJECTS + "/calls/batch/read", "{\"inputs\":[" + inputs + "]}")))
                .isEqualTo("400 VALIDATION_ERROR");
        assertThat(category(post(OBJECTS + "/calls/batch/read", "{\"inputs\":[]}")))
                .isEqualTo("400 VALIDATION_ERROR");
    }

    @Test
    void shouldLimitSearchesPerSecond() {
        hubspot.limit(1000, 100, 1);
        assertThat(post(OBJECTS + "/contacts/search", "{}").statusCode()).isEqualTo(200);

        HttpResponse<String> second = post(OBJECTS + "/contacts/search", "{}");

        assertThat(second.statusCode()).isEqualTo(429);
        assertThat(json(second).getString("policyName")).isEqualTo("SECONDLY");
        assertThat(json(second).getString("errorType")).isEqualTo("RATE_LIMIT");
        assertThat(second.headers().map()).doesNotContainKey("x-hubspot-ratelimit-max");
    }

    @Test
    void shouldLimitRequestsPerTenSecondsAndPerDay() {
        String path = OBJECTS + "/contacts?limit=1";
        hubspot.limit(3, 2, 5);
        HttpResponse<String> first = get(path);
        assertThat(first.headers().firstValue("X-HubSpot-RateLimit-Daily-Remaining")).contains("2");
        get(path);

        HttpResponse<String> third = get(path);
        assertThat(third.statusCode()).isEqualTo(429);
        assertThat(json(third).getString("policyName")).isEqualTo("TEN_SECONDLY_ROLLING");
        assertThat(third.headers().firstValue("X-HubSpot-RateLimit-Interval-Milliseconds"))
                .contains("10000");

        hubspot.limit(2, 100, 5);
        assertThat(json(get(path)).getString("policyName")).isEqualTo("DAILY");
    }
}

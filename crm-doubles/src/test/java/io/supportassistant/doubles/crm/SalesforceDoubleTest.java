package io.supportassistant.doubles.crm;

import static org.assertj.core.api.Assertions.assertThat;

import io.supportassistant.doubles.crm.SampleCustomers.Person;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SalesforceDoubleTest {

    private static final String DATA = "/services/data/v66.0";
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final String APP =
            "client_id="
                    + SalesforceTokens.CLIENT_ID
                    + "&client_secret="
                    + SalesforceTokens.CLIENT_SECRET;

    private final SalesforceDouble salesforce =
            SalesforceDouble.start(
                    new SampleCustomers(
                            List.of(
                                    new Person(
                                            "C-1",
                                            "Dana Reyes",
                                            "dana@example.com",
                                            "(415) 555-0142",
                                            "Reyes Ceramics",
                                            "Gold",
                                            List.of("Hub", "Cam"),
                                            List.of(),
                                            List.of()))));
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private String token = "none";

    @AfterEach
    void stop() {
        salesforce.close();
    }

    @Test
    void shouldIssueAValidToken() {
        signIn();

        JsonObject dana =
                rows("SELECT Id, Name, account.name, Support_Tier__c FROM contact").get(0);

        assertThat(dana.getString("Name")).isEqualTo("Dana Reyes");
        assertThat(dana.getString("Support_Tier__c")).isEqualTo("Gold");
        assertThat(dana.getJsonObject("Account").getString("Name")).isEqualTo("Reyes Ceramics");
        assertThat(dana.getJsonObject("attributes").getString("url"))
                .isEqualTo(DATA + "/sobjects/Contact/" + dana.getString("Id"));
        assertThat(SalesforceIds.isId(dana.getString("Id"))).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "grant_type=refresh_token|unsupported_grant_type",
                "grant_type=client_credentials&client_id=x|invalid_client_id",
                "grant_type=password&username=u&password=p|invalid_grant"
            })
    void shouldRefuseASignIn(String form, String error) {
        String whole = form.contains("client_id") ? form : form + "&" + APP;
        HttpResponse<String> answer = send("POST", "/services/oauth2/token", FORM, whole);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(new JsonObject(answer.body()).getString("error")).isEqualTo(error);
    }

    @Test
    void shouldAcceptClientCredentialsAsBasicAuthorization() {
        String app = SalesforceTokens.CLIENT_ID + ":" + SalesforceTokens.CLIENT_SECRET;

        HttpResponse<String> answer = sendBasic(app, "grant_type=client_credentials");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(new JsonObject(answer.body()).getString("access_token")).isNotBlank();
        assertThat(sendBasic(app + "x", "grant_type=client_credentials").statusCode())
                .isEqualTo(400);
        assertThat(sendBasic("x:" + app, "grant_type=client_credentials").body())
                .contains("invalid_client_id");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Contact|{\"FirstName\":\"Dana\"}",
                "Contact|{\"LastName\":\" \"}",
                "Contact|{\"LastName\":null}",
                "Account|{}"
            })
    void shouldRefuseARecordWithoutItsName(String kind, String body) {
        signIn();

        refused(
                send("POST", DATA + "/sobjects/" + kind, "application/json", body),
                400,
                "REQUIRED_FIELD_MISSING");
        assertThat(salesforce.written()).isEmpty();
    }

    @Test
    void shouldRefuseASignInAsJson() {
        assertThat(send("POST", "/services/oauth2/token", "application/json", "{}").statusCode())
                .isEqualTo(400);
    }

    @Test
    void shouldRequireAToken() {
        refused(send("GET", DATA + "/query?q=SELECT", null, null), 401, "INVALID_SESSION_ID");
        signIn();
        salesforce.expireTokens();
        refused(send("GET", DATA + "/query?q=SELECT", null, null), 401, "INVALID_SESSION_ID");
    }

    @Test
    void shouldListItsVersionsWithoutAToken() {
        HttpResponse<String> answer = send("GET", "/services/data/", null, null);

        assertThat(new JsonArray(answer.body()).getJsonObject(2).getString("url")).isEqualTo(DATA);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/services/data/v30.0/query?q=SELECT+Id+FROM+Contact",
                "/services/data/v66.0/sobjects/Cases/describe",
                "/services/data/v66.0/tooling"
            })
    void shouldKnowNoOtherPaths(String path) {
        signIn();

        refused(send("GET", path, null, null), 404, "NOT_FOUND");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SELECT Id FROM Contact WHERE Name = 'O'Hara'|MALFORMED_QUERY",
                "SELECT Id FROM Kontakt|INVALID_TYPE",
                "SELECT Id, Nmae FROM Contact|INVALID_FIELD",
                "SELECT Id, Konto.Name FROM Contact|INVALID_FIELD",
                "SELECT Id, id FROM Contact|MALFORMED_QUERY",
                "SELECT Id FROM Case WHERE Description = 'x'|INVALID_FIELD",
                "SELECT Id FROM Case WHERE Subject = 5|INVALID_FIELD",
                "SELECT Id FROM Case WHERE CreatedDate > '2026-11-22T07:19:40Z'|INVALID_FIELD",
                "SELECT Id FROM Case WHERE CreatedDate > yesterday|MALFORMED_QUERY",
                "SELECT Id FROM Case WHERE ContactId = 'C-1'|INVALID_QUERY_FILTER_OPERATOR",
                "SELECT Id FROM Case WHERE Id = '5005e007C00A1B3AAZ'|INVALID_QUERY_FILTER_OPERATOR",
                "SELECT Id FROM Task WHERE What.Subject = 'x'|INVALID_FIELD"
            })
    void shouldRefuseAQuery(String soql, String code) {
        signIn();

        refused(query(soql), 400, code);
    }

    @Test
    void shouldNotMatchNullWithNotEquals() {
        signIn();
        salesforce.add("Task", new JsonObject().put("Subject", "alone"));

        assertThat(rows("SELECT Id FROM Task WHERE What.Type != 'Case'")).isEmpty();
        assertThat(rows("SELECT Id FROM Task WHERE WhatId = null")).hasSize(1);
    }

    @Test
    void shouldRejectAnUnknownLocator() {
        signIn();

        refused(send("GET", DATA + "/query/01gxx-200", null, null), 400, "INVALID_QUERY_LOCATOR");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"Subjekt\":\"x\"}|400|INVALID_FIELD",
                "{\"CaseNumber\":\"1\"}|400|INVALID_FIELD_FOR_INSERT_UPDATE",
                "{\"Subject\":5}|400|JSON_PARSER_ERROR",
                "{\"Subject\":|400|JSON_PARSER_ERROR",
                "{\"ContactId\":\"C-1\"}|400|MALFORMED_ID",
                "{\"ContactId\":\"003xx0000000001AAA\"}|400|INVALID_CROSS_REFERENCE_KEY",
                "{\"SuppliedPhone\":\"12345678901234567890123456789012345678901\"}|400|STRING_TOO_LONG"
            })
    void shouldRefuseACase(String body, int status, String code) {
        signIn();

        refused(send("POST", DATA + "/sobjects/Case", "application/json", body), status, code);
        assertThat(salesforce.written()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"text/plain", "application/x-www-form-urlencoded"})
    void shouldRefuseOtherContent(String type) {
        signIn();

        refused(
                send("POST", DATA + "/sobjects/Case", type, "{\"Subject\":\"x\"}"),
                415,
                "UNSUPPORTED_MEDIA_TYPE");
    }

    @Test
    void shouldRefuseATaskOfAnotherKindOfCall() {
        signIn();

        refused(
                send(
                        "POST",
                        DATA + "/sobjects/Task",
                        "application/json",
                        "{\"CallType\":\"inbound\"}"),
                400,
                "INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST");
    }

    @Test
    void shouldCreateOnceByAnExternalId() {
        signIn();

        HttpResponse<String> created = upsert("Support_Session_Id__c", "{\"Subject\":\"a\"}");
        HttpResponse<String> changed = upsert("Support_Session_Id__c", "{\"Subject\":\"b\"}");

        assertThat(created.statusCode()).isEqualTo(201);
        assertThat(changed.statusCode()).isEqualTo(200);
        assertThat(new JsonObject(changed.body()).getString("id"))
                .isEqualTo(new JsonObject(created.body()).getString("id"));
        assertThat(salesforce.written()).hasSize(1);
        assertThat(salesforce.written().get(0).fields().getString("Subject")).isEqualTo("b");
        salesforce.olderUpserts();
        assertThat(upsert("Support_Session_Id__c", "{}").statusCode()).isEqualTo(204);
    }

    @Test
    void shouldReportAnExternalIdOfSeveralRecords() {
        signIn();
        JsonObject twin = new JsonObject().put("Support_Session_Id__c", "sess-1");
        String one = salesforce.add("Case", twin.copy());
        salesforce.add("Case", twin.copy());

        HttpResponse<String> answer = upsert("Support_Session_Id__c", "{\"Subject\":\"a\"}");

        assertThat(answer.statusCode()).isEqualTo(300);
        assertThat(new JsonArray(answer.body()).getString(0))
                .isEqualTo(DATA + "/sobjects/Case/" + one);
        assertThat(salesforce.written()).isEmpty();
    }

    @Test
    void shouldRejectAnInvalidExternalId() {
        signIn();

        refused(upsert("Subject", "{}"), 404, "NOT_FOUND");
        refused(
                upsert("Support_Session_Id__c", "{\"Support_Session_Id__c\":\"sess-1\"}"),
                400,
                "INVALID_FIELD");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"q\":\"4\",\"in\":\"PHONE\"}",
                "{\"in\":\"PHONE\"}",
                "{\"q\":\"4155550142\",\"in\":\"PHONES\"}",
                "{\"q\":\"4155550142\",\"overallLimit\":5000}",
                "{\"q\":\"4155550142\",\"scope\":\"PHONE\"}",
                "{\"q\":\"4155550142\",\"sobjects\":[{\"name\":\"Contact\",\"fields\":[\"x\"]}]}"
            })
    void shouldRefuseASearch(String body) {
        signIn();

        assertThat(
                        send("POST", DATA + "/parameterizedSearch", "application/json", body)
                                .statusCode())
                .isEqualTo(400);
    }

    @Test
    void shouldAnswerEachSubrequestSeparately() {
        signIn();
        String body =
                new JsonObject()
                        .put(
                                "compositeRequest",
                                new JsonArray()
                                        .add(part("good", "SELECT Id FROM Contact"))
                                        .add(part("bad", "SELECT Nmae FROM Contact")))
                        .encode();

        HttpResponse<String> answer = send("POST", DATA + "/composite", "application/json", body);

        assertThat(answer.statusCode()).isEqualTo(200);
        JsonArray parts = new JsonObject(answer.body()).getJsonArray("compositeResponse");
        assertThat(parts.getJsonObject(0).getInteger("httpStatusCode")).isEqualTo(200);
        assertThat(parts.getJsonObject(1).getInteger("httpStatusCode")).isEqualTo(400);
        assertThat(
                        parts.getJsonObject(1)
                                .getJsonArray("body")
                                .getJsonObject(0)
                                .getString("errorCode"))
                .isEqualTo("INVALID_FIELD");
    }

    @Test
    void shouldRejectTooManySubrequests() {
        signIn();
        JsonArray parts = new JsonArray();
        for (int i = 0; i < 26; i++) {
            parts.add(part("p" + i, "SELECT Id FROM Contact"));
        }
        String body = new JsonObject().put("compositeRequest", parts).encode();

        refused(send("POST", DATA + "/composite", "application/json", body), 400, "LIMIT_EXCEEDED");
    }

    @Test
    void shouldCountRequestsUpToTheLimit() {
        signIn();
        salesforce.used(9, 10);

        assertThat(query("SELECT Id FROM Contact").headers().firstValue("Sforce-Limit-Info"))
                .contains("api-usage=10/10");
        refused(query("SELECT Id FROM Contact"), 403, "REQUEST_LIMIT_EXCEEDED");
    }

    private static JsonObject part(String name, String soql) {
        return new JsonObject()
                .put("method", "GET")
                .put("referenceId", name)
                .put("url", DATA + "/query?q=" + URLEncoder.encode(soql, StandardCharsets.UTF_8));
    }

    private void signIn() {
        HttpResponse<String> answer =
                send(
                        "POST",
                        "/services/oauth2/token",
                        FORM,
                        "grant_type=client_credentials&" + APP);
        token = new JsonObject(answer.body()).getString("access_token");
    }

    private HttpResponse<String> query(String soql) {
        String q = URLEncoder.encode(soql, StandardCharsets.UTF_8);
        return send("GET", DATA + "/query?q=" + q, null, null);
    }

    private List<JsonObject> rows(String soql) {
        return new JsonObject(query(soql).body())
                .getJsonArray("records").stream().map(JsonObject.class::cast).toList();
    }

    private HttpResponse<String> upsert(String field, String body) {
        return send(
                "PATCH",
                DATA + "/sobjects/Case/" + field + "/sess-1",
                "application/json; charset=UTF-8",
                body);
    }

    private static void refused(HttpResponse<String> answer, int status, String code) {
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(new JsonArray(answer.body()).getJsonObject(0).getString("errorCode"))
                .isEqualTo(code);
    }

    private HttpResponse<String> sendBasic(String app, String form) {
        String encoded = Base64.getEncoder().encodeToString(app.getBytes(StandardCharsets.UTF_8));
        return send("POST", "/services/oauth2/token", FORM, form, "Basic " + encoded);
    }

    private HttpResponse<String> send(String method, String path, String type, String body) {
        return send(method, path, type, body, "Bearer " + token);
    }

    private HttpResponse<String> send(
            String method, String path, String type, String body, String authorization) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(salesforce.baseUrl() + path))
                        .header("Authorization", authorization);
        if (type != null) {
            request.header("Content-Type", type);
        }
        try {
            return http.send(
                    request.method(
                                    method,
                                    body == null
                                            ? BodyPublishers.noBody()
                                            : BodyPublishers.ofString(body))
                            .build(),
                    BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}

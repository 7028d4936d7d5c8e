package io.supportassistant.crm.hubspot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.supportassistant.crm.CallerNumber;
import io.supportassistant.crm.CrmException;
import io.supportassistant.crm.CrmFailure;
import io.supportassistant.crm.Customer;
import io.supportassistant.crm.History;
import io.supportassistant.crm.rest.CrmResponse;
import io.supportassistant.settings.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Mapping of HubSpot's responses. */
class HubspotAnswersTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final HubspotDialect DIALECT = new HubspotDialect();
    private static final HubspotSettings SETTINGS =
            HubspotSettings.from(
                    Settings.of(
                            Map.of(
                                    "HUBSPOT_ACCESS_TOKEN", "pat",
                                    "HUBSPOT_PRODUCTS_PROPERTY", "products",
                                    "HUBSPOT_INCIDENT_PROPERTY", "kind",
                                    "HUBSPOT_INCIDENT_VALUES", "Outage,Incident")));
    private static final Pipelines PIPELINES =
            Pipelines.read(
                    json(
                            """
                            {"results":[
                              {"id":"b","label":"Returns","displayOrder":1,"stages":[]},
                              {"id":"a","label":"Support","displayOrder":0,"stages":[
                                {"id":"9","label":"Done","displayOrder":0,"metadata":{"ticketState":"CLOSED"}},
                                {"id":"8","label":"Later","displayOrder":2,"metadata":{}},
                                {"id":"7","label":"New","displayOrder":1,"metadata":{"ticketState":"OPEN"}},
                                {"id":"6","label":"Old","displayOrder":0,"archived":true}]},
                              {"id":"0","label":"Gone","displayOrder":-1,"archived":true,"stages":[]}]}
                            """));

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static CrmResponse answer(int status, String body, String... headers) {
        Map<String, List<String>> map = new HashMap<>();
        for (int i = 0; i < headers.length; i += 2) {
            map.put(headers[i], List.of(headers[i + 1]));
        }
        return new CrmResponse(
                status,
                HttpHeaders.of(map, (name, value) -> true),
                body.getBytes(StandardCharsets.UTF_8));
    }

    private static CrmException failure(CrmResponse answer) {
        return DIALECT.failure(answer).orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({
        "302, MALFORMED",
        "400, REFUSED",
        "401, CREDENTIALS",
        "403, FORBIDDEN",
        "404, NOT_FOUND",
        "408, UNAVAILABLE",
        "409, CONFLICT",
        "414, REFUSED",
        "415, REFUSED",
        "422, REFUSED",
        "423, CONFLICT",
        "429, RATE_LIMITED",
        "477, UNAVAILABLE",
        "500, UNAVAILABLE",
        "502, UNAVAILABLE",
        "521, UNAVAILABLE"
    })
    void shouldClassifyByStatus(int status, CrmFailure failure) {
        assertThat(failure(answer(status, "<html>whatever</html>")).failure()).isEqualTo(failure);
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 201, 204, 207})
    void shouldReportNoFailureForASuccess(int status) {
        assertThat(DIALECT.failure(answer(status, ""))).isEmpty();
    }

    @Test
    void shouldReportCodesOnly() {
        CrmResponse answer =
                answer(
                        400,
                        """
                        {"status":"error","message":"Dana Reyes","category":"VALIDATION_ERROR",
                         "correlationId":"a43683b0-1111","policyName":"Dana Reyes"}\
                        """);

        assertThat(failure(answer).getMessage()).isEqualTo("400 VALIDATION_ERROR a43683b0-1111");
    }

    @Test
    void shouldDistinguishDailyFromShortTermLimits() {
        assertThat(failure(answer(429, "{\"policyName\":\"DAILY\"}")).failure())
                .isEqualTo(CrmFailure.QUOTA);
        assertThat(failure(answer(429, "{\"policyName\":\"SECONDLY\"}")).retryAfter())
                .contains(Duration.ofMillis(500));
        assertThat(
                        failure(
                                        answer(
                                                429,
                                                "{\"policyName\":\"TEN_SECONDLY_ROLLING\"}",
                                                "X-HubSpot-RateLimit-Interval-Milliseconds",
                                                "7000"))
                                .retryAfter())
                .contains(Duration.ofSeconds(7));
        assertThat(failure(answer(429, "{\"policyName\":\"TEN_SECONDLY_ROLLING\"}")).retryAfter())
                .contains(Duration.ofSeconds(10));
        assertThat(
                        failure(answer(429, "{\"policyName\":\"SECONDLY\"}", "Retry-After", "3"))
                                .retryAfter())
                .contains(Duration.ofSeconds(3));
        assertThat(failure(answer(429, "slow down")).retryAfter()).isEmpty();
    }

    @Test
    void shouldReportTheUsedShareOfTheDay() {
        assertThat(
                        DIALECT.quotaUsed(
                                answer(
                                                200,
                                                "",
                                                "X-HubSpot-RateLimit-Daily",
                                                "1000",
                                                "X-HubSpot-RateLimit-Daily-Remaining",
                                                "250")
                                        .headers()))
                .hasValue(0.75);
        assertThat(DIALECT.quotaUsed(answer(200, "").headers())).isEmpty();
        assertThat(
                        DIALECT.quotaUsed(
                                answer(200, "", "X-HubSpot-RateLimit-Daily", "lots").headers()))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "VALIDATION_ERROR, REFUSED", "OBJECT_NOT_FOUND, NOT_FOUND", "CONFLICT, CONFLICT",
        "MISSING_SCOPES, FORBIDDEN", "INTERNAL_ERROR, PARTIAL", "dana@example.com, PARTIAL"
    })
    void shouldReportWhyABatchWroteNothing(String category, CrmFailure failure) {
        CrmResponse answer =
                answer(
                        207,
                        "{\"results\":[],\"numErrors\":1,\"errors\":[{\"category\":\""
                                + category
                                + "\"}]}");

        CrmException thrown = (CrmException) catchThrowable(() -> BatchResponse.written(answer));
        assertThat(thrown.failure()).isEqualTo(failure);
        assertThat(thrown.getMessage()).doesNotContain("dana");
    }

    @Test
    void shouldNotAcceptAnEmptyBatchAsWritten() {
        assertThatThrownBy(() -> BatchResponse.written(answer(200, "{\"results\":[]}")))
                .extracting(thrown -> ((CrmException) thrown).failure())
                .isEqualTo(CrmFailure.PARTIAL);
        assertThatThrownBy(
                        () -> BatchResponse.found(answer(200, "{\"results\":[],\"numErrors\":2}")))
                .extracting(thrown -> ((CrmException) thrown).failure())
                .isEqualTo(CrmFailure.PARTIAL);
    }

    @Test
    void shouldAcceptABatchOnlyWithoutErrors() {
        BatchResponse.done(answer(204, ""));
        BatchResponse.done(answer(200, "{\"status\":\"COMPLETE\",\"results\":[]}"));
        assertThatThrownBy(
                        () ->
                                BatchResponse.done(
                                        answer(
                                                200,
                                                "{\"errors\":[{\"category\":\"OBJECT_NOT_FOUND\"}]}")))
                .isInstanceOf(CrmException.class);
        assertThatThrownBy(() -> BatchResponse.done(answer(200, "<html>")))
                .isInstanceOf(CrmException.class);
    }

    @Test
    void shouldReadWhatABatchFound() {
        assertThat(
                        BatchResponse.found(
                                answer(
                                        200,
                                        "{\"results\":[{\"id\":\"1\"}],\"numErrors\":1,"
                                            + "\"errors\":[{\"category\":\"OBJECT_NOT_FOUND\"}]}")))
                .hasSize(1);
    }

    @Test
    void shouldFindPipelinesAndStagesByLabelAndId() {
        assertThat(PIPELINES.place(null, null)).contains(new Pipelines.Place("a", "7"));
        assertThat(PIPELINES.place("support", "LATER")).contains(new Pipelines.Place("a", "8"));
        assertThat(PIPELINES.place("a", "9")).contains(new Pipelines.Place("a", "9"));
        assertThat(PIPELINES.place("Support", "Old")).isEmpty();
        assertThat(PIPELINES.place("Returns", null)).isEmpty();
        assertThat(PIPELINES.place("Gone", null)).isEmpty();
    }

    @Test
    void shouldReadTheStateOfATicketFromItsStage() {
        List<History.Case> cases =
                new Tickets(SETTINGS)
                        .cases(
                                List.of(
                                        ticket("1", "\"hs_pipeline_stage\":\"9\""),
                                        ticket(
                                                "2",
                                                "\"hs_pipeline_stage\":\"7\",\"kind\":\"outage\""),
                                        ticket("3", "\"hs_pipeline_stage\":\"gone\""),
                                        ticket(
                                                "4",
                                                "\"hs_pipeline_stage\":\"gone\",\"closed_date\":\"2026-01-01T00:00:00Z\"")),
                                PIPELINES,
                                20);

        // The newest first.
        assertThat(cases).extracting(History.Case::number).containsExactly("4", "3", "2", "1");
        assertThat(cases).extracting(History.Case::open).containsExactly(false, true, true, false);
        assertThat(cases)
                .extracting(History.Case::status)
                .containsExactly("gone", "gone", "New", "Done");
        assertThat(cases)
                .extracting(History.Case::incident)
                .containsExactly(false, false, true, false);
        assertThat(cases.get(0).subject()).isEqualTo("Ticket 4");
        assertThat(cases.get(0).openedAt()).isEqualTo(Instant.parse("2026-11-04T00:00:00Z"));
        assertThat(new Tickets(SETTINGS).cases(List.of(ticket("1", "\"a\":null")), PIPELINES, 0))
                .isEmpty();
    }

    private static JsonNode ticket(String day, String properties) {
        return json(
                "{\"id\":\"%s\",\"properties\":{\"hs_pipeline\":\"a\",\"createdate\":\"2026-11-0%sT00:00:00.000Z\",%s}}"
                        .formatted(day, day, properties));
    }

    @Test
    void shouldReadContactsWithFewProperties() {
        Contacts contacts = new Contacts(SETTINGS);
        assertThat(contacts.customer(json("{\"id\":\"7\",\"properties\":{}}")))
                .isEqualTo(new Customer("7", "Contact 7", null, null, List.of()));
        assertThat(
                        contacts.customer(
                                json(
                                        """
                                        {"id":8,"properties":{"firstname":null,"lastname":" Reyes ","email":"d@example.com",
                                         "company":"","products":"Hub; Outdoor Cam;;"}}\
                                        """)))
                .isEqualTo(new Customer("8", "Reyes", null, null, List.of("Hub", "Outdoor Cam")));
        assertThat(
                        contacts.customer(
                                        json(
                                                "{\"id\":\"9\",\"properties\":{\"email\":\"d@example.com\"}}"))
                                .name())
                .isEqualTo("d@example.com");
        assertThatThrownBy(() -> contacts.customer(json("{\"properties\":{}}")))
                .isInstanceOf(CrmException.class);
    }

    @Test
    void shouldTakeAMissingPagingForTheLastPage() {
        Contacts contacts = new Contacts(SETTINGS);
        CallerNumber number = CallerNumber.parse("+14155550142", "US").orElseThrow();
        String dana = "{\"id\":\"1\",\"properties\":{\"phone\":\"(415) 555-0142\"}}";

        assertThat(contacts.match(number, json("{\"results\":[" + dana + "]}")).isUnique())
                .isTrue();
        assertThat(
                        contacts.match(
                                        number,
                                        json(
                                                "{\"results\":["
                                                        + dana
                                                        + "],\"paging\":{\"next\":{\"after\":\"100\"}}}"))
                                .isUnique())
                .isFalse();
        assertThatThrownBy(() -> contacts.match(number, json("{}")))
                .isInstanceOf(CrmException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "0",
                "051",
                "-1",
                "5 1",
                "5.1",
                "51/../52",
                "٥١",
                "12345678901234567890",
                "P-1"
            })
    void shouldRecogniseInvalidIds(String text) {
        assertThat(Contacts.isId(text)).isFalse();
        assertThat(Contacts.isId(null)).isFalse();
        assertThat(Contacts.isId("51")).isTrue();
    }

    @Test
    void shouldReadBothTimeFormats() {
        Instant at = Instant.parse("2026-11-22T07:19:40Z");
        assertThat(HubspotTimes.parse("2026-11-22T07:19:40Z")).isEqualTo(at);
        assertThat(HubspotTimes.parse("2026-11-22T08:19:40.000+01:00")).isEqualTo(at);
        assertThat(HubspotTimes.parse(Long.toString(at.toEpochMilli()))).isEqualTo(at);
        assertThatThrownBy(() -> HubspotTimes.parse("yesterday")).isInstanceOf(CrmException.class);
    }

    @Test
    void shouldReturnTheLatestCallsWithoutATicket() {
        Map<String, History.Call> calls =
                CallHistory.read(
                        List.of(
                                call(1, "\"a\""),
                                call(2, "null"),
                                call(3, "\"c\""),
                                call(4, "\"d\"")));

        assertThat(
                        CallHistory.latest(calls, Set.of("3"), 2).stream()
                                .map(History.Call::subject)
                                .collect(Collectors.toList()))
                .containsExactly("d", "Call");
    }

    private static JsonNode call(int day, String title) {
        return json(
                "{\"id\":\"%d\",\"createdAt\":\"2026-11-0%dT00:00:00Z\",\"properties\":{\"hs_call_title\":%s}}"
                        .formatted(day, day, title));
    }
}

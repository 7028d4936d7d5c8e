package io.supportassistant.crm.salesforce;

import static org.assertj.core.api.Assertions.assertThat;

import io.supportassistant.crm.CrmException;
import io.supportassistant.crm.CrmFailure;
import io.supportassistant.crm.rest.CrmResponse;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SalesforceDialectTest {

    private final SalesforceDialect dialect = new SalesforceDialect();

    @ParameterizedTest
    @CsvSource({
        "401, INVALID_SESSION_ID, CREDENTIALS",
        "403, REQUEST_LIMIT_EXCEEDED, QUOTA",
        "403, API_DISABLED_FOR_ORG, FORBIDDEN",
        "400, MALFORMED_QUERY, REFUSED",
        "400, DUPLICATES_DETECTED, REFUSED",
        "400, UNABLE_TO_LOCK_ROW, CONFLICT",
        "404, NOT_FOUND, NOT_FOUND",
        "415, UNSUPPORTED_MEDIA_TYPE, REFUSED",
        "302, MOVED, MALFORMED",
        "500, UNKNOWN_EXCEPTION, UNAVAILABLE",
        "503, SERVER_UNAVAILABLE, UNAVAILABLE"
    })
    void shouldDistinguishFailures(int status, String code, CrmFailure failure) {
        CrmException reported =
                failure(
                        status,
                        "[{\"message\":\"Dana's data\",\"errorCode\":\""
                                + code
                                + "\",\"fields\":[\"Subject\",\"Dana Reyes\"]}]");

        assertThat(reported.failure()).isEqualTo(failure);
        assertThat(reported.getMessage()).isEqualTo(status + " " + code + " Subject");
    }

    @ParameterizedTest
    @ValueSource(strings = {"invalid_grant", "invalid_client", "invalid_client_id"})
    void shouldRecogniseARefusedSignIn(String error) {
        CrmException reported =
                failure(400, "{\"error\":\"" + error + "\",\"error_description\":\"who?\"}");

        assertThat(reported.failure()).isEqualTo(CrmFailure.CREDENTIALS);
        assertThat(reported.getMessage()).isEqualTo("400 " + error);
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 201, 204, 300})
    void shouldReportNoFailureForASuccess(int status) {
        assertThat(dialect.failure(answer(status, "", Map.of()))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Bad gateway", "[]", "{}", "[null]", "[{\"errorCode\":7}]"})
    void shouldClassifyByTheStatusAlone(String body) {
        assertThat(failure(503, body).getMessage()).isEqualTo("503");
        assertThat(failure(400, body).failure()).isEqualTo(CrmFailure.REFUSED);
    }

    @Test
    void shouldReadRetryAfter() {
        Optional<CrmException> reported =
                dialect.failure(answer(503, "", Map.of("Retry-After", List.of("7"))));

        assertThat(reported.orElseThrow().retryAfter()).contains(Duration.ofSeconds(7));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "api-usage=25/100|0.25",
                "api-usage=15/10; per-app-api-usage=17/250(appName=x)|1",
                "per-app-api-usage=17/250(appName=x)|",
                "api-usage=1/0|",
                "api-usage=a/b|"
            })
    void shouldReadTheShareOfTheQuota(String info, Double share) {
        HttpHeaders headers =
                HttpHeaders.of(Map.of("sforce-limit-info", List.of(info)), (name, value) -> true);

        assertThat(dialect.quotaUsed(headers).stream().boxed().toList())
                .isEqualTo(share == null ? List.of() : List.of(share));
    }

    private CrmException failure(int status, String body) {
        return dialect.failure(answer(status, body, Map.of())).orElseThrow();
    }

    private static CrmResponse answer(int status, String body, Map<String, List<String>> headers) {
        return new CrmResponse(
                status,
                HttpHeaders.of(headers, (name, value) -> true),
                body.getBytes(StandardCharsets.UTF_8));
    }
}

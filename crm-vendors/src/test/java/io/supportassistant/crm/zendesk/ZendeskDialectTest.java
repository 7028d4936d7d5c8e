package io.supportassistant.crm.zendesk;

import static org.assertj.core.api.Assertions.assertThat;

import io.supportassistant.crm.CrmException;
import io.supportassistant.crm.CrmFailure;
import io.supportassistant.crm.rest.CrmResponse;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ZendeskDialectTest {

    private final ZendeskDialect dialect = new ZendeskDialect();

    @ParameterizedTest
    @CsvSource({
        "301, MALFORMED",
        "400, REFUSED",
        "401, CREDENTIALS",
        "403, FORBIDDEN",
        "404, NOT_FOUND",
        "408, UNAVAILABLE",
        "409, CONFLICT",
        "413, REFUSED",
        "422, REFUSED",
        "429, RATE_LIMITED",
        "500, UNAVAILABLE",
        "503, UNAVAILABLE"
    })
    void shouldClassifyByStatus(int status, CrmFailure failure) {
        assertThat(failure(status, "").failure()).isEqualTo(failure);
    }

    @Test
    void shouldReportNoFailureForASuccess() {
        assertThat(dialect.failure(answer(201, "{\"error\":\"?\"}", Map.of()))).isEmpty();
    }

    @Test
    void shouldReadACodeInATextAndInAnObject() {
        assertThat(failure(400, "{\"error\":\"IdempotentRequestError\",\"description\":\"x\"}"))
                .hasMessage("status 400 IdempotentRequestError");
        assertThat(failure(403, "{\"error\":{\"title\":\"Forbidden\",\"message\":\"Dana\"}}"))
                .hasMessage("status 403 Forbidden");
        assertThat(
                        failure(
                                422,
                                "{\"error\":\"RecordInvalid\",\"details\":{\"requester\":"
                                    + "[{\"description\":\"Dana\",\"error\":\"BlankValue\"}]}}"))
                .hasMessage("status 422 RecordInvalid requester:BlankValue");
    }

    @Test
    void shouldNameAnErrorOfTheWholeRecord() {
        assertThat(
                        failure(
                                422,
                                "{\"error\":\"RecordInvalid\",\"details\":{\"base\":[{\"description\":\"Assignee:"
                                    + " is required when solving a ticket\",\"error\":null}]}}"))
                .hasMessage("status 422 RecordInvalid base:");
    }

    @Test
    void shouldClassifyOAuthRefusalsAsCredentials() {
        assertThat(failure(400, "{\"error\":\"invalid_scope\"}").failure())
                .isEqualTo(CrmFailure.CREDENTIALS);
    }

    @Test
    void shouldReadA429InPlainText() {
        CrmException failure =
                dialect.failure(
                                answer(
                                        429,
                                        "Number of allowed API requests per minute exceeded",
                                        Map.of("Retry-After", "17")))
                        .orElseThrow();

        assertThat(failure.failure()).isEqualTo(CrmFailure.RATE_LIMITED);
        assertThat(failure.retryAfter()).contains(Duration.ofSeconds(17));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{\"error\":null}",
                "{\"error\":[1]}",
                "{\"details\":[]}",
                "{\"details\":{\"a\":{}}}",
                "<html>"
            })
    void shouldAcceptAnyBody(String body) {
        assertThat(failure(422, body).failure()).isEqualTo(CrmFailure.REFUSED);
    }

    @Property(tries = 300)
    void shouldNotQuoteMessagesOfTheVendor(
            @ForAll String text, @ForAll @IntRange(min = 400, max = 599) int status) {
        String quoted = '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';

        String message = failure(status, "{\"error\":" + quoted + "}").getMessage();

        assertThat(message).matches("status [0-9]{3}( [A-Za-z][A-Za-z0-9_.]{0,63})?");
    }

    @Test
    void shouldReportTheVendorsRequestId() {
        CrmException failure =
                dialect.failure(answer(500, "", Map.of("X-Request-Id", "ab-12"))).orElseThrow();

        assertThat(failure).hasMessage("status 500 (request ab-12)");
    }

    @ParameterizedTest
    @CsvSource({"700, 525, 0.25", "700, 0, 1", "700, 701, 0"})
    void shouldReportTheUsedShare(String limit, String left, double share) {
        assertThat(
                        dialect.quotaUsed(
                                headers(
                                        Map.of(
                                                "ratelimit-limit",
                                                limit,
                                                "ratelimit-remaining",
                                                left))))
                .hasValue(share);
        assertThat(
                        dialect.quotaUsed(
                                headers(
                                        Map.of(
                                                "X-Rate-Limit", limit,
                                                "X-Rate-Limit-Remaining", left))))
                .hasValue(share);
    }

    @Test
    void shouldReportNoShareWithoutNumbers() {
        assertThat(dialect.quotaUsed(headers(Map.of()))).isEmpty();
        assertThat(
                        dialect.quotaUsed(
                                headers(
                                        Map.of(
                                                "X-Rate-Limit",
                                                "0",
                                                "X-Rate-Limit-Remaining",
                                                "0"))))
                .isEmpty();
        assertThat(
                        dialect.quotaUsed(
                                headers(
                                        Map.of(
                                                "X-Rate-Limit",
                                                "x",
                                                "X-Rate-Limit-Remaining",
                                                "1"))))
                .isEmpty();
    }

    private CrmException failure(int status, String body) {
        return dialect.failure(answer(status, body, Map.of())).orElseThrow();
    }

    private static CrmResponse answer(int status, String body, Map<String, String> headers) {
        return new CrmResponse(status, headers(headers), body.getBytes(StandardCharsets.UTF_8));
    }

    private static HttpHeaders headers(Map<String, String> headers) {
        return HttpHeaders.of(
                headers.entrySet().stream()
                        .collect(
                                Collectors.toMap(
                                        Map.Entry::getKey, entry -> List.of(entry.getValue()))),
                (name, value) -> true);
    }
}

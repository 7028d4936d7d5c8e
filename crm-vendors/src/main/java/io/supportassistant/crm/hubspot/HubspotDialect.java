package io.supportassistant.crm.hubspot;

import com.fasterxml.jackson.databind.JsonNode;
import io.supportassistant.crm.CrmException;
import io.supportassistant.crm.CrmFailure;
import io.supportassistant.crm.rest.CrmResponse;
import io.supportassistant.crm.rest.Dialect;
import io.supportassistant.remote.RetryAfter;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Classifies HubSpot's failures by status; the category is informational. */
final class HubspotDialect implements Dialect {

    /** For the limit per second: two retries span it. */
    private static final Duration HALF_A_SECOND = Duration.ofMillis(500);

    private static final Duration TEN_SECONDS = Duration.ofSeconds(10);

    @Override
    public Optional<CrmException> failure(CrmResponse answer) {
        int status = answer.status();
        if (status >= 200 && status < 300) {
            return Optional.empty();
        }
        JsonNode body = answer.jsonOrMissing();
        CrmFailure failure = failure(status, body);
        return Optional.of(
                new CrmException(
                        failure,
                        Stream.of(
                                        Integer.toString(status),
                                        code(body, "category"),
                                        code(body, "policyName"),
                                        code(body, "correlationId"))
                                .filter(Objects::nonNull)
                                .collect(Collectors.joining(" ")),
                        wait(failure, body, answer.headers())));
    }

    private static CrmFailure failure(int status, JsonNode body) {
        return switch (status) {
            case 401 -> CrmFailure.CREDENTIALS;
            case 403 -> CrmFailure.FORBIDDEN;
            case 404 -> CrmFailure.NOT_FOUND;
            // 423: locked for a moment.
            case 409, 423 -> CrmFailure.CONFLICT;
            // 477: the account is being migrated.
            case 408, 477 -> CrmFailure.UNAVAILABLE;
            case 429 ->
                    "DAILY".equals(code(body, "policyName"))
                            ? CrmFailure.QUOTA
                            : CrmFailure.RATE_LIMITED;
            default -> {
                if (status >= 500) {
                    yield CrmFailure.UNAVAILABLE;
                }
                yield status >= 400 ? CrmFailure.REFUSED : CrmFailure.MALFORMED;
            }
        };
    }

    /** HubSpot may omit {@code Retry-After}; then the interval of the limit applies. */
    private static Duration wait(CrmFailure failure, JsonNode body, HttpHeaders headers) {
        Optional<Duration> retryAfter = RetryAfter.of(headers);
        if (retryAfter.isPresent() || failure != CrmFailure.RATE_LIMITED) {
            return retryAfter.orElse(null);
        }
        String policy = code(body, "policyName");
        return switch (policy == null ? "" : policy) {
            case "SECONDLY" -> HALF_A_SECOND;
            case "TEN_SECONDLY_ROLLING" -> {
                OptionalLong interval = number(headers, "Interval-Milliseconds");
                yield interval.isPresent() ? Duration.ofMillis(interval.getAsLong()) : TEN_SECONDS;
            }
            default -> null;
        };
    }

    @Override
    public OptionalDouble quotaUsed(HttpHeaders headers) {
        OptionalLong daily = number(headers, "Daily");
        OptionalLong left = number(headers, "Daily-Remaining");
        if (daily.isEmpty() || left.isEmpty() || daily.getAsLong() == 0) {
            return OptionalDouble.empty();
        }
        double used = 1 - (double) left.getAsLong() / daily.getAsLong();
        return OptionalDouble.of(Math.max(0, Math.min(1, used)));
    }

    private static OptionalLong number(HttpHeaders headers, String name) {
        String value = headers.firstValue("X-HubSpot-RateLimit-" + name).orElse("");
        return value.matches("\\d{1,15}")
                ? OptionalLong.of(Long.parseLong(value))
                : OptionalLong.empty();
    }

    /** A code of HubSpot's; null for any other text, which must not get into logs. */
    static String code(JsonNode body, String field) {
        String code = CrmResponse.textOrNull(body, field);
        return code != null && code.matches("[A-Z_]{1,50}|[0-9a-f-]{8,50}") ? code : null;
    }
}

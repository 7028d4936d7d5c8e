package io.supportassistant.crm.zendesk;

import com.fasterxml.jackson.databind.JsonNode;
import io.supportassistant.crm.CrmException;
import io.supportassistant.crm.CrmFailure;
import io.supportassistant.crm.rest.CrmResponse;
import io.supportassistant.crm.rest.Dialect;
import io.supportassistant.remote.RetryAfter;
import java.net.http.HttpHeaders;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * Classifies Zendesk's failures by status. The body, if it is JSON, contains an informational code,
 * as a text or in an object.
 */
final class ZendeskDialect implements Dialect {

    private static final Set<String> SIGN_IN_CODES =
            Set.of(
                    "invalid_client",
                    "invalid_grant",
                    "invalid_scope",
                    "invalid_token",
                    "unauthorized_client",
                    "unsupported_grant_type");

    /** Codes that may be logged: never a sentence, which might repeat parts of the request. */
    private static final String CODE = "[A-Za-z][A-Za-z0-9_.]{0,63}";

    private static final int MAX_CODES = 5;

    @Override
    public Optional<CrmException> failure(CrmResponse answer) {
        int status = answer.status();
        if (status >= 200 && status < 300) {
            return Optional.empty();
        }
        List<String> codes = codes(answer.jsonOrMissing());
        String message =
                "status " + status + (codes.isEmpty() ? "" : " " + String.join(" ", codes));
        return Optional.of(
                new CrmException(
                        kind(status, codes),
                        message + requestId(answer.headers()),
                        RetryAfter.of(answer.headers()).orElse(null)));
    }

    private static CrmFailure kind(int status, List<String> codes) {
        if (status < 500 && codes.stream().anyMatch(SIGN_IN_CODES::contains)) {
            return CrmFailure.CREDENTIALS;
        }
        return switch (status) {
            case 401 -> CrmFailure.CREDENTIALS;
            case 403 -> CrmFailure.FORBIDDEN;
            case 404 -> CrmFailure.NOT_FOUND;
            case 408 -> CrmFailure.UNAVAILABLE;
            case 409 -> CrmFailure.CONFLICT;
            case 429 -> CrmFailure.RATE_LIMITED;
            default -> {
                if (status >= 500) {
                    yield CrmFailure.UNAVAILABLE;
                }
                // Redirects are not followed, so one is no valid response.
                yield status >= 400 ? CrmFailure.REFUSED : CrmFailure.MALFORMED;
            }
        };
    }

    /** The code, and the error of each field: {@code RecordInvalid requester:BlankValue}. */
    private static List<String> codes(JsonNode body) {
        List<String> codes = new ArrayList<>();
        JsonNode error = body.path("error");
        add(codes, text(error.isObject() ? error.path("title") : error));
        body.path("details")
                .properties()
                .forEach(
                        field -> {
                            if (field.getKey().matches(CODE)) {
                                add(codes, field.getKey() + ":", field.getValue());
                            }
                        });
        return codes.subList(0, Math.min(MAX_CODES, codes.size()));
    }

    private static void add(List<String> codes, String field, JsonNode errors) {
        String code = text(errors.path(0).path("error"));
        codes.add(field + (code.matches(CODE) ? code : ""));
    }

    private static void add(List<String> codes, String code) {
        if (code.matches(CODE)) {
            codes.add(code);
        }
    }

    private static String text(JsonNode value) {
        return value.isTextual() ? value.asText() : "";
    }

    private static String requestId(HttpHeaders headers) {
        return headers.firstValue("X-Request-Id")
                .filter(id -> id.matches("[A-Za-z0-9-]{1,64}"))
                .map(id -> " (request " + id + ")")
                .orElse("");
    }

    @Override
    public OptionalDouble quotaUsed(HttpHeaders headers) {
        OptionalDouble limit = number(headers, "ratelimit-limit", "X-Rate-Limit");
        OptionalDouble left = number(headers, "ratelimit-remaining", "X-Rate-Limit-Remaining");
        if (limit.isEmpty() || left.isEmpty() || limit.getAsDouble() <= 0) {
            return OptionalDouble.empty();
        }
        double used = 1 - left.getAsDouble() / limit.getAsDouble();
        return OptionalDouble.of(Math.max(0, Math.min(1, used)));
    }

    private static OptionalDouble number(HttpHeaders headers, String name, String fallbackName) {
        return headers.firstValue(name)
                .or(() -> headers.firstValue(fallbackName))
                .filter(text -> text.matches("[0-9]{1,9}"))
                .map(text -> OptionalDouble.of(Double.parseDouble(text)))
                .orElseGet(OptionalDouble::empty);
    }
}

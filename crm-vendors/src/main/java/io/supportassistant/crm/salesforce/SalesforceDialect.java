package io.supportassistant.crm.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import io.supportassistant.crm.CrmException;
import io.supportassistant.crm.CrmFailure;
import io.supportassistant.crm.rest.CrmResponse;
import io.supportassistant.crm.rest.Dialect;
import io.supportassistant.remote.RetryAfter;
import java.net.http.HttpHeaders;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.StringJoiner;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Classifies Salesforce's failures: the API sends a list of {@code errorCode}s, the sign-in an
 * object with {@code error}.
 */
final class SalesforceDialect implements Dialect {

    private static final int OK = 200;
    private static final int MULTIPLE_CHOICES = 300;
    private static final int SOAP_FAULT = 500;
    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_.]{0,79}");
    private static final Pattern USAGE =
            Pattern.compile("(?:^|;)\\s*api-usage=(\\d{1,12})/(\\d{1,12})");

    @Override
    public Optional<CrmException> failure(CrmResponse answer) {
        int status = answer.status();
        Optional<String> fault =
                status == SOAP_FAULT ? SoapLogin.fault(answer.body()) : Optional.empty();
        if (fault.isPresent()) {
            return Optional.of(new CrmException(kindOfFault(fault.get()), name(fault.get()), null));
        }
        // 300: several records have the external id. The caller decides what that means.
        return status >= OK && status <= MULTIPLE_CHOICES
                ? Optional.empty()
                : Optional.of(
                        new CrmException(
                                kind(status, answer.jsonOrMissing()),
                                said(status, answer.jsonOrMissing()),
                                RetryAfter.of(answer.headers()).orElse(null)));
    }

    /** A rejected password counts as credentials: retrying it would lock the user out. */
    private static CrmFailure kindOfFault(String code) {
        return switch (code) {
            case "SERVER_UNAVAILABLE", "UNKNOWN_EXCEPTION" -> CrmFailure.UNAVAILABLE;
            case "REQUEST_LIMIT_EXCEEDED" -> CrmFailure.QUOTA;
            default -> CrmFailure.CREDENTIALS;
        };
    }

    private static String name(String code) {
        return NAME.matcher(code).matches() ? SOAP_FAULT + " " + code : "" + SOAP_FAULT;
    }

    /**
     * The same for a part of a composite response, whose status and body are in the body of the
     * whole.
     */
    static CrmFailure kind(int status, JsonNode body) {
        boolean signIn = body.isObject() && body.has("error");
        String code = body.path(0).path("errorCode").asText();
        if (code.equals("REQUEST_LIMIT_EXCEEDED")) {
            return CrmFailure.QUOTA;
        }
        if (code.equals("UNABLE_TO_LOCK_ROW")) {
            return CrmFailure.CONFLICT;
        }
        return switch (status) {
            case 400 -> signIn ? CrmFailure.CREDENTIALS : CrmFailure.REFUSED;
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
                // A redirect: this is not the expected host.
                yield status < 400 ? CrmFailure.MALFORMED : CrmFailure.REFUSED;
            }
        };
    }

    /** Status, code and names of fields, none of them personal; never the message. */
    static String said(int status, JsonNode body) {
        StringJoiner message = new StringJoiner(" ");
        message.add(Integer.toString(status));
        addName(message, body.path("error"));
        addName(message, body.path(0).path("errorCode"));
        body.path(0).path("fields").forEach(field -> addName(message, field));
        return message.toString();
    }

    private static void addName(StringJoiner message, JsonNode name) {
        if (name.isTextual() && NAME.matcher(name.asText()).matches()) {
            message.add(name.asText());
        }
    }

    @Override
    public OptionalDouble quotaUsed(HttpHeaders headers) {
        return headers.firstValue("Sforce-Limit-Info")
                .map(USAGE::matcher)
                .filter(Matcher::find)
                .map(usage -> share(usage.group(1), usage.group(2)))
                .orElse(OptionalDouble.empty());
    }

    private static OptionalDouble share(String used, String most) {
        long limit = Long.parseLong(most);
        return limit == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(Math.min(1, (double) Long.parseLong(used) / limit));
    }
}

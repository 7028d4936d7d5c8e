package io.supportassistant.doubles.crm;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** A failure in Salesforce's format. */
final class SalesforceError extends RuntimeException {

    private static final long serialVersionUID = 1L;
    private static final int BAD_REQUEST = 400;

    private final int status;
    private final String code;
    private final transient List<String> fields;

    SalesforceError(int status, String code, String message, String... fields) {
        super(message, null, false, false);
        this.status = status;
        this.code = code;
        this.fields = List.of(fields);
    }

    static SalesforceError refused(String code, String message, String... fields) {
        return new SalesforceError(BAD_REQUEST, code, message, fields);
    }

    static SalesforceError malformed(String message) {
        return refused("MALFORMED_QUERY", message);
    }

    static SalesforceError notFound() {
        return new SalesforceError(404, "NOT_FOUND", "The requested resource does not exist");
    }

    static SalesforceError session() {
        return new SalesforceError(401, "INVALID_SESSION_ID", "Session expired or invalid");
    }

    /** A failure of this status that the client did not cause. */
    static SalesforceError of(int status) {
        return switch (status) {
            case 400 -> malformed("unexpected token: <EOF>");
            case 401 -> session();
            case 403 ->
                    new SalesforceError(
                            status,
                            "INSUFFICIENT_ACCESS",
                            "insufficient access rights on object id");
            case 404 -> notFound();
            case 503 ->
                    new SalesforceError(
                            status, "SERVER_UNAVAILABLE", "Server is busy, try again later");
            default ->
                    new SalesforceError(
                            status, "UNKNOWN_EXCEPTION", "An unexpected error occurred");
        };
    }

    int status() {
        return status;
    }

    JsonArray body() {
        JsonObject error = new JsonObject().put("message", getMessage()).put("errorCode", code);
        if (!fields.isEmpty()) {
            error.put("fields", new JsonArray(fields));
        }
        return new JsonArray().add(error);
    }
}

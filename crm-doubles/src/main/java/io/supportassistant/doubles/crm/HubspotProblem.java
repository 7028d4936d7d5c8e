package io.supportassistant.doubles.crm;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Locale;
import java.util.UUID;

/** A failure in HubSpot's format. */
final class HubspotProblem extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final String category;
    private final transient JsonObject more;

    private HubspotProblem(int status, String category, String message, JsonObject more) {
        super(message, null, false, false);
        this.status = status;
        this.category = category;
        this.more = more;
    }

    static HubspotProblem invalid(String message) {
        return new HubspotProblem(400, "VALIDATION_ERROR", message, new JsonObject());
    }

    /** A property with an invalid value. */
    static HubspotProblem invalidProperty(String name, String code, String message) {
        JsonObject error =
                new JsonObject()
                        .put("message", message)
                        .put("code", code)
                        .put("context", context("propertyName", name));
        return new HubspotProblem(
                400,
                "VALIDATION_ERROR",
                "Property values were not valid: " + message,
                new JsonObject().put("errors", new JsonArray().add(error)));
    }

    static HubspotProblem notFound(String message) {
        return new HubspotProblem(404, "OBJECT_NOT_FOUND", message, new JsonObject());
    }

    static HubspotProblem notAssociated(String from, String id, String to) {
        return new HubspotProblem(
                404,
                "OBJECT_NOT_FOUND",
                "No " + to + " is associated with " + from + " " + id + ".",
                new JsonObject()
                        .put("subCategory", "crm.associations.NO_ASSOCIATIONS_FOUND")
                        .put("context", context("fromObjectId", id)));
    }

    static HubspotProblem conflict(String message) {
        return new HubspotProblem(409, "CONFLICT", message, new JsonObject());
    }

    static HubspotProblem unauthenticated() {
        return new HubspotProblem(
                401,
                "INVALID_AUTHENTICATION",
                "Authentication credentials not found.",
                new JsonObject());
    }

    static HubspotProblem expired() {
        return new HubspotProblem(
                401,
                "EXPIRED_AUTHENTICATION",
                "The token used to make this call is no longer active.",
                new JsonObject());
    }

    static HubspotProblem missingScope(String scope) {
        JsonObject error =
                new JsonObject()
                        .put("message", "One or more of the following scopes are required.")
                        .put("context", context("requiredGranularScopes", scope));
        return new HubspotProblem(
                403,
                "MISSING_SCOPES",
                "This app hasn't been granted all required scopes to make this call.",
                new JsonObject().put("errors", new JsonArray().add(error)));
    }

    static HubspotProblem wrongContentType() {
        return new HubspotProblem(
                415,
                "VALIDATION_ERROR",
                "Content-Type must be application/json.",
                new JsonObject());
    }

    static HubspotProblem overLimit(String policy) {
        return new HubspotProblem(
                429,
                null,
                "You have reached your " + policy.toLowerCase(Locale.ROOT) + " limit.",
                new JsonObject().put("errorType", "RATE_LIMIT").put("policyName", policy));
    }

    /** A failure for a status, whatever the request was. */
    static HubspotProblem of(int status) {
        return switch (status) {
            case 401 -> expired();
            case 403 -> missingScope("crm.objects.contacts.read");
            case 404 -> notFound("resource not found");
            case 409 -> conflict("Somebody else changed this at the same time.");
            default ->
                    status < 500
                            ? new HubspotProblem(
                                    status,
                                    "VALIDATION_ERROR",
                                    "Invalid input JSON.",
                                    new JsonObject())
                            : new HubspotProblem(
                                    status, "INTERNAL_ERROR", "internal error", new JsonObject());
        };
    }

    int status() {
        return status;
    }

    JsonObject body() {
        JsonObject body =
                new JsonObject()
                        .put("status", "error")
                        .put("message", getMessage())
                        .put("correlationId", UUID.randomUUID().toString());
        if (category != null) {
            body.put("category", category);
        }
        return body.mergeIn(more);
    }

    /** In the format of a batch's errors. */
    JsonObject inBatch() {
        JsonObject body = body();
        body.remove("correlationId");
        return body;
    }

    private static JsonObject context(String name, String value) {
        return new JsonObject().put(name, new JsonArray().add(value));
    }
}

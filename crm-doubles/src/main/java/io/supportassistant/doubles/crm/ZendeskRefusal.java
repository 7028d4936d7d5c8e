package io.supportassistant.doubles.crm;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** A rejected request, with the error in Zendesk's format. */
final class ZendeskRefusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final transient JsonObject body;

    private ZendeskRefusal(int status, JsonObject body) {
        super(body.encode(), null, false, false);
        this.status = status;
        this.body = body;
    }

    int status() {
        return status;
    }

    JsonObject body() {
        return body;
    }

    static ZendeskRefusal unauthenticated() {
        return new ZendeskRefusal(401, new JsonObject().put("error", "Couldn't authenticate you"));
    }

    static ZendeskRefusal oauth(int status, String error, String description) {
        return new ZendeskRefusal(
                status, new JsonObject().put("error", error).put("error_description", description));
    }

    static ZendeskRefusal invalidToken() {
        return oauth(
                401,
                "invalid_token",
                "The access token provided is expired, revoked, malformed or invalid for other"
                        + " reasons.");
    }

    static ZendeskRefusal forbidden() {
        return titled(
                403,
                "Forbidden",
                "You do not have access to this page. Please contact the account owner of this"
                        + " help desk for further help.");
    }

    static ZendeskRefusal notFound() {
        return described(404, "RecordNotFound", "Not found");
    }

    static ZendeskRefusal noSuchEndpoint() {
        return described(404, "InvalidEndpoint", "Not found");
    }

    static ZendeskRefusal conflict() {
        return described(
                409,
                "UpdateConflict",
                "The record was updated by somebody else. Please try again.");
    }

    static ZendeskRefusal invalidAttribute(String attribute, String wanted) {
        return titled(
                400,
                "Invalid attribute",
                "You passed an invalid value for the "
                        + attribute
                        + " attribute. Invalid parameter: "
                        + attribute
                        + " "
                        + wanted);
    }

    static ZendeskRefusal otherIdempotentRequest() {
        return described(
                400,
                "IdempotentRequestError",
                "Request parameters do not match those of the request made before with this"
                        + " idempotency key");
    }

    static ZendeskRefusal invalidSearch(String why) {
        return described(422, "invalid", "Invalid search: " + why);
    }

    /** An invalid field; {@code base} for the record as a whole. */
    static ZendeskRefusal recordInvalid(String field, String description, String error) {
        return new ZendeskRefusal(
                422,
                new JsonObject()
                        .put("error", "RecordInvalid")
                        .put("description", "Record validation errors")
                        .put(
                                "details",
                                new JsonObject()
                                        .put(
                                                field,
                                                new JsonArray()
                                                        .add(
                                                                new JsonObject()
                                                                        .put(
                                                                                "description",
                                                                                description)
                                                                        .put("error", error)))));
    }

    /** The default error of a status. */
    static ZendeskRefusal ofStatus(int status) {
        return switch (status) {
            case 400 -> invalidAttribute("id", "must be an integer");
            case 401 -> unauthenticated();
            case 403 -> forbidden();
            case 404 -> notFound();
            case 409 -> conflict();
            case 422 -> recordInvalid("base", "Requester: cannot be blank", "BlankValue");
            default -> described(status, "InternalError", "Something went wrong");
        };
    }

    private static ZendeskRefusal described(int status, String error, String description) {
        return new ZendeskRefusal(
                status, new JsonObject().put("error", error).put("description", description));
    }

    private static ZendeskRefusal titled(int status, String title, String message) {
        return new ZendeskRefusal(
                status,
                new JsonObject()
                        .put(
                                "error",
                                new JsonObject().put("title", title).put("message", message)));
    }
}

package io.supportassistant.doubles;

import io.vertx.core.json.JsonObject;

/** An error response of OpenAI's API. */
record Refusal(int status, String type, String code, String param, String message) {

    static final Refusal UNAUTHORIZED =
            new Refusal(
                    401,
                    "invalid_request_error",
                    "invalid_api_key",
                    null,
                    "Incorrect API key provided: sk-****.");
    static final Refusal NOT_JSON =
            invalid(null, "We could not parse the JSON body of your request.");
    static final Refusal SERVER_ERROR =
            new Refusal(
                    500,
                    "server_error",
                    null,
                    null,
                    "The server had an error while processing your request.");
    static final Refusal RATE_LIMITED =
            new Refusal(
                    429,
                    "requests",
                    "rate_limit_exceeded",
                    null,
                    "Rate limit reached for requests.");
    static final Refusal OUT_OF_QUOTA =
            new Refusal(
                    429,
                    "insufficient_quota",
                    "insufficient_quota",
                    null,
                    "You exceeded your current quota, please check your plan and billing details.");

    static Refusal invalid(String param, String message) {
        return new Refusal(400, "invalid_request_error", null, param, message);
    }

    static Refusal invalid(String param, String code, String message) {
        return new Refusal(400, "invalid_request_error", code, param, message);
    }

    static Refusal unknownModel(String model) {
        return new Refusal(
                404,
                "invalid_request_error",
                "model_not_found",
                "model",
                "The model '" + model + "' does not exist or you do not have access to it.");
    }

    JsonObject body() {
        return new JsonObject()
                .put(
                        "error",
                        new JsonObject()
                                .put("message", message)
                                .put("type", type)
                                .put("param", param)
                                .put("code", code));
    }
}

package io.supportassistant.push;

import io.vertx.core.json.JsonObject;

/**
 * One message to the agent's desk, encoded once for all who watch the call.
 *
 * @param id the cursor after it, or null for a message that moves nobody's cursor
 */
record Message(String type, String id, String json) {

    static Message of(Cursor cursor, JsonObject body) {
        String id = cursor.toString();
        return new Message(body.getString("type"), id, body.put("id", id).encode());
    }

    /** A message that moves nobody's cursor. */
    static Message of(JsonObject body) {
        return new Message(body.getString("type"), null, body.encode());
    }

    static Message signal(String type) {
        return of(new JsonObject().put("type", type));
    }

    static Message error(String message) {
        return of(new JsonObject().put("type", "error").put("message", message));
    }
}

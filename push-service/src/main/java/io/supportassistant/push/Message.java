package io.supportassistant.push;

import io.vertx.core.json.JsonObject;
import java.time.Instant;

/**
 * One message to the agent's desk, encoded once for all who watch the call.
 *
 * @param id the cursor after it, or null for a message that moves nobody's cursor
 * @param bytes the memory it takes, roughly
 */
record Message(String type, String id, String json, int bytes) {

    Message(String type, String id, String json) {
        this(type, id, json, Footprint.OBJECT + Footprint.of(id) + Footprint.of(json));
    }

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

    /**
     * Everything there is was shown.
     *
     * @param status of the call, also if nothing is known of it
     */
    static Message ready(String status) {
        return of(new JsonObject().put("type", "ready").put("status", status));
    }

    /** Access ends then; a client that has a new token connects again with it. */
    static Message tokenExpiring(Instant expiresAt) {
        return of(
                new JsonObject()
                        .put("type", "token_expiring")
                        .put("expires_at", expiresAt.toString()));
    }

    static Message error(String message) {
        return of(new JsonObject().put("type", "error").put("message", message));
    }
}

package io.supportassistant.push;

import io.vertx.core.json.JsonObject;
import java.time.Instant;

/**
 * One message to agents' desks, encoded once for all watchers of the call.
 *
 * @param id the cursor after it, or null for a message that moves no cursor
 * @param bytes approximate memory use
 */
record DeskMessage(String type, String id, String json, int bytes) {

    DeskMessage(String type, String id, String json) {
        this(type, id, json, HeapBytes.OBJECT + HeapBytes.of(id) + HeapBytes.of(json));
    }

    static DeskMessage of(Cursor cursor, JsonObject body) {
        String id = cursor.toString();
        return new DeskMessage(body.getString("type"), id, body.put("id", id).encode());
    }

    /** A message that moves no cursor. */
    static DeskMessage of(JsonObject body) {
        return new DeskMessage(body.getString("type"), null, body.encode());
    }

    static DeskMessage signal(String type) {
        return of(new JsonObject().put("type", type));
    }

    /**
     * Says that everything known has been sent.
     *
     * @param status of the call, also of an unknown one
     */
    static DeskMessage ready(String status) {
        return of(new JsonObject().put("type", "ready").put("status", status));
    }

    /** Says when access ends; a client with a new token connects again with it. */
    static DeskMessage tokenExpiring(Instant expiresAt) {
        return of(
                new JsonObject()
                        .put("type", "token_expiring")
                        .put("expires_at", expiresAt.toString()));
    }

    static DeskMessage error(String message) {
        return of(new JsonObject().put("type", "error").put("message", message));
    }
}

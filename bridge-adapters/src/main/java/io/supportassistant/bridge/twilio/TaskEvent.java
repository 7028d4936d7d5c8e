package io.supportassistant.bridge.twilio;

import com.fasterxml.jackson.databind.JsonNode;
import io.supportassistant.bridge.wire.Form;
import io.supportassistant.bridge.wire.Json;
import io.supportassistant.bridge.wire.Times;
import java.time.Instant;
import java.util.Locale;
import java.util.function.Function;

/**
 * An event of TaskRouter, from a callback or from Event Streams.
 *
 * @param type such as {@code reservation.accepted}
 * @param eventId unique id of the event; null if it has none
 * @param fields by their names in a callback, such as {@code TaskSid}
 */
record TaskEvent(
        String type, String eventId, Function<String, String> fields, JsonNode taskAttributes) {

    private static final String STREAM_PREFIX = "com.twilio.taskrouter.";

    /** From a callback to the workspace's address. */
    static TaskEvent of(Form form) {
        String type = form.text("EventType");
        String sid = form.text("Sid");
        String resource = form.text("ResourceSid");
        String timestamp = form.text("Timestamp");
        String byParts =
                type == null || resource == null || timestamp == null
                        ? null
                        : type + ":" + resource + ":" + timestamp;
        return new TaskEvent(
                type,
                sid == null ? byParts : sid,
                form::text,
                Json.nested(form.text("TaskAttributes")));
    }

    /** From an element of an Event Streams request; null if it is not an event of TaskRouter. */
    static TaskEvent ofStream(JsonNode json) {
        String type = Json.text(json, "/type");
        if (type == null || !type.startsWith(STREAM_PREFIX)) {
            return null;
        }
        JsonNode data = json.path("data");
        JsonNode payload = data.path("payload").isObject() ? data.path("payload") : data;
        JsonNode attributes = payload.path("task_attributes");
        return new TaskEvent(
                type.substring(STREAM_PREFIX.length()),
                Json.text(json, "/id"),
                name -> Json.text(payload, "/" + snakeCase(name)),
                attributes.isTextual() ? Json.nested(attributes.asText()) : attributes);
    }

    private static String snakeCase(String name) {
        return name.replaceAll("(?<=[a-z])([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    }

    String text(String name) {
        return fields.apply(name);
    }

    /** An attribute of the task, which the customer's application sets; null if absent. */
    String attribute(String pointer) {
        return Json.text(taskAttributes, pointer);
    }

    Instant at(Instant fallback) {
        Instant millis = Times.parse(text("TimestampMs"));
        Instant at = millis == null ? Times.parse(text("Timestamp")) : millis;
        return at == null ? fallback : at;
    }
}

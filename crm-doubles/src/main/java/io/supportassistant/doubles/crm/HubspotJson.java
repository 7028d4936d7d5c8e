package io.supportassistant.doubles.crm;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Parses bodies as strictly as HubSpot does. */
final class HubspotJson {

    private HubspotJson() {}

    static JsonObject object(String body) {
        try {
            return new JsonObject(body);
        } catch (DecodeException e) {
            throw HubspotProblem.invalid("Invalid input JSON on line 1, column 1.");
        }
    }

    static void only(JsonObject object, Set<String> keys) {
        for (String name : object.fieldNames()) {
            if (!keys.contains(name)) {
                throw HubspotProblem.invalid("Invalid input JSON: unrecognized field " + name);
            }
        }
    }

    /** The objects of a list; empty if there is no such list. */
    static List<JsonObject> objects(JsonObject object, String field) {
        List<JsonObject> objects = new ArrayList<>();
        for (Object one : array(object, field)) {
            if (!(one instanceof JsonObject json)) {
                throw HubspotProblem.invalid("Invalid input JSON: " + field + " must be objects");
            }
            objects.add(json);
        }
        return objects;
    }

    static List<String> texts(JsonObject object, String field) {
        List<String> texts = new ArrayList<>();
        for (Object one : array(object, field)) {
            if (!(one instanceof String text)) {
                throw HubspotProblem.invalid("Invalid input JSON: " + field + " must be texts");
            }
            texts.add(text);
        }
        return texts;
    }

    private static JsonArray array(JsonObject object, String field) {
        Object value = object.getValue(field);
        if (value != null && !(value instanceof JsonArray)) {
            throw HubspotProblem.invalid("Invalid input JSON: " + field + " must be a list");
        }
        return value == null ? new JsonArray() : (JsonArray) value;
    }

    static JsonObject child(JsonObject object, String field) {
        if (object.getValue(field) instanceof JsonObject child) {
            return child;
        }
        throw HubspotProblem.invalid("Invalid input JSON: " + field + " is not set");
    }

    /** A text, or null if it is missing. */
    static String text(JsonObject object, String field) {
        Object value = object.getValue(field);
        if (value != null && !(value instanceof String)) {
            throw HubspotProblem.invalid("Invalid input JSON: " + field + " must be a text");
        }
        return (String) value;
    }
}

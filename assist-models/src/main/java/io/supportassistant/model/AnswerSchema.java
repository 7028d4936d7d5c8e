package io.supportassistant.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.Set;

/**
 * The JSON Schema that an answer must conform to, in the strict form that servers require: all
 * properties are required, and no others are allowed.
 *
 * @param json the schema of an object, as compact JSON
 */
public record AnswerSchema(String name, String json) {

    /**
     * @throws IllegalArgumentException if the schema is not in strict form
     */
    public static AnswerSchema of(String name, String json) {
        try {
            JsonNode schema = Json.MAPPER.readTree(json);
            if (!schema.path("type").asText().equals("object")) {
                throw new IllegalArgumentException(name + ": the root must be an object");
            }
            checkStrict(name, schema);
            return new AnswerSchema(name, Json.MAPPER.writeValueAsString(schema));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(name + " is not JSON", e);
        }
    }

    private static void checkStrict(String name, JsonNode part) {
        JsonNode properties = part.path("properties");
        if (properties.isObject()) {
            Set<String> required = new HashSet<>();
            part.path("required").forEach(field -> required.add(field.asText()));
            Set<String> named = new HashSet<>();
            properties.fieldNames().forEachRemaining(named::add);
            if (!required.equals(named) || part.path("additionalProperties").asBoolean(true)) {
                throw new IllegalArgumentException(
                        name + ": every property is required, and no others are allowed");
            }
        }
        part.forEach(inner -> checkStrict(name, inner));
    }
}

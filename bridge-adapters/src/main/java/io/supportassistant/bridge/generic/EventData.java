package io.supportassistant.bridge.generic;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.supportassistant.bridge.UnusableMessageException;
import io.supportassistant.bridge.wire.StorableText;
import java.util.Map;

/** The {@code data} of an event. Reads strictly: a field is valid, absent, or refused by name. */
record EventData(JsonNode json) {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final TypeReference<Map<String, Object>> MAP = new TypeReference<>() {};

    EventData {
        if (!json.isObject()) {
            throw new UnusableMessageException("data must be an object");
        }
        checkValues(json);
    }

    /** Refuses texts and numbers that are valid JSON but that databases cannot store. */
    private static void checkValues(JsonNode json) {
        if (json.isTextual()) {
            checkText(json.textValue());
        } else if (json.isNumber() && !Double.isFinite(json.doubleValue())) {
            throw new UnusableMessageException("A number is too large");
        }
        json.fieldNames().forEachRemaining(EventData::checkText);
        json.forEach(EventData::checkValues);
    }

    private static void checkText(String text) {
        if (text.indexOf('\0') >= 0) {
            throw new UnusableMessageException("A text must not contain U+0000");
        }
    }

    String required(String field, int longest) {
        String text = text(field, longest);
        if (text == null) {
            throw new UnusableMessageException(field + " is required");
        }
        return text;
    }

    String text(String field, int longest) {
        JsonNode value = json.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        if (!value.isTextual() || value.asText().length() > longest) {
            throw new UnusableMessageException(
                    field + " must be a text of at most " + longest + " characters");
        }
        String text = StorableText.of(value.asText());
        return text.isBlank() ? null : text;
    }

    Double number(String field, double max) {
        JsonNode value = json.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        if (!value.isNumber() || !(value.asDouble() >= 0 && value.asDouble() <= max)) {
            throw new UnusableMessageException(field + " must be a number from 0 to " + (long) max);
        }
        return value.asDouble();
    }

    Long wholeNumber(String field) {
        JsonNode value = json.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        if (!value.isIntegralNumber() || !value.canConvertToLong()) {
            throw new UnusableMessageException(field + " must be a whole number");
        }
        return value.asLong();
    }

    boolean flag(String field, boolean byDefault) {
        JsonNode value = json.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return byDefault;
        }
        if (!value.isBoolean()) {
            throw new UnusableMessageException(field + " must be true or false");
        }
        return value.asBoolean();
    }

    Map<String, Object> map(String field) {
        JsonNode value = json.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        if (!value.isObject()) {
            throw new UnusableMessageException(field + " must be an object");
        }
        return MAPPER.convertValue(value, MAP);
    }
}

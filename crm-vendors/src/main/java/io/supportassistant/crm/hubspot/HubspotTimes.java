package io.supportassistant.crm.hubspot;

import com.fasterxml.jackson.databind.JsonNode;
import io.supportassistant.crm.rest.CrmResponse;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;

/** Parses times, which HubSpot writes in two formats. */
final class HubspotTimes {

    private HubspotTimes() {}

    /**
     * The value of a property, or else of the record's own field.
     *
     * @throws io.supportassistant.crm.CrmException if neither is a time
     */
    static Instant of(JsonNode properties, String property, JsonNode record, String field) {
        String text = CrmResponse.textOrNull(properties, property);
        return parse(text == null ? CrmResponse.text(record, field) : text);
    }

    /** ISO 8601, or milliseconds since 1970. */
    static Instant parse(String text) {
        try {
            return text.matches("-?\\d{1,15}")
                    ? Instant.ofEpochMilli(Long.parseLong(text))
                    : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw CrmResponse.malformed("no valid timestamp");
        }
    }
}

package io.supportassistant.doubles.crm;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The properties of one kind of record and their valid values. */
final class HubspotSchema {

    private static final int MAX_LENGTH = 65_536;

    /**
     * @param options values of an enumeration, else empty
     */
    record Property(
            String name,
            String type,
            boolean unique,
            boolean readOnly,
            boolean required,
            List<String> options) {}

    private final Map<String, Property> properties = new ConcurrentHashMap<>();

    static HubspotSchema contacts() {
        return new HubspotSchema()
                .texts("firstname", "lastname", "company", "phone", "mobilephone")
                .add(new Property("email", "string", true, false, false, List.of()))
                .readOnly("string", "hs_searchable_calculated_phone_number")
                .readOnly("string", "hs_searchable_calculated_mobile_number")
                .readOnly("datetime", "createdate")
                .readOnly("datetime", "lastmodifieddate")
                .readOnly("number", "hs_object_id")
                .texts("lifecyclestage");
    }

    static HubspotSchema tickets() {
        return new HubspotSchema()
                .required("string", "subject")
                .texts("content", "hs_pipeline")
                .required("string", "hs_pipeline_stage")
                .choice("hs_ticket_priority", "LOW", "MEDIUM", "HIGH")
                .choice("source_type", "CHAT", "EMAIL", "FORM", "PHONE")
                .add(new Property("createdate", "datetime", false, false, false, List.of()))
                .add(new Property("closed_date", "datetime", false, false, false, List.of()))
                .readOnly("datetime", "hs_lastmodifieddate")
                .readOnly("number", "hs_object_id");
    }

    static HubspotSchema calls() {
        return new HubspotSchema()
                .required("datetime", "hs_timestamp")
                .texts("hs_call_title", "hs_call_body", "hs_call_from_number", "hs_call_to_number")
                .choice("hs_call_direction", "INBOUND", "OUTBOUND")
                .choice(
                        "hs_call_status",
                        "BUSY",
                        "CALLING_CRM_USER",
                        "CANCELED",
                        "COMPLETED",
                        "CONNECTING",
                        "FAILED",
                        "IN_PROGRESS",
                        "NO_ANSWER",
                        "QUEUED",
                        "RINGING")
                .add(new Property("hs_call_duration", "number", false, false, false, List.of()))
                .readOnly("datetime", "hs_createdate")
                .readOnly("datetime", "hs_lastmodifieddate")
                .readOnly("number", "hs_object_id");
    }

    HubspotSchema add(Property property) {
        properties.put(property.name(), property);
        return this;
    }

    void remove(String name) {
        properties.remove(name);
    }

    HubspotSchema texts(String... names) {
        for (String name : names) {
            add(new Property(name, "string", false, false, false, List.of()));
        }
        return this;
    }

    /** Adds a text property with unique values. */
    HubspotSchema unique(String name) {
        return add(new Property(name, "string", true, false, false, List.of()));
    }

    HubspotSchema choice(String name, String... options) {
        return add(new Property(name, "enumeration", false, false, false, List.of(options)));
    }

    private HubspotSchema readOnly(String type, String name) {
        return add(new Property(name, type, false, true, false, List.of()));
    }

    private HubspotSchema required(String type, String name) {
        return add(new Property(name, type, false, false, true, List.of()));
    }

    boolean has(String name) {
        return name != null && properties.containsKey(name);
    }

    Property get(String name) {
        return properties.get(name);
    }

    boolean isUnique(String name) {
        return has(name) && properties.get(name).unique();
    }

    List<String> uniques() {
        return properties.values().stream().filter(Property::unique).map(Property::name).toList();
    }

    /**
     * Validates values for a record and returns them as texts.
     *
     * @param creates whether required properties must be present
     * @throws HubspotProblem if a value is invalid
     */
    Map<String, String> take(JsonObject values, boolean creates) {
        if (values == null) {
            throw HubspotProblem.invalid("Invalid input JSON: 'properties' is not set.");
        }
        Map<String, String> taken = new LinkedHashMap<>();
        for (String name : values.fieldNames()) {
            taken.put(name, take(name, values.getValue(name)));
        }
        if (creates) {
            for (Property property : properties.values()) {
                String value = taken.get(property.name());
                if (property.required() && (value == null || value.isEmpty())) {
                    throw HubspotProblem.invalidProperty(
                            property.name(),
                            "REQUIRED_PROPERTY",
                            "Error creating: required property " + property.name() + " is missing");
                }
            }
        }
        return taken;
    }

    private String take(String name, Object given) {
        Property property = properties.get(name);
        if (property == null) {
            throw HubspotProblem.invalidProperty(
                    name, "PROPERTY_DOESNT_EXIST", "Property \"" + name + "\" does not exist");
        }
        if (property.readOnly()) {
            throw HubspotProblem.invalidProperty(
                    name, "READ_ONLY_VALUE", "\"" + name + "\" is a read only property");
        }
        if (given instanceof JsonObject || given instanceof JsonArray) {
            throw HubspotProblem.invalid(
                    "Invalid input JSON: the value of " + name + " is no text");
        }
        String value = given == null ? "" : given.toString();
        check(property, value);
        return value;
    }

    private static void check(Property property, String value) {
        if (value.length() > MAX_LENGTH) {
            throw HubspotProblem.invalidProperty(
                    property.name(), "INVALID_LENGTH", property.name() + " is too long");
        }
        if (value.isEmpty()) {
            return;
        }
        boolean fits =
                switch (property.type()) {
                    case "enumeration" -> property.options().contains(value);
                    case "number" -> value.matches("-?\\d+(\\.\\d+)?");
                    case "datetime" -> isTime(value);
                    default -> true;
                };
        if (!fits) {
            String code = "INVALID_" + property.type().toUpperCase(Locale.ROOT);
            throw HubspotProblem.invalidProperty(
                    property.name(), code, "a value of " + property.name() + " was not valid");
        }
    }

    private static boolean isTime(String value) {
        if (value.matches("\\d{1,15}")) {
            return true;
        }
        try {
            Instant.parse(value);
            return true;
        } catch (DateTimeException e) {
            return false;
        }
    }

    JsonArray definitions() {
        JsonArray definitions = new JsonArray();
        for (Property property : properties.values()) {
            JsonArray options = new JsonArray();
            property.options()
                    .forEach(
                            option ->
                                    options.add(
                                            new JsonObject()
                                                    .put("label", option)
                                                    .put("value", option)));
            definitions.add(
                    new JsonObject()
                            .put("name", property.name())
                            .put("label", property.name())
                            .put("type", property.type())
                            .put("hasUniqueValue", property.unique())
                            .put("options", options));
        }
        return definitions;
    }
}

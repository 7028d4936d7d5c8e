package io.supportassistant.doubles.crm;

import io.supportassistant.doubles.crm.SalesforceSchema.Field;
import io.supportassistant.doubles.crm.SalesforceSchema.Kind;
import io.supportassistant.doubles.crm.SalesforceSchema.Type;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The records of an organisation, by kind and id, with the rules for writing them. */
final class SalesforceOrg {

    static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSZ").withZone(ZoneOffset.UTC);

    /** The field that every record of a kind must have. */
    private static final Map<String, String> REQUIRED =
            Map.of("Contact", "LastName", "Account", "Name");

    private static final int FIRST_NUMBER = 2_000;

    private final SalesforceSchema schema;
    private final SalesforceIds ids = new SalesforceIds();
    private final Map<String, Map<String, JsonObject>> records = new HashMap<>();
    private int lastNumber = FIRST_NUMBER;

    SalesforceOrg(SalesforceSchema schema) {
        this.schema = schema;
    }

    /** The records of a kind in order of creation. */
    List<JsonObject> all(Kind kind) {
        return List.copyOf(records.getOrDefault(kind.name(), Map.of()).values());
    }

    Optional<JsonObject> byId(Kind kind, String id) {
        return all(kind).stream()
                .filter(one -> SalesforceIds.same(one.getString("Id"), id))
                .findFirst();
    }

    /** Records with this value as their external id. */
    List<JsonObject> byExternalId(Kind kind, Field field, String value) {
        return all(kind).stream()
                .filter(one -> value.equalsIgnoreCase(one.getString(field.name())))
                .toList();
    }

    /** The kind of record that an id denotes. */
    Optional<Kind> kindOf(String id) {
        return List.of("Account", "Contact", "Case", "Task").stream()
                .map(schema::kind)
                .filter(kind -> id.startsWith(kind.prefix()))
                .findFirst();
    }

    /**
     * Creates a record with a client's permissions.
     *
     * @throws SalesforceError if a field does not exist, is not writable, or its value is invalid
     */
    JsonObject create(Kind kind, JsonObject body) {
        JsonObject fields = accepted(kind, body);
        checkRequired(kind, fields);
        if (kind.name().equals("Case")) {
            putIfAbsent(fields, "Status", "New");
            putIfAbsent(fields, "Priority", "Medium");
            fields.put("CaseNumber", String.format("%08d", ++lastNumber));
        } else if (kind.name().equals("Task")) {
            putIfAbsent(fields, "Status", "Open");
            putIfAbsent(fields, "Priority", "Normal");
            putIfAbsent(fields, "TaskSubtype", "Task");
        }
        fields.put("CreatedDate", time(Instant.now()));
        return keep(kind, fields);
    }

    /** Changes a record with a client's permissions. */
    void update(Kind kind, JsonObject record, JsonObject body) {
        JsonObject accepted = accepted(kind, body);
        checkRequired(kind, record.copy().mergeIn(accepted));
        record.mergeIn(accepted);
        derive(kind, record);
    }

    /** Stores a record unchecked, as if it had always existed. */
    JsonObject keep(Kind kind, JsonObject fields) {
        fields.put("Id", ids.next(kind.prefix()));
        derive(kind, fields);
        records.computeIfAbsent(kind.name(), name -> new LinkedHashMap<>())
                .put(fields.getString("Id"), fields);
        return fields;
    }

    static String time(Instant at) {
        return TIME.format(at.truncatedTo(ChronoUnit.SECONDS));
    }

    private static void derive(Kind kind, JsonObject fields) {
        if (kind.name().equals("Case")) {
            fields.put("IsClosed", "Closed".equals(fields.getString("Status")));
        }
    }

    private static void checkRequired(Kind kind, JsonObject fields) {
        String required = REQUIRED.get(kind.name());
        if (required != null
                && (!(fields.getValue(required) instanceof String text) || text.isBlank())) {
            throw SalesforceError.refused(
                    "REQUIRED_FIELD_MISSING",
                    "Required fields are missing: [" + required + "]",
                    required);
        }
    }

    private static void putIfAbsent(JsonObject fields, String name, String value) {
        if (fields.getValue(name) == null) {
            fields.put(name, value);
        }
    }

    private JsonObject accepted(Kind kind, JsonObject body) {
        JsonObject accepted = new JsonObject();
        body.forEach(
                given -> {
                    Field field =
                            kind.field(given.getKey())
                                    .orElseThrow(
                                            () ->
                                                    SalesforceError.refused(
                                                            "INVALID_FIELD",
                                                            "No such column '"
                                                                    + given.getKey()
                                                                    + "' on sobject of type "
                                                                    + kind.name()));
                    if (!field.writable()) {
                        throw SalesforceError.refused(
                                "INVALID_FIELD_FOR_INSERT_UPDATE",
                                "Unable to create/update fields: "
                                        + field.name()
                                        + ". Please check the security settings of this field and"
                                        + " verify that it is read/write for your profile or"
                                        + " permission set.",
                                field.name());
                    }
                    if (given.getValue() != null) {
                        accepted.put(field.name(), value(field, given.getValue()));
                    }
                });
        return accepted;
    }

    private Object value(Field field, Object given) {
        boolean fits =
                switch (field.type()) {
                    case BOOLEAN -> given instanceof Boolean;
                    case INT -> given instanceof Integer;
                    case DATE ->
                            given instanceof String text && text.matches("\\d{4}-\\d{2}-\\d{2}");
                    default -> given instanceof String;
                };
        if (!fits) {
            throw SalesforceError.refused(
                    "JSON_PARSER_ERROR",
                    "Cannot deserialize instance of "
                            + field.type().name().toLowerCase(java.util.Locale.ROOT)
                            + " from the value given or request may be missing a required field at"
                            + " [line:1, column:2]");
        }
        if (given instanceof String text) {
            checkText(field, text);
        }
        return given;
    }

    private void checkText(Field field, String text) {
        if (field.length() > 0 && text.length() > field.length()) {
            throw SalesforceError.refused(
                    "STRING_TOO_LONG",
                    field.name() + ": data value too large (max length=" + field.length() + ")",
                    field.name());
        }
        if (!field.values().isEmpty() && !field.values().contains(text)) {
            throw SalesforceError.refused(
                    "INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST",
                    field.name() + ": bad value for restricted picklist field: " + text,
                    field.name());
        }
        if (field.type() == Type.REFERENCE) {
            checkReference(field, text);
        }
    }

    private void checkReference(Field field, String id) {
        boolean ofKind =
                SalesforceIds.isId(id)
                        && kindOf(id)
                                .filter(kind -> field.refersTo().contains(kind.name()))
                                .isPresent();
        if (!ofKind) {
            throw SalesforceError.refused(
                    "MALFORMED_ID",
                    field.name() + ": id value of incorrect type: " + id,
                    field.name());
        }
        if (byId(kindOf(id).orElseThrow(), id).isEmpty()) {
            throw SalesforceError.refused(
                    "INVALID_CROSS_REFERENCE_KEY", "invalid cross reference id");
        }
    }
}

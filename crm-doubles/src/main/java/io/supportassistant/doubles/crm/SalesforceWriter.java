package io.supportassistant.doubles.crm;

import io.supportassistant.doubles.crm.SalesforceSchema.Field;
import io.supportassistant.doubles.crm.SalesforceSchema.Kind;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Creates records, and upserts them by an external id. */
final class SalesforceWriter {

    private final SalesforceOrg org;
    private final String root;
    private final Set<String> readOnly = new HashSet<>();
    private boolean olderUpserts;

    /**
     * @param body or null
     * @param record that was written, or null if none was
     */
    record Result(int status, Object body, JsonObject record) {}

    SalesforceWriter(SalesforceOrg org, String root) {
        this.org = org;
        this.root = root;
    }

    void olderUpserts() {
        olderUpserts = true;
    }

    void readOnly(String kind) {
        readOnly.add(kind);
    }

    boolean mayWrite(Kind kind) {
        return !readOnly.contains(kind.name());
    }

    Result create(Kind kind, JsonObject body) {
        checkMayWrite(kind);
        checkUnique(kind, body);
        JsonObject created = org.create(kind, body);
        return new Result(201, written(created), created);
    }

    Result upsert(Kind kind, String name, String value, JsonObject body) {
        checkMayWrite(kind);
        Field field = externalId(kind, name);
        for (String forbidden : List.of("Id", field.name())) {
            if (body.containsKey(forbidden)) {
                throw SalesforceError.refused(
                        "INVALID_FIELD",
                        "The " + forbidden + " field should not be specified in the sobject data.");
            }
        }
        List<JsonObject> found = org.byExternalId(kind, field, value);
        if (found.isEmpty()) {
            JsonObject created = org.create(kind, body.copy().put(field.name(), value));
            JsonObject answer = written(created);
            return new Result(201, olderUpserts ? answer : answer.put("created", true), created);
        }
        if (found.size() > 1) {
            return new Result(300, addresses(kind, found), null);
        }
        JsonObject record = found.get(0);
        org.update(kind, record, body);
        return olderUpserts
                ? new Result(204, null, record)
                : new Result(200, written(record).put("created", false), record);
    }

    private void checkMayWrite(Kind kind) {
        if (!mayWrite(kind)) {
            throw new SalesforceError(
                    403,
                    "INSUFFICIENT_ACCESS_OR_READONLY",
                    "insufficient access rights on object id");
        }
    }

    private static Field externalId(Kind kind, String name) {
        return kind.field(name)
                .filter(Field::externalId)
                .orElseThrow(
                        () ->
                                new SalesforceError(
                                        404,
                                        "NOT_FOUND",
                                        "Provided external ID field does not exist or is not"
                                                + " accessible: "
                                                + name));
    }

    /** Rejects a value of a unique field that another record has. */
    private void checkUnique(Kind kind, JsonObject body) {
        for (Field field : kind.fields().values()) {
            Object value = body.getValue(field.name());
            if (!field.externalId() || value == null) {
                continue;
            }
            org.byExternalId(kind, field, value.toString()).stream()
                    .findFirst()
                    .ifPresent(
                            other -> {
                                throw SalesforceError.refused(
                                        "DUPLICATE_VALUE",
                                        "duplicate value found: "
                                                + field.name()
                                                + " duplicates value on record with id: "
                                                + other.getString("Id"));
                            });
        }
    }

    private JsonArray addresses(Kind kind, List<JsonObject> records) {
        JsonArray addresses = new JsonArray();
        records.forEach(
                one ->
                        addresses.add(
                                root + "/sobjects/" + kind.name() + "/" + one.getString("Id")));
        return addresses;
    }

    private static JsonObject written(JsonObject record) {
        return new JsonObject()
                .put("id", record.getString("Id"))
                .put("success", true)
                .put("errors", new JsonArray());
    }
}

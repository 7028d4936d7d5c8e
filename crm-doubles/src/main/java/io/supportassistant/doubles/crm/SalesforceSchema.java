package io.supportassistant.doubles.crm;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The kinds of records of an organisation, as far as the tests need them, and its own fields. */
final class SalesforceSchema {

    static final String TIER = "Support_Tier__c";
    static final String PRODUCTS = "Products__c";
    static final String NUMBER = "Customer_Number__c";
    static final String INCIDENT = "Is_Incident__c";
    static final String SESSION = "Support_Session_Id__c";

    enum Type {
        ID,
        REFERENCE,
        STRING,
        TEXTAREA,
        PICKLIST,
        MULTIPICKLIST,
        BOOLEAN,
        INT,
        DATE,
        DATETIME;

        /** Whether its values are written in quotes. */
        boolean isText() {
            return this != BOOLEAN && this != INT && this != DATE && this != DATETIME;
        }
    }

    /**
     * @param length maximum number of characters, or 0
     * @param refersTo names of kinds of records
     * @param values the valid values, or empty for any
     */
    record Field(
            String name,
            Type type,
            int length,
            boolean writable,
            boolean filterable,
            boolean externalId,
            List<String> refersTo,
            Set<String> values) {

        /** {@code Account} of {@code AccountId}. */
        String relationship() {
            return refersTo.isEmpty() ? null : name.substring(0, name.length() - "Id".length());
        }
    }

    record Kind(String name, String prefix, Map<String, Field> fields) {

        Optional<Field> field(String name) {
            return Optional.ofNullable(fields.get(name.toLowerCase(Locale.ROOT)));
        }

        Optional<Field> relationship(String name) {
            return fields.values().stream()
                    .filter(field -> name.equalsIgnoreCase(field.relationship()))
                    .findFirst();
        }
    }

    private final Map<String, Kind> kinds = new LinkedHashMap<>();

    SalesforceSchema() {
        define("Account", "001", readOnly("Id", Type.ID), text("Name", 255));
        define(
                "Contact",
                "003",
                readOnly("Id", Type.ID),
                text("FirstName", 40),
                text("LastName", 80),
                readOnly("Name", Type.STRING),
                text("Email", 80),
                text("Phone", 40),
                text("MobilePhone", 40),
                text("HomePhone", 40),
                text("OtherPhone", 40),
                reference("AccountId", "Account"),
                picklist(TIER),
                field(PRODUCTS, Type.MULTIPICKLIST, 4099, true),
                text(NUMBER, 20),
                readOnly("CreatedDate", Type.DATETIME));
        define(
                "Case",
                "500",
                readOnly("Id", Type.ID),
                readOnly("CaseNumber", Type.STRING),
                text("Subject", 255),
                longText("Description"),
                picklist("Origin"),
                picklist("Priority"),
                picklist("Status"),
                picklist("Type"),
                picklist("Reason"),
                reference("ContactId", "Contact"),
                reference("AccountId", "Account"),
                text("SuppliedName", 80),
                text("SuppliedPhone", 40),
                text("SuppliedEmail", 80),
                text("SuppliedCompany", 80),
                readOnly("IsClosed", Type.BOOLEAN),
                readOnly("ClosedDate", Type.DATETIME),
                readOnly("CreatedDate", Type.DATETIME),
                field(INCIDENT, Type.BOOLEAN, 0, true),
                new Field(SESSION, Type.STRING, 64, true, true, true, List.of(), Set.of()));
        define(
                "Task",
                "00T",
                readOnly("Id", Type.ID),
                text("Subject", 255),
                longText("Description"),
                picklist("Status"),
                picklist("Priority"),
                reference("WhoId", "Contact"),
                reference("WhatId", "Case", "Account"),
                field("ActivityDate", Type.DATE, 0, true),
                restricted("TaskSubtype", "Task", "Email", "ListEmail", "Cadence", "Call"),
                restricted("CallType", "Internal", "Inbound", "Outbound"),
                field("CallDurationInSeconds", Type.INT, 0, true),
                text("CallObject", 255),
                readOnly("CreatedDate", Type.DATETIME));
    }

    /**
     * @throws SalesforceError if there is no such kind
     */
    Kind kind(String name) {
        Kind kind = kinds.get(name.toLowerCase(Locale.ROOT));
        if (kind == null) {
            throw SalesforceError.refused(
                    "INVALID_TYPE",
                    "sObject type '"
                            + name
                            + "' is not supported. If you are attempting to use a custom object,"
                            + " be sure to append the '__c' after the entity name.");
        }
        return kind;
    }

    Optional<Kind> find(String name) {
        return Optional.ofNullable(kinds.get(name.toLowerCase(Locale.ROOT)));
    }

    /** Removes a field, as for a user without the right to see it. */
    void hide(String kind, String field) {
        kind(kind).fields().remove(field.toLowerCase(Locale.ROOT));
    }

    JsonObject describe(Kind kind, boolean writable) {
        List<JsonObject> fields = new ArrayList<>();
        for (Field field : kind.fields().values()) {
            fields.add(
                    new JsonObject()
                            .put("name", field.name())
                            .put("type", field.type().name().toLowerCase(Locale.ROOT))
                            .put("length", field.length())
                            .put("createable", field.writable())
                            .put("updateable", field.writable())
                            .put("filterable", field.filterable())
                            .put("externalId", field.externalId())
                            .put("unique", field.externalId())
                            .put("referenceTo", new JsonArray(field.refersTo()))
                            .put("relationshipName", field.relationship()));
        }
        return new JsonObject()
                .put("name", kind.name())
                .put("keyPrefix", kind.prefix())
                .put("queryable", true)
                .put("createable", writable)
                .put("updateable", writable)
                .put("fields", new JsonArray(fields));
    }

    private void define(String name, String prefix, Field... fields) {
        Map<String, Field> byName = new LinkedHashMap<>();
        for (Field field : fields) {
            byName.put(field.name().toLowerCase(Locale.ROOT), field);
        }
        kinds.put(name.toLowerCase(Locale.ROOT), new Kind(name, prefix, byName));
    }

    private static Field field(String name, Type type, int length, boolean writable) {
        return new Field(name, type, length, writable, true, false, List.of(), Set.of());
    }

    private static Field readOnly(String name, Type type) {
        return field(name, type, 0, false);
    }

    private static Field text(String name, int length) {
        return field(name, Type.STRING, length, true);
    }

    private static Field picklist(String name) {
        return field(name, Type.PICKLIST, 255, true);
    }

    private static Field restricted(String name, String... values) {
        return new Field(name, Type.PICKLIST, 40, true, true, false, List.of(), Set.of(values));
    }

    private static Field longText(String name) {
        return new Field(name, Type.TEXTAREA, 32_000, true, false, false, List.of(), Set.of());
    }

    private static Field reference(String name, String... kinds) {
        return new Field(name, Type.REFERENCE, 18, true, true, false, List.of(kinds), Set.of());
    }
}

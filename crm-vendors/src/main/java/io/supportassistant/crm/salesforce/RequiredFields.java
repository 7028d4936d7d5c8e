package io.supportassistant.crm.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The fields of one kind of record that the job needs, to compare with Salesforce's description,
 * which lists only what the user may see.
 *
 * @param reads names of fields
 * @param writes names of fields; empty if the kind is only read
 * @param externalId the external id field for writes, or null
 */
record RequiredFields(List<String> reads, List<String> writes, String externalId) {

    static RequiredFields contacts() {
        List<String> reads = new ArrayList<>(List.of("Id", "Name", "AccountId"));
        reads.addAll(SalesforceQueries.PHONES);
        return new RequiredFields(reads, List.of(), null);
    }

    static RequiredFields cases(SalesforceSettings settings) {
        List<String> writes =
                new ArrayList<>(
                        List.of(
                                "Subject",
                                "Description",
                                "Origin",
                                "Priority",
                                "ContactId",
                                "SuppliedPhone"));
        if (settings.caseStatus() != null) {
            writes.add("Status");
        }
        return new RequiredFields(
                List.of("Id", "CaseNumber", "Subject", "Status", "IsClosed", "CreatedDate"),
                writes,
                settings.sessionField());
    }

    static RequiredFields tasks() {
        return new RequiredFields(
                List.of("Id", "Subject", "Status", "WhoId", "WhatId", "CreatedDate"),
                List.of(
                        "Subject",
                        "Description",
                        "Status",
                        "WhoId",
                        "WhatId",
                        "ActivityDate",
                        "TaskSubtype",
                        "CallType",
                        "CallDurationInSeconds",
                        "CallObject"),
                null);
    }

    /**
     * @param described Salesforce's description of the kind of record
     * @return what to do, or null if nothing is missing
     */
    String missing(JsonNode described) {
        return Stream.of(
                        missingRight(described, "queryable", "Read"),
                        writes.isEmpty() ? null : missingRight(described, "createable", "Create"),
                        externalId == null ? null : missingRight(described, "updateable", "Edit"),
                        hidden(described),
                        fixed(described),
                        external(described))
                .filter(gap -> gap != null)
                .reduce((one, other) -> one + "; " + other)
                .orElse(null);
    }

    private static String missingRight(JsonNode described, String flag, String right) {
        return described.path(flag).asBoolean()
                ? null
                : "give the app's run-as user the right " + right + " on the object";
    }

    private String hidden(JsonNode described) {
        String hidden =
                reads.stream()
                        .filter(name -> field(described, name).isMissingNode())
                        .collect(Collectors.joining(", "));
        return hidden.isEmpty() ? null : "give the user Read access to the fields " + hidden;
    }

    private String fixed(JsonNode described) {
        String fixed =
                writes.stream()
                        .filter(name -> !field(described, name).path("createable").asBoolean())
                        .collect(Collectors.joining(", "));
        return fixed.isEmpty() ? null : "give the user Edit access to the fields " + fixed;
    }

    private String external(JsonNode described) {
        if (externalId == null) {
            return null;
        }
        JsonNode field = field(described, externalId);
        String setting = SalesforceSettings.CASE_SESSION_FIELD.name();
        if (field.isMissingNode() || !field.path("createable").asBoolean()) {
            return "create the field "
                    + externalId
                    + " and give the user Edit access to it, or set "
                    + setting
                    + " to none";
        }
        return field.path("externalId").asBoolean() && field.path("unique").asBoolean()
                ? null
                : "make the field " + externalId + " (" + setting + ") a unique external id";
    }

    private static JsonNode field(JsonNode described, String name) {
        for (JsonNode field : described.path("fields")) {
            if (field.path("name").asText().equalsIgnoreCase(name)) {
                return field;
            }
        }
        return MissingNode.getInstance();
    }
}

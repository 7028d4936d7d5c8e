package io.supportassistant.doubles.crm;

import io.supportassistant.doubles.crm.SalesforceSchema.Kind;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Set;

/**
 * The search of the index with its parameters in the body. The index contains only telephone
 * numbers: digits match every number that ends with them, in any spelling, so the result may
 * include numbers of other countries.
 */
final class SalesforceSearch {

    private static final Set<String> PARAMETERS =
            Set.of(
                    "q",
                    "in",
                    "fields",
                    "sobjects",
                    "overallLimit",
                    "defaultLimit",
                    "offset",
                    "spellCorrection");
    private static final Set<String> OF_OBJECT = Set.of("name", "fields", "limit", "orderBy");
    private static final Set<String> SCOPES = Set.of("ALL", "NAME", "EMAIL", "PHONE", "SIDEBAR");
    private static final List<String> PHONES =
            List.of("Phone", "MobilePhone", "HomePhone", "OtherPhone");
    private static final int MAX = 2_000;

    private final SalesforceSchema schema;
    private final SalesforceOrg org;

    SalesforceSearch(SalesforceSchema schema, SalesforceOrg org) {
        this.schema = schema;
        this.org = org;
    }

    /**
     * Runs a search.
     *
     * @throws SalesforceError if a parameter is unknown or invalid
     */
    JsonObject run(JsonObject search, String root) {
        known(search, PARAMETERS);
        String q = search.getString("q");
        if (q == null || q.strip().length() < 2) {
            throw SalesforceError.refused(
                    "MALFORMED_SEARCH", "search term must be longer than one character");
        }
        if (!SCOPES.contains(search.getString("in", "ALL"))) {
            throw SalesforceError.refused("MALFORMED_SEARCH", "No such search group");
        }
        int most = limit(search.getInteger("overallLimit", MAX));
        JsonArray found = new JsonArray();
        JsonArray objects = search.getJsonArray("sobjects", new JsonArray());
        for (int i = 0; i < objects.size(); i++) {
            JsonObject object = objects.getJsonObject(i);
            known(object, OF_OBJECT);
            Kind kind = schema.kind(object.getString("name"));
            List<String> fields = fields(kind, object.getJsonArray("fields", new JsonArray()));
            org.all(kind).stream()
                    .filter(record -> isFound(record, q))
                    .limit(Math.min(most, limit(object.getInteger("limit", MAX))))
                    .forEach(record -> found.add(answered(kind, record, fields, root)));
        }
        return new JsonObject().put("searchRecords", found);
    }

    private static void known(JsonObject given, Set<String> names) {
        given.fieldNames().stream()
                .filter(name -> !names.contains(name))
                .findFirst()
                .ifPresent(
                        name -> {
                            throw SalesforceError.refused(
                                    "JSON_PARSER_ERROR",
                                    "Unrecognized field \"" + name + "\" at [line:1, column:2]");
                        });
    }

    private static int limit(int limit) {
        if (limit < 1 || limit > MAX) {
            throw SalesforceError.refused(
                    "MALFORMED_SEARCH", "SOSL limit must be between 1 and " + MAX);
        }
        return limit;
    }

    private static List<String> fields(Kind kind, JsonArray names) {
        return names.isEmpty()
                ? List.of("Id")
                : names.stream()
                        .map(String.class::cast)
                        .map(
                                name ->
                                        kind.field(name)
                                                .orElseThrow(
                                                        () ->
                                                                SalesforceError.refused(
                                                                        "INVALID_FIELD",
                                                                        "No such column '"
                                                                                + name
                                                                                + "' on entity '"
                                                                                + kind.name()
                                                                                + "'"))
                                                .name())
                        .toList();
    }

    private static boolean isFound(JsonObject record, String digits) {
        return PHONES.stream()
                .map(record::getString)
                .anyMatch(
                        phone -> phone != null && phone.replaceAll("[^0-9]", "").endsWith(digits));
    }

    private static JsonObject answered(
            Kind kind, JsonObject record, List<String> fields, String root) {
        JsonObject answered =
                new JsonObject()
                        .put(
                                "attributes",
                                new JsonObject()
                                        .put("type", kind.name())
                                        .put(
                                                "url",
                                                root
                                                        + "/sobjects/"
                                                        + kind.name()
                                                        + "/"
                                                        + record.getString("Id")));
        fields.forEach(field -> answered.put(field, record.getValue(field)));
        return answered;
    }
}

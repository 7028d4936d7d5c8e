package io.supportassistant.doubles.crm;

import io.supportassistant.doubles.crm.SalesforceSchema.Field;
import io.supportassistant.doubles.crm.SalesforceSchema.Kind;
import io.supportassistant.doubles.crm.SalesforceSchema.Type;
import io.supportassistant.doubles.crm.SoqlQuery.Comparison;
import io.supportassistant.doubles.crm.SoqlQuery.Condition;
import io.supportassistant.doubles.crm.SoqlQuery.Junction;
import io.supportassistant.doubles.crm.SoqlQuery.Value;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** Runs queries on the stored records; rejects queries that do not fit the schema. */
final class SoqlRunner {

    /** Fields that exist on every record a reference can lead to, whatever its kind. */
    private static final Set<String> COMMON_FIELDS = Set.of("type", "id", "name");

    private final SalesforceSchema schema;
    private final SalesforceOrg org;

    SoqlRunner(SalesforceSchema schema, SalesforceOrg org) {
        this.schema = schema;
        this.org = org;
    }

    /**
     * Runs a query.
     *
     * @param root path of the API, for the URLs of records
     * @return records in the format of the response
     * @throws SalesforceError if the query is malformed, or names a kind or field that does not
     *     exist
     */
    List<JsonObject> run(String soql, String root) {
        SoqlQuery query = SoqlParser.parse(soql);
        Kind kind = schema.kind(query.from());
        Set<String> once = new HashSet<>();
        for (String path : query.select()) {
            field(kind, path);
            if (!once.add(path.toLowerCase(Locale.ROOT))) {
                throw SalesforceError.malformed("duplicate field selected: " + path);
            }
        }
        if (query.where() != null) {
            check(kind, query.where());
        }
        Stream<JsonObject> found =
                org.all(kind).stream()
                        .filter(
                                record ->
                                        query.where() == null
                                                || holds(kind, record, query.where()));
        for (int i = query.orders().size() - 1; i >= 0; i--) {
            SoqlQuery.Order order = query.orders().get(i);
            filterable(field(kind, order.field()));
            Comparator<JsonObject> by =
                    Comparator.comparing(
                            record -> String.valueOf(valueOf(kind, record, order.field())));
            found = found.sorted(order.descending() ? by.reversed() : by);
        }
        return found.limit(query.limit() < 0 ? Long.MAX_VALUE : query.limit())
                .map(record -> answered(kind, record, query.select(), root))
                .toList();
    }

    private void check(Kind kind, Condition condition) {
        if (condition instanceof Junction junction) {
            junction.parts().forEach(part -> check(kind, part));
            return;
        }
        Comparison comparison = (Comparison) condition;
        Field field = field(kind, comparison.field());
        filterable(field);
        comparison.values().forEach(value -> check(field, value));
    }

    private static void filterable(Field field) {
        if (!field.filterable()) {
            throw SalesforceError.refused(
                    "INVALID_FIELD",
                    "field '" + field.name() + "' can not be filtered in a query call");
        }
    }

    private static void check(Field field, Value value) {
        if (value.isNull()) {
            return;
        }
        if (value.quoted() != field.type().isText()) {
            throw SalesforceError.refused(
                    "INVALID_FIELD",
                    "value of filter criterion for field '"
                            + field.name()
                            + "' must be of type "
                            + field.type().name().toLowerCase(Locale.ROOT)
                            + " and should "
                            + (value.quoted() ? "not " : "")
                            + "be enclosed in quotes");
        }
        if ((field.type() == Type.ID || field.type() == Type.REFERENCE)
                && !SalesforceIds.isId(value.text())) {
            throw SalesforceError.refused(
                    "INVALID_QUERY_FILTER_OPERATOR", "invalid ID field: " + value.text());
        }
        if (field.type() == Type.DATETIME) {
            instant(value.text());
        }
    }

    private boolean holds(Kind kind, JsonObject record, Condition condition) {
        if (condition instanceof Junction junction) {
            return junction.and()
                    ? junction.parts().stream().allMatch(part -> holds(kind, record, part))
                    : junction.parts().stream().anyMatch(part -> holds(kind, record, part));
        }
        Comparison comparison = (Comparison) condition;
        Field field = field(kind, comparison.field());
        Object actual = valueOf(kind, record, comparison.field());
        // The value behind an empty reference is neither equal nor unequal to anything.
        boolean nobody = comparison.field().contains(".") && actual == null;
        boolean among =
                comparison.values().stream().anyMatch(value -> isSame(field, actual, value));
        return switch (comparison.operator()) {
            case "=", "IN" -> among;
            case "!=", "NOT IN" -> !nobody && !among;
            default -> actual != null && isOrdered(field, actual, comparison);
        };
    }

    private static boolean isSame(Field field, Object actual, Value value) {
        if (actual == null || value.isNull()) {
            return actual == null && value.isNull();
        }
        return switch (field.type()) {
            case ID, REFERENCE -> SalesforceIds.same(actual.toString(), value.text());
            case DATETIME -> instant(actual.toString()).equals(instant(value.text()));
            default -> actual.toString().equalsIgnoreCase(value.text());
        };
    }

    private static boolean isOrdered(Field field, Object actual, Comparison comparison) {
        String wanted = comparison.values().get(0).text();
        int order =
                switch (field.type()) {
                    case DATETIME -> instant(actual.toString()).compareTo(instant(wanted));
                    case INT -> Integer.compare((Integer) actual, Integer.parseInt(wanted));
                    default -> actual.toString().compareToIgnoreCase(wanted);
                };
        return switch (comparison.operator()) {
            case "<" -> order < 0;
            case ">" -> order > 0;
            case "<=" -> order <= 0;
            default -> order >= 0;
        };
    }

    private static Instant instant(String text) {
        try {
            return text.matches(".*[+-]\\d{4}")
                    ? OffsetDateTime.parse(text, SalesforceOrg.TIME).toInstant()
                    : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException e) {
            throw SalesforceError.malformed("line 1: no viable alternative at '" + text + "'");
        }
    }

    /**
     * The field that a path leads to. A reference to several kinds offers only the fields common to
     * all.
     */
    private Field field(Kind kind, String path) {
        int dot = path.indexOf('.');
        if (dot < 0) {
            return kind.field(path).orElseThrow(() -> noColumn(kind, path));
        }
        Field reference =
                kind.relationship(path.substring(0, dot))
                        .orElseThrow(
                                () ->
                                        SalesforceError.refused(
                                                "INVALID_FIELD",
                                                "Didn't understand relationship '"
                                                        + path.substring(0, dot)
                                                        + "' in field path."));
        String rest = path.substring(dot + 1);
        if (reference.refersTo().size() == 1) {
            return field(schema.kind(reference.refersTo().get(0)), rest);
        }
        if (!COMMON_FIELDS.contains(rest.toLowerCase(Locale.ROOT))) {
            throw noColumn(kind, path);
        }
        return new Field(rest, Type.STRING, 0, false, true, false, List.of(), Set.of());
    }

    private static SalesforceError noColumn(Kind kind, String path) {
        return SalesforceError.refused(
                "INVALID_FIELD",
                "No such column '"
                        + path
                        + "' on entity '"
                        + kind.name()
                        + "'. If you are attempting to use a custom field, be sure to append the"
                        + " '__c' after the custom field name. Please reference your WSDL or the"
                        + " describe call for the appropriate names.");
    }

    private Object valueOf(Kind kind, JsonObject record, String path) {
        int dot = path.indexOf('.');
        if (dot < 0) {
            return record.getValue(field(kind, path).name());
        }
        Field reference = kind.relationship(path.substring(0, dot)).orElseThrow();
        String id = record.getString(reference.name());
        Kind target = id == null ? null : org.kindOf(id).orElseThrow();
        if (target == null) {
            return null;
        }
        String rest = path.substring(dot + 1);
        return rest.equalsIgnoreCase("Type")
                ? target.name()
                : valueOf(target, org.byId(target, id).orElseThrow(), rest);
    }

    private JsonObject answered(Kind kind, JsonObject record, List<String> select, String root) {
        JsonObject answered = new JsonObject().put("attributes", attributes(kind, record, root));
        for (String path : select) {
            int dot = path.indexOf('.');
            if (dot < 0) {
                answered.put(field(kind, path).name(), valueOf(kind, record, path));
                continue;
            }
            Field reference = kind.relationship(path.substring(0, dot)).orElseThrow();
            String id = record.getString(reference.name());
            if (id == null) {
                answered.putNull(reference.relationship());
                continue;
            }
            Kind target = org.kindOf(id).orElseThrow();
            JsonObject nested = answered.getJsonObject(reference.relationship());
            if (nested == null) {
                nested =
                        new JsonObject()
                                .put(
                                        "attributes",
                                        attributes(
                                                target, org.byId(target, id).orElseThrow(), root));
                answered.put(reference.relationship(), nested);
            }
            nested.put(field(kind, path).name(), valueOf(kind, record, path));
        }
        return answered;
    }

    private static JsonObject attributes(Kind kind, JsonObject record, String root) {
        return new JsonObject()
                .put("type", kind.name())
                .put("url", root + "/sobjects/" + kind.name() + "/" + record.getString("Id"));
    }
}

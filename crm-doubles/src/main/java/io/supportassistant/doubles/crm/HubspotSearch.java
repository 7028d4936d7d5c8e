package io.supportassistant.doubles.crm;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A search, parsed as strictly as HubSpot does. */
final class HubspotSearch {

    private static final int MAX_BODY = 3000;
    private static final int MAX_GROUPS = 5;
    private static final int MAX_FILTERS = 6;
    private static final int MAX_FILTERS_IN_ALL = 18;
    private static final int MAX_LIMIT = 200;
    private static final int MAX_RESULTS = 10_000;
    private static final Set<String> KEYS =
            Set.of("filterGroups", "properties", "sorts", "limit", "after", "query");

    /** The properties that {@code query} searches, for every kind of record. */
    private static final Set<String> QUERIED =
            Set.of(
                    "firstname",
                    "lastname",
                    "email",
                    "phone",
                    "mobilephone",
                    "company",
                    "name",
                    "domain",
                    "website",
                    "subject",
                    "content",
                    "hs_call_title",
                    "hs_call_body");

    private static final String ASSOCIATIONS = "associations.";

    /** The ids associated with a record; the kind is in the singular. */
    interface Associated {
        Set<String> with(String id, String kind);
    }

    private record Filter(
            String property, String operator, String value, String high, List<String> values) {}

    private final HubspotRecords records;
    private final Associated associated;
    private final List<List<Filter>> groups = new ArrayList<>();
    private final List<String> properties;
    private final List<String> queried;
    private final int limit;
    private final int after;
    private final Comparator<HubspotRecords.Entry> order;

    /**
     * @throws HubspotProblem if HubSpot would reject the search
     */
    HubspotSearch(String body, HubspotRecords records, Associated associated) {
        this.records = records;
        this.associated = associated;
        if (body.length() > MAX_BODY) {
            throw HubspotProblem.invalid(
                    "The request body must not be longer than 3000 characters");
        }
        JsonObject search = HubspotJson.object(body);
        HubspotJson.only(search, KEYS);
        int filters = 0;
        for (JsonObject group : HubspotJson.objects(search, "filterGroups")) {
            HubspotJson.only(group, Set.of("filters"));
            List<Filter> read =
                    HubspotJson.objects(group, "filters").stream().map(this::filter).toList();
            if (read.isEmpty() || read.size() > MAX_FILTERS) {
                throw HubspotProblem.invalid("A filter group must have 1 to 6 filters");
            }
            filters += read.size();
            groups.add(read);
        }
        if (groups.size() > MAX_GROUPS || filters > MAX_FILTERS_IN_ALL) {
            throw HubspotProblem.invalid("Too many filters: at most 5 groups and 18 filters");
        }
        this.properties = HubspotJson.texts(search, "properties");
        this.queried = words(HubspotJson.text(search, "query"));
        this.limit = number(search.getValue("limit"), 10);
        this.after = number(search.getValue("after"), 0);
        if (limit < 1 || limit > MAX_LIMIT) {
            throw HubspotProblem.invalid("limit must be from 1 to 200");
        }
        if (after + limit > MAX_RESULTS) {
            throw HubspotProblem.invalid("Paging goes to 10000 results and no further");
        }
        this.order = order(HubspotJson.objects(search, "sorts"));
    }

    private static int number(Object value, int byDefault) {
        if (value == null) {
            return byDefault;
        }
        try {
            return Integer.parseInt(value.toString());
        } catch (NumberFormatException e) {
            throw HubspotProblem.invalid("Invalid input JSON: a number was expected");
        }
    }

    private Filter filter(JsonObject json) {
        HubspotJson.only(json, Set.of("propertyName", "operator", "value", "highValue", "values"));
        String property = HubspotJson.text(json, "propertyName");
        String operator = HubspotJson.text(json, "operator");
        boolean known =
                property != null
                        && (records.schema().has(property) || property.startsWith(ASSOCIATIONS));
        if (!known) {
            throw HubspotProblem.invalid("There is no property " + property + " to filter by");
        }
        Filter filter =
                new Filter(
                        property,
                        operator == null ? "" : operator,
                        HubspotJson.text(json, "value"),
                        HubspotJson.text(json, "highValue"),
                        json.containsKey("values") ? HubspotJson.texts(json, "values") : null);
        check(filter);
        return filter;
    }

    private static void check(Filter filter) {
        boolean value = filter.value() != null;
        boolean high = filter.high() != null;
        boolean values = filter.values() != null && !filter.values().isEmpty();
        boolean fits =
                switch (filter.operator()) {
                    case "EQ",
                            "NEQ",
                            "LT",
                            "LTE",
                            "GT",
                            "GTE",
                            "CONTAINS_TOKEN",
                            "NOT_CONTAINS_TOKEN" ->
                            value && !high && !values;
                    case "BETWEEN" -> value && high && !values;
                    case "IN", "NOT_IN" -> values && !value && !high;
                    case "HAS_PROPERTY", "NOT_HAS_PROPERTY" -> !value && !high && !values;
                    default -> false;
                };
        if (!fits) {
            throw HubspotProblem.invalid(
                    "A filter with the operator '" + filter.operator() + "' is not valid");
        }
    }

    private Comparator<HubspotRecords.Entry> order(List<JsonObject> sorts) {
        if (sorts.size() > 1) {
            throw HubspotProblem.invalid("Only one sort is allowed");
        }
        if (sorts.isEmpty()) {
            return Comparator.comparing(HubspotRecords.Entry::createdAt);
        }
        HubspotJson.only(sorts.get(0), Set.of("propertyName", "direction"));
        String property = HubspotJson.text(sorts.get(0), "propertyName");
        String direction = HubspotJson.text(sorts.get(0), "direction");
        if (!records.schema().has(property)
                || !Set.of("ASCENDING", "DESCENDING").contains(String.valueOf(direction))) {
            throw HubspotProblem.invalid("There is no such sort");
        }
        Comparator<HubspotRecords.Entry> ascending =
                Comparator.comparing(entry -> entry.properties().getOrDefault(property, ""));
        return direction.equals("ASCENDING") ? ascending : ascending.reversed();
    }

    JsonObject results() {
        Instant now = Instant.now();
        List<HubspotRecords.Entry> found =
                records.all().stream()
                        .filter(entry -> !entry.searchableAt().isAfter(now))
                        .filter(this::matches)
                        .sorted(order)
                        .toList();
        int end = Math.min(found.size(), after + limit);
        JsonArray results = new JsonArray();
        IntStream.range(Math.min(after, end), end)
                .forEach(i -> results.add(records.show(found.get(i), properties)));
        JsonObject answer = new JsonObject().put("total", found.size()).put("results", results);
        if (end < found.size()) {
            JsonObject next = new JsonObject().put("after", Integer.toString(end));
            answer.put("paging", new JsonObject().put("next", next));
        }
        return answer;
    }

    /** Each word of the query must be a prefix of a word in any of the record's properties. */
    private boolean isQueried(HubspotRecords.Entry entry) {
        List<String> has =
                entry.properties().entrySet().stream()
                        .filter(property -> QUERIED.contains(property.getKey()))
                        .flatMap(property -> words(property.getValue()).stream())
                        .toList();
        return queried.stream()
                .allMatch(word -> has.stream().anyMatch(one -> one.startsWith(word)));
    }

    private static List<String> words(String text) {
        return text == null
                ? List.of()
                : Stream.of(text.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}+]+"))
                        .filter(word -> !word.isEmpty())
                        .toList();
    }

    private boolean matches(HubspotRecords.Entry entry) {
        return isQueried(entry) && isFiltered(entry);
    }

    private boolean isFiltered(HubspotRecords.Entry entry) {
        return groups.isEmpty()
                || groups.stream()
                        .anyMatch(group -> group.stream().allMatch(filter -> holds(filter, entry)));
    }

    private boolean holds(Filter filter, HubspotRecords.Entry entry) {
        if (filter.property().startsWith(ASSOCIATIONS)) {
            String kind = filter.property().substring(ASSOCIATIONS.length());
            Set<String> ids = associated.with(entry.id(), kind);
            return switch (filter.operator()) {
                case "EQ" -> ids.contains(filter.value());
                case "IN" -> filter.values().stream().anyMatch(ids::contains);
                default -> throw HubspotProblem.invalid("Associations are filtered by EQ and IN");
            };
        }
        String stored = entry.properties().get(filter.property());
        String has = stored == null ? "" : stored.toLowerCase(Locale.ROOT);
        return switch (filter.operator()) {
            case "HAS_PROPERTY" -> !has.isEmpty();
            case "NOT_HAS_PROPERTY" -> has.isEmpty();
            case "EQ" -> !has.isEmpty() && has.equals(filter.value().toLowerCase(Locale.ROOT));
            case "NEQ" -> !has.equals(filter.value().toLowerCase(Locale.ROOT));
            // Values that are not in lower case match nothing.
            case "IN" -> filter.values().contains(has);
            case "NOT_IN" -> !filter.values().contains(has);
            case "CONTAINS_TOKEN" -> hasToken(has, filter.value());
            case "NOT_CONTAINS_TOKEN" -> !hasToken(has, filter.value());
            case "LT" -> has.compareTo(filter.value()) < 0;
            case "LTE" -> has.compareTo(filter.value()) <= 0;
            case "GT" -> has.compareTo(filter.value()) > 0;
            case "GTE" -> has.compareTo(filter.value()) >= 0;
            default -> has.compareTo(filter.value()) >= 0 && has.compareTo(filter.high()) <= 0;
        };
    }

    private static boolean hasToken(String has, String token) {
        StringBuilder pattern = new StringBuilder();
        for (String part : token.toLowerCase(Locale.ROOT).split("\\*", -1)) {
            pattern.append(pattern.isEmpty() ? "" : ".*")
                    .append(java.util.regex.Pattern.quote(part));
        }
        return List.of(has.split("\\s+")).stream().anyMatch(one -> one.matches(pattern.toString()));
    }
}

package io.supportassistant.doubles.crm;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

/** Operations on the records of an account; each method takes and returns JSON bodies. */
final class HubspotObjects {

    private static final int MAX_INPUTS = 100;
    private static final int MAX_ASSOCIATION_INPUTS = 1000;
    private static final int MAX_LISTED = 100;

    /** A search finds a new record only after this delay. */
    private static final Duration SEARCH_DELAY = Duration.ofSeconds(5);

    private final HubspotPortal portal;
    private final BiConsumer<HubspotRecords, HubspotRecords.Entry> onWrite;
    private volatile int associationsAPage = 500;

    /**
     * @param onWrite called for every record created or changed
     */
    HubspotObjects(HubspotPortal portal, BiConsumer<HubspotRecords, HubspotRecords.Entry> onWrite) {
        this.portal = portal;
        this.onWrite = onWrite;
    }

    void associationsAPage(int most) {
        associationsAPage = most;
    }

    JsonObject list(HubspotRecords records, String limit) {
        if (limit == null || !limit.matches("\\d{1,3}") || Integer.parseInt(limit) > MAX_LISTED) {
            throw HubspotProblem.invalid("limit must be from 1 to 100");
        }
        JsonArray results = new JsonArray();
        records.all().stream()
                .limit(Integer.parseInt(limit))
                .forEach(entry -> results.add(records.show(entry, List.of())));
        return new JsonObject().put("results", results);
    }

    JsonObject read(HubspotRecords records, String id, String idProperty, String properties) {
        if (idProperty != null && !records.schema().isUnique(idProperty)) {
            throw HubspotProblem.invalid(
                    idProperty + " is not a unique property of " + records.type());
        }
        List<String> requested =
                properties == null ? List.of() : Arrays.asList(properties.split(",", -1));
        return (idProperty == null ? records.find(id) : records.find(idProperty, id))
                .map(entry -> records.show(entry, requested))
                .orElseThrow(() -> HubspotProblem.notFound("resource not found"));
    }

    JsonObject search(HubspotRecords records, String body) {
        return new HubspotSearch(
                        body,
                        records,
                        (id, kind) ->
                                Set.copyOf(
                                        portal.associations().of(records.type(), id, kind + "s")))
                .results();
    }

    JsonObject create(HubspotRecords records, String body) {
        JsonObject json = HubspotJson.object(body);
        HubspotJson.only(json, Set.of("properties", "associations"));
        Map<String, String> values = values(records, HubspotJson.child(json, "properties"), true);
        List<JsonObject> associations = HubspotJson.objects(json, "associations");
        associations.forEach(one -> checkAssociation(records.type(), one));
        HubspotRecords.Entry entry = records.add(values, Instant.now().plus(SEARCH_DELAY));
        associations.forEach(
                one ->
                        portal.associations()
                                .link(
                                        records.type(),
                                        entry.id(),
                                        target(records.type(), one),
                                        one.getJsonObject("to").getString("id")));
        onWrite.accept(records, entry);
        return records.show(entry, values.keySet());
    }

    private Map<String, String> values(HubspotRecords records, JsonObject given, boolean creates) {
        Map<String, String> values = records.schema().take(given, creates);
        if (records.type().equals(HubspotPortal.TICKETS)) {
            portal.checkStage(values);
        }
        return values;
    }

    private void checkAssociation(String from, JsonObject one) {
        HubspotJson.only(one, Set.of("to", "types"));
        String to = target(from, one);
        String id = HubspotJson.text(HubspotJson.child(one, "to"), "id");
        if (id == null || portal.of(to).find(id).isEmpty()) {
            throw HubspotProblem.invalid("No " + to + " with the id that was to be associated");
        }
    }

    /** The kind that an association leads to, derived from its type. */
    private static String target(String from, JsonObject one) {
        for (JsonObject type : HubspotJson.objects(one, "types")) {
            if (!"HUBSPOT_DEFINED".equals(type.getValue("associationCategory"))) {
                continue;
            }
            for (String to :
                    List.of(HubspotPortal.CONTACTS, HubspotPortal.TICKETS, HubspotPortal.CALLS)) {
                Integer id = HubspotAssociations.typeId(from, to);
                if (id != null && id.equals(type.getValue("associationTypeId"))) {
                    return to;
                }
            }
        }
        throw HubspotProblem.invalid("There is no such type of association from " + from);
    }

    JsonObject associate(HubspotRecords from, String fromId, HubspotRecords to, String toId) {
        Integer type = HubspotAssociations.typeId(from.type(), to.type());
        if (type == null) {
            throw HubspotProblem.invalid("These kinds cannot be associated");
        }
        if (from.find(fromId).isEmpty() || to.find(toId).isEmpty()) {
            throw HubspotProblem.notFound("One of the records does not exist");
        }
        portal.associations().link(from.type(), fromId, to.type(), toId);
        JsonObject result =
                new JsonObject()
                        .put("from", new JsonObject().put("id", fromId))
                        .put("to", new JsonObject().put("id", toId))
                        .put(
                                "associationSpec",
                                new JsonObject()
                                        .put("associationCategory", "HUBSPOT_DEFINED")
                                        .put("associationTypeId", type));
        return new HubspotBatch().add(result).body();
    }

    HubspotBatch associations(HubspotRecords from, HubspotRecords to, String body) {
        HubspotBatch batch = new HubspotBatch();
        for (JsonObject input : inputs(body, Set.of("inputs"), MAX_ASSOCIATION_INPUTS)) {
            HubspotJson.only(input, Set.of("id", "after"));
            String id = HubspotJson.text(input, "id");
            List<String> all = portal.associations().of(from.type(), id, to.type());
            if (all.isEmpty()) {
                batch.add(HubspotProblem.notAssociated(from.type(), id, to.type()));
            } else {
                batch.add(page(from, id, to, all, HubspotJson.text(input, "after")));
            }
        }
        return batch;
    }

    private JsonObject page(
            HubspotRecords from, String id, HubspotRecords to, List<String> all, String after) {
        int begin = after == null ? 0 : Integer.parseInt(after);
        int end = Math.min(all.size(), begin + associationsAPage);
        JsonArray targets = new JsonArray();
        for (String target : all.subList(begin, end)) {
            JsonObject type =
                    new JsonObject()
                            .put("category", "HUBSPOT_DEFINED")
                            .put("typeId", HubspotAssociations.typeId(from.type(), to.type()))
                            .putNull("label");
            targets.add(
                    new JsonObject()
                            // A number here, but a text everywhere else.
                            .put("toObjectId", Long.parseLong(target))
                            .put("associationTypes", new JsonArray().add(type)));
        }
        JsonObject result =
                new JsonObject().put("from", new JsonObject().put("id", id)).put("to", targets);
        if (end < all.size()) {
            JsonObject next = new JsonObject().put("after", Integer.toString(end));
            result.put("paging", new JsonObject().put("next", next));
        }
        return result;
    }

    HubspotBatch batchRead(HubspotRecords records, String body) {
        JsonObject json = HubspotJson.object(body);
        List<String> properties = HubspotJson.texts(json, "properties");
        HubspotBatch batch = new HubspotBatch();
        Set<String> keys = Set.of("inputs", "properties", "idProperty");
        for (JsonObject input : inputs(body, keys, MAX_INPUTS)) {
            HubspotJson.only(input, Set.of("id"));
            records.find(String.valueOf(HubspotJson.text(input, "id")))
                    .ifPresentOrElse(
                            entry -> batch.add(records.show(entry, properties)),
                            () -> batch.add(HubspotProblem.notFound("Could not get some records")));
        }
        return batch;
    }

    HubspotBatch upsert(HubspotRecords records, String body) {
        List<JsonObject> inputs = inputs(body, Set.of("inputs"), MAX_INPUTS);
        for (JsonObject input : inputs) {
            HubspotJson.only(input, Set.of("idProperty", "id", "properties", "objectWriteTraceId"));
            String idProperty = HubspotJson.text(input, "idProperty");
            if (HubspotJson.text(input, "id") == null || !records.schema().isUnique(idProperty)) {
                throw HubspotProblem.invalid(
                        "Unable to perform update/upsert by non-unique property " + idProperty);
            }
        }
        HubspotBatch batch = new HubspotBatch();
        for (JsonObject input : inputs) {
            try {
                batch.add(upsert(records, input));
            } catch (HubspotProblem e) {
                batch.add(e);
            }
        }
        return batch;
    }

    private JsonObject upsert(HubspotRecords records, JsonObject input) {
        String idProperty = input.getString("idProperty");
        String id = input.getString("id");
        HubspotRecords.Entry existing = records.find(idProperty, id).orElse(null);
        Map<String, String> values =
                values(records, HubspotJson.child(input, "properties"), existing == null);
        values.put(idProperty, id);
        HubspotRecords.Entry entry = existing;
        if (existing == null) {
            entry = records.add(values, Instant.now().plus(SEARCH_DELAY));
        } else {
            records.update(existing, values);
        }
        onWrite.accept(records, entry);
        return records.show(entry, values.keySet()).put("new", existing == null);
    }

    private static List<JsonObject> inputs(String body, Set<String> keys, int most) {
        JsonObject json = HubspotJson.object(body);
        HubspotJson.only(json, keys);
        List<JsonObject> inputs = HubspotJson.objects(json, "inputs");
        if (inputs.isEmpty() || inputs.size() > most) {
            throw HubspotProblem.invalid("inputs must be 1 to " + most);
        }
        return inputs;
    }
}

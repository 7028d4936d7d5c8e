package io.supportassistant.doubles.crm;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** The records of one kind. */
final class HubspotRecords {

    /**
     * @param searchableAt when a search starts to find it
     */
    record Entry(
            String id, Map<String, String> properties, Instant createdAt, Instant searchableAt) {}

    private final String type;
    private final HubspotSchema schema;
    private final List<Entry> entries = new CopyOnWriteArrayList<>();
    private long nextId;

    /**
     * @param type in the plural, as in paths
     */
    HubspotRecords(String type, HubspotSchema schema, long firstId) {
        this.type = type;
        this.schema = schema;
        this.nextId = firstId;
    }

    String type() {
        return type;
    }

    HubspotSchema schema() {
        return schema;
    }

    Collection<Entry> all() {
        return entries;
    }

    Optional<Entry> find(String id) {
        return entries.stream().filter(entry -> entry.id().equals(id)).findFirst();
    }

    Optional<Entry> find(String idProperty, String value) {
        return entries.stream()
                .filter(entry -> value.equalsIgnoreCase(entry.properties().get(idProperty)))
                .findFirst();
    }

    /**
     * @param searchableAt when a search starts to find it
     */
    Entry add(Map<String, String> properties, Instant searchableAt) {
        for (String unique : schema.uniques()) {
            String value = properties.get(unique);
            if (value != null && find(unique, value).isPresent()) {
                throw HubspotProblem.conflict(unique + " already has that value");
            }
        }
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        String id = Long.toString(nextId++);
        Map<String, String> all = new ConcurrentHashMap<>(properties);
        all.put("hs_object_id", id);
        all.putIfAbsent(type.equals("calls") ? "hs_createdate" : "createdate", now.toString());
        all.put(
                type.equals("contacts") ? "lastmodifieddate" : "hs_lastmodifieddate",
                now.toString());
        Entry entry = new Entry(id, all, now, searchableAt);
        entries.add(entry);
        return entry;
    }

    void update(Entry entry, Map<String, String> properties) {
        entry.properties().putAll(properties);
    }

    /** In HubSpot's format: values are texts; a known property without a value is null. */
    JsonObject show(Entry entry, Collection<String> requested) {
        JsonObject properties = new JsonObject();
        Set<String> shown = new TreeSet<>(requested);
        shown.addAll(List.of("hs_object_id"));
        for (String name : shown) {
            if (schema.has(name)) {
                properties.put(name, entry.properties().get(name));
            }
        }
        return new JsonObject()
                .put("id", entry.id())
                .put("properties", properties)
                .put("createdAt", entry.createdAt().toString())
                .put("updatedAt", entry.createdAt().toString())
                .put("archived", false);
    }
}

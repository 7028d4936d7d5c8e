package io.supportassistant.service;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Problems an operator should look into although the service works: count and last occurrence by
 * source and reason. Reasons are fixed sentences without message content. Thread-safe.
 */
public final class Warnings {

    private static final Logger LOG = LoggerFactory.getLogger(Warnings.class);
    private static final int MAX = 50;

    private final Map<List<String>, Warning> known = new LinkedHashMap<>();

    /**
     * @param count since the service started
     */
    public record Warning(String source, String reason, long count, Instant lastAt) {}

    /**
     * Logs the first occurrence of each source and reason. When there are too many, the oldest is
     * evicted.
     */
    public void add(String source, String reason, Instant now) {
        boolean isNew;
        synchronized (this) {
            List<String> key = List.of(source, reason);
            Warning before = known.remove(key);
            isNew = before == null;
            if (isNew && known.size() >= MAX) {
                known.remove(known.keySet().iterator().next());
            }
            known.put(key, new Warning(source, reason, isNew ? 1 : before.count() + 1, now));
        }
        if (isNew) {
            LOG.warn("Unreadable message from {}: {}", source, reason);
        }
    }

    /** The latest first. */
    public synchronized List<Warning> all() {
        return known.values().stream()
                .sorted(Comparator.comparing(Warning::lastAt).reversed())
                .toList();
    }

    JsonArray toJson() {
        JsonArray json = new JsonArray();
        for (Warning warning : all()) {
            json.add(
                    new JsonObject()
                            .put("source", warning.source())
                            .put("reason", warning.reason())
                            .put("count", warning.count())
                            .put("last_at", warning.lastAt().toString()));
        }
        return json;
    }
}

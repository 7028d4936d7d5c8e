package io.supportassistant.push;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Encoded values by id. The oldest are evicted when there are too many or they take too much
 * memory.
 */
final class BoundedParts {

    private final int maxParts;
    private final int maxBytes;
    private final Map<String, byte[]> parts = new LinkedHashMap<>();
    private int bytes;

    /**
     * @param maxBytes of all values together; a single larger value is kept
     */
    BoundedParts(int maxParts, int maxBytes) {
        this.maxParts = maxParts;
        this.maxBytes = maxBytes;
    }

    /** A value that is replaced keeps its place. */
    void put(String id, byte[] part) {
        byte[] before = parts.put(id, part);
        bytes += footprint(id, part) - (before == null ? 0 : footprint(id, before));
        Iterator<Map.Entry<String, byte[]>> eldest = parts.entrySet().iterator();
        while (parts.size() > maxParts || bytes > maxBytes && parts.size() > 1) {
            Map.Entry<String, byte[]> removed = eldest.next();
            eldest.remove();
            bytes -= footprint(removed.getKey(), removed.getValue());
        }
    }

    void remove(String id) {
        byte[] removed = parts.remove(id);
        bytes -= removed == null ? 0 : footprint(id, removed);
    }

    /**
     * @return null if there is no such value
     */
    byte[] get(String id) {
        return parts.get(id);
    }

    int size() {
        return parts.size();
    }

    int bytes() {
        return bytes;
    }

    private static int footprint(String id, byte[] part) {
        return HeapBytes.OBJECT + HeapBytes.of(id) + part.length;
    }

    /** The values of the ids that match; the values are JSON objects. */
    JsonArray toJson(Predicate<String> wanted) {
        List<Object> objects = new ArrayList<>();
        parts.forEach(
                (id, part) -> {
                    if (wanted.test(id)) {
                        objects.add(new JsonObject(Buffer.buffer(part)));
                    }
                });
        return new JsonArray(objects);
    }
}

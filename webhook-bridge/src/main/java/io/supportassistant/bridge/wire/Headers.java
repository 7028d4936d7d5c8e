package io.supportassistant.bridge.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/** The headers of a request: names in any case, each with any number of values. */
public final class Headers {

    private final Map<String, List<String>> values = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    /**
     * @param fields names and values in the order they came
     */
    public Headers(Iterable<Map.Entry<String, String>> fields) {
        for (Map.Entry<String, String> field : fields) {
            values.computeIfAbsent(field.getKey(), name -> new ArrayList<>()).add(field.getValue());
        }
    }

    /** The first value, or null. */
    public String first(String name) {
        List<String> all = values.get(name);
        return all == null ? null : all.get(0);
    }

    public boolean has(String name) {
        return values.containsKey(name);
    }

    /** Each name with its first value. */
    public void forEach(BiConsumer<String, String> taker) {
        values.forEach((name, all) -> taker.accept(name, all.get(0)));
    }
}

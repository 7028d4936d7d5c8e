package io.supportassistant.bridge.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/** The headers of a request: case-insensitive names, each with any number of values. */
public final class Headers {

    private final List<Map.Entry<String, String>> fields = new ArrayList<>();

    /**
     * @param fields names and values in the order received
     */
    public Headers(Iterable<Map.Entry<String, String>> fields) {
        fields.forEach(this.fields::add);
    }

    /** The first value, or null. */
    public String first(String name) {
        for (Map.Entry<String, String> field : fields) {
            if (field.getKey().equalsIgnoreCase(name)) {
                return field.getValue();
            }
        }
        return null;
    }

    public boolean has(String name) {
        return first(name) != null;
    }

    /** Calls {@code action} with each name and each of its values. */
    public void forEach(BiConsumer<String, String> action) {
        fields.forEach(field -> action.accept(field.getKey(), field.getValue()));
    }
}

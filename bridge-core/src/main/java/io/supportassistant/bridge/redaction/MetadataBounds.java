package io.supportassistant.bridge.redaction;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Limits the metadata that a source may add to a call: {@value #MOST_VALUES} values, {@value
 * #MOST_CHARACTERS} characters of names and values, {@value #DEEPEST} levels. Metadata is redacted,
 * stored and kept with the call, and none of these may take long.
 */
public final class MetadataBounds {

    public static final int MOST_VALUES = 500;
    public static final int MOST_CHARACTERS = 64 * 1024;
    public static final int DEEPEST = 8;

    /** The name of the note that replaces metadata that was cut off. */
    public static final String NOTE = "metadata_cut";

    private int values;
    private int characters;
    private boolean isCut;

    private MetadataBounds() {}

    /** A sentence that describes which limit metadata exceeds, or null if none. */
    public static String problem(Map<String, Object> metadata) {
        MetadataBounds bounds = new MetadataBounds();
        bounds.map(metadata, 1);
        return bounds.isCut ? sentence() : null;
    }

    /** The part of the metadata within the limits, with a note if something was cut off. */
    static Map<String, Object> cut(Map<String, Object> metadata) {
        MetadataBounds bounds = new MetadataBounds();
        Map<String, Object> kept = bounds.map(metadata, 1);
        if (bounds.isCut) {
            kept.put(NOTE, sentence());
        }
        return kept;
    }

    private static String sentence() {
        return "more than %d values, %d characters or %d levels"
                .formatted(MOST_VALUES, MOST_CHARACTERS, DEEPEST);
    }

    private Map<String, Object> map(Map<?, ?> map, int depth) {
        Map<String, Object> kept = new LinkedHashMap<>();
        for (Map.Entry<?, ?> field : map.entrySet()) {
            String name = String.valueOf(field.getKey());
            if (!hasRoom(name.length())) {
                break;
            }
            kept.put(name, value(field.getValue(), depth));
        }
        return kept;
    }

    private Object value(Object value, int depth) {
        boolean isContainer = value instanceof Map<?, ?> || value instanceof List<?>;
        if (isContainer && depth == DEEPEST) {
            isCut = true;
            return null;
        }
        if (value instanceof Map<?, ?> map) {
            return map(map, depth + 1);
        }
        if (value instanceof List<?> list) {
            List<Object> kept = new ArrayList<>();
            for (Object item : list) {
                if (!hasRoom(0)) {
                    break;
                }
                kept.add(value(item, depth + 1));
            }
            return kept;
        }
        int length = value instanceof String || value instanceof Number ? length(value) : 0;
        if (characters + length > MOST_CHARACTERS) {
            isCut = true;
            return null;
        }
        characters += length;
        return value;
    }

    /** Does not expand a number with a huge exponent. */
    private static int length(Object value) {
        return value instanceof String text ? text.length() : value.toString().length();
    }

    private boolean hasRoom(int ofName) {
        values++;
        characters += ofName;
        boolean hasRoom = values <= MOST_VALUES && characters <= MOST_CHARACTERS;
        isCut |= !hasRoom;
        return hasRoom;
    }
}

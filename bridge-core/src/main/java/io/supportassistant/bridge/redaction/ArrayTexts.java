package io.supportassistant.bridge.redaction;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.supportassistant.personaldata.Finding;
import io.supportassistant.redaction.Redactor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Redacts the texts of an array as one text, because speech services send words one by one, and so
 * a card number in pieces. Texts at the same path within each item belong together, such as {@code
 * words[].word}. An object with numbered names counts as an array.
 */
final class ArrayTexts {

    /** How many levels below the array a text may be; twice the depth of metadata. */
    private static final int MAX_STEPS = 16;

    /** In all arrays; a message of only brackets would have millions. */
    private static final int MAX_PLACES = 100_000;

    /**
     * A text is part of every array around it; in total, at most this many times all texts are
     * read.
     */
    private static final int MAX_READINGS = 5;

    /** Fields whose numbers are independent in every item. */
    private static final Pattern MEASURES =
            Pattern.compile(
                    "time|second|nano|milli|micro|start|end|offset|duration|confidence|score|id|index"
                        + "|channel|sequence|type|speaker|language");

    private static final Pattern NUMBERED = Pattern.compile("(\\D{0,40})\\d{1,9}");

    /**
     * @param number index of the value in the document, counting all scalar values
     */
    private record Part(int number, String text) {}

    /** A path within the items of an array, and the texts at that path. */
    private static final class Place {
        private final int steps;
        private Map<Object, Place> next = Map.of();
        private List<Part> parts = List.of();
        private long characters;

        Place(int steps) {
            this.steps = steps;
        }

        void add(Part part) {
            parts = parts.isEmpty() ? new ArrayList<>() : parts;
            parts.add(part);
            characters += part.text().length() + 1;
        }

        /** Returns the child place; null if nothing created it yet. */
        Place after(Object step) {
            return next.get(step);
        }

        void put(Object step, Place place) {
            next = next.isEmpty() ? new HashMap<>() : next;
            next.put(step, place);
        }
    }

    private final List<Place> places = new ArrayList<>();
    private int count;
    private long characters;

    private ArrayTexts() {}

    /**
     * The redacted texts of which a part is personal, by the index of the value in the document;
     * empty if there are none.
     */
    static Map<Integer, String> redacted(Redactor redactor, JsonNode root) {
        if (!root.isContainerNode()) {
            return Map.of();
        }
        ArrayTexts texts = new ArrayTexts();
        texts.collect("", root, List.of());
        Map<Integer, String> redacted = new HashMap<>();
        for (Place place : texts.worthReading()) {
            redact(redactor, place.parts, redacted);
        }
        return redacted;
    }

    /**
     * The places with several texts; if these exceed the limit, the ones nearest to their arrays.
     */
    private List<Place> worthReading() {
        List<Place> several = places.stream().filter(place -> place.parts.size() > 1).toList();
        long left = MAX_READINGS * characters;
        Set<Place> read = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Place place :
                several.stream().sorted(Comparator.comparingInt(place -> place.steps)).toList()) {
            left -= place.characters;
            if (left < 0) {
                break;
            }
            read.add(place);
        }
        return several.stream().filter(read::contains).toList();
    }

    /**
     * @param around the places of the node within the items of the arrays around it
     */
    private void collect(String name, JsonNode node, List<Place> around) {
        if (node instanceof ArrayNode array) {
            Place items = place(0);
            for (int i = 0; i < array.size(); i++) {
                List<Place> within = descend(around, i);
                within.add(items);
                collect("", array.get(i), within);
            }
        } else if (node instanceof ObjectNode object && isNumbered(object)) {
            Place items = place(0);
            for (Map.Entry<String, JsonNode> field : object.properties()) {
                List<Place> within = descend(around, field.getKey());
                within.add(items);
                collect("", field.getValue(), within);
            }
        } else if (node instanceof ObjectNode object) {
            for (Map.Entry<String, JsonNode> field : object.properties()) {
                String key = field.getKey();
                collect(key, field.getValue(), descend(around, key));
            }
        } else {
            int number = count++;
            // A number counts as a word only in an array of bare values.
            boolean isWord =
                    node.isTextual() ? !isMeasure(name) : node.isNumber() && name.isEmpty();
            if (isWord && !around.isEmpty()) {
                String text = node.isNumber() ? JsonRedaction.plain(node) : node.asText();
                Part part = new Part(number, text);
                characters += text.length() + 1;
                around.forEach(place -> place.add(part));
            }
        }
    }

    /**
     * Whether the names are numbers, or one word with different numbers: an array in all but type.
     */
    private static boolean isNumbered(ObjectNode object) {
        String first = null;
        for (Map.Entry<String, JsonNode> field : object.properties()) {
            Matcher name = NUMBERED.matcher(field.getKey());
            if (!name.matches() || first != null && !first.equals(name.group(1))) {
                return false;
            }
            first = name.group(1);
        }
        return object.size() > 1;
    }

    private Place place(int steps) {
        Place place = new Place(steps);
        places.add(place);
        return place;
    }

    /** The places one step deeper in each array; leaves out those beyond the limits. */
    private List<Place> descend(List<Place> around, Object step) {
        List<Place> reached = new ArrayList<>(around.size() + 1);
        for (Place place : around) {
            Place next = place.after(step);
            if (next == null && place.steps < MAX_STEPS && places.size() < MAX_PLACES) {
                next = place(place.steps + 1);
                place.put(step, next);
            }
            if (next != null) {
                reached.add(next);
            }
        }
        return reached;
    }

    private static boolean isMeasure(String name) {
        return MEASURES.matcher(name.toLowerCase(Locale.ROOT)).find();
    }

    private static void redact(Redactor redactor, List<Part> parts, Map<Integer, String> redacted) {
        StringBuilder all = new StringBuilder();
        for (Part part : parts) {
            all.append(part.text()).append(' ');
        }
        List<Finding> findings = redactor.find(all.toString());
        int start = 0;
        int next = 0;
        for (Part part : parts) {
            int end = start + part.text().length();
            while (next < findings.size() && findings.get(next).end() <= start) {
                next++;
            }
            String text = withPlaceholders(part.text(), start, findings, next);
            if (text != null) {
                redacted.put(part.number(), text);
            }
            start = end + 1;
        }
    }

    /**
     * The text with placeholders for the parts that findings cover, or null if no part is covered.
     */
    private static String withPlaceholders(
            String text, int start, List<Finding> findings, int first) {
        StringBuilder written = null;
        int from = 0;
        for (int i = first; i < findings.size(); i++) {
            Finding finding = findings.get(i);
            int begin = Math.max(0, finding.start() - start);
            int end = Math.min(text.length(), finding.end() - start);
            if (begin >= text.length()) {
                break;
            }
            written = written == null ? new StringBuilder() : written;
            written.append(text, from, begin).append(finding.kind().placeholder());
            from = end;
        }
        return written == null ? null : written.append(text.substring(from)).toString();
    }
}

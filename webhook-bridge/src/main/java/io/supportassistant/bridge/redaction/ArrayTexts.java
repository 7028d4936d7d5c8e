package io.supportassistant.bridge.redaction;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.supportassistant.redaction.Finding;
import io.supportassistant.redaction.Redactor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The texts of an array, read as one: those that stand at the same place within each item, such as
 * {@code words[].word}. Speech services give words one by one, and a card number with them.
 */
final class ArrayTexts {

    /** How far from the array a text may stand. */
    private static final int MOST_STEPS = 4;

    /** Fields that are numbers of their own in every item. */
    private static final Pattern MEASURES =
            Pattern.compile(
                    "time|second|nano|milli|micro|start|end|offset|duration|confidence|score|id|index"
                        + "|channel|sequence|type|speaker|language");

    /**
     * @param number of the value in the document, counting every text, number and the like
     */
    private record Part(int number, String text) {}

    /** A place within the items of an array, and the texts that stand there. */
    private static final class Place {
        private final int steps;
        private final Map<Object, Place> next = new HashMap<>();
        private final List<Part> parts = new ArrayList<>();

        Place(int steps) {
            this.steps = steps;
        }
    }

    private final List<Place> places = new ArrayList<>();
    private int count;

    private ArrayTexts() {}

    /**
     * The texts that are part of something personal, redacted, by the number of the value in the
     * document; empty if there are none.
     */
    static Map<Integer, String> redacted(Redactor redactor, JsonNode root) {
        if (!root.isContainerNode()) {
            return Map.of();
        }
        ArrayTexts texts = new ArrayTexts();
        texts.collect("", root, List.of());
        Map<Integer, String> redacted = new HashMap<>();
        for (Place place : texts.places) {
            if (place.parts.size() > 1) {
                redact(redactor, place.parts, redacted);
            }
        }
        return redacted;
    }

    /**
     * @param around where the node stands within the items of the arrays around it
     */
    private void collect(String name, JsonNode node, List<Place> around) {
        if (node instanceof ArrayNode array) {
            Place items = place(0);
            for (int i = 0; i < array.size(); i++) {
                List<Place> within = further(around, i);
                within.add(items);
                collect("", array.get(i), within);
            }
        } else if (node instanceof ObjectNode object) {
            for (Map.Entry<String, JsonNode> field : object.properties()) {
                String key = field.getKey();
                collect(key, field.getValue(), further(around, key));
            }
        } else {
            int number = count++;
            // A number is a word only where the array holds nothing else.
            boolean isWord =
                    node.isTextual() ? !isMeasure(name) : node.isNumber() && name.isEmpty();
            if (isWord && !around.isEmpty()) {
                String text = node.isNumber() ? JsonRedaction.plain(node) : node.asText();
                around.forEach(place -> place.parts.add(new Part(number, text)));
            }
        }
    }

    private Place place(int steps) {
        Place place = new Place(steps);
        places.add(place);
        return place;
    }

    /** A step further from each array; those that are too far away are left out. */
    private List<Place> further(List<Place> around, Object step) {
        List<Place> further = new ArrayList<>(around.size() + 1);
        for (Place place : around) {
            if (place.steps < MOST_STEPS) {
                further.add(place.next.computeIfAbsent(step, unknown -> place(place.steps + 1)));
            }
        }
        return further;
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

    /** The text without what findings cover of it, or null if none does. */
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

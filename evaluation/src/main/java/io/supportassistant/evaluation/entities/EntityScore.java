package io.supportassistant.evaluation.entities;

import io.supportassistant.events.DetectedEntity;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Precision, recall and F1 of found entities, by type and in total. A found entity is right if the
 * sentence has a label with the same type and value, ignoring case and outer spaces, that no other
 * found entity has matched.
 */
public final class EntityScore {

    private final Map<String, Counts> byType = new TreeMap<>();

    /**
     * @param marked number of labelled entities
     */
    public record Row(double precision, double recall, double f1, int marked) {}

    private record Counts(int right, int wrong, int missed) {

        Counts plus(Counts other) {
            return new Counts(right + other.right, wrong + other.wrong, missed + other.missed);
        }

        Row row() {
            double precision = right == 0 ? 0 : (double) right / (right + wrong);
            double recall = right == 0 ? 0 : (double) right / (right + missed);
            double f1 = right == 0 ? 0 : 2 * precision * recall / (precision + recall);
            return new Row(precision, recall, f1, right + missed);
        }
    }

    public void add(List<DetectedEntity> marked, List<DetectedEntity> found) {
        Map<DetectedEntity, Integer> expected = bag(marked);
        Map<DetectedEntity, Integer> actual = bag(found);
        Set<DetectedEntity> all = new HashSet<>(expected.keySet());
        all.addAll(actual.keySet());
        for (DetectedEntity entity : all) {
            int due = expected.getOrDefault(entity, 0);
            int given = actual.getOrDefault(entity, 0);
            int right = Math.min(due, given);
            byType.merge(
                    entity.type(), new Counts(right, given - right, due - right), Counts::plus);
        }
    }

    public SortedMap<String, Row> byType() {
        SortedMap<String, Row> rows = new TreeMap<>();
        byType.forEach((type, counts) -> rows.put(type, counts.row()));
        return rows;
    }

    public Row overall() {
        return byType.values().stream().reduce(new Counts(0, 0, 0), Counts::plus).row();
    }

    private static Map<DetectedEntity, Integer> bag(List<DetectedEntity> entities) {
        Map<DetectedEntity, Integer> bag = new HashMap<>();
        entities.forEach(entity -> bag.merge(normal(entity), 1, Integer::sum));
        return bag;
    }

    private static DetectedEntity normal(DetectedEntity entity) {
        return new DetectedEntity(entity.type(), entity.value().strip().toLowerCase(Locale.ROOT));
    }
}

package io.supportassistant.qdrant;

import java.util.List;
import java.util.Map;

/**
 * A vector with only its non-zero values.
 *
 * @param dimensions unsigned and distinct
 * @param values one for each of the dimensions
 */
public record SparseVector(List<Integer> dimensions, List<Float> values) {

    static SparseVector of(Map<Integer, Float> values) {
        return new SparseVector(List.copyOf(values.keySet()), List.copyOf(values.values()));
    }

    public boolean isEmpty() {
        return dimensions.isEmpty();
    }
}

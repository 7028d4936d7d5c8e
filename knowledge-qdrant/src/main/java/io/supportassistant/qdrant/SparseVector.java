package io.supportassistant.qdrant;

import java.util.List;
import java.util.Map;

/**
 * A vector of which only what is not zero is kept.
 *
 * @param dimensions unsigned, each once
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

package io.supportassistant.job.knowledge;

import org.apache.lucene.index.VectorSimilarityFunction;

/** Arithmetic of unit vectors. */
public final class Meaning {

    private Meaning() {}

    /** Of two unit vectors; 0 where they point away from each other. */
    public static double cosine(float[] a, float[] b) {
        return Math.max(0, VectorSimilarityFunction.DOT_PRODUCT.compare(a, b) * 2 - 1);
    }
}

package io.supportassistant.knowledge;

import java.util.List;
import org.apache.lucene.index.VectorSimilarityFunction;

/** Arithmetic of unit vectors. */
public final class UnitVectors {

    private UnitVectors() {}

    /** The cosine of two unit vectors; 0 if it is negative. */
    public static double cosine(float[] a, float[] b) {
        return Math.max(0, VectorSimilarityFunction.DOT_PRODUCT.compare(a, b) * 2 - 1);
    }

    /** The mean of at least one unit vector, as a unit vector. */
    static float[] mean(List<float[]> vectors) {
        float[] sum = new float[vectors.get(0).length];
        for (float[] vector : vectors) {
            for (int i = 0; i < sum.length; i++) {
                sum[i] += vector[i];
            }
        }
        double square = 0;
        for (float value : sum) {
            square += value * value;
        }
        double length = Math.max(1e-9, Math.sqrt(square));
        for (int i = 0; i < sum.length; i++) {
            sum[i] /= (float) length;
        }
        return sum;
    }
}

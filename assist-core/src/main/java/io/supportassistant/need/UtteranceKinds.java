package io.supportassistant.need;

import java.nio.file.Path;
import java.util.Map;

/**
 * Tells the purpose of a customer's utterance by its meaning and its form: logistic regression.
 *
 * @param provenance training data and method
 * @param fingerprint of the embeddings they were fitted with
 * @param need weights for: it states a problem, asks or wishes
 * @param identity weights for: it says who is calling (a name, a number, an address)
 */
public record UtteranceKinds(
        String provenance, String fingerprint, Weights need, Weights identity) {

    /** The weights that are part of the product. */
    public static UtteranceKinds standard() {
        return WeightsFile.shipped("utterance-kinds.json", UtteranceKinds.class);
    }

    public void write(Path file) {
        WeightsFile.write(file, this);
    }

    /**
     * Both as probabilities, 0 to 1.
     *
     * @param need that it states a problem, asks or wishes
     * @param identity that it says who is calling
     */
    public record Kind(double need, double identity) {

        public static final Kind UNKNOWN = new Kind(0, 0);

        private static final double AS_LIKELY_AS_NOT = 0.5;

        /** Whether it cannot bring a new need: the customer only says who is calling. */
        public boolean isIdentity() {
            return identity >= AS_LIKELY_AS_NOT && need < AS_LIKELY_AS_NOT;
        }
    }

    /**
     * @param meaning of the utterance, or null if it is unknown or from other embeddings
     * @param signs see {@link UtteranceSigns}
     */
    Kind of(float[] meaning, Map<String, Double> signs) {
        return meaning == null
                ? Kind.UNKNOWN
                : new Kind(need.probability(meaning, signs), identity.probability(meaning, signs));
    }

    /**
     * @param meaning a weight for each dimension of the vector
     */
    public record Weights(double bias, double[] meaning, Map<String, Double> signs) {

        public double probability(float[] said, Map<String, Double> given) {
            double sum = bias;
            for (int i = 0; i < said.length; i++) {
                sum += meaning[i] * said[i];
            }
            for (Map.Entry<String, Double> sign : given.entrySet()) {
                sum += signs.getOrDefault(sign.getKey(), 0.0) * sign.getValue();
            }
            return 1 / (1 + Math.exp(-sum));
        }
    }
}

package io.supportassistant.need;

import java.nio.file.Path;
import java.util.Map;

/**
 * Turns the signs of an article into the probability that it is the right one to show: logistic
 * regression, and a second regression that corrects it by how often cards shown at that moment were
 * right.
 *
 * @param provenance training data and method
 * @param fingerprint of the embeddings they were fitted with
 * @param withMeaning weights if the meaning of speech is compared with these embeddings
 * @param wordsOnly weights if it is not
 * @param correction of the log odds, fitted to cards of calls that the others were not fitted to
 */
public record NeedWeights(
        String provenance,
        String fingerprint,
        Linear withMeaning,
        Linear wordsOnly,
        Correction correction) {

    /** The weights that are part of the product. */
    public static NeedWeights standard() {
        return WeightsFile.shipped("call-need.json", NeedWeights.class);
    }

    public static NeedWeights read(Path file) {
        return WeightsFile.read(file, NeedWeights.class);
    }

    public void write(Path file) {
        WeightsFile.write(file, this);
    }

    /**
     * @param signs weight of each, in its own unit
     */
    public record Linear(double bias, Map<String, Double> signs) {

        public double logOdds(Map<String, Double> values) {
            double sum = bias;
            for (Map.Entry<String, Double> value : values.entrySet()) {
                sum += signs.getOrDefault(value.getKey(), 0.0) * value.getValue();
            }
            return sum;
        }
    }

    /** The log odds are multiplied by {@code slope}, then {@code shift} is added. */
    public record Correction(double slope, double shift) {

        public static final Correction NONE = new Correction(1, 0);
    }

    double probability(Map<String, Double> values, boolean meant) {
        double logOdds = (meant ? withMeaning : wordsOnly).logOdds(values);
        return 1 / (1 + Math.exp(-(correction.slope() * logOdds + correction.shift())));
    }
}

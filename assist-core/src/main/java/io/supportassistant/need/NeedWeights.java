package io.supportassistant.need;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
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

    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                    .build();

    /** The weights that are part of the product. */
    public static NeedWeights standard() {
        try (InputStream in = NeedWeights.class.getResourceAsStream("/language/call-need.json")) {
            return JSON.readValue(in, NeedWeights.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static NeedWeights read(Path file) {
        try {
            return JSON.readValue(Files.readAllBytes(file), NeedWeights.class);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    public void write(Path file) {
        try {
            Files.writeString(file, JSON.writeValueAsString(this) + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
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

package io.supportassistant.knowledge;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Counts words of a few concepts, so that synonyms are similar. Deterministic. */
public final class ConceptEmbedder implements Embedder {

    private static final int OTHER_WORDS = 24;
    private static final int NOTHING = 2 + OTHER_WORDS;
    private static final Map<String, Integer> CONCEPTS =
            Map.of(
                    "login",
                    0,
                    "signin",
                    0,
                    "password",
                    0,
                    "locked",
                    0,
                    "parcel",
                    1,
                    "delivery",
                    1,
                    "package",
                    1,
                    "courier",
                    1);

    @Override
    public int dimension() {
        return NOTHING + 1;
    }

    @Override
    public String fingerprint() {
        return "test:concepts:" + dimension();
    }

    @Override
    public CompletableFuture<List<float[]>> embed(List<String> texts) {
        return CompletableFuture.completedFuture(
                texts.stream().map(this::embed).map(ConceptEmbedder::unit).toList());
    }

    private float[] embed(String text) {
        float[] vector = new float[dimension()];
        vector[NOTHING] = 0.01f;
        for (String word : text.toLowerCase(Locale.ROOT).split("\\W+")) {
            if (!word.isEmpty()) {
                vector[
                                CONCEPTS.getOrDefault(
                                        word, 2 + Math.floorMod(word.hashCode(), OTHER_WORDS))] +=
                        1;
            }
        }
        return vector;
    }

    private static float[] unit(float[] vector) {
        double square = 0;
        for (float part : vector) {
            square += part * part;
        }
        for (int i = 0; i < vector.length; i++) {
            vector[i] /= (float) Math.sqrt(square);
        }
        return vector;
    }
}

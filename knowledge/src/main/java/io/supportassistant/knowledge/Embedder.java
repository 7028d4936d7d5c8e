package io.supportassistant.knowledge;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Turns texts into vectors; the cosine of two vectors is their similarity in meaning. */
public interface Embedder extends AutoCloseable {

    int dimension();

    /** Names model and dimension. Vectors with different fingerprints must never be compared. */
    String fingerprint();

    /** One vector of length 1 for each text, in the same order. */
    CompletableFuture<List<float[]>> embed(List<String> texts);

    @Override
    default void close() {}
}

package io.supportassistant.knowledge;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Turns texts into vectors whose cosine tells how near they are in meaning. */
public interface Embedder extends AutoCloseable {

    int dimension();

    /** Names model and dimension: vectors of two fingerprints must never be compared. */
    String fingerprint();

    /** One vector of length 1 a text, in their order. */
    CompletableFuture<List<float[]>> embed(List<String> texts);

    @Override
    default void close() {}
}

package io.supportassistant.model;

import io.supportassistant.events.ModelException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** A language model that answers with JSON of a given schema. */
public interface LanguageModel extends AutoCloseable {

    /**
     * Sends one request, with as many attempts as fit into the deadline. Never blocks and never
     * throws: every failure is a {@link ModelException} in the future. Cancelling the future aborts
     * the HTTP exchange.
     *
     * @param deadline from now, for queueing and all attempts together
     */
    CompletableFuture<ModelAnswer> complete(ModelRequest request, Duration deadline);

    @Override
    void close();
}

package io.supportassistant.model;

import io.supportassistant.assist.ModelException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** A model that answers in JSON of a given shape. */
public interface LanguageModel extends AutoCloseable {

    /**
     * Asks once, with whatever tries fit into the deadline. Never blocks and never throws: every
     * failure is a {@link ModelException} in the future. Cancelling the future aborts the exchange
     * with the server.
     *
     * @param deadline from now, for waiting and all tries together
     */
    CompletableFuture<ModelAnswer> complete(ModelRequest request, Duration deadline);

    @Override
    void close();
}

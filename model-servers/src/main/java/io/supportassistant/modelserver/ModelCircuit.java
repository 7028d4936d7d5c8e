package io.supportassistant.modelserver;

import io.supportassistant.events.ModelException;
import io.supportassistant.remote.Circuit;
import java.time.Duration;

/**
 * The circuit breaker for a model server; maps each outcome to a success or failure of the server.
 */
public final class ModelCircuit {

    private final Circuit circuit;

    public ModelCircuit(Duration open) {
        this.circuit = new Circuit("model", open);
    }

    /**
     * Whether a request may be sent; then the caller must call exactly one of the other methods.
     */
    public boolean permits() {
        return circuit.permits();
    }

    public void succeeded(long nanos) {
        circuit.succeeded(nanos);
    }

    /** The caller has stopped waiting: the request counts neither as success nor as failure. */
    public void released() {
        circuit.released();
    }

    public void failed(ModelException failure, long nanos) {
        switch (failure.outcome()) {
            // The server is working.
            case REFUSED, CUT_OFF, INVALID_REQUEST -> circuit.succeeded(nanos);
            case UNAUTHORIZED, NOT_FOUND, OVER_QUOTA -> circuit.failedLastingly(failure, nanos);
            default -> circuit.failed(failure, nanos);
        }
    }

    /** The server asked for no requests during this time. */
    public void holdOff(Duration retryAfter) {
        circuit.holdOff(retryAfter);
    }

    public boolean isOpen() {
        return circuit.isOpen();
    }
}

package io.supportassistant.model;

import io.supportassistant.assist.ModelException;
import io.supportassistant.remote.Circuit;
import java.time.Duration;

/** What the failures of a model say of its server. */
final class ModelCircuit {

    private final Circuit circuit;

    ModelCircuit(Duration open) {
        this.circuit = new Circuit("model", open);
    }

    /** Whether a request may be sent; then exactly one of the other methods must follow. */
    boolean permits() {
        return circuit.permits();
    }

    void succeeded(long nanos) {
        circuit.succeeded(nanos);
    }

    /** Nobody waits for the answer any more: it says nothing of the server. */
    void released() {
        circuit.released();
    }

    void failed(ModelException failure, long nanos) {
        switch (failure.outcome()) {
            // The server does its work.
            case REFUSED, CUT_OFF, INVALID_REQUEST -> circuit.succeeded(nanos);
            case UNAUTHORIZED, NOT_FOUND, OVER_QUOTA -> circuit.failedLastingly(failure, nanos);
            default -> circuit.failed(failure, nanos);
        }
    }

    /** The server asks to be left alone for so long. */
    void holdOff(Duration retryAfter) {
        circuit.holdOff(retryAfter);
    }

    boolean isOpen() {
        return circuit.isOpen();
    }
}

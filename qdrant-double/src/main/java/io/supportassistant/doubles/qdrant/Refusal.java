package io.supportassistant.doubles.qdrant;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;

/** Qdrant's errors: its status codes, and messages with the same meaning. */
final class Refusal {

    private Refusal() {}

    static StatusRuntimeException wrongInput(String reason) {
        return Status.INVALID_ARGUMENT
                .withDescription("Wrong input: " + reason)
                .asRuntimeException();
    }

    static StatusRuntimeException invalid(String field, String reason) {
        return Status.INVALID_ARGUMENT
                .withDescription("Validation error in body: [" + field + ": " + reason + "]")
                .asRuntimeException();
    }

    static StatusRuntimeException noCollection(String name) {
        return Status.NOT_FOUND
                .withDescription("Not found: Collection `" + name + "` doesn't exist!")
                .asRuntimeException();
    }

    static StatusRuntimeException alreadyExists(String name) {
        return Status.ALREADY_EXISTS
                .withDescription("Wrong input: Collection `" + name + "` already exists!")
                .asRuntimeException();
    }

    /** For a feature of the real server that the double does not have. */
    static StatusRuntimeException notCovered(String what) {
        return Status.UNIMPLEMENTED
                .withDescription("the contract double does not cover " + what)
                .asRuntimeException();
    }
}

package io.supportassistant.doubles.qdrant;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;

/** The answers with which Qdrant refuses a call: its codes, and messages that say the same. */
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

    /** Something the real server does and the double does not. */
    static StatusRuntimeException notCovered(String what) {
        return Status.UNIMPLEMENTED
                .withDescription("the contract double does not cover " + what)
                .asRuntimeException();
    }
}

package io.supportassistant.events;

/** Refuses records that lack what their schema requires. */
final class Required {

    private Required() {}

    static void field(Object value, String name) {
        if (value == null) {
            throw new MissingFieldException(name);
        }
    }

    static final class MissingFieldException extends IllegalArgumentException {

        MissingFieldException(String name) {
            super(name + " is missing");
        }
    }
}

package io.supportassistant.events;

import java.nio.charset.StandardCharsets;

/** Refuses records that lack what their schema requires, or have too much of it. */
final class Required {

    private Required() {}

    static void field(Object value, String name) {
        if (value == null) {
            throw new UnusableFieldException(name + " is missing");
        }
    }

    /** UTF-8; null is short enough. */
    static void atMost(int bytes, String value, String name) {
        if (value != null && value.getBytes(StandardCharsets.UTF_8).length > bytes) {
            throw new UnusableFieldException(name + " has more than " + bytes + " bytes");
        }
    }

    static final class UnusableFieldException extends IllegalArgumentException {

        UnusableFieldException(String message) {
            super(message);
        }
    }
}

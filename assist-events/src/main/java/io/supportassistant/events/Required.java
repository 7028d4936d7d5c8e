package io.supportassistant.events;

import java.nio.charset.StandardCharsets;

/** Rejects records without a field that their schema requires, or with a field that is too long. */
final class Required {

    private Required() {}

    static void field(Object value, String name) {
        if (value == null) {
            throw new UnusableFieldException(name + " is missing");
        }
    }

    /** In UTF-8; null passes. */
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

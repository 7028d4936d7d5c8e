package io.supportassistant.events;

/**
 * A message does not have the format of its topic. The exception's message is safe for operators.
 */
public final class UnreadableEventException extends RuntimeException {

    public UnreadableEventException(String message, Throwable cause) {
        super(message, cause);
    }
}

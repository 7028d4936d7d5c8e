package io.supportassistant.events;

/** A message that is not what its topic promises. Its message is fit for an operator's eyes. */
public final class UnreadableEventException extends RuntimeException {

    public UnreadableEventException(String message, Throwable cause) {
        super(message, cause);
    }
}

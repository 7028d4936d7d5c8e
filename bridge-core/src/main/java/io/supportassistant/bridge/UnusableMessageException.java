package io.supportassistant.bridge;

/** One message of a request gives no event; other messages may. Never quotes the message. */
public final class UnusableMessageException extends RuntimeException {

    public UnusableMessageException(String reason) {
        super(reason, null, false, false);
    }
}

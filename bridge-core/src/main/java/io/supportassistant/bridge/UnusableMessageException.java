package io.supportassistant.bridge;

/** One message of a request that no event can be made of; the others can. Never quotes it. */
public final class UnusableMessageException extends RuntimeException {

    public UnusableMessageException(String reason) {
        super(reason, null, false, false);
    }
}

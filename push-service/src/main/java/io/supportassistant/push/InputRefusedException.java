package io.supportassistant.push;

/**
 * Says what is wrong with a message from a desk. Has no stack trace: a client may send many such
 * messages, and the message text is enough.
 */
final class InputRefusedException extends RuntimeException {

    InputRefusedException(String message) {
        super(message, null, false, false);
    }
}

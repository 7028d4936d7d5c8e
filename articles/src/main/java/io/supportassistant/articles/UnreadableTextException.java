package io.supportassistant.articles;

import java.io.IOException;

/** A file that cannot be decoded as text; the message completes "FILE ...". */
final class UnreadableTextException extends IOException {

    private static final long serialVersionUID = 1L;

    UnreadableTextException(String reason) {
        super(reason);
    }
}

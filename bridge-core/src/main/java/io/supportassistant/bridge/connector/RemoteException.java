package io.supportassistant.bridge.connector;

import java.io.IOException;
import java.time.Duration;

/** A vendor's server refused the request, or its response cannot be read. */
public final class RemoteException extends IOException {

    private static final long serialVersionUID = 1;

    private final int status;
    private final transient Duration retryAfter;

    /**
     * @param retryAfter the delay that the server asks for, or null
     */
    public RemoteException(int status, Duration retryAfter) {
        super("HTTP status " + status);
        this.status = status;
        this.retryAfter = retryAfter;
    }

    /**
     * @param problem the defect of the response besides its status
     */
    RemoteException(int status, String problem) {
        super("HTTP status " + status + " " + problem);
        this.status = status;
        this.retryAfter = null;
    }

    public int status() {
        return status;
    }

    public Duration retryAfter() {
        return retryAfter;
    }
}

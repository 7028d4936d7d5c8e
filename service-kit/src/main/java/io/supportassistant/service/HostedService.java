package io.supportassistant.service;

import io.vertx.ext.web.Router;

/** An open service; the HTTP server that hosts it passes the requests to its router. */
public interface HostedService extends AutoCloseable {

    Router router();

    /** The maximum number of event loops that may run its routes at the same time. */
    default int eventLoops() {
        return 1;
    }

    /** Whether callers need no key; allowed on loopback only. */
    default boolean isOpen() {
        return false;
    }

    /** Whether the service can do its work now. */
    boolean isReady();

    /** Problems an operator should look into although the service works. */
    default Warnings warnings() {
        return new Warnings();
    }

    @Override
    void close();
}

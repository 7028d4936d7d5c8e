package io.supportassistant.service;

import io.vertx.ext.web.Router;

/** A service that has been opened; whoever listens gives it the requests. */
public interface HostedService extends AutoCloseable {

    Router router();

    /** On how many event loops its routes may run at once. */
    default int eventLoops() {
        return 1;
    }

    /** Whether callers need no key; only on loopback. */
    default boolean isOpen() {
        return false;
    }

    /** Whether it can do its work now. */
    boolean isReady();

    /** What operators should look into although it works. */
    default Warnings warnings() {
        return new Warnings();
    }

    @Override
    void close();
}

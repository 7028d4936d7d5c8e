package io.supportassistant.edge;

import io.vertx.ext.web.Router;

/** A service that has been opened; whoever listens gives it the requests. */
public interface EdgeService extends AutoCloseable {

    Router router();

    /** Whether it can do its work now. */
    boolean isReady();

    @Override
    void close();
}

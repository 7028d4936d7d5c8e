package io.supportassistant.bridge;

import io.supportassistant.bridge.security.Authenticity;
import io.supportassistant.bridge.wire.InboundRequest;
import io.supportassistant.bridge.wire.UnreadableRequestException;

/**
 * Turns the requests of one telephone system into events. Pure: the same request gives the same
 * verdict, and the adapter keeps no state between requests.
 */
public interface Adapter {

    /** The system's name in events, in metrics, and in the path {@code /webhooks/<source>}. */
    String source();

    /** Authenticates requests. Called first, on the unchanged bytes of the request. */
    Authenticity authenticity();

    /**
     * Parses an authentic request.
     *
     * @throws UnreadableRequestException if the request as a whole cannot be parsed
     */
    Verdict read(InboundRequest request);
}

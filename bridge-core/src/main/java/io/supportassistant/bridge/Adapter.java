package io.supportassistant.bridge;

import io.supportassistant.bridge.security.Authenticity;

/**
 * One telephone system's way of telling about calls. Pure: the same request gives the same verdict,
 * and nothing is kept between requests.
 */
public interface Adapter {

    /** Names the system in events, in metrics, and in the path {@code /webhooks/<source>}. */
    String source();

    /** Whether a request comes from whom it says; asked first, on the bytes as they came. */
    Authenticity authenticity();

    /**
     * What an authentic request says.
     *
     * @throws UnreadableRequestException if it cannot be understood as a whole
     */
    Verdict read(InboundRequest request);
}

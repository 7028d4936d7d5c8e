package io.supportassistant.bridge.security;

import io.supportassistant.bridge.wire.InboundRequest;
import java.util.List;

/**
 * A secret in a header, unencoded.
 *
 * @param tokens any of them is accepted
 */
record HeaderToken(String header, List<String> tokens) implements HeadProof {

    private static final String BEARER = "Bearer ";

    @Override
    public boolean isAuthentic(InboundRequest request) {
        return Authenticity.isOneOf(tokens, request.headers().first(header));
    }

    /** The same in {@code Authorization}, after the word Bearer. */
    static HeadProof bearer(List<String> tokens) {
        return request -> {
            String header = request.headers().first("Authorization");
            return header != null
                    && header.regionMatches(true, 0, BEARER, 0, BEARER.length())
                    && Authenticity.isOneOf(tokens, header.substring(BEARER.length()).strip());
        };
    }
}

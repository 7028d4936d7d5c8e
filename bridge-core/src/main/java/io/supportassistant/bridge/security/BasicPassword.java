package io.supportassistant.bridge.security;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.supportassistant.bridge.wire.InboundRequest;
import java.util.Base64;
import java.util.List;

/**
 * HTTP Basic authentication.
 *
 * @param credentials {@code user:password}; any of them is accepted
 */
record BasicPassword(List<String> credentials) implements HeadProof {

    private static final String SCHEME = "Basic ";

    @Override
    public boolean isAuthentic(InboundRequest request) {
        String header = request.headers().first("Authorization");
        if (header == null || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return false;
        }
        try {
            byte[] presented =
                    Base64.getDecoder().decode(header.substring(SCHEME.length()).strip());
            return Authenticity.isOneOf(credentials, new String(presented, UTF_8));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}

package io.supportassistant.bridge.security;

import io.supportassistant.bridge.wire.InboundRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;

/** Authenticates the sender of a request, from the bytes exactly as received. */
@FunctionalInterface
public interface Authenticity {

    /** The result of the check before the body is read. */
    enum Proof {
        GIVEN,
        MISSING,
        NEEDS_BODY
    }

    boolean isAuthentic(InboundRequest request);

    /**
     * Checks a request before its body is read.
     *
     * @param head the request with an empty body
     */
    default Proof proof(InboundRequest head) {
        return Proof.NEEDS_BODY;
    }

    /** Accepts a request that any of the methods accepts. */
    static Authenticity anyOf(List<Authenticity> ways) {
        return ways.size() == 1 ? ways.get(0) : new AnyOf(List.copyOf(ways));
    }

    /** Takes the same time whichever secret matches, or if none does. */
    static boolean isOneOf(List<String> secrets, String presented) {
        if (presented == null) {
            return false;
        }
        byte[] bytes = presented.getBytes(StandardCharsets.UTF_8);
        boolean match = false;
        for (String secret : secrets) {
            match |= MessageDigest.isEqual(secret.getBytes(StandardCharsets.UTF_8), bytes);
        }
        return match;
    }
}

package io.supportassistant.bridge.security;

import io.supportassistant.bridge.InboundRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;

/** Tells whether a request comes from whom it says, by the bytes as they came. */
@FunctionalInterface
public interface Authenticity {

    /** What is known of a request before its body. */
    enum Proof {
        GIVEN,
        MISSING,
        NEEDS_BODY
    }

    boolean isAuthentic(InboundRequest request);

    /**
     * What can be said before the body is read.
     *
     * @param head the request with an empty body
     */
    default Proof proof(InboundRequest head) {
        return Proof.NEEDS_BODY;
    }

    /** Whoever meets one of them is let in. */
    static Authenticity anyOf(List<Authenticity> ways) {
        return ways.size() == 1 ? ways.get(0) : new AnyOf(List.copyOf(ways));
    }

    /** Takes the same time whichever of the secrets it is, or none. */
    static boolean isOneOf(List<String> secrets, String brought) {
        if (brought == null) {
            return false;
        }
        byte[] bytes = brought.getBytes(StandardCharsets.UTF_8);
        boolean match = false;
        for (String secret : secrets) {
            match |= MessageDigest.isEqual(secret.getBytes(StandardCharsets.UTF_8), bytes);
        }
        return match;
    }
}

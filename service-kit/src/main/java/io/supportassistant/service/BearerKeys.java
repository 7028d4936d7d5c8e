package io.supportassistant.service;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;

/** A set of accepted bearer keys. */
public final class BearerKeys {

    private final List<byte[]> keys;

    public BearerKeys(List<String> keys) {
        this.keys = keys.stream().map(key -> key.getBytes(StandardCharsets.UTF_8)).toList();
    }

    /**
     * Compares in constant time: the duration does not depend on which key matches. Null matches
     * none.
     */
    public boolean matches(String token) {
        if (token == null) {
            return false;
        }
        byte[] bytes = token.getBytes(StandardCharsets.UTF_8);
        boolean match = false;
        for (byte[] key : keys) {
            match |= MessageDigest.isEqual(key, bytes);
        }
        return match;
    }
}

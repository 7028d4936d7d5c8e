package io.supportassistant.service;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;

/** Keys of which any opens a door. */
public final class BearerKeys {

    private final List<byte[]> keys;

    public BearerKeys(List<String> keys) {
        this.keys = keys.stream().map(key -> key.getBytes(StandardCharsets.UTF_8)).toList();
    }

    /** Takes the same time whichever key matches, or none. Null matches none. */
    public boolean matches(String brought) {
        if (brought == null) {
            return false;
        }
        byte[] bytes = brought.getBytes(StandardCharsets.UTF_8);
        boolean match = false;
        for (byte[] key : keys) {
            match |= MessageDigest.isEqual(key, bytes);
        }
        return match;
    }
}

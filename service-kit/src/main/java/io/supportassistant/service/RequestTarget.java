package io.supportassistant.service;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Decodes the percent-encoding of a request target (RFC 3986, 2.1). */
public final class RequestTarget {

    static final Problem BAD_PATH = Problem.badRequest("The path is not correctly encoded", null);

    private RequestTarget() {}

    /** Whether the path is percent-encoded UTF-8; the query is not checked. */
    static boolean hasReadablePath(String target) {
        int end = target.indexOf('?');
        return isReadable(end < 0 ? target : target.substring(0, end));
    }

    static boolean isReadable(String target) {
        return decoded(target).isPresent();
    }

    /**
     * Empty if the text is not percent-encoded UTF-8, so that different texts stay different. A
     * plus stays a plus.
     */
    public static Optional<String> decoded(String target) {
        if (target.indexOf('%') < 0) {
            return Optional.of(target);
        }
        byte[] encoded = target.getBytes(StandardCharsets.UTF_8);
        ByteBuffer decoded = ByteBuffer.allocate(encoded.length);
        for (int i = 0; i < encoded.length; i++) {
            if (encoded[i] != '%') {
                decoded.put(encoded[i]);
                continue;
            }
            int high = i + 2 < encoded.length ? Character.digit(encoded[i + 1], 16) : -1;
            int low = i + 2 < encoded.length ? Character.digit(encoded[i + 2], 16) : -1;
            if (high < 0 || low < 0) {
                return Optional.empty();
            }
            decoded.put((byte) (high * 16 + low));
            i += 2;
        }
        try {
            return Optional.of(
                    StandardCharsets.UTF_8.newDecoder().decode(decoded.flip()).toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }
}

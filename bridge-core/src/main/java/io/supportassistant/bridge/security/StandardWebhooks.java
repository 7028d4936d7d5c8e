package io.supportassistant.bridge.security;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.supportassistant.bridge.wire.InboundRequest;
import java.security.MessageDigest;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Signatures of Standard Webhooks 1.0.0 ({@code v1}, HMAC-SHA256). Accepts a signature with any of
 * several secrets, so that they can be rotated; rejects a timestamp outside the tolerance, in
 * either direction.
 */
public final class StandardWebhooks implements Authenticity {

    public static final String ID = "webhook-id";
    public static final String TIMESTAMP = "webhook-timestamp";
    public static final String SIGNATURE = "webhook-signature";

    private static final String SECRET_PREFIX = "whsec_";
    private static final String VERSION_PREFIX = "v1,";
    private static final Pattern SECONDS = Pattern.compile("\\d{1,12}");
    private static final int MAX_SIGNATURES = 20;

    private final List<byte[]> keys;
    private final Duration tolerance;

    /**
     * @param secrets {@code whsec_} and base64
     * @throws IllegalArgumentException if a secret is not of that form; never quotes it
     */
    public StandardWebhooks(List<String> secrets, Duration tolerance) {
        this.keys = secrets.stream().map(StandardWebhooks::key).toList();
        this.tolerance = tolerance;
    }

    private static byte[] key(String secret) {
        String base64 =
                secret.startsWith(SECRET_PREFIX)
                        ? secret.substring(SECRET_PREFIX.length())
                        : secret;
        byte[] key;
        try {
            key = Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("a signing secret is not base64");
        }
        if (key.length < 24 || key.length > 64) {
            throw new IllegalArgumentException("a signing secret must have 24 to 64 bytes");
        }
        return key;
    }

    @Override
    public Proof proof(InboundRequest head) {
        boolean isSigned =
                head.headers().has(ID)
                        && head.headers().has(TIMESTAMP)
                        && head.headers().has(SIGNATURE);
        return isSigned ? Proof.NEEDS_BODY : Proof.MISSING;
    }

    @Override
    public boolean isAuthentic(InboundRequest request) {
        String id = request.headers().first(ID);
        String timestamp = request.headers().first(TIMESTAMP);
        String signatures = request.headers().first(SIGNATURE);
        if (id == null
                || id.isEmpty()
                || signatures == null
                || timestamp == null
                || !isRecent(timestamp, request.receivedAt())) {
            return false;
        }
        List<byte[]> presented = version1(signatures);
        boolean match = false;
        for (byte[] key : keys) {
            byte[] expected = sign(key, id, timestamp, request.body());
            for (byte[] signature : presented) {
                match |= MessageDigest.isEqual(expected, signature);
            }
        }
        return match;
    }

    private boolean isRecent(String timestamp, Instant now) {
        if (!SECONDS.matcher(timestamp).matches()) {
            return false;
        }
        try {
            Instant signedAt = Instant.ofEpochSecond(Long.parseLong(timestamp));
            // In whole seconds, like the signed timestamp.
            long off = Math.abs(now.getEpochSecond() - signedAt.getEpochSecond());
            return off <= tolerance.toSeconds();
        } catch (DateTimeException e) {
            return false;
        }
    }

    private static List<byte[]> version1(String signatures) {
        List<byte[]> found = new ArrayList<>();
        for (String entry : signatures.split(" ", MAX_SIGNATURES + 1)) {
            if (entry.startsWith(VERSION_PREFIX) && found.size() < MAX_SIGNATURES) {
                try {
                    found.add(Base64.getDecoder().decode(entry.substring(VERSION_PREFIX.length())));
                } catch (IllegalArgumentException e) {
                    // Not base64, so not a signature; another one in the header may match.
                }
            }
        }
        return found;
    }

    private static byte[] sign(byte[] key, String id, String timestamp, byte[] body) {
        return Hmac.sha256(key, (id + "." + timestamp + ".").getBytes(UTF_8), body);
    }

    /** The value of the signature header for a message. */
    public static String signature(String secret, String id, Instant at, byte[] body) {
        byte[] signature = sign(key(secret), id, Long.toString(at.getEpochSecond()), body);
        return VERSION_PREFIX + Base64.getEncoder().encodeToString(signature);
    }
}

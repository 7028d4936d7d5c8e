package io.supportassistant.push;

import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Creates tokens, valid and forged. */
final class Tokens {

    static final String KEY = "0123456789abcdef0123456789abcdef";
    static final String OTHER_KEY = "fedcba9876543210fedcba9876543210";

    private Tokens() {}

    static String of(String agentId, String sessionId) {
        return signed(KEY, claims(agentId, sessionId));
    }

    static JsonObject claims(String agentId, String sessionId) {
        return new JsonObject()
                .put("sub", agentId)
                .put("sid", sessionId)
                .put("exp", Instant.now().plusSeconds(600).getEpochSecond());
    }

    static String signed(String key, JsonObject claims) {
        return signed("HS256", "HmacSHA256", key, claims);
    }

    static String signed(String algorithm, String mac, String key, JsonObject claims) {
        return signed(header(algorithm), mac, key, claims);
    }

    /** With a custom header. */
    static String signed(JsonObject header, JsonObject claims) {
        return signed(header, "HmacSHA256", KEY, claims);
    }

    static JsonObject header(String algorithm) {
        return new JsonObject().put("typ", "JWT").put("alg", algorithm);
    }

    private static String signed(JsonObject header, String mac, String key, JsonObject claims) {
        String content = content(header, claims);
        try {
            Mac signer = Mac.getInstance(mac);
            signer.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), mac));
            return content
                    + "."
                    + base64(signer.doFinal(content.getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static String unsigned(String algorithm, JsonObject claims) {
        return content(header(algorithm), claims) + ".";
    }

    private static String content(JsonObject header, JsonObject claims) {
        return base64(header.toBuffer().getBytes()) + "." + base64(claims.toBuffer().getBytes());
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}

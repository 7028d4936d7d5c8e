package io.supportassistant.bridge.security;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Keyed hashes of the JDK, with algorithms that every Java platform has. */
public final class Hmac {

    private Hmac() {}

    public static byte[] sha1(byte[] key, byte[] data) {
        return mac("HmacSHA1", key, data);
    }

    public static byte[] sha256(byte[] key, byte[]... data) {
        return mac("HmacSHA256", key, data);
    }

    /** The SHA-256 hash, without a key, in lower-case hexadecimal digits. */
    public static String sha256Hex(byte[] data) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(data));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] mac(String algorithm, byte[] key, byte[]... data) {
        try {
            Mac mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec(key, algorithm));
            for (byte[] part : data) {
                mac.update(part);
            }
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}

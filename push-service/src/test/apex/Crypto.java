import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Apex: digests, and authentication codes. */
final class Crypto {

    private Crypto() {}

    static Blob generateDigest(String algorithm, Blob input) {
        try {
            return new Blob(MessageDigest.getInstance(algorithm).digest(input.bytes()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static Blob generateMac(String algorithm, Blob input, Blob key) {
        try {
            Mac mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec(key.bytes(), algorithm));
            return new Blob(mac.doFinal(input.bytes()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}

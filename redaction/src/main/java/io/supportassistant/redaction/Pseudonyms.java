package io.supportassistant.redaction;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.supportassistant.personaldata.PersonalData;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Replaces ids that contain personal data by pseudonyms: the same for the same id on every
 * instance, so that ids can still be compared.
 */
final class Pseudonyms {

    private static final String ALGORITHM = "HmacSHA256";

    /** Without the operator's own key an attacker can find a short number by trying all of them. */
    private static final String PUBLIC_KEY = "support-assistant";

    private static final int BYTES = 8;

    private final SecretKeySpec key;

    /**
     * @param key of the operator, or blank
     */
    Pseudonyms(String key) {
        String chosen = key.isBlank() ? PUBLIC_KEY : key;
        this.key = new SecretKeySpec(chosen.getBytes(UTF_8), ALGORITHM);
    }

    /** For example "card-number-1f0c55d1b2a39e77". */
    String of(PersonalData kind, String id) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            byte[] hash = mac.doFinal(id.getBytes(UTF_8));
            String name = kind.settingName().replace('_', '-');
            return name + "-" + HexFormat.of().formatHex(hash, 0, BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + ALGORITHM, e);
        }
    }
}

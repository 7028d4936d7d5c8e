package io.supportassistant.settings;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** Checks secrets that operators choose for a minimum length. */
public final class Secrets {

    /** 128 bits if each byte is random. */
    public static final int SHORTEST_BYTES = 16;

    private Secrets() {}

    /**
     * @return the same secrets
     * @throws SettingException if one is shorter than {@value #SHORTEST_BYTES} bytes
     */
    public static List<String> checked(Setting<?> setting, List<String> secrets) {
        for (String secret : secrets) {
            if (secret.getBytes(StandardCharsets.UTF_8).length < SHORTEST_BYTES) {
                throw new SettingException(
                        setting.name()
                                + " contains a secret shorter than "
                                + SHORTEST_BYTES
                                + " bytes; generate one with: openssl rand -hex 32");
            }
        }
        return secrets;
    }
}

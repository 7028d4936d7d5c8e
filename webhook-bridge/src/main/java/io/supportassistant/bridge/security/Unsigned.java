package io.supportassistant.bridge.security;

import io.supportassistant.edge.HttpSettings;
import io.supportassistant.settings.Setting;
import io.supportassistant.settings.SettingException;
import io.supportassistant.settings.Settings;
import java.util.List;

/** Whether a source may send without any proof. */
public final class Unsigned {

    private static final String ACCEPT = "accept";

    public static final Setting<String> BEYOND_LOOPBACK =
            Setting.choice(
                    "BRIDGE_UNSIGNED_BEYOND_LOOPBACK",
                    List.of("refuse", ACCEPT),
                    "refuse",
                    "Whether a bridge that others than this machine can reach may start with a"
                            + " source that needs no proof.");

    private Unsigned() {}

    /**
     * @param unsigned the source's own setting
     * @throws SettingException if it is accepted, others can reach the bridge, and nobody has
     *     confirmed that
     */
    public static boolean isAccepted(Settings settings, Setting<String> unsigned) {
        if (!settings.get(unsigned).equals(ACCEPT)) {
            return false;
        }
        if (!HttpSettings.from(settings).isLoopback()
                && !settings.get(BEYOND_LOOPBACK).equals(ACCEPT)) {
            throw new SettingException(
                    unsigned.name()
                            + "=accept lets anybody who reaches "
                            + settings.get(HttpSettings.HOST)
                            + " send as this source; set "
                            + BEYOND_LOOPBACK.name()
                            + "=accept if that is meant");
        }
        return true;
    }
}

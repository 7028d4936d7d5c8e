package io.supportassistant.bridge.security;

import io.supportassistant.bridge.wire.Headers;
import io.supportassistant.service.HttpSettings;
import io.supportassistant.settings.Setting;
import io.supportassistant.settings.SettingException;
import io.supportassistant.settings.Settings;
import java.util.List;

/** Decides whether a source may send without authentication. */
public final class Unsigned {

    private static final String ACCEPT = "accept";
    private static final List<String> FETCH_METADATA =
            List.of("Sec-Fetch-Site", "Sec-Fetch-Mode", "Sec-Fetch-Dest", "Sec-Fetch-User");

    public static final Setting<String> BEYOND_LOOPBACK =
            Setting.choice(
                    "BRIDGE_UNSIGNED_BEYOND_LOOPBACK",
                    List.of("refuse", ACCEPT),
                    "refuse",
                    "Whether a bridge that listens beyond loopback may start with a source that"
                            + " requires no authentication.");

    private Unsigned() {}

    /**
     * Accepts all requests but GET requests of browsers, because any web page or link can send a
     * query by GET. Browsers mark such requests with headers that telephone systems never send.
     */
    public static HeadProof anybodyButPages() {
        return request -> !request.method().equals("GET") || !isByBrowser(request.headers());
    }

    private static boolean isByBrowser(Headers headers) {
        return FETCH_METADATA.stream().anyMatch(headers::has);
    }

    /**
     * @param unsigned the source's own setting
     * @throws SettingException if unsigned requests are accepted, other machines can reach the
     *     bridge, and the operator has not confirmed that
     */
    public static boolean isAccepted(Settings settings, Setting<String> unsigned) {
        if (!settings.get(unsigned).equals(ACCEPT)) {
            return false;
        }
        if (!HttpSettings.from(settings).isLoopback()
                && !settings.get(BEYOND_LOOPBACK).equals(ACCEPT)) {
            throw new SettingException(
                    unsigned.name()
                            + "=accept lets any client that reaches "
                            + settings.get(HttpSettings.HOST)
                            + " send as this source; set "
                            + BEYOND_LOOPBACK.name()
                            + "=accept if this is intended");
        }
        return true;
    }
}

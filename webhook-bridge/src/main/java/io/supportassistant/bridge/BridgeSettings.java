package io.supportassistant.bridge;

import io.supportassistant.settings.Setting;
import io.supportassistant.settings.Settings;
import java.util.List;

/**
 * What an operator can set of the bridge.
 *
 * @param apiKeys any of them opens the door, so that they can be rotated
 * @param maxBodyBytes larger requests are refused
 */
public record BridgeSettings(List<String> apiKeys, int maxBodyBytes) {

    public static final Setting<List<String>> API_KEYS =
            Setting.list(
                    "BRIDGE_API_KEYS",
                    null,
                    "Keys that callers of the bridge send as bearer tokens.");
    public static final Setting<Integer> MAX_BODY_BYTES =
            Setting.wholeNumber(
                    "BRIDGE_MAX_BODY_BYTES",
                    1_024,
                    10_485_760,
                    65_536,
                    "Largest body of a request, in bytes.");

    public static final List<Setting<?>> ALL = List.of(API_KEYS, MAX_BODY_BYTES);

    public static BridgeSettings from(Settings settings) {
        return new BridgeSettings(
                settings.find(API_KEYS).orElse(List.of()), settings.get(MAX_BODY_BYTES));
    }
}

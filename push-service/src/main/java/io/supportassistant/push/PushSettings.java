package io.supportassistant.push;

import io.supportassistant.settings.Setting;
import io.supportassistant.settings.SettingException;
import io.supportassistant.settings.Settings;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/**
 * What an operator can set of the push service.
 *
 * @param signingKeys any of them may have signed a token, so that they can be rotated
 * @param maxCalls most calls kept to be shown
 * @param callRetention how long a call is kept after its last event, and how far back a start reads
 */
public record PushSettings(List<String> signingKeys, int maxCalls, Duration callRetention) {

    private static final int SHORTEST_KEY_BYTES = 32;

    public static final Setting<List<String>> SIGNING_KEYS =
            Setting.list(
                    "PUSH_SIGNING_KEYS",
                    null,
                    "Keys of at least 32 bytes that sign the tokens of agents (JWT, HS256).");
    public static final Setting<Integer> MAX_CALLS =
            Setting.wholeNumber(
                    "PUSH_MAX_CALLS",
                    10,
                    1_000_000,
                    5_000,
                    "Most calls kept in memory to be shown.");
    public static final Setting<Duration> CALL_RETENTION =
            Setting.duration(
                    "PUSH_CALL_RETENTION",
                    "2h",
                    "How long a call is kept to be shown after its last event.");

    public static final List<Setting<?>> ALL = List.of(SIGNING_KEYS, MAX_CALLS, CALL_RETENTION);

    public static PushSettings from(Settings settings) {
        List<String> keys = settings.find(SIGNING_KEYS).orElse(List.of());
        if (keys.stream()
                .anyMatch(
                        key -> key.getBytes(StandardCharsets.UTF_8).length < SHORTEST_KEY_BYTES)) {
            throw new SettingException(SIGNING_KEYS.name() + " has a key of less than 32 bytes");
        }
        return new PushSettings(keys, settings.get(MAX_CALLS), settings.get(CALL_RETENTION));
    }
}

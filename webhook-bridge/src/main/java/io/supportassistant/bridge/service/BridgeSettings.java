package io.supportassistant.bridge.service;

import io.supportassistant.bridge.security.Unsigned;
import io.supportassistant.settings.Setting;
import io.supportassistant.settings.Settings;
import java.time.Duration;
import java.util.List;

/**
 * Settings of the bridge.
 *
 * @param apiKeys any of them is accepted, so that they can be rotated
 * @param maxBodyBytes the bridge refuses larger requests to its own API
 * @param maxWebhookBytes the bridge refuses larger requests of telephone systems
 * @param bodiesBytes of all bodies at once; further requests get 503
 * @param bodyDeadline the bridge closes the connections of slower senders
 * @param requestsPerSecond of one source and one instance; further requests get 429
 * @param keepsUnmapped whether messages that say nothing about a call go to the dead letters
 */
public record BridgeSettings(
        List<String> apiKeys,
        int maxBodyBytes,
        int maxWebhookBytes,
        long bodiesBytes,
        Duration bodyDeadline,
        int requestsPerSecond,
        boolean keepsUnmapped) {

    public static final Setting<List<String>> API_KEYS =
            Setting.list(
                    "BRIDGE_API_KEYS",
                    null,
                    "Keys of at least 16 bytes that callers of the bridge send as bearer tokens. A"
                            + " key may have the form name:key; then name is the source of its"
                            + " calls, and no other key can write to them.");
    public static final Setting<Integer> MAX_BODY_BYTES =
            Setting.wholeNumber(
                    "BRIDGE_MAX_BODY_BYTES",
                    1_024,
                    10_485_760,
                    65_536,
                    "Largest body of a request, in bytes.");

    /** Kafka accepts records of up to 1 MiB, and a message that is kept whole must fit in one. */
    public static final Setting<Integer> MAX_WEBHOOK_BYTES =
            Setting.wholeNumber(
                    "BRIDGE_MAX_WEBHOOK_BYTES",
                    1_024,
                    900_000,
                    655_360,
                    "Largest body of a telephone system's request, in bytes.");

    public static final Setting<Double> BODIES_SHARE =
            Setting.share(
                    "BRIDGE_BODIES_SHARE",
                    0.1,
                    "Share of the heap for request bodies until they are answered; requests beyond"
                            + " it get 503. Half of it is for authenticated senders; one address"
                            + " gets at most a quarter of the other half. A small body (32 KiB) is"
                            + " always read if its sender is authenticated or it arrives in one"
                            + " piece.");

    public static final Setting<Duration> BODY_DEADLINE =
            Setting.duration(
                    "BRIDGE_BODY_DEADLINE",
                    "10s",
                    "A client that takes longer to send a request body is disconnected.");
    public static final Setting<Integer> REQUESTS_PER_SECOND =
            Setting.wholeNumber(
                    "BRIDGE_REQUESTS_PER_SECOND",
                    1,
                    1_000_000,
                    5_000,
                    "Maximum number of messages per second from one source to one instance."
                            + " Messages are counted, not requests, which may contain several. A"
                            + " source above the limit gets 429 until the excess is paid back, at"
                            + " most that of one burst.");
    public static final Setting<String> UNMAPPED =
            Setting.choice(
                    "BRIDGE_UNMAPPED",
                    List.of("count", "keep"),
                    "count",
                    "Authentic messages without information about a call: count them, or also keep"
                            + " them as dead letters.");

    public static final List<Setting<?>> ALL =
            List.of(
                    API_KEYS,
                    MAX_BODY_BYTES,
                    MAX_WEBHOOK_BYTES,
                    BODIES_SHARE,
                    BODY_DEADLINE,
                    REQUESTS_PER_SECOND,
                    UNMAPPED,
                    Unsigned.BEYOND_LOOPBACK);

    private static long bodiesBytes(Settings settings) {
        return (long) (Runtime.getRuntime().maxMemory() * settings.get(BODIES_SHARE));
    }

    int largestBody() {
        return Math.max(maxBodyBytes, maxWebhookBytes);
    }

    public static BridgeSettings from(Settings settings) {
        return new BridgeSettings(
                settings.find(API_KEYS).orElse(List.of()),
                settings.get(MAX_BODY_BYTES),
                settings.get(MAX_WEBHOOK_BYTES),
                bodiesBytes(settings),
                settings.get(BODY_DEADLINE),
                settings.get(REQUESTS_PER_SECOND),
                settings.get(UNMAPPED).equals("keep"));
    }
}

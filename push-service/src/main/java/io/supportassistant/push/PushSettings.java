package io.supportassistant.push;

import io.supportassistant.settings.Setting;
import io.supportassistant.settings.SettingException;
import io.supportassistant.settings.Settings;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/**
 * Settings of the push service.
 *
 * @param signingKeys a token may be signed with any of them, so that they can be rotated
 * @param tokens further rules for tokens
 * @param rates limits of client input
 * @param admissions limits of connects and requests
 * @param connections limits of open connections
 * @param boards limits of the calls kept and of their memory
 * @param waitingBytes limit of the memory of messages queued for clients
 * @param callRetention how long a call is kept after its last event, and how far back a start reads
 * @param awaitCall how long a client may wait for a call that is announced later
 * @param leftGrace how long an agent who has left a call still sees it
 * @param frameAncestors sources of the CSP directive: which pages may frame the desk
 */
public record PushSettings(
        List<String> signingKeys,
        TokenRules tokens,
        InputLimits.Rates rates,
        Admission.Rates admissions,
        Connections.Limits connections,
        CallBoards.Limits boards,
        long waitingBytes,
        Duration callRetention,
        Duration awaitCall,
        Duration leftGrace,
        String frameAncestors) {

    private static final int SHORTEST_KEY_BYTES = 32;
    private static final long MEBIBYTE = 1024 * 1024;

    public static final Setting<List<String>> SIGNING_KEYS =
            Setting.list(
                    "PUSH_SIGNING_KEYS",
                    null,
                    "Keys of at least 32 bytes that sign the tokens of agents (JWT, HS256).");
    public static final Setting<String> TOKEN_ISSUER =
            Setting.text("PUSH_TOKEN_ISSUER", null, "If set, the iss that every token must have.");
    public static final Setting<String> TOKEN_AUDIENCE =
            Setting.text("PUSH_TOKEN_AUDIENCE", null, "If set, an aud that every token must have.");
    public static final Setting<Duration> TOKEN_LONGEST =
            Setting.duration(
                    "PUSH_TOKEN_LONGEST",
                    "24h",
                    "A token that expires later than this from now is refused.");
    public static final Setting<Integer> MAX_CALLS =
            Setting.wholeNumber(
                    "PUSH_MAX_CALLS",
                    10,
                    1_000_000,
                    5_000,
                    "Most calls kept in memory to be shown.");
    public static final Setting<Integer> MAX_MEBIBYTES =
            Setting.wholeNumber(
                    "PUSH_MAX_MEBIBYTES",
                    1,
                    1_000_000,
                    256,
                    "Most memory in MiB that all calls together take, roughly; the ones silent for"
                            + " longest go first.");
    public static final Setting<Integer> MAX_CALL_KIBIBYTES =
            Setting.wholeNumber(
                    "PUSH_MAX_CALL_KIBIBYTES",
                    64,
                    1_000_000,
                    2_048,
                    "Most memory in KiB that the messages of one call take, roughly; the oldest go"
                            + " first. Its cards take at most half as much besides.");
    public static final Setting<Integer> MAX_WAITING_MEBIBYTES =
            Setting.wholeNumber(
                    "PUSH_MAX_WAITING_MEBIBYTES",
                    4,
                    1_000_000,
                    128,
                    "Most memory in MiB that messages take which wait for slow clients, roughly;"
                            + " clients for whom there is no room come back later.");
    public static final Setting<Duration> CALL_RETENTION =
            Setting.duration(
                    "PUSH_CALL_RETENTION",
                    "2h",
                    "How long a call is kept to be shown after its last event.");
    public static final Setting<Integer> MAX_AWAITED =
            Setting.wholeNumber(
                    "PUSH_MAX_AWAITED",
                    1,
                    1_000_000,
                    1_000,
                    "Most sessions nothing is known of that WebSockets and streams may wait for.");
    public static final Setting<Duration> AWAIT_CALL =
            Setting.duration(
                    "PUSH_AWAIT_CALL",
                    "10m",
                    "How long a WebSocket or stream may wait for a call that is announced later.");
    public static final Setting<Duration> LEFT_GRACE =
            Setting.duration(
                    "PUSH_AGENT_LEFT_GRACE",
                    "30s",
                    "How long an agent who has left a call that goes on still sees it.");
    public static final Setting<Integer> MESSAGES_PER_SECOND =
            Setting.wholeNumber(
                    "PUSH_MESSAGES_PER_SECOND",
                    1,
                    10_000,
                    20,
                    "Most messages a second that a token may send; a session takes twice as many.");
    public static final Setting<Integer> INSTANCE_MESSAGES_PER_SECOND =
            Setting.wholeNumber(
                    "PUSH_INSTANCE_MESSAGES_PER_SECOND",
                    1,
                    1_000_000,
                    2_000,
                    "Most messages a second that one instance takes from all clients.");
    public static final Setting<Integer> QUESTIONS_PER_MINUTE =
            Setting.wholeNumber(
                    "PUSH_QUESTIONS_PER_MINUTE",
                    1,
                    10_000,
                    20,
                    "Most questions a minute that may be asked in a session, and by a token; as"
                            + " many requests for a case and choices of a customer together.");
    public static final Setting<Integer> INSTANCE_QUESTIONS_PER_MINUTE =
            Setting.wholeNumber(
                    "PUSH_INSTANCE_QUESTIONS_PER_MINUTE",
                    1,
                    1_000_000,
                    600,
                    "Most questions a minute that one instance takes from all clients; as many"
                            + " requests for a case and choices of a customer together.");
    public static final Setting<Integer> ADMISSIONS_PER_SECOND =
            Setting.wholeNumber(
                    "PUSH_ADMISSIONS_PER_SECOND",
                    1,
                    10_000,
                    20,
                    "Most connections and requests a second of a token; a session takes twice as"
                            + " many.");
    public static final Setting<Integer> INSTANCE_ADMISSIONS_PER_SECOND =
            Setting.wholeNumber(
                    "PUSH_INSTANCE_ADMISSIONS_PER_SECOND",
                    1,
                    1_000_000,
                    2_000,
                    "Most connections and requests a second that one instance takes from all"
                            + " clients.");
    public static final Setting<Integer> TOKEN_CONNECTIONS =
            Setting.wholeNumber(
                    "PUSH_TOKEN_CONNECTIONS",
                    1,
                    100_000,
                    20,
                    "Most WebSockets and streams that are open with a token at the same time.");
    public static final Setting<Integer> SESSION_CONNECTIONS =
            Setting.wholeNumber(
                    "PUSH_SESSION_CONNECTIONS",
                    1,
                    100_000,
                    50,
                    "Most WebSockets and streams that are open to a session at the same time.");
    public static final Setting<Integer> INSTANCE_CONNECTIONS =
            Setting.wholeNumber(
                    "PUSH_INSTANCE_CONNECTIONS",
                    1,
                    1_000_000,
                    20_000,
                    "Most WebSockets and streams that are open to one instance at the same time.");
    public static final Setting<String> FRAME_ANCESTORS =
            Setting.text(
                    "DESK_FRAME_ANCESTORS",
                    "'none'",
                    "Which pages may show the desk in a frame: sources as in the directive"
                            + " frame-ancestors of Content-Security-Policy.");

    public static final List<Setting<?>> ALL =
            List.of(
                    SIGNING_KEYS,
                    TOKEN_ISSUER,
                    TOKEN_AUDIENCE,
                    TOKEN_LONGEST,
                    MAX_CALLS,
                    MAX_MEBIBYTES,
                    MAX_CALL_KIBIBYTES,
                    MAX_WAITING_MEBIBYTES,
                    CALL_RETENTION,
                    MAX_AWAITED,
                    AWAIT_CALL,
                    LEFT_GRACE,
                    MESSAGES_PER_SECOND,
                    INSTANCE_MESSAGES_PER_SECOND,
                    QUESTIONS_PER_MINUTE,
                    INSTANCE_QUESTIONS_PER_MINUTE,
                    ADMISSIONS_PER_SECOND,
                    INSTANCE_ADMISSIONS_PER_SECOND,
                    TOKEN_CONNECTIONS,
                    SESSION_CONNECTIONS,
                    INSTANCE_CONNECTIONS,
                    FRAME_ANCESTORS);

    /** Twice what a board keeps, because a new client is shown all of it. */
    long waitingBytesOfOne() {
        return Math.max(4 * MEBIBYTE, 2L * boards.callBytes());
    }

    public static PushSettings from(Settings settings) {
        List<String> keys = settings.find(SIGNING_KEYS).orElse(List.of());
        if (keys.stream()
                .anyMatch(
                        key -> key.getBytes(StandardCharsets.UTF_8).length < SHORTEST_KEY_BYTES)) {
            throw new SettingException(SIGNING_KEYS.name() + " has a key of less than 32 bytes");
        }
        String frameAncestors = settings.get(FRAME_ANCESTORS);
        if (frameAncestors.matches(".*[;,\\r\\n].*")) {
            throw new SettingException(
                    FRAME_ANCESTORS.name() + " is a list of sources with spaces between them");
        }
        PushSettings push = read(settings, keys, frameAncestors);
        if (push.waitingBytes() < push.waitingBytesOfOne()) {
            throw new SettingException(
                    MAX_WAITING_MEBIBYTES.name()
                            + " has no room for one client, which needs "
                            + push.waitingBytesOfOne() / MEBIBYTE
                            + " MiB with this "
                            + MAX_CALL_KIBIBYTES.name());
        }
        return push;
    }

    private static PushSettings read(Settings settings, List<String> keys, String frameAncestors) {
        return new PushSettings(
                keys,
                new TokenRules(
                        settings.find(TOKEN_ISSUER).orElse(null),
                        settings.find(TOKEN_AUDIENCE).orElse(null),
                        settings.get(TOKEN_LONGEST)),
                new InputLimits.Rates(
                        settings.get(MESSAGES_PER_SECOND),
                        settings.get(INSTANCE_MESSAGES_PER_SECOND),
                        settings.get(QUESTIONS_PER_MINUTE),
                        settings.get(INSTANCE_QUESTIONS_PER_MINUTE)),
                new Admission.Rates(
                        settings.get(ADMISSIONS_PER_SECOND),
                        settings.get(INSTANCE_ADMISSIONS_PER_SECOND)),
                new Connections.Limits(
                        settings.get(TOKEN_CONNECTIONS),
                        settings.get(SESSION_CONNECTIONS),
                        settings.get(INSTANCE_CONNECTIONS)),
                new CallBoards.Limits(
                        settings.get(MAX_CALLS),
                        settings.get(MAX_MEBIBYTES) * MEBIBYTE,
                        settings.get(MAX_CALL_KIBIBYTES) * 1024,
                        settings.get(CALL_RETENTION),
                        settings.get(MAX_AWAITED)),
                settings.get(MAX_WAITING_MEBIBYTES) * MEBIBYTE,
                settings.get(CALL_RETENTION),
                settings.get(AWAIT_CALL),
                settings.get(LEFT_GRACE),
                frameAncestors);
    }
}

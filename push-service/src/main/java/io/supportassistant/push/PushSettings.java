package io.supportassistant.push;

import io.supportassistant.settings.Setting;
import io.supportassistant.settings.SettingException;
import io.supportassistant.settings.Settings;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

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
 * @param maxArticles number of articles whose whole text can be opened
 * @param cardSources the other producers whose cards are shown
 * @param dispositions see {@link Dispositions}
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
        int maxArticles,
        List<String> cardSources,
        List<String> dispositions,
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
                    "Maximum remaining lifetime of a token; one that expires later is refused.");
    public static final Setting<List<String>> DISPOSITIONS =
            Setting.list(
                    "DISPOSITIONS",
                    "question=Question answered, technical=Technical problem,"
                            + " account=Account or login, billing=Billing or payment,"
                            + " order=Order or delivery, return=Return or refund,"
                            + " complaint=Complaint, other=Other",
                    "What agents may choose as the disposition of a call: code=name for each.");
    public static final Setting<Integer> MAX_CALLS =
            Setting.wholeNumber(
                    "PUSH_MAX_CALLS",
                    10,
                    1_000_000,
                    5_000,
                    "Maximum number of calls kept in memory.");
    public static final Setting<Integer> MAX_MEBIBYTES =
            Setting.wholeNumber(
                    "PUSH_MAX_MEBIBYTES",
                    1,
                    1_000_000,
                    256,
                    "Approximate maximum memory of all calls together, in MiB; calls silent for the"
                            + " longest time are evicted first.");
    public static final Setting<Integer> MAX_CALL_KIBIBYTES =
            Setting.wholeNumber(
                    "PUSH_MAX_CALL_KIBIBYTES",
                    64,
                    1_000_000,
                    2_048,
                    "Approximate maximum memory of the messages of one call, in KiB; the oldest are"
                            + " evicted first. The cards of the call may take another half of"
                            + " this.");
    public static final Setting<Integer> MAX_WAITING_MEBIBYTES =
            Setting.wholeNumber(
                    "PUSH_MAX_WAITING_MEBIBYTES",
                    4,
                    1_000_000,
                    128,
                    "Approximate maximum memory of messages waiting for slow clients, in MiB;"
                            + " beyond it, slow clients are disconnected and must reconnect.");
    public static final Setting<Integer> MAX_ARTICLES =
            Setting.wholeNumber(
                    "PUSH_MAX_ARTICLES",
                    0,
                    10_000_000,
                    200_000,
                    "Maximum number of articles whose whole text the desk can open; each takes"
                            + " about 150 bytes of memory.");
    public static final Setting<List<String>> CARD_SOURCES =
            Setting.list(
                    "PUSH_CARD_SOURCES",
                    null,
                    "Other producers whose cards the desk shows: the source of each.");
    public static final Setting<Duration> CALL_RETENTION =
            Setting.duration(
                    "PUSH_CALL_RETENTION", "2h", "How long a call is kept after its last event.");
    public static final Setting<Integer> MAX_AWAITED =
            Setting.wholeNumber(
                    "PUSH_MAX_AWAITED",
                    1,
                    1_000_000,
                    1_000,
                    "Maximum number of unknown sessions that WebSockets and streams may wait for.");
    public static final Setting<Duration> AWAIT_CALL =
            Setting.duration(
                    "PUSH_AWAIT_CALL",
                    "10m",
                    "How long a WebSocket or stream may wait for a call that is announced later.");
    public static final Setting<Duration> LEFT_GRACE =
            Setting.duration(
                    "PUSH_AGENT_LEFT_GRACE",
                    "30s",
                    "How long an agent who has left an ongoing call can still see it.");
    public static final Setting<Integer> MESSAGES_PER_SECOND =
            Setting.wholeNumber(
                    "PUSH_MESSAGES_PER_SECOND",
                    1,
                    10_000,
                    20,
                    "Maximum number of messages per second with one token; the limit of a session"
                            + " is twice as high.");
    public static final Setting<Integer> INSTANCE_MESSAGES_PER_SECOND =
            Setting.wholeNumber(
                    "PUSH_INSTANCE_MESSAGES_PER_SECOND",
                    1,
                    1_000_000,
                    2_000,
                    "Maximum number of messages per second from all clients of one instance.");
    public static final Setting<Integer> QUESTIONS_PER_MINUTE =
            Setting.wholeNumber(
                    "PUSH_QUESTIONS_PER_MINUTE",
                    1,
                    10_000,
                    20,
                    "Maximum number of questions per minute in one session, and with one token. The"
                            + " same limit applies to case requests and customer choices"
                            + " together.");
    public static final Setting<Integer> INSTANCE_QUESTIONS_PER_MINUTE =
            Setting.wholeNumber(
                    "PUSH_INSTANCE_QUESTIONS_PER_MINUTE",
                    1,
                    1_000_000,
                    600,
                    "Maximum number of questions per minute from all clients of one instance. The"
                            + " same limit applies to case requests and customer choices"
                            + " together.");
    public static final Setting<Integer> ADMISSIONS_PER_SECOND =
            Setting.wholeNumber(
                    "PUSH_ADMISSIONS_PER_SECOND",
                    1,
                    10_000,
                    20,
                    "Maximum number of connections and requests per second with one token; the"
                            + " limit of a session is twice as high.");
    public static final Setting<Integer> INSTANCE_ADMISSIONS_PER_SECOND =
            Setting.wholeNumber(
                    "PUSH_INSTANCE_ADMISSIONS_PER_SECOND",
                    1,
                    1_000_000,
                    2_000,
                    "Maximum number of connections and requests per second from all clients of one"
                            + " instance.");
    public static final Setting<Integer> TOKEN_CONNECTIONS =
            Setting.wholeNumber(
                    "PUSH_TOKEN_CONNECTIONS",
                    1,
                    100_000,
                    20,
                    "Maximum number of WebSockets and streams open with one token.");
    public static final Setting<Integer> SESSION_CONNECTIONS =
            Setting.wholeNumber(
                    "PUSH_SESSION_CONNECTIONS",
                    1,
                    100_000,
                    50,
                    "Maximum number of WebSockets and streams open to one session.");
    public static final Setting<Integer> INSTANCE_CONNECTIONS =
            Setting.wholeNumber(
                    "PUSH_INSTANCE_CONNECTIONS",
                    1,
                    1_000_000,
                    20_000,
                    "Maximum number of WebSockets and streams open to one instance.");
    public static final Setting<String> FRAME_ANCESTORS =
            Setting.text(
                    "DESK_FRAME_ANCESTORS",
                    "'none'",
                    "Which pages may show the desk in a frame: sources as in the directive"
                            + " frame-ancestors of Content-Security-Policy.");

    private static final Pattern FORBIDDEN_IN_SOURCES = Pattern.compile("[;,\\p{Cntrl}]");

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
                    MAX_ARTICLES,
                    CARD_SOURCES,
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
                    DISPOSITIONS,
                    FRAME_ANCESTORS);

    /** Twice what a board keeps, because a new client is shown all of it. */
    long waitingBytesPerClient() {
        return Math.max(4 * MEBIBYTE, 2L * boards.callBytes());
    }

    public static PushSettings from(Settings settings) {
        List<String> keys = settings.find(SIGNING_KEYS).orElse(List.of());
        if (keys.stream()
                .anyMatch(
                        key -> key.getBytes(StandardCharsets.UTF_8).length < SHORTEST_KEY_BYTES)) {
            throw new SettingException(
                    SIGNING_KEYS.name() + " contains a key shorter than 32 bytes");
        }
        String frameAncestors = settings.get(FRAME_ANCESTORS);
        if (FORBIDDEN_IN_SOURCES.matcher(frameAncestors).find()) {
            throw new SettingException(
                    FRAME_ANCESTORS.name() + " must be a list of sources separated by spaces");
        }
        PushSettings push = read(settings, keys, frameAncestors);
        if (push.waitingBytes() < push.waitingBytesPerClient()) {
            throw new SettingException(
                    MAX_WAITING_MEBIBYTES.name()
                            + " is too small: one client needs "
                            + push.waitingBytesPerClient() / MEBIBYTE
                            + " MiB with the current "
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
                settings.get(MAX_ARTICLES),
                settings.find(CARD_SOURCES).orElse(List.of()),
                settings.get(DISPOSITIONS),
                frameAncestors);
    }
}

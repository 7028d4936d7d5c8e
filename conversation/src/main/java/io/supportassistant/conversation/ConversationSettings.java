package io.supportassistant.conversation;

import io.supportassistant.events.Speaker;
import io.supportassistant.settings.Setting;
import io.supportassistant.settings.Settings;
import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Settings of a conversation.
 *
 * @param interval least time between two analyses that customer speech triggers
 * @param triggeringSpeakers speakers whose speech triggers an analysis
 * @param maxTurns most turns in the window
 * @param maxCharacters most text in the window, in UTF-16 units
 * @param maxAge oldest turn in the window, by the time it was said
 * @param idleTimeout time without any event after which a call ends
 * @param endSettle how long an announced end waits for late transcripts
 * @param lateGrace how long an ended call is remembered, so that late events do not open it again
 */
public record ConversationSettings(
        Duration interval,
        Set<Speaker> triggeringSpeakers,
        int maxTurns,
        int maxCharacters,
        Duration maxAge,
        Duration idleTimeout,
        Duration endSettle,
        Duration lateGrace)
        implements Serializable {

    public static final Setting<Duration> ASSIST_INTERVAL =
            Setting.duration(
                    "ASSIST_INTERVAL",
                    "2s",
                    "Minimum time between two analyses of a call that speech triggers.");
    public static final Setting<List<String>> TRIGGERING_SPEAKERS =
            Setting.choices(
                    "TRIGGERING_SPEAKERS",
                    List.of("customer", "agent", "unknown"),
                    "customer",
                    "Speakers whose speech triggers an analysis.");
    public static final Setting<Integer> WINDOW_TURNS =
            Setting.wholeNumber(
                    "WINDOW_TURNS", 2, 500, 40, "Maximum number of turns in an analysis.");
    public static final Setting<Integer> WINDOW_CHARACTERS =
            Setting.wholeNumber(
                    "WINDOW_CHARACTERS",
                    500,
                    100_000,
                    6_000,
                    "Maximum number of characters in an analysis.");
    public static final Setting<Duration> WINDOW_AGE =
            Setting.duration("WINDOW_AGE", "15m", "Maximum age of a turn in an analysis.");
    public static final Setting<Duration> CALL_IDLE_TIMEOUT =
            Setting.duration(
                    "CALL_IDLE_TIMEOUT", "15m", "A call without events for this long is ended.");
    public static final Setting<Duration> CALL_END_SETTLE =
            Setting.duration(
                    "CALL_END_SETTLE",
                    "2s",
                    "How long the end of a call waits for late transcripts.");
    public static final Setting<Duration> CALL_LATE_GRACE =
            Setting.duration(
                    "CALL_LATE_GRACE",
                    "10m",
                    "How long an ended call is remembered, so that late events do not reopen it.");

    public static final List<Setting<?>> ALL =
            List.of(
                    ASSIST_INTERVAL,
                    TRIGGERING_SPEAKERS,
                    WINDOW_TURNS,
                    WINDOW_CHARACTERS,
                    WINDOW_AGE,
                    CALL_IDLE_TIMEOUT,
                    CALL_END_SETTLE,
                    CALL_LATE_GRACE);

    public static ConversationSettings from(Settings settings) {
        return new ConversationSettings(
                settings.get(ASSIST_INTERVAL),
                settings.get(TRIGGERING_SPEAKERS).stream()
                        .map(name -> Speaker.valueOf(name.toUpperCase(Locale.ROOT)))
                        .collect(Collectors.toUnmodifiableSet()),
                settings.get(WINDOW_TURNS),
                settings.get(WINDOW_CHARACTERS),
                settings.get(WINDOW_AGE),
                settings.get(CALL_IDLE_TIMEOUT),
                settings.get(CALL_END_SETTLE),
                settings.get(CALL_LATE_GRACE));
    }

    public static ConversationSettings defaults() {
        return from(Settings.of(Map.of()));
    }

    /** A copy with another interval between the analyses of speech. */
    public ConversationSettings withInterval(Duration other) {
        return new ConversationSettings(
                other,
                triggeringSpeakers,
                maxTurns,
                maxCharacters,
                maxAge,
                idleTimeout,
                endSettle,
                lateGrace);
    }

    /** A copy with another wait after an announced end. */
    public ConversationSettings withEndSettle(Duration other) {
        return new ConversationSettings(
                interval,
                triggeringSpeakers,
                maxTurns,
                maxCharacters,
                maxAge,
                idleTimeout,
                other,
                lateGrace);
    }
}

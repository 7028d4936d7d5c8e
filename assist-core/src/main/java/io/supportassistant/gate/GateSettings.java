package io.supportassistant.gate;

import io.supportassistant.conversation.AgentOnCall.AgentExperience;
import io.supportassistant.conversation.ConversationSettings;
import io.supportassistant.settings.Setting;
import io.supportassistant.settings.Settings;
import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Limits for how many cards are shown and how often the first one changes.
 *
 * @param maxSuggestions most cards, and most questions, in one update
 * @param leadFrom probability from which an article may lead, 0 to 1
 * @param leadFromNovice the same for a new agent
 * @param leadFromExpert the same for an experienced agent
 * @param rowFrom probability from which an article is offered as a row, 0 to 1
 * @param clearlyBetter how much more likely than the present lead a new one must be, 0 to 1
 * @param leadsAMinute most cards that take the first place within a minute
 * @param leadsACall most cards that take the first place in a call
 * @param coolDown minimum time between two cards in first place
 * @param keptAfterEnd how long the state of an ended call is kept, so that a late result finds it
 *     closed
 */
public record GateSettings(
        int maxSuggestions,
        double leadFrom,
        double leadFromNovice,
        double leadFromExpert,
        double rowFrom,
        double clearlyBetter,
        int leadsAMinute,
        int leadsACall,
        Duration coolDown,
        Duration keptAfterEnd)
        implements Serializable {

    public static final Setting<Integer> MAX_SUGGESTIONS =
            Setting.wholeNumber(
                    "MAX_SUGGESTIONS",
                    1,
                    20,
                    5,
                    "Maximum number of cards, and of questions, in one update.");
    public static final Setting<Double> LEAD_FROM =
            Setting.share(
                    "LEAD_FROM",
                    0.4,
                    "Minimum probability that an article is the right one, for its card to lead.");
    public static final Setting<Double> LEAD_FROM_NOVICE =
            Setting.share(
                    "LEAD_FROM_NOVICE",
                    0.3,
                    "LEAD_FROM for an agent whose agent_metadata has \"experience\": \"novice\".");
    public static final Setting<Double> LEAD_FROM_EXPERT =
            Setting.share(
                    "LEAD_FROM_EXPERT",
                    0.55,
                    "LEAD_FROM for an agent whose agent_metadata has \"experience\": \"expert\".");
    public static final Setting<Double> ROW_FROM =
            Setting.share(
                    "ROW_FROM",
                    0.3,
                    "Minimum probability that an article is the right one, for its card to be a"
                            + " row.");
    public static final Setting<Double> CLEARLY_BETTER =
            Setting.share(
                    "CLEARLY_BETTER",
                    0.1,
                    "How much more likely a new lead must be than the current one.");
    public static final Setting<Integer> LEADS_A_MINUTE =
            Setting.wholeNumber(
                    "LEADS_A_MINUTE",
                    0,
                    60,
                    3,
                    "Maximum number of cards that lead within a minute of a call; further ones are"
                            + " rows. With 0, the quiet mode, all cards are rows.");
    public static final Setting<Integer> LEADS_A_CALL =
            Setting.wholeNumber(
                    "LEADS_A_CALL",
                    0,
                    500,
                    20,
                    "Maximum number of cards that lead in a call; further ones are rows.");
    public static final Setting<Duration> LEAD_COOL_DOWN =
            Setting.duration(
                    "LEAD_COOL_DOWN",
                    "0s",
                    "Minimum time between two leading cards; a card that comes sooner is a row"
                            + " until then.");

    public static final List<Setting<?>> ALL =
            List.of(
                    MAX_SUGGESTIONS,
                    LEAD_FROM,
                    LEAD_FROM_NOVICE,
                    LEAD_FROM_EXPERT,
                    ROW_FROM,
                    CLEARLY_BETTER,
                    LEADS_A_MINUTE,
                    LEADS_A_CALL,
                    LEAD_COOL_DOWN);

    /** State of ended calls is kept for {@link ConversationSettings#CALL_LATE_GRACE}. */
    public static GateSettings from(Settings settings) {
        return new GateSettings(
                settings.get(MAX_SUGGESTIONS),
                settings.get(LEAD_FROM),
                settings.get(LEAD_FROM_NOVICE),
                settings.get(LEAD_FROM_EXPERT),
                settings.get(ROW_FROM),
                settings.get(CLEARLY_BETTER),
                settings.get(LEADS_A_MINUTE),
                settings.get(LEADS_A_CALL),
                settings.get(LEAD_COOL_DOWN),
                settings.get(ConversationSettings.CALL_LATE_GRACE));
    }

    public static GateSettings defaults() {
        return from(Settings.of(Map.of()));
    }

    double leadFrom(AgentExperience experience) {
        return switch (experience) {
            case NOVICE -> leadFromNovice;
            case USUAL -> leadFrom;
            case EXPERT -> leadFromExpert;
        };
    }
}

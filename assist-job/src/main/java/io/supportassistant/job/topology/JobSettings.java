package io.supportassistant.job.topology;

import io.supportassistant.events.DetectedEntity;
import io.supportassistant.events.Speaker;
import io.supportassistant.job.context.EntityRules;
import io.supportassistant.job.context.Language;
import io.supportassistant.job.conversation.ConversationSettings;
import io.supportassistant.job.gate.GateSettings;
import io.supportassistant.job.language.Interpreter;
import io.supportassistant.job.topology.ConversationFunction.EntitiesSource;
import io.supportassistant.job.topology.ConversationFunction.RedactorSource;
import io.supportassistant.redaction.RedactionSettings;
import io.supportassistant.settings.Setting;
import io.supportassistant.settings.Settings;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What an operator can set of the job. */
public record JobSettings(
        ConversationSettings conversation,
        GateSettings gate,
        RedactorSource redactor,
        EntitiesSource entities,
        Duration assistTimeout,
        int assistCapacity,
        int assistThreads,
        Duration stateTimeToLive) {

    public static final Setting<Duration> ASSIST_INTERVAL =
            Setting.duration(
                    "ASSIST_INTERVAL",
                    "2s",
                    "Least time between two analyses of a call that speech asks for.");
    public static final Setting<List<String>> TRIGGERING_SPEAKERS =
            Setting.choices(
                    "TRIGGERING_SPEAKERS",
                    List.of("customer", "agent", "unknown"),
                    "customer",
                    "Whose speech asks for an analysis.");
    public static final Setting<Integer> WINDOW_TURNS =
            Setting.wholeNumber(
                    "WINDOW_TURNS", 2, 500, 40, "Most turns of a call that an analysis looks at.");
    public static final Setting<Integer> WINDOW_CHARACTERS =
            Setting.wholeNumber(
                    "WINDOW_CHARACTERS",
                    500,
                    100_000,
                    6_000,
                    "Most text of a call that an analysis looks at.");
    public static final Setting<Duration> WINDOW_AGE =
            Setting.duration(
                    "WINDOW_AGE", "15m", "Oldest turn of a call that an analysis looks at.");
    public static final Setting<Duration> CALL_IDLE_TIMEOUT =
            Setting.duration(
                    "CALL_IDLE_TIMEOUT",
                    "15m",
                    "A call without any event for so long ends itself.");
    public static final Setting<Duration> CALL_END_SETTLE =
            Setting.duration(
                    "CALL_END_SETTLE",
                    "2s",
                    "How long an announced end waits for transcripts that are still under way.");
    public static final Setting<Duration> CALL_LATE_GRACE =
            Setting.duration(
                    "CALL_LATE_GRACE",
                    "10m",
                    "How long an ended call is remembered, so that stragglers do not open it"
                            + " again.");
    public static final Setting<Integer> MAX_SUGGESTIONS =
            Setting.wholeNumber(
                    "MAX_SUGGESTIONS", 1, 20, 5, "Most cards, and most questions, in one update.");
    public static final Setting<Double> MIN_CONTEXT_CONFIDENCE =
            Setting.share(
                    "MIN_CONTEXT_CONFIDENCE",
                    0.6,
                    "Below it the issue counts as not understood, and the customer is asked.");
    public static final Setting<Double> LEAD_FROM =
            Setting.share(
                    "LEAD_FROM",
                    GateSettings.defaults().leadFrom(),
                    "How likely an article must be the right one to lead.");
    public static final Setting<Double> LEAD_FROM_NOVICE =
            Setting.share(
                    "LEAD_FROM_NOVICE",
                    GateSettings.defaults().leadFromNovice(),
                    "The same for an agent whose agent_metadata says \"experience\": \"novice\".");
    public static final Setting<Double> LEAD_FROM_EXPERT =
            Setting.share(
                    "LEAD_FROM_EXPERT",
                    GateSettings.defaults().leadFromExpert(),
                    "The same for an agent whose agent_metadata says \"experience\": \"expert\".");
    public static final Setting<Double> ROW_FROM =
            Setting.share(
                    "ROW_FROM",
                    GateSettings.defaults().rowFrom(),
                    "How likely it must be to be offered as a quiet line.");
    public static final Setting<Double> CLEARLY_BETTER =
            Setting.share(
                    "CLEARLY_BETTER",
                    GateSettings.defaults().clearlyBetter(),
                    "By how much a new lead must be likelier than the present one.");
    public static final Setting<Integer> LEADS_A_MINUTE =
            Setting.wholeNumber(
                    "LEADS_A_MINUTE",
                    0,
                    60,
                    GateSettings.defaults().leadsAMinute(),
                    "Most cards of a call that may take the first place within a minute; more are"
                            + " rows. With 0, the quiet mode, all cards are rows.");
    public static final Setting<Integer> LEADS_A_CALL =
            Setting.wholeNumber(
                    "LEADS_A_CALL",
                    0,
                    500,
                    GateSettings.defaults().leadsACall(),
                    "Most cards that may take the first place in a call; more are rows.");
    public static final Setting<Duration> LEAD_COOL_DOWN =
            Setting.duration(
                    "LEAD_COOL_DOWN",
                    "0s",
                    "Least time from one card in first place to the next; one that comes sooner is"
                            + " a row meanwhile.");
    public static final Setting<String> ENTITY_RULES =
            Setting.text(
                    "ENTITY_RULES",
                    null,
                    "File with rules for entities, in place of the ones shipped.");
    public static final Setting<String> ISSUE_LABELS =
            Setting.text(
                    "ISSUE_LABELS",
                    null,
                    "File with the labels of issues and their cue words, in place of the ones"
                            + " shipped.");
    public static final Setting<Duration> ASSIST_TIMEOUT =
            Setting.duration(
                    "ASSIST_TIMEOUT",
                    "5s",
                    "Backstop for one analysis; a degraded result takes its place.");
    public static final Setting<Integer> ASSIST_CAPACITY =
            Setting.wholeNumber(
                    "ASSIST_CAPACITY", 1, 10_000, 1_000, "Most analyses in flight in one subtask.");
    public static final Setting<Integer> ASSIST_THREADS =
            Setting.wholeNumber(
                    "ASSIST_THREADS", 1, 64, 2, "Threads that run plain agents in one subtask.");
    public static final Setting<Duration> STATE_TTL =
            Setting.duration(
                    "STATE_TTL",
                    "24h",
                    "Safety net: state of a call untouched for so long is dropped.");

    /** Of the job alone; redaction is set for all services together. */
    public static final List<Setting<?>> ALL =
            List.of(
                    ASSIST_INTERVAL,
                    TRIGGERING_SPEAKERS,
                    WINDOW_TURNS,
                    WINDOW_CHARACTERS,
                    WINDOW_AGE,
                    CALL_IDLE_TIMEOUT,
                    CALL_END_SETTLE,
                    CALL_LATE_GRACE,
                    MAX_SUGGESTIONS,
                    MIN_CONTEXT_CONFIDENCE,
                    LEAD_FROM,
                    LEAD_FROM_NOVICE,
                    LEAD_FROM_EXPERT,
                    ROW_FROM,
                    CLEARLY_BETTER,
                    LEADS_A_MINUTE,
                    LEADS_A_CALL,
                    LEAD_COOL_DOWN,
                    ENTITY_RULES,
                    ISSUE_LABELS,
                    ASSIST_TIMEOUT,
                    ASSIST_CAPACITY,
                    ASSIST_THREADS,
                    STATE_TTL);

    public static JobSettings from(Settings settings) {
        ConversationSettings conversation =
                new ConversationSettings(
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
        GateSettings gate =
                new GateSettings(
                        settings.get(MAX_SUGGESTIONS),
                        settings.get(LEAD_FROM),
                        settings.get(LEAD_FROM_NOVICE),
                        settings.get(LEAD_FROM_EXPERT),
                        settings.get(ROW_FROM),
                        settings.get(CLEARLY_BETTER),
                        settings.get(LEADS_A_MINUTE),
                        settings.get(LEADS_A_CALL),
                        settings.get(LEAD_COOL_DOWN),
                        settings.get(CALL_LATE_GRACE));
        // A wrong setting ends the program here, not the job on another machine.
        RedactionSettings.redactor(settings);
        String rulesFile = settings.find(ENTITY_RULES).orElse(null);
        List<String> languages = List.copyOf(settings.get(ConfiguredPipeline.LANGUAGES));
        return new JobSettings(
                conversation,
                gate,
                () -> RedactionSettings.redactor(settings),
                () -> entities(rulesFile, languages),
                settings.get(ASSIST_TIMEOUT),
                settings.get(ASSIST_CAPACITY),
                settings.get(ASSIST_THREADS),
                settings.get(STATE_TTL));
    }

    /** No word of another language is the name of something in English. */
    private static Function<String, List<DetectedEntity>> entities(
            String rulesFile, List<String> languages) {
        Language english = Language.english();
        EntityRules rules = EntityRules.standardOr(rulesFile, english);
        Interpreter interpreter = Interpreter.of(english.commonWords(), languages);
        return text -> rules.findTelling(interpreter.read(text).english());
    }
}

package io.supportassistant.assistjob;

import io.supportassistant.brief.StatementFinder;
import io.supportassistant.context.EntityRules;
import io.supportassistant.context.Language;
import io.supportassistant.conversation.ConversationSettings;
import io.supportassistant.events.DetectedEntity;
import io.supportassistant.gate.GateSettings;
import io.supportassistant.language.Interpreter;
import io.supportassistant.redaction.RedactionSettings;
import io.supportassistant.redaction.Redactor;
import io.supportassistant.settings.Setting;
import io.supportassistant.settings.Settings;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.flink.util.function.SerializableSupplier;

/** Settings of the assist job. */
public record JobSettings(
        ConversationSettings conversation,
        GateSettings gate,
        SerializableSupplier<Redactor> redactor,
        SerializableSupplier<Function<String, List<DetectedEntity>>> entities,
        SerializableSupplier<StatementFinder> statements,
        Duration assistTimeout,
        int assistCapacity,
        int assistThreads,
        Duration wrapup,
        Duration stateTimeToLive) {

    public static final Setting<Duration> ASSIST_TIMEOUT =
            Setting.duration(
                    "ASSIST_TIMEOUT",
                    "5s",
                    "Longest time for one analysis; then a degraded result replaces it.");
    public static final Setting<Integer> ASSIST_CAPACITY =
            Setting.wholeNumber(
                    "ASSIST_CAPACITY",
                    1,
                    10_000,
                    1_000,
                    "Maximum number of analyses in flight per subtask.");
    public static final Setting<Integer> ASSIST_THREADS =
            Setting.wholeNumber(
                    "ASSIST_THREADS", 1, 64, 2, "Threads per subtask that run plain agents.");
    public static final Setting<Duration> WRAPUP_TIME =
            Setting.duration(
                    "WRAPUP_TIME",
                    "2m",
                    "From the end of a call until its note is saved as it stands, if no agent has"
                            + " saved it.");
    public static final Setting<Duration> STATE_TTL =
            Setting.duration(
                    "STATE_TTL",
                    "24h",
                    "Safety net: the state of a call is dropped this long after its last change.");

    /** Settings of this job only; redaction is configured for all services together. */
    public static final List<Setting<?>> ALL =
            Stream.of(
                            ConversationSettings.ALL,
                            GateSettings.ALL,
                            List.<Setting<?>>of(
                                    ASSIST_TIMEOUT,
                                    ASSIST_CAPACITY,
                                    ASSIST_THREADS,
                                    WRAPUP_TIME,
                                    STATE_TTL))
                    .<Setting<?>>flatMap(List::stream)
                    .toList();

    public static JobSettings from(Settings settings) {
        // Checked here, so that an invalid setting fails this program and not the job on another
        // machine.
        RedactionSettings.redactor(settings);
        String rulesFile = settings.find(ConfiguredPipeline.ENTITY_RULES).orElse(null);
        List<String> languages = List.copyOf(settings.get(ConfiguredPipeline.LANGUAGES));
        return new JobSettings(
                ConversationSettings.from(settings),
                GateSettings.from(settings),
                () -> RedactionSettings.redactor(settings),
                () -> entities(rulesFile, languages),
                () -> statements(languages),
                settings.get(ASSIST_TIMEOUT),
                settings.get(ASSIST_CAPACITY),
                settings.get(ASSIST_THREADS),
                settings.get(WRAPUP_TIME),
                settings.get(STATE_TTL));
    }

    /**
     * Finds entities in the English reading of a text, so that no word of another language is taken
     * for an English name.
     */
    private static Function<String, List<DetectedEntity>> entities(
            String rulesFile, List<String> languages) {
        Language english = Language.english();
        EntityRules rules = EntityRules.standardOr(rulesFile, english);
        Interpreter interpreter = Interpreter.of(english.commonWords(), languages);
        return text -> rules.findTelling(interpreter.read(text).english());
    }

    private static StatementFinder statements(List<String> languages) {
        Language english = Language.english();
        return new StatementFinder(english, Interpreter.of(english.commonWords(), languages));
    }
}

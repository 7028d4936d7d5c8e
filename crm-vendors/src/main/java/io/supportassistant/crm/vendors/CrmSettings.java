package io.supportassistant.crm.vendors;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import io.supportassistant.crm.CallRecordBuilder.CallRecordBuilderSettings;
import io.supportassistant.crm.CallRecorder.Patience;
import io.supportassistant.crm.CaseRules;
import io.supportassistant.crm.CrmMetrics;
import io.supportassistant.crm.CrmSource;
import io.supportassistant.crm.rest.RestSettings;
import io.supportassistant.settings.Setting;
import io.supportassistant.settings.Settings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * Settings of customer look-up and call records that are the same for every CRM.
 *
 * @param lookupBackstop when the job gives up a look-up that should have ended by its own deadline
 * @param recordBackstop the same for writing a record
 * @param caseRulesFile of {@link CaseRules}, or null
 */
public record CrmSettings(
        String region,
        boolean trustIds,
        Duration cached,
        int lookupsAtATime,
        int recordsAtATime,
        Duration lookupBackstop,
        Duration recordBackstop,
        CallRecordBuilderSettings file,
        Patience patience,
        String caseRulesFile)
        implements java.io.Serializable {

    /** Requests of a look-up: by id, by number, and the history. */
    private static final int READS = 3;

    /** Requests of a record: the case and the record. */
    private static final int WRITES = 2;

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);
    private static final Duration IDLE_TIMEOUT = Duration.ofHours(24);

    public static final Setting<String> REGION =
            new Setting<>(
                    "CRM_PHONE_REGION",
                    "US",
                    "a two-letter country code",
                    text -> {
                        if (!PhoneNumberUtil.getInstance().getSupportedRegions().contains(text)) {
                            throw new IllegalArgumentException();
                        }
                        return text;
                    },
                    "Country of telephone numbers that have no country code.");
    public static final Setting<String> CUSTOMER_IDS =
            Setting.choice(
                    "CRM_CUSTOMER_IDS",
                    List.of("hint", "trusted"),
                    "hint",
                    "How the customer_id of a telephone system is used. trusted: it is the CRM's"
                            + " own id and is looked up first. hint: it only selects among"
                            + " customers who share the caller's number.");
    public static final Setting<Duration> CACHED =
            Setting.duration(
                    "CRM_CACHED", "5m", "How long a caller's data from the CRM is cached.");
    public static final Setting<Integer> LOOKUPS =
            Setting.wholeNumber(
                    "CRM_LOOKUPS",
                    1,
                    1_000,
                    50,
                    "Maximum number of concurrent look-ups per subtask.");
    public static final Setting<Integer> RECORDS =
            Setting.wholeNumber(
                    "CRM_RECORDS",
                    1,
                    1_000,
                    50,
                    "Maximum number of records written concurrently per subtask.");
    public static final Setting<Duration> SETTLE =
            Setting.duration(
                    "CRM_RECORD_AFTER",
                    "10s",
                    "Time from the end of a call to its record, so that late feedback and case"
                            + " requests are included.");
    public static final Setting<Duration> NOTE_WITHIN =
            Setting.duration(
                    "CRM_NOTE_WITHIN",
                    "15m",
                    "How long a record that is due waits for the call's note to be saved, by an"
                            + " agent or after WRAPUP_TIME (10 minutes after a silence); 0s not to"
                            + " wait.");
    public static final Setting<Duration> LATE_WISHES =
            Setting.duration(
                    "CRM_LATE_WISHES",
                    "3h",
                    "How long after its record the agent can still request a case for a call;"
                            + " longer than the desk keeps a call (PUSH_CALL_RETENTION).");
    public static final Setting<Duration> WRITE_FOR =
            Setting.duration(
                    "CRM_WRITE_FOR",
                    "15m",
                    "How long a failed write of a record is retried before the record goes to the"
                            + " topic crm-unwritten.");
    public static final Setting<Path> CASE_RULES =
            Setting.path(
                    "CRM_CASE_RULES",
                    null,
                    "YAML file of rules that open a case without a request of the agent; for the"
                            + " format see samples/crm/case-rules.yaml.");

    public static List<Setting<?>> all() {
        return Stream.of(
                        List.<Setting<?>>of(
                                CrmProviders.CRM,
                                REGION,
                                CUSTOMER_IDS,
                                CACHED,
                                LOOKUPS,
                                RECORDS,
                                SETTLE,
                                NOTE_WITHIN,
                                LATE_WISHES,
                                WRITE_FOR,
                                CASE_RULES),
                        RestSettings.ALL,
                        CrmProviders.settings())
                .flatMap(List::stream)
                .toList();
    }

    public static CrmSettings from(Settings settings) {
        RestSettings rest = RestSettings.from(settings);
        return new CrmSettings(
                settings.get(REGION),
                settings.get(CUSTOMER_IDS).equals("trusted"),
                settings.get(CACHED),
                settings.get(LOOKUPS),
                settings.get(RECORDS),
                rest.readDeadline().multipliedBy(READS + 1),
                settings.get(WRITE_FOR).plus(rest.writeDeadline().multipliedBy(WRITES + 1)),
                new CallRecordBuilderSettings(
                        settings.get(SETTLE),
                        settings.get(LATE_WISHES),
                        IDLE_TIMEOUT,
                        settings.get(NOTE_WITHIN)),
                new Patience(
                        FIRST_PAUSE, LONGEST_PAUSE, rest.writeDeadline(), settings.get(WRITE_FOR)),
                settings.find(CASE_RULES).map(Path::toString).orElse(null));
    }

    /** Reads the rules for cases; called on the machine that needs them. */
    public CaseRules caseRules() {
        return caseRulesFile == null ? CaseRules.NONE : CaseRules.read(Path.of(caseRulesFile));
    }

    /**
     * Checks that the settings are usable, before anything runs.
     *
     * @throws io.supportassistant.settings.SettingException naming the setting that is missing or
     *     wrong
     */
    public void check(CrmSource source) {
        caseRules();
        source.open(CrmMetrics.NONE).close();
    }
}

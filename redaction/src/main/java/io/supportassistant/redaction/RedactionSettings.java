package io.supportassistant.redaction;

import io.supportassistant.personaldata.PersonalData;
import io.supportassistant.settings.Secrets;
import io.supportassistant.settings.Setting;
import io.supportassistant.settings.Settings;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** Settings of redaction. */
public final class RedactionSettings {

    private static final List<String> KINDS =
            Arrays.stream(PersonalData.values()).map(PersonalData::settingName).toList();

    public static final Setting<List<String>> REDACT =
            Setting.choices(
                    "REDACT",
                    KINDS,
                    KINDS.stream().collect(Collectors.joining(",")),
                    "Kinds of personal data that are replaced by placeholders before anything is"
                            + " stored.");
    public static final Setting<String> REDACTION =
            Setting.choice(
                    "REDACTION",
                    List.of("on", "off"),
                    "on",
                    "off stores everything as received, for systems that redact upstream.");
    public static final Setting<List<String>> PHONE_REGIONS =
            Setting.list(
                    "REDACT_PHONE_REGIONS",
                    "US",
                    "Countries (ISO 3166) whose phone numbers are recognised without the country"
                            + " code.");

    public static final Setting<String> PSEUDONYM_KEY =
            Setting.text(
                    "REDACT_PSEUDONYM_KEY",
                    null,
                    "Secret key of at least 16 bytes for the pseudonyms of ids that contain"
                        + " personal data; must be the same on every instance. Without it, short"
                        + " numbers can be recovered by brute force.");

    public static final List<Setting<?>> ALL =
            List.of(REDACTION, REDACT, PHONE_REGIONS, PSEUDONYM_KEY);

    private RedactionSettings() {}

    public static Redactor redactor(Settings settings) {
        Set<PersonalData> kinds = EnumSet.noneOf(PersonalData.class);
        if (settings.get(REDACTION).equals("on")) {
            settings.get(REDACT)
                    .forEach(
                            kind -> kinds.add(PersonalData.valueOf(kind.toUpperCase(Locale.ROOT))));
        }
        return new Redactor(kinds, settings.get(PHONE_REGIONS), pseudonymKey(settings));
    }

    private static String pseudonymKey(Settings settings) {
        return settings.find(PSEUDONYM_KEY)
                .map(key -> Secrets.checked(PSEUDONYM_KEY, List.of(key)).get(0))
                .orElse("");
    }
}

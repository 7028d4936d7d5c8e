package io.supportassistant.redaction;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Replaces personal data in texts by placeholders. Looks at one text alone: what is split over two
 * is found in neither, unless its parts tell by themselves.
 */
public final class Redactor {

    /** Ids of requests and calls, which hold long runs of digits by chance. */
    private static final Pattern IDS =
            Pattern.compile(
                    "\\b(?:[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}|[A-Z]{2}[0-9a-f]{32})\\b");

    private static final Pattern CAMEL_CASE = Pattern.compile("(?<=[a-z])(?=[A-Z])");

    private final Map<PersonalData, Detector> detectors = new EnumMap<>(PersonalData.class);

    /**
     * @param kinds what to look for
     * @param phoneRegions ISO 3166 codes of countries whose numbers are said without a prefix
     */
    public Redactor(Set<PersonalData> kinds, List<String> phoneRegions) {
        // In the order of the kinds: what was found first is not looked at again.
        for (PersonalData kind : kinds) {
            detectors.put(
                    kind,
                    switch (kind) {
                        case SECRET -> new Secrets();
                        case EMAIL -> new EmailAddresses();
                        case BANK_ACCOUNT -> new BankAccounts();
                        case CARD_NUMBER -> new CardNumbers();
                        case SOCIAL_SECURITY_NUMBER -> IdentityNumbers::socialSecurity;
                        case PASSPORT_NUMBER -> IdentityNumbers::passports;
                        case PHONE_NUMBER -> new PhoneNumbers(phoneRegions);
                    });
        }
    }

    /** What is personal in a text, in order and without overlaps. */
    public List<Finding> find(String text) {
        if (text.length() < 3 || detectors.isEmpty()) {
            return List.of();
        }
        WrittenText written = new WrittenText(text);
        List<Finding> ids = null;
        List<Finding> found = new ArrayList<>();
        int digits = written.digits();
        for (Map.Entry<PersonalData, Detector> detector : detectors.entrySet()) {
            if (digits < fewestDigits(detector.getKey())) {
                continue;
            }
            for (Finding finding : detector.getValue().find(text, written)) {
                ids = ids == null ? ids(text) : ids;
                if (found.stream().noneMatch(finding::overlaps)
                        && ids.stream().noneMatch(finding::overlaps)) {
                    found.add(finding);
                }
            }
        }
        found.sort(Comparator.comparingInt(Finding::start));
        return found;
    }

    /** Of a kind, spoken or written: where there are fewer, nothing needs to be looked for. */
    private static int fewestDigits(PersonalData kind) {
        return switch (kind) {
            case SECRET, EMAIL -> 0;
            case SOCIAL_SECURITY_NUMBER -> 4;
            case PASSPORT_NUMBER -> 5;
            case BANK_ACCOUNT -> 6;
            case PHONE_NUMBER -> 7;
            case CARD_NUMBER -> 8;
        };
    }

    private static List<Finding> ids(String text) {
        return IDS.matcher(text)
                .results()
                .map(id -> new Finding(null, id.start(), id.end()))
                .toList();
    }

    /** A value as the text it is, with the name of its field as the words before it. */
    public String redactField(String name, String value) {
        String words = CAMEL_CASE.matcher(name.replaceAll("[_-]+", " ")).replaceAll(" ") + ": ";
        String redacted = redact(words + value);
        return redacted.startsWith(words) ? redacted.substring(words.length()) : redact(value);
    }

    /** The text with placeholders; the very same if nothing was found. Null stays null. */
    public String redact(String text) {
        List<Finding> findings = text == null ? List.of() : find(text);
        if (findings.isEmpty()) {
            return text;
        }
        StringBuilder redacted = new StringBuilder(text.length());
        int from = 0;
        for (Finding finding : findings) {
            redacted.append(text, from, finding.start()).append(finding.kind().placeholder());
            from = finding.end();
        }
        return redacted.append(text, from, text.length()).toString();
    }
}

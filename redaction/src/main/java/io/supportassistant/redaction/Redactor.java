package io.supportassistant.redaction;

import io.supportassistant.personaldata.Detector;
import io.supportassistant.personaldata.Finding;
import io.supportassistant.personaldata.PersonalData;
import io.supportassistant.personaldata.SecretNames;
import io.supportassistant.personaldata.WrittenText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Replaces personal data in texts by placeholders. Looks at one text at a time: data that is split
 * over two texts is not found, unless each part is recognisable alone.
 */
public final class Redactor {

    /** Ids of requests and calls, which contain long runs of digits by chance. */
    private static final Pattern IDS =
            Pattern.compile(
                    "\\b(?:[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}|[A-Z]{2}[0-9a-f]{32})\\b");

    private static final int SHORTEST_ID = 34;
    private static final Comparator<Finding> BY_PLACE = Comparator.comparingInt(Finding::start);

    private static final int FEWEST_OF_TWO = 6;
    private static final int UUID_LENGTH = 36;
    private static final int FEWEST_DIGITS_OF_ID = 9;

    private final Pseudonyms pseudonyms;
    private final Map<PersonalData, Detector> detectors = new EnumMap<>(PersonalData.class);

    /**
     * @param kinds to look for
     * @param phoneRegions ISO 3166 codes of countries whose numbers are spoken without a country
     *     code
     */
    public Redactor(Set<PersonalData> kinds, List<String> phoneRegions) {
        this(kinds, phoneRegions, "");
    }

    /**
     * @param pseudonymKey secret key for pseudonyms of ids, or blank
     */
    public Redactor(Set<PersonalData> kinds, List<String> phoneRegions, String pseudonymKey) {
        this.pseudonyms = new Pseudonyms(pseudonymKey);
        // In the order of the kinds.
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
                        case DATE_OF_BIRTH -> new DatesOfBirth();
                        case PHONE_NUMBER -> new PhoneNumbers(phoneRegions);
                    });
        }
    }

    /** The personal data in a text, in order and without overlaps. */
    public List<Finding> find(String text) {
        if (text.length() < 3 || detectors.isEmpty()) {
            return List.of();
        }
        WrittenText written = new WrittenText(text);
        List<Finding> found = new ArrayList<>();
        int digits = written.digits();
        for (Map.Entry<PersonalData, Detector> detector : detectors.entrySet()) {
            if (digits >= fewestDigits(detector.getKey())) {
                found.addAll(found(detector.getValue(), text, written));
            }
        }
        if (found.isEmpty()) {
            return List.of();
        }
        if (digits >= FEWEST_OF_TWO) {
            found.addAll(SameForm.beside(found, written));
            found.addAll(SameForm.seconds(found, text));
        }
        found.sort(BY_PLACE);
        return merged(withoutIds(found, text));
    }

    /**
     * The kinds of numbers that a text names, of those that this redactor looks for: with {@link
     * NamedNumber#words} before a number, {@link #find} finds that number.
     */
    public List<NamedNumber> namesIn(String text) {
        if (text.isBlank()) {
            return List.of();
        }
        WrittenText written = new WrittenText(text);
        List<NamedNumber> names = new ArrayList<>();
        String secret = new SecretNames(written.text()).named();
        if (secret != null) {
            names.add(new NamedNumber(PersonalData.SECRET, secret));
        }
        if (DatesOfBirth.areNamedIn(written)) {
            names.add(new NamedNumber(PersonalData.DATE_OF_BIRTH, "my date of birth is"));
        }
        for (PersonalData kind : written.names().kinds()) {
            switch (kind) {
                case BANK_ACCOUNT -> names.add(new NamedNumber(kind, "my account number is"));
                case SOCIAL_SECURITY_NUMBER ->
                        names.add(new NamedNumber(kind, "my social security number is"));
                case PASSPORT_NUMBER -> names.add(new NamedNumber(kind, "my passport number is"));
                default -> {}
            }
        }
        names.removeIf(name -> !detectors.containsKey(name.kind()));
        return names;
    }

    /** If a detector throws, the whole text counts as personal. */
    private static List<Finding> found(Detector detector, String text, WrittenText written) {
        try {
            return detector.find(text, written);
        } catch (RuntimeException e) {
            return List.of(new Finding(PersonalData.SECRET, 0, text.length()));
        }
    }

    /**
     * Merges findings that overlap or touch into one, of the kind with higher priority, so that no
     * part of them stays.
     */
    private static List<Finding> merged(List<Finding> sorted) {
        List<Finding> merged = new ArrayList<>(sorted.size());
        Finding last = null;
        for (Finding finding : sorted) {
            if (last != null && finding.start() <= last.end()) {
                last = last.with(finding);
                merged.set(merged.size() - 1, last);
            } else {
                last = finding;
                merged.add(finding);
            }
        }
        return merged;
    }

    /**
     * Removes findings that are part of an id, except secrets, which may have any form.
     *
     * @param sorted by position
     */
    private static List<Finding> withoutIds(List<Finding> sorted, String text) {
        if (text.length() < SHORTEST_ID) {
            return sorted;
        }
        List<Finding> kept = new ArrayList<>(sorted.size());
        Matcher ids = IDS.matcher(text);
        boolean hasId = ids.find();
        for (Finding finding : sorted) {
            while (hasId && ids.end() <= finding.start()) {
                hasId = ids.find();
            }
            boolean isOfId =
                    hasId
                            && finding.kind() != PersonalData.SECRET
                            && finding.start() >= ids.start()
                            && finding.end() <= ids.end();
            if (!isOfId) {
                kept.add(finding);
            }
        }
        return kept;
    }

    /**
     * Minimum number of digits for a kind, spoken or written; with fewer its detector is skipped.
     */
    private static int fewestDigits(PersonalData kind) {
        return switch (kind) {
            case SECRET, EMAIL, DATE_OF_BIRTH -> 0;
            case PASSPORT_NUMBER -> 1;
            case SOCIAL_SECURITY_NUMBER -> 4;
            case BANK_ACCOUNT -> 6;
            case PHONE_NUMBER -> 7;
            case CARD_NUMBER -> 8;
        };
    }

    /** Redacts a value as text, with the name of its field as the words before it. */
    public String redactField(String name, String value) {
        String words = FieldName.words(name);
        PersonalData kind = FieldName.kindOf(words);
        if (kind != null && detectors.containsKey(kind)) {
            if (FieldName.isOne(words, kind, value)) {
                return kind.placeholder();
            }
            if (kind == PersonalData.SECRET && !FieldName.isVague(words)) {
                return value;
            }
        }
        String before = words + ": ";
        String redacted = redact(before + value);
        return redacted.startsWith(before) ? redacted.substring(before.length()) : redact(value);
    }

    /**
     * The id, or a pseudonym if it contains personal data: the same for the same id, so that ids
     * can still be compared. Null stays null.
     *
     * @param name of the field, such as "customer_id"
     */
    public String redactId(String name, String id) {
        if (id == null || isPlainId(id) || detectors.isEmpty()) {
            return id;
        }
        String before = FieldName.words(name) + ": ";
        for (Finding finding : find(before + id)) {
            if (finding.end() > before.length()) {
                return pseudonyms.of(finding.kind(), id);
            }
        }
        for (Finding finding : find(id)) {
            // No id has this form, whatever the name of its field.
            if (finding.kind() == PersonalData.SOCIAL_SECURITY_NUMBER
                    || finding.kind() == PersonalData.SECRET) {
                return pseudonyms.of(finding.kind(), id);
            }
        }
        return id;
    }

    /**
     * A UUID, or letters, digits and dashes without a long run of digits: the form of most ids and
     * of no personal data.
     */
    private static boolean isPlainId(String id) {
        if (id.length() == UUID_LENGTH && isUuid(id)) {
            return true;
        }
        int row = 0;
        for (int i = 0; i < id.length(); i++) {
            char c = id.charAt(i);
            boolean isDigit = c >= '0' && c <= '9';
            boolean isDash = c == '-' || c == '_';
            if (!isDigit && !isDash && (c < 'a' || c > 'z') && (c < 'A' || c > 'Z')) {
                return false;
            }
            row = isDigit ? row + 1 : isDash ? row : 0;
            if (row >= FEWEST_DIGITS_OF_ID) {
                return false;
            }
        }
        return true;
    }

    private static boolean isUuid(String id) {
        for (int i = 0; i < UUID_LENGTH; i++) {
            boolean isDash = i == 8 || i == 13 || i == 18 || i == 23;
            char c = id.charAt(i);
            if (isDash ? c != '-' : c > 'f' || Character.digit(c, 16) < 0) {
                return false;
            }
        }
        return true;
    }

    /** The text with placeholders; the same instance if nothing was found. Null stays null. */
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

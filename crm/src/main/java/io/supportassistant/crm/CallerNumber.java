package io.supportassistant.crm;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.MatchType;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The caller's number, in the spellings that a database may contain. */
public final class CallerNumber {

    /** A shorter number is an extension or a service, shared by many people. */
    private static final int LEAST_DIGITS = 7;

    private static final PhoneNumberUtil NUMBERS = PhoneNumberUtil.getInstance();

    private static final Pattern SIP =
            Pattern.compile("(?i)[^<>]{0,100}<?\\s*sips?:(\\+?[0-9]{3,20})[;:@].*");

    /** What telephone systems send in place of a withheld number, in E.164. */
    private static final Set<String> WITHHELD =
            Set.of("+266696687", "+7378742833", "+2562533", "+8656696", "+86282452253", "+464");

    private static final Pattern NOT_DIGITS = Pattern.compile("[^0-9]");
    private static final Pattern INTERNATIONAL_PREFIX = Pattern.compile("^00");
    private static final Pattern ZEROS = Pattern.compile("0*");

    private final PhoneNumber number;
    private final String region;

    private CallerNumber(PhoneNumber number, String region) {
        this.number = number;
        this.region = region;
    }

    /**
     * @param raw as a telephone system sends it: E.164, {@code tel:}, {@code sip:+1...@host},
     *     national, ...
     * @param region of a number without a country code, the caller's or a stored one, such as
     *     {@code US}
     * @return empty if the number cannot be looked up: withheld, an extension, a person's SIP
     *     address
     */
    public static Optional<CallerNumber> parse(String raw, String region) {
        if (raw == null || raw.isBlank()) {
            return Optional.empty();
        }
        Matcher sip = SIP.matcher(raw);
        // The host of an address may look like a number.
        if (raw.contains("@") && !sip.matches()) {
            return Optional.empty();
        }
        try {
            PhoneNumber number = NUMBERS.parse(sip.matches() ? sip.group(1) : raw, region);
            String digits = NUMBERS.getNationalSignificantNumber(number);
            boolean identifiesNobody =
                    digits.length() < LEAST_DIGITS
                            || ZEROS.matcher(digits).matches()
                            || WITHHELD.contains(NUMBERS.format(number, PhoneNumberFormat.E164));
            return identifiesNobody
                    ? Optional.empty()
                    : Optional.of(new CallerNumber(number.clearExtension(), region));
        } catch (NumberParseException e) {
            return Optional.empty();
        }
    }

    /** {@code +14155552671}. */
    public String e164() {
        return NUMBERS.format(number, PhoneNumberFormat.E164);
    }

    /** {@code 4155552671}: digits only. */
    public String nationalDigits() {
        return NUMBERS.getNationalSignificantNumber(number);
    }

    /** The usual spellings, the most common first: digits, spaces, {@code +().-}. */
    public List<String> spellings() {
        Set<String> spellings = new LinkedHashSet<>();
        spellings.add(e164());
        spellings.add(NUMBERS.format(number, PhoneNumberFormat.NATIONAL));
        spellings.add(NUMBERS.format(number, PhoneNumberFormat.INTERNATIONAL));
        spellings.add(nationalDigits());
        spellings.add(number.getCountryCode() + nationalDigits());
        return List.copyOf(spellings);
    }

    /** Whether a stored spelling denotes this number. */
    public boolean matches(String stored) {
        if (stored == null || stored.isBlank()) {
            return false;
        }
        try {
            // A national number belongs to the configured region, not to the caller's country.
            PhoneNumber other = NUMBERS.parse(stored, region).clearExtension();
            return NUMBERS.isNumberMatch(number, other) == MatchType.EXACT_MATCH
                    || !NUMBERS.isValidNumber(other) && hasLostItsPlus(stored);
        } catch (NumberParseException e) {
            return false;
        }
    }

    /** Spreadsheets drop the plus of a number, or it is stored with 00 in its place. */
    private boolean hasLostItsPlus(String stored) {
        String digits = NOT_DIGITS.matcher(stored).replaceAll("");
        return INTERNATIONAL_PREFIX.matcher(digits).replaceFirst("").equals(e164().substring(1));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CallerNumber that && number.equals(that.number);
    }

    @Override
    public int hashCode() {
        return number.hashCode();
    }

    /** Leaves out the number: it is personal data. */
    @Override
    public String toString() {
        return "a number";
    }
}

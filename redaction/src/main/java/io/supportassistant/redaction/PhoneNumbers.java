package io.supportassistant.redaction;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import io.supportassistant.personaldata.Detector;
import io.supportassistant.personaldata.DigitRun;
import io.supportassistant.personaldata.Finding;
import io.supportassistant.personaldata.PersonalData;
import io.supportassistant.personaldata.WrittenText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds phone numbers that are valid in one of the configured countries or, after a plus, anywhere;
 * after words such as "call me at" any number of that length. Ignores order numbers, dates, network
 * addresses and versions.
 */
final class PhoneNumbers implements Detector {

    /** Somebody counting. */
    private static final String COUNTING = "123456789101112";

    /** Group sizes of Spanish numbers with dots: 655.41.02.37, 655.410.237, 93.218.77.46. */
    private static final List<int[]> SPANISH =
            List.of(new int[] {3, 2, 2, 2}, new int[] {3, 3, 3}, new int[] {2, 3, 2, 2});

    private static final String SEPARATORS = " -.,()/";

    /** For a number that is named, with "then" between its groups. */
    private static final String NAMED_SEPARATORS = SEPARATORS + "&";

    private static final int SHORTEST = 7;
    private static final int SHORTEST_IN_GROUPS = 9;
    private static final int LONGEST = 15;
    private static final int LONGEST_OF_ONE = 10;

    /** Maximum number of digits in a list of several numbers. */
    private static final int LONGEST_LIST = 120;

    private static final int WIDEST_BEFORE_PLUS = 3;
    private static final Pattern DATE =
            Pattern.compile(
                    "\\d{4}[-./]\\d\\d?[-./]\\d\\d?\\b|\\d\\d?[-./]\\d\\d?[-./](?:19|20)\\d\\d\\b");
    private static final Pattern THOUSANDS = Pattern.compile("\\d{1,3}(?:,\\d{3})+");
    private static final Pattern DOTTED = Pattern.compile("\\d{1,3}(?:\\.\\d{1,5}){2,5}");

    private static final int WIDEST_ID = 20;
    private static final Pattern END_OF_ID =
            Pattern.compile("(?:\\p{L}|(?=\\p{L}*\\d)(?=\\d*\\p{L})[\\p{L}\\d]+[ -])$");

    private static final int WIDEST_BEFORE = 50;
    private static final Pattern DESTINATION =
            Pattern.compile(
                    "\\b(?:(?:send|sends|sent|resend|resent|text|texted|forward|code|codes)"
                        + " (?:\\p{L}+ ){0,3}?(?:to|at|on)|(?:call|ring|reach|phone|dial|text)(?:"
                        + " (?:me|us))?(?: (?:\\p{L}+ ){0,4}?(?:at|on|under))?|with the (?:phone"
                        + " )?number|(?:an|auf|unter) (?:die |der )?(?:nummer |handynummer"
                        + " )?|an|auf|unter|al|a mi|en el|al numero|au|sur le|sur mon|au numero)["
                        + " :,]*$");

    private final PhoneNumberUtil numbers = PhoneNumberUtil.getInstance();
    private final List<Region> regions;

    /**
     * @param code ISO 3166
     * @param trunk the national trunk prefix, or empty
     */
    private record Region(String code, int countryCode, String trunk) {

        boolean isAmerican() {
            return countryCode == 1;
        }

        /**
         * Whether the digits may be a number of the region: a cheap test that rules out most of
         * them.
         */
        boolean mayHave(String digits) {
            if (!isAmerican()) {
                return digits.startsWith(trunk);
            }
            int from = digits.length() == 11 && digits.charAt(0) == '1' ? 1 : 0;
            return digits.length() - from == 10
                    && digits.charAt(from) >= '2'
                    && digits.charAt(from + 3) >= '2';
        }
    }

    /**
     * @param regions ISO 3166 codes of countries whose numbers are spoken without a country code
     */
    PhoneNumbers(List<String> regions) {
        this.regions = regions.stream().map(this::region).toList();
    }

    private Region region(String code) {
        // Only a zero is always spoken; without it any number of some digits is valid in Germany.
        String trunk = "0".equals(numbers.getNddPrefixForRegion(code, true)) ? "0" : "";
        return new Region(code, numbers.getCountryCodeForRegion(code), trunk);
    }

    @Override
    public List<Finding> find(String original, WrittenText text) {
        List<Finding> findings = new ArrayList<>();
        String written = text.text();
        for (DigitRun run : DigitRun.in(written, SEPARATORS)) {
            if (run.length() >= SHORTEST && run.length() <= LONGEST && isPhone(written, run)) {
                int plus = plus(written, run.start());
                int start = plus < 0 ? run.start() : plus;
                findings.add(text.finding(PersonalData.PHONE_NUMBER, start, run.end()));
            } else if (run.length() > LONGEST_OF_ONE && run.length() <= LONGEST_LIST) {
                severalInRun(text, run, findings);
            }
        }
        if (written.indexOf('&') >= 0) {
            DigitRun.in(written, NAMED_SEPARATORS).stream()
                    .filter(run -> run.length() >= SHORTEST && run.length() <= LONGEST)
                    .filter(run -> run.isAnnounced(PersonalData.PHONE_NUMBER))
                    .map(run -> text.finding(PersonalData.PHONE_NUMBER, run.start(), run.end()))
                    .forEach(findings::add);
        }
        return findings;
    }

    private boolean isPhone(String written, DigitRun run) {
        if (plus(written, run.start()) >= 0 && isInternational(run.digits())) {
            return true;
        }
        if (isNamedAndGrouped(written, run)) {
            return true;
        }
        if (isDateOrAmount(written, run)) {
            return false;
        }
        boolean isOther =
                run.isNeeded() && !isCalledOrSentTo(written, run.start())
                        || isPartOfAnId(written, run.start());
        return run.isAnnounced(PersonalData.PHONE_NUMBER)
                || !isOther && isValidInRegion(run.digits());
    }

    /** After letters and digits of its own: "3S58 6613 5469 58", "7LGZ07975986". */
    private static boolean isPartOfAnId(String written, int start) {
        Matcher id = END_OF_ID.matcher(written.substring(Math.max(0, start - WIDEST_ID), start));
        return id.find();
    }

    /** Also with dots, as in "my phone is 655.410.237". */
    private static boolean isNamedAndGrouped(String written, DigitRun run) {
        return run.length() >= SHORTEST_IN_GROUPS
                && run.isAnnounced(PersonalData.PHONE_NUMBER)
                && !DATE.matcher(written).region(run.start(), run.end()).lookingAt()
                && Arrays.stream(run.groups()).allMatch(size -> size > 1);
    }

    /** "Send the code to 415 639 2207", "for the delivery call 212 736 5000". */
    private static boolean isCalledOrSentTo(String written, int start) {
        return DESTINATION
                .matcher(written.substring(Math.max(0, start - WIDEST_BEFORE), start))
                .find();
    }

    private static boolean isDateOrAmount(String written, DigitRun run) {
        int end = run.end();
        if (run.isGroupStart(1) && COUNTING.startsWith(run.digits())) {
            return true;
        }
        if (DATE.matcher(written).region(run.start(), end).lookingAt()
                || THOUSANDS.matcher(written).region(run.start(), end).matches()) {
            return true;
        }
        boolean isDotted = DOTTED.matcher(written).region(run.start(), end).matches();
        return isDotted && !hasEvenGroups(run);
    }

    /** Phone numbers with dots have even groups; addresses and versions do not. */
    private static boolean hasEvenGroups(DigitRun run) {
        int[] groups = run.groups();
        boolean isPairs = true;
        for (int group : groups) {
            isPairs &= group == 2;
        }
        boolean isAmerican =
                groups.length == 3 && groups[0] == 3 && groups[1] == 3 && groups[2] == 4;
        return isPairs
                || isAmerican
                || SPANISH.stream().anyMatch(one -> Arrays.equals(groups, one));
    }

    /** Several numbers in one run: each is a valid number that starts and ends at a group. */
    private void severalInRun(WrittenText text, DigitRun run, List<Finding> findings) {
        if (run.isNeeded() || isDateOrAmount(text.text(), run)) {
            return;
        }
        int from = run.groups().length == 1 ? run.length() : 0;
        while (from + SHORTEST <= run.length()) {
            int end = validEnd(run, from);
            if (end > 0) {
                findings.add(
                        text.finding(
                                PersonalData.PHONE_NUMBER,
                                run.position(from),
                                run.position(end - 1) + 1));
            }
            from = end > 0 ? end : nextGroup(run, from);
        }
    }

    private int validEnd(DigitRun run, int from) {
        for (int end = Math.min(run.length(), from + LONGEST); end >= from + SHORTEST; end--) {
            boolean isEnd = end == run.length() || run.isGroupStart(end);
            boolean isWritten = !run.isGroupStart(from + 1) && !run.isGroupStart(from + 2);
            if (isEnd && isWritten && isValidInRegion(run.digits().substring(from, end))) {
                return end;
            }
        }
        return -1;
    }

    private static int nextGroup(DigitRun run, int from) {
        int next = from + 1;
        while (next < run.length() && !run.isGroupStart(next)) {
            next++;
        }
        return next;
    }

    /** Index of the plus directly before a number, or -1. */
    private static int plus(String written, int start) {
        for (int at = start - 1; at >= 0 && at >= start - WIDEST_BEFORE_PLUS; at--) {
            char c = written.charAt(at);
            if (c == '+') {
                return at;
            }
            if (c != ' ' && c != '(') {
                return -1;
            }
        }
        return -1;
    }

    private boolean isInternational(String digits) {
        return isParsed("+" + digits, null);
    }

    private boolean isValidInRegion(String digits) {
        if (digits.startsWith("00")) {
            return isInternational(digits.substring(2));
        }
        for (Region region : regions) {
            if (region.mayHave(digits) && isValid(digits, region)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Skips parsing if the country's own digits are known, because parsing takes most of the time.
     */
    private boolean isValid(String digits, Region region) {
        if (region.isAmerican()) {
            return isValid(1, digits.substring(digits.length() - 10));
        }
        return region.trunk().isEmpty()
                ? isParsed(digits, region.code())
                : isValid(region.countryCode(), digits.substring(1));
    }

    private boolean isValid(int countryCode, String national) {
        PhoneNumber number = new PhoneNumber();
        number.setCountryCode(countryCode).setNationalNumber(Long.parseLong(national));
        boolean startsWithZero = national.startsWith("0");
        return !startsWithZero && numbers.isValidNumber(number);
    }

    private boolean isParsed(String digits, String region) {
        try {
            return numbers.isValidNumber(numbers.parse(digits, region));
        } catch (NumberParseException e) {
            return false;
        }
    }
}

package io.supportassistant.redaction;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Numbers of the state: social security numbers by their grouping, or of any form after the words;
 * national insurance numbers; passports and licences after the words.
 */
final class IdentityNumbers {

    private static final String GAP = "[\\s.,-]{0,3}";
    private static final String DASH = "\\s?[-.]\\s?";

    /** Three, two and four digits apart: as written, or digit by digit with dashes between. */
    private static final Pattern GROUPED =
            Pattern.compile(
                    "(?<!\\d|\\d[ .-])(?!000|666|9)(?:\\d{3}(?:[ .-]|"
                            + DASH
                            + ")(?!00)\\d{2}(?:[ .-]|"
                            + DASH
                            + ")(?!0000)\\d{4}|\\d \\d \\d"
                            + DASH
                            + "\\d \\d"
                            + DASH
                            + "\\d \\d \\d \\d)(?!\\d|[ .-]\\d)");

    private static final Pattern SOCIAL_SECURITY_WORDS =
            Pattern.compile(
                    "\\b(?:social(?: security)?(?: number)?|ssn|s s n|national insurance(?:"
                            + " number)?)(?:\\s+(?:number|is|it's|its|are))*[\\s:,.#-]*$");
    private static final Pattern NATIONAL_INSURANCE =
            Pattern.compile(
                    "(?<![a-z\\d])[a-ceghj-pr-tw-z] ?[a-ceghj-npr-tw-z]"
                            + GAP
                            + "(?:\\d"
                            + GAP
                            + "){6}[a-d](?![a-z\\d])");
    private static final Pattern PASSPORT =
            Pattern.compile(
                    "\\b(?:passport|driver'?s? licen[cs]e|driving licen[cs]e|identity card|id"
                            + " card)(?:\\s+(?:number|no|is|it's|its|are|the))*[\\s:,.#-]*("
                            + "(?:[a-z][ -]?){0,2}(?:\\d[ -]?){5,9}\\d?(?:[a-z](?![a-z]))?)");

    /** Some part of all that {@link #PASSPORT} begins with. */
    private static final List<String> PASSPORT_STEMS = List.of("passport", "licen", "card");

    private static final int GROUPED_DIGITS = 9;
    private static final int INSURANCE_DIGITS = 6;

    private IdentityNumbers() {}

    static List<Finding> socialSecurity(String original, WrittenText text) {
        List<Finding> findings = new ArrayList<>();
        String written = text.text();
        if (text.digits() >= GROUPED_DIGITS) {
            findAll(GROUPED, text, findings);
        }
        for (DigitRun run : DigitRun.in(written, " -.,\u00a0")) {
            // The last four too: with a name they open accounts.
            if (run.length() >= 4
                    && SOCIAL_SECURITY_WORDS.matcher(Context.before(written, run.start())).find()) {
                findings.add(finding(text, run.start(), run.end()));
            }
        }
        if (text.digits() >= INSURANCE_DIGITS) {
            findAll(NATIONAL_INSURANCE, text, findings);
        }
        return findings;
    }

    /** All but those that the pipeline needs, such as the number of an order. */
    private static void findAll(Pattern pattern, WrittenText text, List<Finding> findings) {
        Matcher matcher = pattern.matcher(text.text());
        while (matcher.find()) {
            if (!Context.isNeeded(text.text(), matcher.start())) {
                findings.add(finding(text, matcher.start(), matcher.end()));
            }
        }
    }

    private static Finding finding(WrittenText text, int start, int end) {
        return text.finding(PersonalData.SOCIAL_SECURITY_NUMBER, start, end);
    }

    static List<Finding> passports(String original, WrittenText text) {
        List<Finding> findings = new ArrayList<>();
        if (!Context.hasAny(text.text(), PASSPORT_STEMS)) {
            return findings;
        }
        Matcher matcher = PASSPORT.matcher(text.text());
        while (matcher.find()) {
            int end = matcher.end(1);
            while (" -".indexOf(text.text().charAt(end - 1)) >= 0) {
                end--;
            }
            findings.add(text.finding(PersonalData.PASSPORT_NUMBER, matcher.start(1), end));
        }
        return findings;
    }
}

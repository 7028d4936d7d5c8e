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

    private static final Pattern NATIONAL_INSURANCE =
            Pattern.compile(
                    "(?<![a-z\\d])[a-ceghj-pr-tw-z] ?[a-ceghj-npr-tw-z]"
                            + GAP
                            + "(?:\\d"
                            + GAP
                            + "){6}[a-d](?![a-z\\d])");
    private static final Pattern NAMED_AFTER =
            Pattern.compile(
                    "^(?:[ -]?[a-z])?[,.]? (?:is|are|was|that's|that is|ist|sind|es|son|est|c'est)"
                        + " (?:(?:the last (?:4|four)(?: digits)? (?:of|in) )?my (?:social|ssn)|my"
                        + " (?:tax id|national insurance number)|meine"
                        + " (?:sozialversicherungsnummer|steuer id|steuer-id|steuernummer)|mi"
                        + " (?:dni|nie|nif|cedula|curp)|mon numero de (?:secu|securite"
                        + " sociale))\\b(?! media)");

    private static final int FEWEST_OF_SOCIAL_SECURITY = 4;
    private static final int FEWEST_OF_PASSPORT = 5;
    private static final int FEWEST_OF_MIXED = 3;
    private static final int SHORTEST_MIXED = 8;
    private static final int LONGEST_MIXED = 11;
    private static final int LONGEST = 40;
    private static final int GROUPED_DIGITS = 9;
    private static final int INSURANCE_DIGITS = 6;

    private IdentityNumbers() {}

    static List<Finding> socialSecurity(String original, WrittenText text) {
        List<Finding> findings = new ArrayList<>();
        if (text.digits() >= GROUPED_DIGITS) {
            findAll(GROUPED, text, findings);
        }
        // The last four too: with a name they open accounts.
        announced(PersonalData.SOCIAL_SECURITY_NUMBER, FEWEST_OF_SOCIAL_SECURITY, text, findings);
        if (text.digits() >= INSURANCE_DIGITS) {
            findAll(NATIONAL_INSURANCE, text, findings);
        }
        return findings;
    }

    /** All but those that the pipeline needs, such as the number of an order. */
    private static void findAll(Pattern pattern, WrittenText text, List<Finding> findings) {
        Matcher matcher = pattern.matcher(text.text());
        while (matcher.find()) {
            if (!Announcements.isNeeded(text.text(), matcher.start())) {
                findings.add(finding(text, matcher.start(), matcher.end()));
            }
        }
    }

    private static Finding finding(WrittenText text, int start, int end) {
        return text.finding(PersonalData.SOCIAL_SECURITY_NUMBER, start, end);
    }

    static List<Finding> passports(String original, WrittenText text) {
        List<Finding> findings = new ArrayList<>();
        announced(PersonalData.PASSPORT_NUMBER, FEWEST_OF_PASSPORT, text, findings);
        return findings;
    }

    /** Numbers of any form after words that name them, with the letters that belong to them. */
    private static void announced(
            PersonalData kind, int fewestDigits, WrittenText text, List<Finding> findings) {
        String written = text.text();
        int from = 0;
        for (DigitRun run : text.runs()) {
            boolean isAnnounced = run.isAnnounced(kind);
            boolean isNamedAfter =
                    kind == PersonalData.SOCIAL_SECURITY_NUMBER && isNamedAfter(written, run);
            if (run.start() < from || !isAnnounced && !isNamedAfter) {
                continue;
            }
            int start = isAnnounced ? run.announcement().start() : run.start();
            int end = withLetters(written, run.end());
            if (kind == PersonalData.PASSPORT_NUMBER) {
                end = Math.max(end, chunkEnd(written, start, run.end()));
            }
            if (digits(written, run.start(), end) >= fewestDigits
                    || kind == PersonalData.PASSPORT_NUMBER && isMixed(written, start, end)) {
                findings.add(text.finding(kind, start, end));
                from = end;
            }
        }
    }

    /** The end of a number with letters among its digits: "12345678z", "65 170839 j 003". */
    private static int withLetters(String written, int runEnd) {
        int end = runEnd;
        while (end - runEnd < LONGEST) {
            int letter = end;
            while (letter < written.length() && letter - end < 2 && isGap(written.charAt(letter))) {
                letter++;
            }
            int after = letter;
            while (after < written.length()
                    && after - letter < 3
                    && Character.isLetter(written.charAt(after))) {
                after++;
            }
            boolean isAttached = letter == end;
            boolean isShort = after > letter && after - letter <= (isAttached ? 2 : 1);
            int next = after;
            while (next < written.length() && next - after < 2 && isGap(written.charAt(next))) {
                next++;
            }
            boolean hasDigit = next < written.length() && isDigit(written.charAt(next));
            if (!isShort || !hasDigit && !isAttached) {
                return end;
            }
            end = after;
            while (hasDigit && next < written.length() && isDigit(written.charAt(next))) {
                next++;
                end = next;
            }
        }
        return end;
    }

    private static boolean isGap(char c) {
        return c == ' ' || c == '-' || c == '.';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    /** "8714 are the last four of my social", "536 22 8714, that's my social". */
    private static boolean isNamedAfter(String written, DigitRun run) {
        String after = written.substring(run.end(), Math.min(written.length(), run.end() + 60));
        return !run.isNeeded() && NAMED_AFTER.matcher(after).find();
    }

    /** The end of letters and digits without a gap if they are as many as of a passport. */
    private static int chunkEnd(String written, int start, int runEnd) {
        int end = runEnd;
        while (end < written.length() && Character.isLetterOrDigit(written.charAt(end))) {
            end++;
        }
        return end - start >= SHORTEST_MIXED && end - start <= LONGEST_MIXED ? end : runEnd;
    }

    /** As German identity cards are: nine letters and digits, more letters than digits at times. */
    private static boolean isMixed(String written, int start, int end) {
        return digits(written, start, end) >= FEWEST_OF_MIXED
                && written.substring(start, end).chars().filter(Character::isLetterOrDigit).count()
                        >= SHORTEST_MIXED;
    }

    private static int digits(String written, int start, int end) {
        int digits = 0;
        for (int i = start; i < end; i++) {
            digits += isDigit(written.charAt(i)) ? 1 : 0;
        }
        return digits;
    }
}

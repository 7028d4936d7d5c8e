package io.supportassistant.redaction;

import io.supportassistant.personaldata.Announcements;
import io.supportassistant.personaldata.Announcements.Announcement;
import io.supportassistant.personaldata.DigitRun;
import io.supportassistant.personaldata.Finding;
import io.supportassistant.personaldata.NearNames;
import io.supportassistant.personaldata.OtherNumbers;
import io.supportassistant.personaldata.PersonalData;
import io.supportassistant.personaldata.WrittenText;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds government-issued numbers: social security numbers by their grouping, or in any form after
 * their name; national insurance numbers; passports and licences after their name.
 */
final class IdentityNumbers {

    private static final String GAP = "[\\s.,-]{0,3}";
    private static final String DASH = "\\s?[-.]\\s?";

    /**
     * Groups of three, two and four digits: as written, or digit by digit with dashes between the
     * groups.
     */
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
                    "(?<![a-z\\d])(?:[a-ceghj-pr-tw-z] ?[a-ceghj-npr-tw-z]|q ?q)"
                            + GAP
                            + "(?:\\d"
                            + GAP
                            + "){6}[a-d](?![a-z\\d])");

    private static final String LETTERS = "trwagmyfpdxbnjzsqvhlcke";
    private static final Pattern SPANISH =
            Pattern.compile(
                    "(?<![a-z\\d])(?:([xyz])[ -]?(\\d(?:[ .,-]?\\d){6})|(\\d(?:[ .,-]?\\d){7}))"
                            + "[ ,-]{0,2}([a-z])(?![a-z\\d])");

    private static final Pattern NO_DIGITS = Pattern.compile("\\D");
    private static final Pattern CHUNK =
            Pattern.compile("(?<![a-z\\d-])(?=[a-z]*\\d)(?=\\d*[a-z])[a-z\\d]{8,18}(?![a-z\\d-])");

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
    private static final int FEWEST_NEAR = 6;
    private static final int FEWEST_OF_MIXED = 3;
    private static final int SHORTEST_MIXED = 8;
    private static final int LONGEST_MIXED = 11;
    private static final int LONGEST = 40;
    private static final int MOST_LETTERS = 3;
    private static final int GROUPED_DIGITS = 9;
    private static final int INSURANCE_DIGITS = 6;
    private static final int FEWEST_OF_SPANISH = 7;

    private IdentityNumbers() {}

    static List<Finding> socialSecurity(String original, WrittenText text) {
        List<Finding> findings = new ArrayList<>();
        if (text.digits() >= GROUPED_DIGITS) {
            findAll(GROUPED, text, findings);
        }
        // Also the last four: with a name they suffice to open accounts.
        announced(PersonalData.SOCIAL_SECURITY_NUMBER, FEWEST_OF_SOCIAL_SECURITY, text, findings);
        findings.addAll(text.names().spelled(PersonalData.SOCIAL_SECURITY_NUMBER, text));
        if (text.digits() >= FEWEST_OF_SPANISH) {
            spanish(text, findings);
        }
        if (text.digits() >= INSURANCE_DIGITS) {
            findAll(NATIONAL_INSURANCE, text, findings);
        }
        return findings;
    }

    /** DNI and NIE by their last letter, which is a checksum of the digits. */
    private static void spanish(WrittenText text, List<Finding> findings) {
        Matcher id = SPANISH.matcher(text.text());
        while (id.find()) {
            boolean isOfForeigner = id.group(1) != null;
            String said = isOfForeigner ? id.group(2) : id.group(3);
            String digits = NO_DIGITS.matcher(said).replaceAll("");
            int number =
                    Integer.parseInt(isOfForeigner ? "xyz".indexOf(id.group(1)) + digits : digits);
            if (LETTERS.charAt(number % LETTERS.length()) == id.group(4).charAt(0)
                    && !Announcements.isNeeded(text.text(), id.start())) {
                findings.add(finding(text, id.start(), id.end()));
            }
        }
    }

    /** Adds all matches except numbers that the pipeline needs, such as an order number. */
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
        findings.addAll(text.names().spelled(PersonalData.PASSPORT_NUMBER, text));
        if (text.names().kinds().contains(PersonalData.PASSPORT_NUMBER)) {
            chunks(text, findings);
        }
        return findings;
    }

    /**
     * Letters and digits without a space, as on German papers and British licences, near their
     * name.
     */
    private static void chunks(WrittenText text, List<Finding> findings) {
        Matcher chunk = CHUNK.matcher(text.text());
        while (chunk.find()) {
            if (text.names().isNamed(PersonalData.PASSPORT_NUMBER, chunk.start(), chunk.end())
                    && !text.names().isDate(chunk.start())
                    && !Announcements.isNeeded(text.text(), chunk.start())
                    && !OtherNumbers.isNamed(text.text(), chunk.start(), chunk.end())) {
                findings.add(
                        text.finding(PersonalData.PASSPORT_NUMBER, chunk.start(), chunk.end()));
            }
        }
    }

    /** Numbers of any form after their name, with the letters that belong to them. */
    private static void announced(
            PersonalData kind, int fewestDigits, WrittenText text, List<Finding> findings) {
        String written = text.text();
        int from = 0;
        int previous = 0;
        for (DigitRun run : text.runs()) {
            int before = previous;
            previous = run.length() >= NearNames.FEWEST_OF_A_NUMBER ? run.end() : previous;
            int letters = spelledStart(written, run.start());
            Announcement spelled =
                    letters == run.start() ? null : Announcements.before(written, letters);
            boolean isSpelled = spelled != null && spelled.kind() == kind;
            boolean isAnnounced = isSpelled || run.isAnnounced(kind);
            boolean isNamedAfter =
                    kind == PersonalData.SOCIAL_SECURITY_NUMBER && isNamedAfter(written, run);
            if (run.start() >= from && !isAnnounced && !isNamedAfter) {
                Finding near = near(kind, run, before, text);
                if (near != null) {
                    findings.add(near);
                    from = withLetters(written, run.end());
                }
                continue;
            }
            if (run.start() < from || text.names().isDate(run.start())) {
                continue;
            }
            int start =
                    isSpelled ? letters : isAnnounced ? run.announcement().start() : run.start();
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

    /** A number of the usual form with the paper's name near it, or null. */
    private static Finding near(PersonalData kind, DigitRun run, int previous, WrittenText text) {
        String written = text.text();
        int attached = run.start();
        while (attached > 0
                && run.start() - attached < MOST_LETTERS
                && Character.isLetter(written.charAt(attached - 1))) {
            attached--;
        }
        int start = spelledStart(written, attached);
        int end = withLetters(written, run.end());
        boolean isLikeOne =
                digits(written, run.start(), end) >= FEWEST_NEAR || isMixed(written, start, end);
        return isLikeOne && text.names().isNear(kind, run, start, end, previous)
                ? text.finding(kind, start, end)
                : null;
    }

    /** Start of up to three letters that are spelled before a number. */
    private static int spelledStart(String written, int run) {
        int start = run;
        for (int letters = 0; letters < MOST_LETTERS && start > 1; letters++) {
            boolean isLetter =
                    written.charAt(start - 1) == ' '
                            && Character.isLetter(written.charAt(start - 2))
                            && (start == 2 || written.charAt(start - 3) == ' ');
            if (!isLetter) {
                break;
            }
            start -= 2;
        }
        return start;
    }

    /**
     * End of a number with letters among its digits: "12345678z", "65 170839 j 003", "4 3 h 3 0 9",
     * and a letter at the very end: "12 34 56 78 z".
     */
    private static int withLetters(String written, int runEnd) {
        int end = runEnd;
        int next = runEnd;
        while (next >= 0 && next - runEnd < LONGEST) {
            end = next;
            next = afterLetters(written, end);
        }
        return end;
    }

    /** End of the letters at {@code from} and the digits after them; -1 if there are none. */
    private static int afterLetters(String written, int from) {
        int at = afterGap(written, from);
        boolean isAttached = at == from;
        for (int letters = 0; letters < MOST_LETTERS; letters++) {
            int after = at;
            while (after < written.length() && Character.isLetter(written.charAt(after))) {
                after++;
            }
            if (after == at || after - at > (isAttached ? 2 : 1)) {
                return -1;
            }
            int next = afterGap(written, after);
            if (next < written.length() && isDigit(written.charAt(next))) {
                return afterDigits(written, next);
            }
            boolean isLast =
                    after == written.length()
                            || letters == 0 && ",.;?!".indexOf(written.charAt(after)) >= 0;
            if (isAttached || isLast) {
                return after;
            }
            at = next;
        }
        return -1;
    }

    private static int afterGap(String written, int from) {
        int at = from;
        while (at < written.length() && at - from < 2 && isGap(written.charAt(at))) {
            at++;
        }
        return at;
    }

    private static int afterDigits(String written, int from) {
        int end = from;
        int at = from;
        while (at < written.length() && isDigit(written.charAt(at))) {
            end = at + 1;
            at = afterGap(written, end);
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

    /** End of letters and digits without a gap, if their number fits a passport. */
    private static int chunkEnd(String written, int start, int runEnd) {
        int end = runEnd;
        while (end < written.length() && Character.isLetterOrDigit(written.charAt(end))) {
            end++;
        }
        return end - start >= SHORTEST_MIXED && end - start <= LONGEST_MIXED ? end : runEnd;
    }

    /** As on German identity cards: nine letters and digits, sometimes more letters than digits. */
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

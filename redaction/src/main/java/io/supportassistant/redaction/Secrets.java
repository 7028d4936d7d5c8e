package io.supportassistant.redaction;

import io.supportassistant.personaldata.Detector;
import io.supportassistant.personaldata.DigitRun;
import io.supportassistant.personaldata.Finding;
import io.supportassistant.personaldata.OtherNumbers;
import io.supportassistant.personaldata.PersonalData;
import io.supportassistant.personaldata.SecretNames;
import io.supportassistant.personaldata.WrittenText;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds secrets: the words after "my password is", codes sent to a phone, PINs and security codes,
 * and keys of well-known forms.
 */
final class Secrets implements Detector {

    /**
     * Each alternative begins with its own letters and fails within its shortest form, so that the
     * search is linear.
     */
    /**
     * In place of the boundary that Pattern offers, which looks back over all combining marks
     * before each position.
     */
    private static final String START_OF_WORD = "(?<![\\p{L}\\p{N}_])";

    private static final Pattern KEY =
            Pattern.compile(
                    START_OF_WORD
                            + "(?:sk-[\\w-]{16,200}|(?:AKIA|ASIA)[0-9A-Z]{16}|gh[pousr]_\\w{20,100}|"
                            + "xox[abprs]-[\\w-]{10,200}|AIza[\\w-]{30,60}|whsec_[\\w+/=]{20,120}|"
                            + "glpat-[\\w-]{16,60}|(?:rk|pk|sk)_(?:live|test)_\\w{16,120})");

    private static final Pattern BEARER =
            Pattern.compile(START_OF_WORD + "[Bb]earer\\s{1,4}([\\w.+/=-]{20,2000})");

    /** Twilio's ids look like secrets but are not. */
    private static final Pattern ID = Pattern.compile("[A-Z]{2}[0-9a-f]{32}");

    private static final String TOKEN_START = "eyJ";
    private static final int SHORTEST_KEY = 15;
    private static final int SHORTEST_RANDOM = 32;
    private static final int LONGEST_RANDOM = 1_000;
    private static final int SHORTEST_TOKEN_PART = 8;
    private static final int FEWEST_CODE_DIGITS = 3;
    private static final int MOST_AFTER_CODE = 9;
    private static final int DATE_DIGITS = 8;
    private static final int DATE_LENGTH = 10;

    @Override
    public List<Finding> find(String original, WrittenText text) {
        List<Finding> findings = new ArrayList<>();
        int longest = longestWord(original);
        // The search for these costs most, and few texts can contain them.
        if (longest >= SHORTEST_KEY) {
            findKeys(original, KEY, 0, findings);
            findKeys(original, BEARER, 1, findings);
            findTokens(original, findings);
        }
        if (longest >= SHORTEST_RANDOM) {
            findRandom(original, findings);
        }
        if (text.digits() >= FEWEST_CODE_DIGITS) {
            findCodes(text, findings);
        }
        if (!text.passwords().isEmpty()) {
            findings.addAll(Passwords.find(original, text));
        }
        return findings;
    }

    /** The length of the longest text without white space. */
    private static int longestWord(String text) {
        int longest = 0;
        int length = 0;
        for (int i = 0; i < text.length(); i++) {
            length = text.charAt(i) > ' ' ? length + 1 : 0;
            longest = Math.max(longest, length);
        }
        return longest;
    }

    private static void findKeys(
            String original, Pattern pattern, int group, List<Finding> findings) {
        Matcher key = pattern.matcher(original);
        while (key.find()) {
            findings.add(new Finding(PersonalData.SECRET, key.start(group), key.end(group)));
        }
    }

    /** JSON Web Tokens: three parts with dots between. */
    private static void findTokens(String original, List<Finding> findings) {
        int start = original.indexOf(TOKEN_START);
        while (start >= 0) {
            int first = partEnd(original, start);
            int second = isDot(original, first) ? partEnd(original, first + 1) : first;
            int third = isDot(original, second) ? partEnd(original, second + 1) : second;
            if (first - start > SHORTEST_TOKEN_PART
                    && second - first > SHORTEST_TOKEN_PART
                    && third - second > SHORTEST_TOKEN_PART) {
                findings.add(new Finding(PersonalData.SECRET, start, third));
            }
            // The second part begins like the first and may be the first part of another token.
            start = original.indexOf(TOKEN_START, Math.max(first, start + 1));
        }
    }

    private static int partEnd(String text, int start) {
        int end = start;
        while (end < text.length() && (isWordChar(text.charAt(end)) || text.charAt(end) == '-')) {
            end++;
        }
        return end;
    }

    private static boolean isDot(String text, int at) {
        return at < text.length() && text.charAt(at) == '.';
    }

    /** Long words of mixed characters; words with dashes are ids, such as UUIDs. */
    private static void findRandom(String original, List<Finding> findings) {
        int end;
        for (int start = 0; start < original.length(); start = end + 1) {
            end = start;
            boolean hasDigit = false;
            boolean hasLetter = false;
            boolean hasDash = false;
            while (end < original.length() && isRandomChar(original.charAt(end))) {
                char c = original.charAt(end);
                hasDash |= c == '-';
                hasDigit |= c >= '0' && c <= '9';
                hasLetter |= c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z';
                end++;
            }
            boolean isRandom =
                    end - start >= SHORTEST_RANDOM
                            && end - start <= LONGEST_RANDOM
                            && hasDigit
                            && hasLetter
                            && !hasDash
                            && !ID.matcher(original).region(start, end).matches();
            if (isRandom) {
                findings.add(new Finding(PersonalData.SECRET, start, withPadding(original, end)));
            }
        }
    }

    private static int withPadding(String text, int end) {
        int padded = end;
        while (padded < text.length() && padded - end < 2 && text.charAt(padded) == '=') {
            padded++;
        }
        return padded;
    }

    private static boolean isRandomChar(char c) {
        return isWordChar(c) || c == '+' || c == '/' || c == '-';
    }

    private static boolean isWordChar(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_';
    }

    private static void findCodes(WrittenText text, List<Finding> findings) {
        SecretNames names = null;
        for (DigitRun run : text.runs()) {
            if (run.length() < FEWEST_CODE_DIGITS || isDate(text.text(), run)) {
                continue;
            }
            int expiry = ToldCodes.afterExpiry(text.text(), run);
            if (expiry >= 0) {
                findings.add(text.finding(PersonalData.SECRET, expiry, run.end()));
            }
            int last = lastOfCode(text.text(), run);
            // Created on demand: few texts have a number, and the search for names is expensive.
            names = names == null ? new SecretNames(text.text()) : names;
            if (run.isAnnounced(PersonalData.SECRET)
                            && !OtherNumbers.isDated(text.text(), run, last + 1)
                    || names.areOf(run, last + 1)
                    || ToldCodes.isOne(text.text(), run, last + 1)) {
                int start = last + 1 == run.length() ? names.letterStart(run) : run.start();
                findings.add(text.finding(PersonalData.SECRET, start, run.position(last) + 1));
            }
        }
    }

    /** For example 2026-11-28, possibly with a time after it. */
    private static boolean isDate(String written, DigitRun run) {
        return run.length() >= DATE_DIGITS
                && (run.digits().startsWith("19") || run.digits().startsWith("20"))
                && run.isGroupStart(4)
                && run.isGroupStart(6)
                && run.position(7) - run.start() == DATE_LENGTH - 1
                && written.charAt(run.start() + 4) == '-'
                && written.charAt(run.start() + 7) == '-';
    }

    /**
     * Index of the last digit of a code. If its digits are written together: the end of the first
     * group that is followed by something other than a space or a dash. If they are spoken one by
     * one: all of them.
     */
    private static int lastOfCode(String written, DigitRun run) {
        boolean isOneByOne = run.isGroupStart(1) || run.isGroupStart(2);
        int last = 0;
        for (int i = 1; i < run.length() && i <= MOST_AFTER_CODE; i++) {
            boolean isApart =
                    run.isGroupStart(i)
                            && !isJoined(written, run.position(i - 1) + 1, run.position(i));
            boolean continues = isRepeated(run, i) && isAnd(written, run.position(i - 1) + 1);
            if (isApart && !isOneByOne && i >= FEWEST_CODE_DIGITS && !continues) {
                break;
            }
            last = i;
        }
        return last;
    }

    /** Whether the preceding digits are one digit with a count: "three sevens and a two". */
    private static boolean isRepeated(DigitRun run, int digits) {
        String before = run.digits().substring(0, digits);
        return before.chars().allMatch(digit -> digit == before.charAt(0));
    }

    private static boolean isAnd(String written, int at) {
        return written.startsWith("&", at) || written.startsWith(" &", at);
    }

    private static boolean isJoined(String written, int from, int to) {
        for (int i = from; i < to; i++) {
            if (" -_".indexOf(written.charAt(i)) < 0) {
                return false;
            }
        }
        return true;
    }
}

package io.supportassistant.redaction;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** E-mail addresses, written or spoken: "dana dot reyes at example dot com". */
final class EmailAddresses implements Detector {

    private static final Pattern WRITTEN =
            Pattern.compile(
                    "[\\p{L}\\p{N}._%+-]{1,64}\\s?@\\s?[\\p{L}\\p{N}-]{1,63}"
                            + "(?:\\.[\\p{L}\\p{N}-]{1,63}){1,5}",
                    Pattern.CASE_INSENSITIVE);

    /** The end of a spoken one, which tells it from other uses of "at". */
    private static final Pattern DOMAIN =
            Pattern.compile(
                    "(?:\\s(?:at|@)\\s|@)\\s?((?:[\\p{L}\\p{N}]{1,30}[\\s-]){0,2}[\\p{L}\\p{N}-]{1,40})"
                        + "((?:\\s?\\.\\s?|\\s(?:dot|period|point)\\s)\\p{L}{2,20}){1,3}(?!\\p{L})",
                    Pattern.CASE_INSENSITIVE);

    private static final Pattern WORD = Pattern.compile("[^\\s,;:!?]+");
    private static final Set<String> JOINTS =
            Set.of("dot", "period", "point", "underscore", "dash", "hyphen", "minus", "plus");

    /** Words before an "at" that is about a web site. */
    private static final Set<String> NO_NAMES =
            Set.of(
                    "in",
                    "on",
                    "up",
                    "us",
                    "it",
                    "me",
                    "him",
                    "her",
                    "them",
                    "you",
                    "look",
                    "looked",
                    "looking",
                    "site",
                    "website",
                    "page",
                    "portal",
                    "online",
                    "here",
                    "available",
                    "account",
                    "support",
                    "order",
                    "bought",
                    "check",
                    "find",
                    "found",
                    "store",
                    "shop",
                    "also",
                    "and",
                    "or",
                    "read",
                    "sign",
                    "log",
                    "logged",
                    "was",
                    "is",
                    "am",
                    "are",
                    "got",
                    "help",
                    "app",
                    "that",
                    "this",
                    "one",
                    "password",
                    "register");

    private static final Set<String> NUMBER_WORDS =
            Set.of(
                    "zero", "oh", "one", "two", "three", "four", "five", "six", "seven", "eight",
                    "nine", "ten", "eleven", "twelve", "twenty", "thirty", "forty", "fifty",
                    "sixty", "seventy", "eighty", "ninety", "double", "triple");

    private static final Pattern ANNOUNCED =
            Pattern.compile(
                    "\\be-?\\s?mail(?:\\s+address)?\\s+(?:is|it's|would be|was)\\s+",
                    Pattern.CASE_INSENSITIVE);

    @Override
    public List<Finding> find(String original, WrittenText text) {
        List<Finding> findings = new ArrayList<>();
        if (!hasAt(original)) {
            return findings;
        }
        Matcher written = WRITTEN.matcher(original);
        while (written.find()) {
            findings.add(new Finding(PersonalData.EMAIL, written.start(), written.end()));
        }
        Matcher domain = DOMAIN.matcher(original);
        while (domain.find()) {
            int start = nameStart(original, domain.start());
            if (start >= 0) {
                findings.add(new Finding(PersonalData.EMAIL, start, domain.end()));
            }
        }
        return findings;
    }

    /** Whether there is an "@" or the word: cheaper than the patterns, and few texts have one. */
    private static boolean hasAt(String text) {
        if (text.indexOf('@') >= 0) {
            return true;
        }
        for (int i = 2; i < text.length(); i++) {
            char t = text.charAt(i);
            char a = text.charAt(i - 1);
            if ((t == 't' || t == 'T') && (a == 'a' || a == 'A') && text.charAt(i - 2) <= ' ') {
                return true;
            }
        }
        return false;
    }

    /** Where the name before an "at" begins, or -1 if what stands there is no name. */
    private static int nameStart(String original, int at) {
        int from = Math.max(0, at - 120);
        String before = original.substring(from, at);
        Matcher announced = ANNOUNCED.matcher(before);
        int announcedEnd = -1;
        while (announced.find()) {
            announcedEnd = announced.end();
        }
        if (announcedEnd >= 0) {
            return from + announcedEnd;
        }
        List<int[]> words = new ArrayList<>();
        Matcher word = WORD.matcher(before);
        while (word.find()) {
            words.add(new int[] {word.start(), word.end()});
        }
        if (words.isEmpty()) {
            return -1;
        }
        int first = words.size() - 1;
        if (NO_NAMES.contains(text(before, words, first)) && !isJoined(before, words, first)) {
            return -1;
        }
        while (first > 0 && isJoined(before, words, first)) {
            first--;
        }
        return from + words.get(first)[0];
    }

    /** Whether the word before belongs to the same name. */
    private static boolean isJoined(String before, List<int[]> words, int at) {
        if (at == 0) {
            return false;
        }
        String word = text(before, words, at);
        String earlier = text(before, words, at - 1);
        boolean spelled = word.length() == 1 && earlier.length() == 1;
        boolean number = isNumber(word) && !NO_NAMES.contains(earlier);
        return JOINTS.contains(word) || JOINTS.contains(earlier) || spelled || number;
    }

    private static boolean isNumber(String word) {
        return NUMBER_WORDS.contains(word) || word.chars().allMatch(Character::isDigit);
    }

    private static String text(String before, List<int[]> words, int at) {
        return before.substring(words.get(at)[0], words.get(at)[1]).toLowerCase(Locale.ROOT);
    }
}

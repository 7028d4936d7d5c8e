package io.supportassistant.redaction;

import io.supportassistant.spokentext.SpokenText;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Corrections of personal data in texts that were made from a segment before it was corrected. */
public final class Corrections {

    /** Fewer may be anywhere in a text. */
    private static final int FEWEST_CHARACTERS = 3;

    private static final int FEWEST_DIGITS = 4;

    /** Fewer of the same words around a place are a coincidence. */
    private static final int WORDS_BESIDE = 2;

    private static final int WORDS_AT_ONE_SIDE = 4;
    private static final int MOST_WORDS = 40;

    private static final Pattern PLACEHOLDER = Pattern.compile("\\[[^\\]]+\\]");
    private static final String NOT_IN_A_WORD = "(?<![\\p{L}\\p{N}])";
    private static final String NO_WORD_GOES_ON = "(?![\\p{L}\\p{N}])";
    private static final Pattern BROKEN_OFF = Pattern.compile("(?:…|\\.\\.\\.)[”\"']?$");

    private Corrections() {}

    /**
     * A text in which the words that a correction removed are replaced: as they were, at the end of
     * a shortened quote, or as numbers in another spelling.
     *
     * @param before the segment's former text
     * @param after the segment's corrected text
     * @param kinds the redacted kinds, as {@link LooseNumbers} takes them
     */
    public static String carriedOver(String text, String before, String after, List<String> kinds) {
        int start = wordStart(before, commonPrefix(before, after));
        int tail = commonSuffix(before.substring(start), after.substring(start));
        tail = before.length() - wordEnd(before, before.length() - tail);
        String removed = before.substring(start, before.length() - tail).strip();
        String inserted = after.substring(start, after.length() - tail).strip();
        if (!PLACEHOLDER.matcher(inserted).find()) {
            // The recogniser found other words; that is no correction of personal data.
            return text;
        }
        if (removed.length() >= FEWEST_CHARACTERS) {
            String replaced =
                    Pattern.compile(NOT_IN_A_WORD + Pattern.quote(removed) + NO_WORD_GOES_ON)
                            .matcher(text)
                            .replaceAll(Matcher.quoteReplacement(inserted));
            if (!replaced.equals(text)) {
                return replaced;
            }
        }
        String between = betweenTheSameWords(text, before, start, before.length() - tail, inserted);
        if (!between.equals(text)) {
            return between;
        }
        String digits = digitsOf(removed);
        String withoutNumbers =
                digits.length() < FEWEST_DIGITS
                        ? text
                        : LooseNumbers.replaced(
                                text, kinds, number -> areTheSame(digitsOf(number), digits));
        return withoutBeginning(withoutNumbers, removed, inserted);
    }

    /**
     * Replaces what stands between the words that surround the removed ones: the text may have
     * their numbers in digits, and no hesitations.
     */
    private static String betweenTheSameWords(
            String text, String before, int start, int end, String inserted) {
        List<String> earlier = words(before.substring(0, start));
        List<String> later = words(before.substring(end));
        int most = words(before.substring(start, end)).size();
        boolean isAtTheEnd = later.isEmpty();
        List<String> left =
                earlier.subList(Math.max(0, earlier.size() - WORDS_BESIDE), earlier.size());
        List<String> right =
                later.subList(
                        0,
                        Math.min(later.size(), left.isEmpty() ? WORDS_AT_ONE_SIDE : WORDS_BESIDE));
        boolean isPlaced =
                isAtTheEnd
                        ? left.size() == WORDS_BESIDE
                        : !left.isEmpty() || right.size() == WORDS_AT_ONE_SIDE;
        if (!isPlaced || most == 0 || most > MOST_WORDS) {
            return text;
        }
        Pattern place =
                Pattern.compile(
                        (left.isEmpty() ? "" : "(?<=" + NOT_IN_A_WORD + together(left) + "\\s)")
                                + NOT_IN_A_WORD
                                + "[^\\s\\[\\]]+(?:\\s[^\\s\\[\\]]+){0,"
                                + (most - 1)
                                + "}?"
                                + (isAtTheEnd
                                        ? "(?=[\\p{P}\\s]*$)"
                                        : "(?=\\s" + together(right) + NO_WORD_GOES_ON + ")"),
                        Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
        String removed = before.substring(start, end);
        Matcher found = place.matcher(text);
        return found.find() && isAlike(found.group(), removed)
                ? text.substring(0, found.start()) + inserted + text.substring(found.end())
                : text;
    }

    /** Whether two texts share a number or a longer word. */
    private static boolean isAlike(String some, String removed) {
        String digits = digitsOf(some);
        List<String> words = words(removed.toLowerCase(Locale.ROOT));
        return !digits.isEmpty() && digitsOf(removed).contains(digits)
                || words(some.toLowerCase(Locale.ROOT)).stream()
                        .anyMatch(
                                word -> word.length() >= FEWEST_CHARACTERS && words.contains(word));
    }

    private static String together(List<String> words) {
        return words.stream().map(Pattern::quote).collect(Collectors.joining("\\s"));
    }

    private static List<String> words(String text) {
        return Stream.of(text.strip().split("\\s+")).filter(word -> !word.isEmpty()).toList();
    }

    /** The text may have the whole of a number that a segment has in part. */
    private static boolean areTheSame(String some, String digits) {
        return digits.contains(some)
                || some.contains(digits) && some.length() >= digits.length() + FEWEST_DIGITS;
    }

    private static int wordStart(String text, int at) {
        int start = at;
        while (start > 0 && Character.isLetterOrDigit(text.charAt(start - 1))) {
            start--;
        }
        return start;
    }

    private static int wordEnd(String text, int at) {
        int end = at;
        while (end < text.length() && Character.isLetterOrDigit(text.charAt(end))) {
            end++;
        }
        return end;
    }

    private static String digitsOf(String text) {
        return text.isEmpty() ? "" : new SpokenText(text).text().replaceAll("\\D", "");
    }

    /** Without the beginning of the removed words where a shortened quote breaks off. */
    private static String withoutBeginning(String quote, String removed, String inserted) {
        Matcher shortened = BROKEN_OFF.matcher(quote);
        if (!shortened.find()) {
            return quote;
        }
        String kept = quote.substring(0, shortened.start());
        for (int length = Math.min(removed.length(), kept.length());
                length >= FEWEST_CHARACTERS;
                length--) {
            if (kept.endsWith(removed.substring(0, length))) {
                return kept.substring(0, kept.length() - length) + inserted + shortened.group();
            }
        }
        return quote;
    }

    private static int commonPrefix(String one, String other) {
        int length = 0;
        while (length < Math.min(one.length(), other.length())
                && one.charAt(length) == other.charAt(length)) {
            length++;
        }
        return length;
    }

    private static int commonSuffix(String one, String other) {
        int length = 0;
        while (length < Math.min(one.length(), other.length())
                && one.charAt(one.length() - 1 - length)
                        == other.charAt(other.length() - 1 - length)) {
            length++;
        }
        return length;
    }
}

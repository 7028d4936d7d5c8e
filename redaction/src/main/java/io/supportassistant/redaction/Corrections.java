package io.supportassistant.redaction;

import io.supportassistant.spokentext.Numerals;
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
    private static final int MOST_PLACES = 10;

    private static final Pattern PLACEHOLDER = Pattern.compile("\\[[^\\]]+\\]");
    private static final String NOT_IN_A_WORD = "(?<![\\p{L}\\p{N}])";
    private static final String NO_WORD_GOES_ON = "(?![\\p{L}\\p{N}])";
    private static final Pattern BROKEN_OFF = Pattern.compile("(?:…|\\.\\.\\.)[”\"']?$");

    private Corrections() {}

    /**
     * What a correction replaced.
     *
     * @param start of the removed words in the former text
     * @param end of the removed words
     * @param words the removed ones
     * @param inserted in their place
     */
    private record Change(int start, int end, String words, String inserted) {

        static Change between(String before, String after) {
            int start = wordStart(before, commonPrefix(before, after));
            int tail = commonSuffix(before.substring(start), after.substring(start));
            tail = before.length() - wordEnd(before, before.length() - tail);
            int end = before.length() - tail;
            return new Change(
                    start,
                    end,
                    before.substring(start, end).strip(),
                    after.substring(start, after.length() - tail).strip());
        }

        /** Otherwise the recogniser found other words. */
        boolean isOfPersonalData() {
            return PLACEHOLDER.matcher(inserted).find();
        }

        /** Whether the segment was nothing but a few digits, which any text may have. */
        boolean isFewDigitsAlone(String before) {
            Numerals numerals = Numerals.in(before);
            return numerals.areAlone() && numerals.digits() < FEWEST_DIGITS;
        }

        Matcher asWholeWords(String text) {
            return Pattern.compile(NOT_IN_A_WORD + Pattern.quote(words) + NO_WORD_GOES_ON)
                    .matcher(text);
        }
    }

    /**
     * A text in which the words that a correction removed are replaced: as they were, at the end of
     * a shortened quote, or as numbers in another spelling.
     *
     * @param before the segment's former text
     * @param after the segment's corrected text
     * @param kinds the redacted kinds, as {@link LooseNumbers} takes them
     * @param elsewhere places where other segments have the same words, see {@link #elsewhere}
     */
    public static String carriedOver(
            String text, String before, String after, List<String> kinds, List<String> elsewhere) {
        Change change = Change.between(before, after);
        if (!change.isOfPersonalData() || change.isFewDigitsAlone(before)) {
            return text;
        }
        if (change.words().length() >= FEWEST_CHARACTERS) {
            Matcher words = change.asWholeWords(text);
            boolean isSaid = false;
            StringBuilder replaced = new StringBuilder();
            while (words.find()) {
                isSaid = true;
                boolean isOfAnother = isAmong(elsewhere, text, words.start(), words.end());
                words.appendReplacement(
                        replaced,
                        Matcher.quoteReplacement(isOfAnother ? words.group() : change.inserted()));
            }
            if (isSaid) {
                return words.appendTail(replaced).toString();
            }
        }
        String between =
                betweenTheSameWords(text, before, change.start(), change.end(), change.inserted());
        if (!between.equals(text)) {
            return between;
        }
        String digits = digitsOf(change.words());
        String withoutNumbers =
                digits.length() < FEWEST_DIGITS
                        ? text
                        : LooseNumbers.replaced(
                                text, kinds, number -> areTheSame(digitsOf(number), digits));
        return withoutBeginning(withoutNumbers, change.words(), change.inserted());
    }

    /**
     * Where other segments say the words that a correction removed, by the words beside them
     * ("have|cameras"). A text with the same words there quotes those segments, and keeps them.
     *
     * @param others texts of other segments of the call
     */
    static List<String> elsewhere(String before, String after, Stream<String> others) {
        Change change = Change.between(before, after);
        if (!change.isOfPersonalData() || change.words().length() < FEWEST_CHARACTERS) {
            return List.of();
        }
        return others.flatMap(
                        text ->
                                change.asWholeWords(text)
                                        .results()
                                        .map(found -> place(text, found.start(), found.end())))
                .distinct()
                .limit(MOST_PLACES)
                .toList();
    }

    /** A place of a text, as the word before them, a stroke, and the word after them. */
    private static String place(String text, int start, int end) {
        List<String> earlier = words(text.substring(0, start));
        List<String> later = words(text.substring(end));
        return plain(earlier.isEmpty() ? "" : earlier.get(earlier.size() - 1))
                + "|"
                + plain(later.isEmpty() ? "" : later.get(0));
    }

    private static String plain(String word) {
        return word.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]+", "");
    }

    /** A quote may begin or end at the words, but not both. */
    private static boolean isAmong(List<String> places, String text, int start, int end) {
        String[] beside = place(text, start, end).split("\\|", -1);
        return places.stream()
                .map(place -> place.split("\\|", -1))
                .anyMatch(
                        known ->
                                !(beside[0].isEmpty() && beside[1].isEmpty())
                                        && (beside[0].isEmpty() || beside[0].equals(known[0]))
                                        && (beside[1].isEmpty() || beside[1].equals(known[1])));
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

package io.supportassistant.redaction;

import io.supportassistant.personaldata.PersonalData;
import io.supportassistant.spokentext.Numerals;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds longer numbers whose kind is unknown: they may be parts of a number that was redacted in
 * the transcript. For texts made from a conversation before that was known.
 */
public final class LooseNumbers {

    private static final int FEWEST_DIGITS = 4;
    private static final Pattern WORDS = Pattern.compile("[^\\s.,;:!?]+");

    private LooseNumbers() {}

    /** Whether a value, which may be null, consists of such a number only. */
    public static boolean isOne(String value) {
        if (value == null) {
            return false;
        }
        Numerals numerals = Numerals.in(value);
        return numerals.areAlone() && numerals.digits() >= FEWEST_DIGITS;
    }

    /**
     * The text with such numbers replaced.
     *
     * @param kinds the redacted kinds, by their names in settings; the placeholder is that of one
     *     of them
     */
    public static String replaced(String text, List<String> kinds) {
        return replaced(text, kinds, number -> true);
    }

    /** Replaces only the numbers that match, as they stand in the text. */
    static String replaced(String text, List<String> kinds, Predicate<String> wanted) {
        if (text == null) {
            return null;
        }
        String placeholder =
                Arrays.stream(PersonalData.values())
                        .filter(kind -> kinds.contains(kind.settingName()))
                        .map(PersonalData::placeholder)
                        .findFirst()
                        .orElse("[number]");
        StringBuilder out = new StringBuilder();
        int from = 0;
        int start = -1;
        int end = 0;
        Matcher word = WORDS.matcher(text);
        while (word.find()) {
            Numerals numerals = Numerals.in(word.group());
            boolean isNumber = numerals.areAlone() || word.group().equalsIgnoreCase("oh");
            if (isNumber) {
                start = start < 0 ? word.start() : start;
                end = word.end();
            } else if (start >= 0) {
                from = append(out, text, from, start, end, placeholder, wanted);
                start = -1;
            }
        }
        if (start >= 0) {
            from = append(out, text, from, start, end, placeholder, wanted);
        }
        return out.append(text, from, text.length()).toString();
    }

    private static int append(
            StringBuilder out,
            String text,
            int from,
            int start,
            int end,
            String placeholder,
            Predicate<String> wanted) {
        String number = text.substring(start, end);
        if (Numerals.in(number).digits() < FEWEST_DIGITS
                || !wanted.test(number)
                || NeededNumbers.areNamed(text.substring(0, start))) {
            out.append(text, from, end);
        } else {
            out.append(text, from, start).append(placeholder);
        }
        return end;
    }
}

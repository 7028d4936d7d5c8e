package io.supportassistant.redaction;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.IntPredicate;

/**
 * A text in lower case with its spoken numbers in digits: "four oh one" is "4 0 1", "double seven"
 * is "77", "forty one" is "41", "dash" is "-", "and then" between numbers is "&&". Every character
 * knows where in the original it comes from.
 */
final class WrittenText {

    private static final Map<String, Spoken> SPOKEN = new HashMap<>();
    private static final int LONGEST_SPOKEN;
    private static final Set<Meaning> NUMERIC =
            EnumSet.of(Meaning.DIGITS, Meaning.TENS, Meaning.REPEAT, Meaning.ZERO_BY_NEIGHBOUR);

    static {
        String[] numbers =
                ("zero one two three four five six seven eight nine ten eleven twelve thirteen"
                                + " fourteen fifteen sixteen seventeen eighteen nineteen")
                        .split(" ");
        for (int i = 0; i < numbers.length; i++) {
            SPOKEN.put(numbers[i], new Spoken(Meaning.DIGITS, Integer.toString(i)));
        }
        spoken(Meaning.DIGITS, "nought 0 naught 0 nil 0 niner 9");
        spoken(
                Meaning.TENS,
                "twenty 2 thirty 3 forty 4 fifty 5 sixty 6 seventy 7 eighty 8 ninety 9");
        spoken(Meaning.REPEAT, "double 2 triple 3 treble 3 quadruple 4");
        spoken(Meaning.ZERO_BY_NEIGHBOUR, "o 0 oh 0 ow 0");
        spoken(Meaning.SIGN, "dash - hyphen - minus - slash / plus +");
        spoken(Meaning.FILLER, "then & and & okay & so &");
        for (String hesitation : "um uh er erm uhm mm hmm mhm".split(" ")) {
            SPOKEN.put(hesitation, new Spoken(Meaning.HESITATION, ""));
        }
        LONGEST_SPOKEN = SPOKEN.keySet().stream().mapToInt(String::length).max().orElseThrow();
    }

    private static void spoken(Meaning meaning, String wordsAndWritten) {
        String[] parts = wordsAndWritten.split(" ");
        for (int i = 0; i < parts.length; i += 2) {
            SPOKEN.put(parts[i], new Spoken(meaning, parts[i + 1]));
        }
    }

    /** What a word can be where numbers are spoken. */
    private enum Meaning {
        DIGITS,
        TENS,
        REPEAT,
        /** Beside a number. */
        ZERO_BY_NEIGHBOUR,
        /** Beside a number. */
        SIGN,
        /** Between two numbers. */
        FILLER,
        HESITATION
    }

    /**
     * @param written the digits or the sign; of tens, the first digit; of a repeat, how often
     */
    private record Spoken(Meaning meaning, String written) {

        boolean isNumeric() {
            return NUMERIC.contains(meaning);
        }
    }

    /**
     * @param text in lower case
     * @param spoken what the word can be where numbers are spoken, or null
     */
    private record Token(String text, int start, int end, Spoken spoken) {

        boolean isWord() {
            return Character.isLetter(text.codePointAt(0));
        }

        boolean isNumber() {
            return Character.isDigit(text.codePointAt(0));
        }

        boolean isNumeric() {
            return spoken == null ? isNumber() : spoken.isNumeric();
        }

        boolean is(Meaning meaning) {
            return spoken != null && spoken.meaning() == meaning;
        }

        /** One digit, spoken or written; null if it is none. */
        String digit() {
            String digit =
                    is(Meaning.DIGITS) || is(Meaning.ZERO_BY_NEIGHBOUR)
                            ? spoken.written()
                            : isNumber() ? text : null;
            return digit == null || digit.length() > 1 ? null : digit;
        }
    }

    private final StringBuilder writing;

    /** Where in the original each character begins and ends. */
    private int[] starts;

    private int[] ends;
    private int digits;
    private final String text;

    WrittenText(String original) {
        List<Token> tokens = tokens(original);
        writing = new StringBuilder(original.length());
        starts = new int[original.length()];
        ends = new int[original.length()];
        for (int i = 0; i < tokens.size(); i++) {
            i = write(tokens, i);
        }
        text = writing.toString();
    }

    /** In lower case, with digits for spoken numbers. */
    String text() {
        return text;
    }

    /** How many of its characters are digits. */
    int digits() {
        return digits;
    }

    /** What stands from one place to another, in the places of the original. */
    Finding finding(PersonalData kind, int start, int end) {
        return new Finding(kind, starts[start], ends[end - 1]);
    }

    /** Words, numbers, and every other character by itself; without hesitations. */
    private static List<Token> tokens(String original) {
        List<Token> tokens = new ArrayList<>(original.length() / 2);
        int end;
        for (int start = 0; start < original.length(); start = end) {
            int first = original.codePointAt(start);
            end = start + Character.charCount(first);
            Spoken spoken = null;
            String text;
            if (Character.isLetter(first)) {
                end = endOf(original, end, Character::isLetter);
                text = original.substring(start, end).toLowerCase(Locale.ROOT);
                spoken = text.length() > LONGEST_SPOKEN ? null : SPOKEN.get(text);
            } else {
                end = Character.isDigit(first) ? endOf(original, end, Character::isDigit) : end;
                text = first == ' ' ? " " : original.substring(start, end);
            }
            if (spoken == null || spoken.meaning() != Meaning.HESITATION) {
                tokens.add(new Token(text, start, end, spoken));
            }
        }
        return tokens;
    }

    private static int endOf(String original, int from, IntPredicate isPart) {
        int end = from;
        while (end < original.length() && isPart.test(original.codePointAt(end))) {
            end += Character.charCount(original.codePointAt(end));
        }
        return end;
    }

    /** Writes what begins with a token; returns the index of the last token it took. */
    private int write(List<Token> tokens, int at) {
        Token token = tokens.get(at);
        if (token.isNumber()) {
            append(digits(token.text()), token.start(), token.end(), true);
            return at;
        }
        if (token.spoken() != null) {
            return writeSpoken(tokens, at);
        }
        boolean repeatsSpace =
                token.text().equals(" ")
                        && writing.length() > 0
                        && writing.charAt(writing.length() - 1) == ' ';
        if (!repeatsSpace) {
            append(token.text(), token.start(), token.end(), token.isWord());
        }
        return at;
    }

    private int writeSpoken(List<Token> tokens, int at) {
        Token token = tokens.get(at);
        switch (token.spoken().meaning()) {
            case REPEAT -> {
                return writeRepeated(tokens, at);
            }
            case TENS -> {
                return writeTens(tokens, at);
            }
            case ZERO_BY_NEIGHBOUR, SIGN -> append(token, hasNumberBeside(tokens, at));
            case FILLER -> append(token, isBetweenNumbers(tokens, at));
            default -> appendMeaning(token);
        }
        return at;
    }

    private int writeRepeated(List<Token> tokens, int at) {
        Token token = tokens.get(at);
        int next = nextWord(tokens, at);
        String digit = next < 0 ? null : tokens.get(next).digit();
        if (digit == null) {
            appendWord(token);
            return at;
        }
        String repeated = digit.repeat(Integer.parseInt(token.spoken().written()));
        append(repeated, token.start(), tokens.get(next).end(), false);
        return next;
    }

    private int writeTens(List<Token> tokens, int at) {
        Token token = tokens.get(at);
        int next = nextWord(tokens, at);
        boolean joined = next > 0 && isUnit(tokens.get(next));
        Token last = joined ? tokens.get(next) : token;
        String unit = joined ? last.spoken().written() : "0";
        append(token.spoken().written() + unit, token.start(), last.end(), false);
        return joined ? next : at;
    }

    private void append(Token word, boolean isMeant) {
        if (isMeant) {
            appendMeaning(word);
        } else {
            appendWord(word);
        }
    }

    private void appendMeaning(Token word) {
        append(word.spoken().written(), word.start(), word.end(), false);
    }

    private void appendWord(Token word) {
        append(word.text(), word.start(), word.end(), true);
    }

    /** What can follow "twenty". */
    private static boolean isUnit(Token token) {
        return token.is(Meaning.DIGITS)
                && token.spoken().written().length() == 1
                && !token.spoken().written().equals("0");
    }

    /** In ASCII, whatever digits they are; as they are if they have none of their own. */
    private static String digits(String token) {
        StringBuilder digits = new StringBuilder(token.length());
        for (int i = 0; i < token.length(); i++) {
            int digit = Character.digit(token.charAt(i), 10);
            if (digit < 0) {
                return token;
            }
            digits.append(digit);
        }
        return digits.toString();
    }

    /** The index of the next word or number after spaces or a hyphen, or -1. */
    private static int nextWord(List<Token> tokens, int at) {
        int next = at + 1;
        while (next < tokens.size() && next - at < 6 && isGap(tokens.get(next))) {
            next++;
        }
        return next < tokens.size() && !isGap(tokens.get(next)) ? next : -1;
    }

    private static int wordBefore(List<Token> tokens, int at) {
        int before = at - 1;
        while (before >= 0 && at - before < 6 && isGap(tokens.get(before))) {
            before--;
        }
        return before >= 0 && !isGap(tokens.get(before)) ? before : -1;
    }

    private static boolean isGap(Token token) {
        return " -,.\u2026\u00a0\n\t".contains(token.text());
    }

    private static boolean hasNumberBeside(List<Token> tokens, int at) {
        int next = nextWord(tokens, at);
        int before = wordBefore(tokens, at);
        return next > 0 && tokens.get(next).isNumeric()
                || before >= 0 && tokens.get(before).isNumeric();
    }

    private static boolean isBetweenNumbers(List<Token> tokens, int at) {
        int next = nextWord(tokens, at);
        int before = wordBefore(tokens, at);
        return next > 0
                && before >= 0
                && tokens.get(next).isNumeric()
                && tokens.get(before).isNumeric();
    }

    /**
     * @param byCharacter whether each character comes from one of the original, else each comes
     *     from all of them
     */
    private void append(String written, int start, int end, boolean byCharacter) {
        int from = writing.length();
        int to = from + written.length();
        if (to > starts.length) {
            starts = Arrays.copyOf(starts, 2 * to);
            ends = Arrays.copyOf(ends, 2 * to);
        }
        boolean apart = byCharacter && written.length() == end - start;
        for (int i = 0; i < written.length(); i++) {
            char c = written.charAt(i);
            starts[from + i] = apart ? start + i : start;
            ends[from + i] = apart ? start + i + 1 : end;
            digits += c >= '0' && c <= '9' ? 1 : 0;
        }
        writing.append(written);
    }
}

package io.supportassistant.edge.redaction;

import java.util.ArrayList;
import java.util.Arrays;
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

    private static final Map<String, String> DIGITS = new HashMap<>();
    private static final Map<String, String> TENS =
            Map.of(
                    "twenty", "2", "thirty", "3", "forty", "4", "fifty", "5", "sixty", "6",
                    "seventy", "7", "eighty", "8", "ninety", "9");
    private static final Map<String, Integer> REPEATS =
            Map.of("double", 2, "triple", 3, "treble", 3, "quadruple", 4);
    private static final Map<String, String> SIGNS =
            Map.of("dash", "-", "hyphen", "-", "minus", "-", "slash", "/", "plus", "+");
    private static final Set<String> ZERO_BY_NEIGHBOUR = Set.of("o", "oh", "ow");
    private static final Set<String> HESITATIONS =
            Set.of("um", "uh", "er", "erm", "uhm", "mm", "hmm", "mhm");
    private static final Set<String> FILLERS = Set.of("then", "and", "okay", "so");

    static {
        String[] words =
                ("zero one two three four five six seven eight nine ten eleven twelve thirteen"
                                + " fourteen fifteen sixteen seventeen eighteen nineteen")
                        .split(" ");
        for (int i = 0; i < words.length; i++) {
            DIGITS.put(words[i], Integer.toString(i));
        }
        DIGITS.put("nought", "0");
        DIGITS.put("naught", "0");
        DIGITS.put("nil", "0");
        DIGITS.put("niner", "9");
    }

    private record Token(String text, int start, int end) {

        boolean isWord() {
            return Character.isLetter(text.codePointAt(0));
        }

        boolean isNumber() {
            return Character.isDigit(text.codePointAt(0));
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
        List<Token> tokens = new ArrayList<>();
        int end;
        for (int start = 0; start < original.length(); start = end) {
            int first = original.codePointAt(start);
            end = start + Character.charCount(first);
            if (Character.isLetter(first)) {
                end = endOf(original, end, Character::isLetter);
            } else if (Character.isDigit(first)) {
                end = endOf(original, end, Character::isDigit);
            }
            String text = original.substring(start, end).toLowerCase(Locale.ROOT);
            if (!HESITATIONS.contains(text)) {
                tokens.add(new Token(text, start, end));
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
        if (!token.isWord()) {
            if (token.text().equals(" ")
                    && writing.length() > 0
                    && writing.charAt(writing.length() - 1) == ' ') {
                return at;
            }
            append(token.text(), token.start(), token.end(), false);
            return at;
        }
        String word = token.text();
        Integer times = REPEATS.get(word);
        boolean joins = times != null || TENS.containsKey(word);
        int next = joins ? nextWord(tokens, at) : -1;
        if (times != null && next > 0 && digit(tokens.get(next)) != null) {
            String repeated = digit(tokens.get(next)).repeat(times);
            append(repeated, token.start(), tokens.get(next).end(), false);
            return next;
        }
        if (TENS.containsKey(word)) {
            String unit = next < 0 ? null : DIGITS.get(tokens.get(next).text());
            boolean joined = unit != null && unit.length() == 1 && !unit.equals("0");
            int end = joined ? tokens.get(next).end() : token.end();
            append(TENS.get(word) + (joined ? unit : "0"), token.start(), end, false);
            return joined ? next : at;
        }
        if (DIGITS.containsKey(word)) {
            append(DIGITS.get(word), token.start(), token.end(), false);
        } else if (ZERO_BY_NEIGHBOUR.contains(word) && hasNumberBeside(tokens, at)) {
            append("0", token.start(), token.end(), false);
        } else if (SIGNS.containsKey(word) && hasNumberBeside(tokens, at)) {
            append(SIGNS.get(word), token.start(), token.end(), false);
        } else if (FILLERS.contains(word) && isBetweenNumbers(tokens, at)) {
            append("&", token.start(), token.end(), false);
        } else {
            append(word, token.start(), token.end(), word.length() == token.end() - token.start());
        }
        return at;
    }

    private static String digits(String token) {
        StringBuilder digits = new StringBuilder(token.length());
        token.codePoints().forEach(point -> digits.append(Character.digit(point, 10)));
        return digits.length() == token.length() ? digits.toString() : token;
    }

    /** One digit, spoken or written; null if it is none. */
    private static String digit(Token token) {
        String digit = token.isNumber() ? token.text() : DIGITS.get(token.text());
        if (digit == null && ZERO_BY_NEIGHBOUR.contains(token.text())) {
            return "0";
        }
        return digit == null || digit.length() > 1 ? null : digit;
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
        return next > 0 && isNumeric(tokens.get(next))
                || before >= 0 && isNumeric(tokens.get(before));
    }

    private static boolean isBetweenNumbers(List<Token> tokens, int at) {
        int next = nextWord(tokens, at);
        int before = wordBefore(tokens, at);
        return next > 0
                && before >= 0
                && isNumeric(tokens.get(next))
                && isNumeric(tokens.get(before));
    }

    private static boolean isNumeric(Token token) {
        return token.isNumber()
                || DIGITS.containsKey(token.text())
                || TENS.containsKey(token.text())
                || REPEATS.containsKey(token.text())
                || ZERO_BY_NEIGHBOUR.contains(token.text());
    }

    /**
     * @param byCharacter whether each character comes from one of the original, else each comes
     *     from all of them
     */
    private void append(String written, int start, int end, boolean byCharacter) {
        boolean apart = byCharacter && written.length() == end - start;
        for (int i = 0; i < written.length(); i++) {
            int at = writing.length();
            if (at == starts.length) {
                starts = Arrays.copyOf(starts, 2 * at);
                ends = Arrays.copyOf(ends, 2 * at);
            }
            char c = written.charAt(i);
            starts[at] = apart ? start + i : start;
            ends[at] = apart ? start + i + 1 : end;
            digits += c >= '0' && c <= '9' ? 1 : 0;
            writing.append(c);
        }
    }
}

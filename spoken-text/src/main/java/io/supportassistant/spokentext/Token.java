package io.supportassistant.spokentext;

import io.supportassistant.spokentext.SpokenWord.Meaning;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A word, a number, or one other character of a text.
 *
 * @param text in lower case and without accents
 * @param start its position in the original
 * @param spoken the word's role in numbers, or null
 */
public record Token(String text, int start, int end, SpokenWord spoken) {

    /** The letters from U+00C0 to U+00FF without their accents, in lower case. */
    private static final String UNACCENTED =
            "aaaaaa\u00e6ceeeeiiii\u00f0nooooo\u00d7ouuuuy\u00fe\u00df"
                    + "aaaaaa\u00e6ceeeeiiii\u00f0nooooo\u00f7ouuuuy\u00fey";

    private static final int MOST_FILLERS = 4;

    /** Join a filler to the number after it: "followed by", "weiter mit", "next is". */
    private static final Set<String> LINKS =
            WordSet.of("by von par por mit is comes kommt come a eine ein una une");

    private static final Set<String> ARTICLES = WordSet.of("die der das el la le un une");
    private static final Set<String> ALL =
            WordSet.of("all alles lauter nur todo todos que des tout");

    public boolean isWord() {
        return Character.isLetter(text.codePointAt(0));
    }

    public boolean isNumber() {
        return Character.isDigit(text.codePointAt(0));
    }

    boolean isNumeric() {
        return spoken == null ? isNumber() : spoken.isNumeric();
    }

    boolean is(Meaning meaning) {
        return spoken != null && spoken.meaning() == meaning;
    }

    /** Whether it is this word of a number. */
    boolean says(String word) {
        return spoken != null && text.equals(word);
    }

    /** One digit, spoken or written; or null. */
    String digit() {
        String digit =
                is(Meaning.DIGITS) || is(Meaning.DIGITS_BY_NEIGHBOUR)
                        ? spoken.written()
                        : isNumber() ? text : null;
        return digit == null || digit.length() > 1 ? null : digit;
    }

    /** Whether it can follow "twenty". */
    boolean isUnit() {
        return (is(Meaning.DIGITS) || is(Meaning.DIGITS_BY_NEIGHBOUR))
                && spoken.written().length() == 1
                && !spoken.written().equals("0");
    }

    /** Splits a text into words, numbers and other single characters; leaves out hesitations. */
    static List<Token> all(String original) {
        List<Token> tokens = new ArrayList<>(original.length() / 2);
        int end;
        for (int start = 0; start < original.length(); start = end) {
            int first = original.codePointAt(start);
            end = start + Character.charCount(first);
            SpokenWord spoken = null;
            String text;
            if (Character.isLetter(first)) {
                end = endOfLetters(original, end);
                text = unaccented(lowerCase(original.substring(start, end)));
                spoken = SpokenWord.of(text);
            } else if (Character.isDigit(first)) {
                end = endOfDigits(original, end);
                text = original.substring(start, end);
            } else {
                text = sign(original, first, start, end);
            }
            if (!text.isEmpty() && (spoken == null || spoken.meaning() != Meaning.HESITATION)) {
                tokens.add(new Token(text, start, end, spoken));
            }
        }
        return tokens;
    }

    /**
     * The text in lower case, of the same length. The method of String looks at the context of some
     * letters, which takes quadratic time.
     */
    public static String lowerCase(String text) {
        int at = 0;
        while (at < text.length() && Character.toLowerCase(text.charAt(at)) == text.charAt(at)) {
            at++;
        }
        if (at == text.length()) {
            return text;
        }
        char[] letters = text.toCharArray();
        for (; at < letters.length; at++) {
            letters[at] = Character.toLowerCase(letters[at]);
        }
        return new String(letters);
    }

    /** A word without accents, of the same length. */
    public static String unaccented(String word) {
        int at = 0;
        while (at < word.length() && word.charAt(at) < 0xc0) {
            at++;
        }
        if (at == word.length()) {
            return word;
        }
        char[] letters = word.toCharArray();
        for (; at < letters.length; at++) {
            boolean isLatin = letters[at] >= 0xc0 && letters[at] <= 0xff;
            letters[at] = isLatin ? UNACCENTED.charAt(letters[at] - 0xc0) : letters[at];
        }
        return new String(letters);
    }

    /**
     * A character that is neither letter nor digit; empty for invisible ones such as a zero-width
     * space.
     */
    private static String sign(String original, int first, int start, int end) {
        if (first == ' ') {
            return " ";
        }
        if (first < 0x80) {
            return first == '\r' ? "\n" : first == '\t' ? " " : original.substring(start, end);
        }
        int type = Character.getType(first);
        if (type == Character.FORMAT || type == Character.NON_SPACING_MARK) {
            return "";
        }
        if (type == Character.DASH_PUNCTUATION) {
            return "-";
        }
        boolean isApostrophe = first == 0x2019 || first == 0x2018 || first == 0xb4;
        return Character.isSpaceChar(first)
                ? " "
                : isApostrophe ? "'" : original.substring(start, end);
    }

    private static int endOfLetters(String original, int from) {
        int end = from;
        while (end < original.length()) {
            int c = original.codePointAt(end);
            // The fast path: nearly all letters of a call are ASCII.
            boolean isAscii = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
            if (!isAscii && !Character.isLetter(c)) {
                break;
            }
            end += Character.charCount(c);
        }
        return end;
    }

    private static int endOfDigits(String original, int from) {
        int end = from;
        while (end < original.length() && Character.isDigit(original.codePointAt(end))) {
            end += Character.charCount(original.codePointAt(end));
        }
        return end;
    }

    /** Index of the next word or number after spaces or a hyphen, or -1. */
    static int nextWord(List<Token> tokens, int at) {
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
        return " -,.\u2026\n".contains(token.text());
    }

    static boolean hasNumberBeside(List<Token> tokens, int at) {
        int next = nextWord(tokens, at);
        int before = wordBefore(tokens, at);
        return next > 0 && tokens.get(next).isNumeric()
                || before >= 0 && tokens.get(before).isNumeric();
    }

    /** Index of the last token of a filler between two numbers, such as "and then"; or -1. */
    static int fillerEnd(List<Token> tokens, int at) {
        int before = wordBefore(tokens, at);
        if (before < 0 || !tokens.get(before).isNumeric()) {
            return -1;
        }
        int last = at;
        for (int words = 0; words < MOST_FILLERS; words++) {
            int next = nextWord(tokens, last);
            if (next < 0) {
                return -1;
            }
            if (tokens.get(next).isNumeric()) {
                return last;
            }
            boolean isLink = LINKS.contains(tokens.get(next).text());
            if (!tokens.get(next).is(Meaning.FILLER) && !isLink) {
                return -1;
            }
            last = next;
        }
        return -1;
    }

    /** Index of the word after an article, or of the word itself: "viermal die eins". */
    static int afterArticle(List<Token> tokens, int at) {
        return at > 0 && ARTICLES.contains(tokens.get(at).text()) ? nextWord(tokens, at) : at;
    }

    static boolean isAllBefore(List<Token> tokens, int at) {
        int before = wordBefore(tokens, at);
        return before >= 0 && ALL.contains(tokens.get(before).text());
    }
}

package io.supportassistant.language;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A word of a text.
 *
 * @param text as written
 * @param plain in lower case, without accents and apostrophes
 * @param start index of its first character in the text
 * @param end index after its last
 */
record TextWord(String text, String plain, int start, int end) {

    /** French words that are elided before the next word. */
    private static final Set<String> ELISIONS =
            Set.of("l", "d", "j", "n", "c", "s", "m", "t", "qu", "jusqu", "lorsqu", "puisqu");

    private static final int LONGEST_MARK = 60;

    /** The words of a text, in order. Text in brackets is one word. */
    static List<TextWord> in(String text) {
        List<TextWord> words = new ArrayList<>();
        int at = 0;
        while (at < text.length()) {
            if (text.charAt(at) == '[') {
                int close = text.indexOf(']', at);
                if (close > at && close - at <= LONGEST_MARK) {
                    words.add(word(text, at, close + 1));
                    at = close + 1;
                    continue;
                }
            }
            if (!isOfWord(text.charAt(at))) {
                at++;
                continue;
            }
            int end = at + 1;
            while (end < text.length() && continues(text, end)) {
                end++;
                if (isApostrophe(text.charAt(end - 1))
                        && ELISIONS.contains(plain(text.substring(at, end - 1)))) {
                    words.add(word(text, at, end));
                    at = end;
                }
            }
            words.add(word(text, at, end));
            at = end;
        }
        return words;
    }

    private static TextWord word(String text, int start, int end) {
        String word = text.substring(start, end);
        return new TextWord(word, plain(word), start, end);
    }

    /** In lower case, without accents and apostrophes. */
    static String plain(String word) {
        boolean isPlain = true;
        for (int i = 0; i < word.length() && isPlain; i++) {
            char letter = word.charAt(i);
            isPlain = letter >= 'a' && letter <= 'z' || letter >= '0' && letter <= '9';
        }
        if (isPlain) {
            return word;
        }
        String apart =
                Normalizer.normalize(word.toLowerCase(Locale.ROOT), Normalizer.Form.NFD)
                        .replace("\u00df", "ss")
                        .replace("\u0153", "oe")
                        .replace("\u00e6", "ae");
        StringBuilder plain = new StringBuilder(apart.length());
        for (int i = 0; i < apart.length(); i++) {
            char letter = apart.charAt(i);
            if (Character.getType(letter) != Character.NON_SPACING_MARK && !isApostrophe(letter)) {
                plain.append(letter);
            }
        }
        return plain.toString();
    }

    boolean isElided() {
        return isApostrophe(text.charAt(text.length() - 1));
    }

    boolean isMark() {
        return text.charAt(0) == '[';
    }

    boolean isOfAnotherScript() {
        int letter = text.codePointAt(0);
        return Character.isLetter(letter)
                && Character.UnicodeScript.of(letter) != Character.UnicodeScript.LATIN;
    }

    boolean hasDigit() {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isDigit(text.charAt(i))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isOfWord(char letter) {
        return Character.isLetterOrDigit(letter)
                || Character.isSurrogate(letter)
                || Character.getType(letter) == Character.NON_SPACING_MARK;
    }

    private static boolean continues(String text, int at) {
        char letter = text.charAt(at);
        if (isOfWord(letter)) {
            return true;
        }
        boolean within = letter == '.' || letter == '_' || letter == '@' || isApostrophe(letter);
        return within
                && isOfWord(text.charAt(at - 1))
                && at + 1 < text.length()
                && isOfWord(text.charAt(at + 1));
    }

    private static boolean isApostrophe(char letter) {
        return letter == '\'' || letter == '\u2019';
    }
}

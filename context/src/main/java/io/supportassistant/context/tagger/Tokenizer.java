package io.supportassistant.context.tagger;

import java.util.ArrayList;
import java.util.List;

/**
 * Splits a text into words and marks: at white space, then marks around a word from the word, then
 * contractions ("don't" into "do" and "n't"). Marks inside a word stay: {@code 2.5.1}, {@code
 * /etc/hosts}, {@code C++}, {@code flush()}.
 */
public final class Tokenizer {

    private static final String OPENING = "\"'`([{<\u201c\u2018*";
    private static final String CLOSING = "\"'`)]}>.,;:!?\u201d\u2019\u2026*";
    private static final List<String> CONTRACTIONS =
            List.of("n't", "'s", "'m", "'re", "'ve", "'ll", "'d");

    private Tokenizer() {}

    public static List<Token> tokens(String text) {
        List<Token> tokens = new ArrayList<>();
        int at = 0;
        while (at < text.length()) {
            if (Character.isWhitespace(text.charAt(at))) {
                at++;
                continue;
            }
            int end = at;
            while (end < text.length() && !Character.isWhitespace(text.charAt(end))) {
                end++;
            }
            cut(text, at, end, tokens);
            at = end;
        }
        return tokens;
    }

    private static void cut(String text, int from, int to, List<Token> tokens) {
        int start = from;
        int end = to;
        while (start < end) {
            if (isInBrackets(text, start, end)) {
                start++;
                end--;
            } else if (isMarkAfter(text, start, end)) {
                end--;
            } else if (isMarkBefore(text, start, end)) {
                start++;
            } else {
                break;
            }
        }
        if (start == end) {
            add(text, from, to, tokens);
            return;
        }
        for (int i = from; i < start; i++) {
            add(text, i, i + 1, tokens);
        }
        int stem = end - contraction(text, start, end);
        add(text, start, stem, tokens);
        add(text, stem, end, tokens);
        for (int i = end; i < to; i++) {
            add(text, i, i + 1, tokens);
        }
    }

    private static boolean isInBrackets(String text, int start, int end) {
        char first = text.charAt(start);
        return end - start > 1
                && "([{".indexOf(first) >= 0
                && text.charAt(end - 1) == partner(first);
    }

    private static boolean isMarkBefore(String text, int start, int end) {
        char mark = text.charAt(start);
        return OPENING.indexOf(mark) >= 0 && !holds(text, start + 1, end, partner(mark));
    }

    private static boolean isMarkAfter(String text, int start, int end) {
        char mark = text.charAt(end - 1);
        return CLOSING.indexOf(mark) >= 0 && !holds(text, start, end - 1, partner(mark));
    }

    /** The matching bracket of a bracket, or 0 for any other mark. */
    private static char partner(char mark) {
        int at = "()[]{}<>".indexOf(mark);
        return at < 0 ? 0 : ")(][}{><".charAt(at);
    }

    private static boolean holds(String text, int from, int to, char mark) {
        int at = mark == 0 ? -1 : text.indexOf(mark, from);
        return at >= 0 && at < to;
    }

    private static int contraction(String text, int start, int end) {
        String word = text.substring(start, end).replace('\u2019', '\'');
        for (String ending : CONTRACTIONS) {
            int length = ending.length();
            if (word.length() > length
                    && word.regionMatches(true, word.length() - length, ending, 0, length)) {
                return length;
            }
        }
        return 0;
    }

    private static void add(String text, int start, int end, List<Token> tokens) {
        if (start < end) {
            tokens.add(new Token(text.substring(start, end), start, end));
        }
    }
}

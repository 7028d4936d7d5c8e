package io.supportassistant.answer;

import io.supportassistant.answer.TextBlocks.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.IntPredicate;

/** The sentences of a paragraph or a list item, as spans of the body. */
final class Sentences {

    /** Words whose full stop does not end a sentence. */
    private static final Set<String> ABBREVIATIONS =
            Set.of("mr", "mrs", "ms", "dr", "st", "e.g", "i.e", "vs", "approx", "incl", "fig");

    /** Words whose full stop does not end a sentence before a number. */
    private static final Set<String> BEFORE_NUMBERS =
            Set.of(
                    "no", "nr", "art", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep",
                    "sept", "oct", "nov", "dec");

    private static final String AFTER_A_STOP = ".!?\"')]*_\u201d\u2019";

    private final String body;
    private final int to;
    private final Ahead closers;
    private final Ahead signs;
    private final Ahead spaces;

    private Sentences(String body, int to) {
        this.body = body;
        this.to = to;
        this.closers = new Ahead(c -> AFTER_A_STOP.indexOf(c) >= 0);
        this.signs = new Ahead(c -> !Character.isLetterOrDigit(c));
        this.spaces = new Ahead(Character::isWhitespace);
    }

    /** Finds the end of a run of characters; looks at each character once. */
    private final class Ahead {

        private final IntPredicate inRun;
        private int from = -1;
        private int end = -1;

        Ahead(IntPredicate inRun) {
            this.inRun = inRun;
        }

        /** The first position from {@code start} on that is not part of the run. */
        int endFrom(int start) {
            if (start < from || start > end) {
                from = start;
                end = start;
                while (end < to && inRun.test(body.charAt(end))) {
                    end++;
                }
            }
            return end;
        }
    }

    /** Non-empty spans without surrounding whitespace; together they cover all of the text. */
    static List<Span> in(String body, int from, int to) {
        return new Sentences(body, to).from(from);
    }

    private List<Span> from(int from) {
        List<Span> sentences = new ArrayList<>();
        int start = from;
        for (int i = from; i < to; i++) {
            int end = endAt(i, start);
            if (end > 0) {
                add(sentences, body, start, end);
                start = end;
                i = end - 1;
            }
        }
        add(sentences, body, start, to);
        return sentences;
    }

    /** The end of the sentence if it ends with the character at {@code i}; 0 if it goes on. */
    private int endAt(int i, int start) {
        char c = body.charAt(i);
        if (c == '\n') {
            return endsLine(i) ? i + 1 : 0;
        }
        if (c != '.' && c != '!' && c != '?') {
            return 0;
        }
        int end = closers.endFrom(i + 1);
        if (end == to) {
            return end;
        }
        if (!Character.isWhitespace(body.charAt(end))) {
            return 0;
        }
        int next = signs.endFrom(end);
        if (next == to) {
            return end;
        }
        // A quoted question within a sentence is followed by lower case.
        char first = body.charAt(next);
        boolean continues =
                Character.isLowerCase(first) || c == '.' && isAbbreviation(body, start, i, first);
        return continues ? 0 : end;
    }

    /**
     * Whether a newline ends a sentence. A line may wrap within a sentence; the next line then
     * starts in lower case.
     */
    private boolean endsLine(int newline) {
        int next = spaces.endFrom(newline + 1);
        boolean continues = next < to && Character.isLowerCase(body.charAt(next));
        char last = newline == 0 ? '\n' : body.charAt(newline - 1);
        return !continues || last == ':' || last == '.';
    }

    private static boolean isAbbreviation(String body, int start, int dot, char next) {
        int from = dot;
        while (from > start
                && (Character.isLetter(body.charAt(from - 1)) || body.charAt(from - 1) == '.')) {
            from--;
        }
        String word = body.substring(from, dot).toLowerCase(Locale.ROOT);
        return ABBREVIATIONS.contains(word)
                || Character.isDigit(next) && BEFORE_NUMBERS.contains(word);
    }

    private static void add(List<Span> sentences, String body, int from, int to) {
        int start = from;
        int end = to;
        while (start < end && Character.isWhitespace(body.charAt(start))) {
            start++;
        }
        while (end > start && Character.isWhitespace(body.charAt(end - 1))) {
            end--;
        }
        if (start < end) {
            sentences.add(new Span(start, end));
        }
    }
}

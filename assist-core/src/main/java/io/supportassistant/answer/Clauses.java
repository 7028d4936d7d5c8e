package io.supportassistant.answer;

import io.supportassistant.answer.TextBlocks.Span;
import java.util.ArrayList;
import java.util.List;

/** The clauses of a long sentence, as spans of the body. */
final class Clauses {

    private static final String ENDS = ",;:\u2013\u2014\n";

    private Clauses() {}

    /** In order and adjacent; a clause without a comma is cut between words. */
    static List<Span> in(String body, int from, int to, int mostWords) {
        List<Span> clauses = new ArrayList<>();
        int start = from;
        for (int i = from; i < to; i++) {
            boolean ends =
                    endsSentence(body, i, to)
                            || ENDS.indexOf(body.charAt(i)) >= 0
                                    && (i + 1 == to || Character.isWhitespace(body.charAt(i + 1)));
            boolean full =
                    Character.isWhitespace(body.charAt(i))
                            && ArticleText.words(body, start, i) >= mostWords;
            if (ends || full) {
                add(clauses, body, start, i + 1);
                start = i + 1;
            }
        }
        add(clauses, body, start, to);
        return clauses;
    }

    private static boolean endsSentence(String body, int i, int to) {
        return ".!?".indexOf(body.charAt(i)) >= 0
                && (i + 1 == to || Character.isWhitespace(body.charAt(i + 1)));
    }

    private static void add(List<Span> clauses, String body, int from, int to) {
        int start = from;
        while (start < to && Character.isWhitespace(body.charAt(start))) {
            start++;
        }
        int end = to;
        while (end > start && Character.isWhitespace(body.charAt(end - 1))) {
            end--;
        }
        if (start < end) {
            clauses.add(new Span(start, end));
        }
    }

    /** Without the comma or dash at its end. */
    static Span trimmed(String body, Span span) {
        int end = span.end();
        while (end > span.start() + 1 && (ENDS + " ").indexOf(body.charAt(end - 1)) >= 0) {
            end--;
        }
        return new Span(span.start(), end);
    }
}

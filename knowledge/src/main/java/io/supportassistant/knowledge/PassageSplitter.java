package io.supportassistant.knowledge;

import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Splits a body into passages of whole lines if they fit, else of whole sentences. A line that ends
 * in a colon stays with the next line.
 */
public final class PassageSplitter {

    /**
     * Maximum characters of a passage. All processes that index one knowledge base must use the
     * same.
     */
    public static final int PASSAGE_CHARACTERS = 600;

    private final int maxCharacters;

    public PassageSplitter() {
        this(PASSAGE_CHARACTERS);
    }

    public PassageSplitter(int maxCharacters) {
        this.maxCharacters = maxCharacters;
    }

    public List<Passage> split(String body) {
        List<Passage> passages = new ArrayList<>();
        int start = -1;
        int end = -1;
        for (int[] piece : pieces(body)) {
            if (start >= 0 && piece[1] - start > maxCharacters) {
                passages.add(new Passage(start, body.substring(start, end)));
                start = -1;
            }
            start = start < 0 ? piece[0] : start;
            end = piece[1];
        }
        if (start >= 0) {
            passages.add(new Passage(start, body.substring(start, end)));
        }
        return passages;
    }

    /**
     * Start and end of each part that is not split further; none is longer than the limit, and none
     * has surrounding whitespace.
     */
    private List<int[]> pieces(String body) {
        List<int[]> pieces = new ArrayList<>();
        for (int[] line : lines(body)) {
            int[] before = pieces.isEmpty() ? null : pieces.get(pieces.size() - 1);
            if (before != null
                    && body.charAt(before[1] - 1) == ':'
                    && line[1] - before[0] <= maxCharacters) {
                before[1] = line[1];
            } else if (line[1] - line[0] <= maxCharacters) {
                pieces.add(line);
            } else {
                pieces.addAll(sentences(body, line));
            }
        }
        return pieces;
    }

    private static List<int[]> lines(String body) {
        List<int[]> lines = new ArrayList<>();
        int from = 0;
        while (from < body.length()) {
            int newline = body.indexOf('\n', from);
            int to = newline < 0 ? body.length() : newline;
            addTrimmed(lines, body, from, to);
            from = to + 1;
        }
        return lines;
    }

    private List<int[]> sentences(String body, int[] line) {
        List<int[]> sentences = new ArrayList<>();
        BreakIterator breaks = BreakIterator.getSentenceInstance(Locale.ENGLISH);
        breaks.setText(body.substring(line[0], line[1]));
        int from = breaks.first();
        for (int to = breaks.next(); to != BreakIterator.DONE; from = to, to = breaks.next()) {
            int end = line[0] + to;
            for (int cut = line[0] + from; cut < end; cut = nextCut(body, cut, end)) {
                addTrimmed(sentences, body, cut, nextCut(body, cut, end));
            }
        }
        return sentences;
    }

    private int nextCut(String body, int from, int to) {
        if (to - from <= maxCharacters) {
            return to;
        }
        int space = body.lastIndexOf(' ', from + maxCharacters);
        int cut = space > from ? space : from + maxCharacters;
        if (!Character.isSurrogatePair(body.charAt(cut - 1), body.charAt(cut))) {
            return cut;
        }
        return cut - 1 > from ? cut - 1 : cut + 1;
    }

    private static void addTrimmed(List<int[]> sentences, String body, int from, int to) {
        int start = from;
        int end = to;
        while (start < end && Character.isWhitespace(body.charAt(start))) {
            start++;
        }
        while (end > start && Character.isWhitespace(body.charAt(end - 1))) {
            end--;
        }
        if (start < end) {
            sentences.add(new int[] {start, end});
        }
    }
}

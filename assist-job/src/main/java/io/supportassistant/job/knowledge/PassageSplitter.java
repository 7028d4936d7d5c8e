package io.supportassistant.job.knowledge;

import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Cuts a body into passages of whole sentences. A paragraph, or a list with the line that leads it
 * in, is kept together where it fits.
 */
public final class PassageSplitter {

    private final int maxCharacters;

    public PassageSplitter(int maxCharacters) {
        this.maxCharacters = maxCharacters;
    }

    public List<Passage> split(String body) {
        List<Passage> passages = new ArrayList<>();
        int start = -1;
        int end = -1;
        for (int[] sentence : sentences(body)) {
            if (start >= 0 && sentence[1] - start > maxCharacters) {
                passages.add(new Passage(start, body.substring(start, end)));
                start = -1;
            }
            start = start < 0 ? sentence[0] : start;
            end = sentence[1];
        }
        if (start >= 0) {
            passages.add(new Passage(start, body.substring(start, end)));
        }
        return passages;
    }

    /**
     * Start and end of each sentence, white space around it left out, none longer than the limit.
     */
    private List<int[]> sentences(String body) {
        List<int[]> sentences = new ArrayList<>();
        BreakIterator breaks = BreakIterator.getSentenceInstance(Locale.ENGLISH);
        breaks.setText(body);
        int from = breaks.first();
        for (int to = breaks.next(); to != BreakIterator.DONE; from = to, to = breaks.next()) {
            for (int cut = from; cut < to; cut = nextCut(body, cut, to)) {
                addTrimmed(sentences, body, cut, nextCut(body, cut, to));
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
        return Character.isLowSurrogate(body.charAt(cut)) ? cut + 1 : cut;
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

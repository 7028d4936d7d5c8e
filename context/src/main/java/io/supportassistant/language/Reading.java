package io.supportassistant.language;

import io.supportassistant.events.TextRange;
import java.util.List;

/**
 * What somebody said, in English words.
 *
 * @param english the text itself if it is in English
 * @param pieces which part of the English came of which part of the text, in order; none if it is
 *     the text itself
 * @param strange whether it is in a language that the assistant does not know
 */
public record Reading(String english, List<Piece> pieces, boolean strange) {

    /**
     * @param english where it stands in the English
     * @param said where it stands in what was said
     */
    record Piece(TextRange english, TextRange said) {}

    static Reading asSaid(String text, boolean strange) {
        return new Reading(text, List.of(), strange);
    }

    /** Of which words of what was said a part of the English came. */
    public TextRange said(TextRange part) {
        if (pieces.isEmpty()) {
            return part;
        }
        int from = at(part.start());
        int to = Math.max(from, at(part.end() - 1));
        return new TextRange(pieces.get(from).said().start(), pieces.get(to).said().end());
    }

    /** The last piece that begins there or before. */
    private int at(int position) {
        int low = 0;
        int high = pieces.size() - 1;
        while (low < high) {
            int middle = (low + high + 1) / 2;
            if (pieces.get(middle).english().start() <= position) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }
}

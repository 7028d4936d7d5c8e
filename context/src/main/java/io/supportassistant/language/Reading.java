package io.supportassistant.language;

import io.supportassistant.events.TextRange;
import java.util.List;

/**
 * A text in English words.
 *
 * @param english the text itself if it is in English
 * @param pieces maps parts of the English to parts of the text, in order; empty if both are the
 *     same
 * @param strange whether the text is in a language that the assistant does not know
 */
public record Reading(String english, List<Piece> pieces, boolean strange) {

    /**
     * @param english position in the English
     * @param said position in the original text
     */
    record Piece(TextRange english, TextRange said) {}

    static Reading asSaid(String text, boolean strange) {
        return new Reading(text, List.of(), strange);
    }

    /** The part of the original text that a part of the English comes from. */
    public TextRange said(TextRange part) {
        if (pieces.isEmpty()) {
            return part;
        }
        int from = at(part.start());
        int to = Math.max(from, at(part.end() - 1));
        return new TextRange(pieces.get(from).said().start(), pieces.get(to).said().end());
    }

    /** The last piece that begins at or before a position. */
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

package io.supportassistant.redaction;

import java.util.List;

/** Corrections of personal data in texts that were made from a segment before it was corrected. */
public final class Corrections {

    /** Fewer may be anywhere in a text. */
    private static final int FEWEST_CHARACTERS = 3;

    private Corrections() {}

    /**
     * A text in which the words that a correction removed are replaced. If the text spells them in
     * another way, all its longer numbers are.
     *
     * @param before the segment's former text
     * @param after the segment's corrected text
     * @param kinds the redacted kinds, as {@link LooseNumbers} takes them
     */
    public static String carriedOver(String text, String before, String after, List<String> kinds) {
        int start = commonPrefix(before, after);
        int tail = commonSuffix(before.substring(start), after.substring(start));
        String removed = before.substring(start, before.length() - tail).strip();
        String inserted = after.substring(start, after.length() - tail).strip();
        if (removed.isEmpty()) {
            return text;
        }
        return removed.length() >= FEWEST_CHARACTERS && text.contains(removed)
                ? text.replace(removed, inserted)
                : LooseNumbers.replaced(text, kinds);
    }

    private static int commonPrefix(String one, String other) {
        int length = 0;
        while (length < Math.min(one.length(), other.length())
                && one.charAt(length) == other.charAt(length)) {
            length++;
        }
        return length;
    }

    private static int commonSuffix(String one, String other) {
        int length = 0;
        while (length < Math.min(one.length(), other.length())
                && one.charAt(one.length() - 1 - length)
                        == other.charAt(other.length() - 1 - length)) {
            length++;
        }
        return length;
    }
}

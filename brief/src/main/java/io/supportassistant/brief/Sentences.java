package io.supportassistant.brief;

import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Parts of a spoken text, word for word. */
final class Sentences {

    /** In characters; a longer part is cut between words. */
    private static final int LONGEST = 220;

    /** In characters: more than a minute of one speaker. */
    private static final int LONGEST_LOOKED_AT = 1_000;

    private static final String CUT = "\u2026";

    private static final Pattern BETWEEN = Pattern.compile("(?<=[.?!])\\s+");

    /** Words that mean nothing at the beginning of a sentence. */
    static final String FILLERS =
            "(?:okay|ok|so|and|um+|uh+|er+|erm|mm+|hm+|yeah|yes|well|right|oh|ah|all"
                    + " ?right|alright|now|then|but|like|you know|i"
                    + " mean|perfect|great|good|thanks|thank you|sure|absolutely"
                    + "|lovely|brilliant|wonderful)";

    private static final Pattern LEADING_FILLERS =
            Pattern.compile("^(?i:(?:" + FILLERS + "\\b[\\s,.!\u2026-]*+)++)");

    private Sentences() {}

    /** The first words of a text that is longer than people speak without a break, or the text. */
    static String beginning(String text) {
        return cut(text, LONGEST_LOOKED_AT);
    }

    /** The sentences that match, or an empty text. */
    static String matching(String text, Predicate<String> matches) {
        return trimmed(
                BETWEEN.splitAsStream(text).filter(matches).collect(Collectors.joining(" ")));
    }

    /** Whether a text contains all sentences of a quote, cut or whole. */
    static boolean contains(String text, String quote) {
        return BETWEEN.splitAsStream(quote)
                .map(part -> part.endsWith(CUT) ? part.substring(0, part.length() - 1) : part)
                .allMatch(text::contains);
    }

    /** Without the fillers at its beginning, and not too long. */
    static String trimmed(String text) {
        String without = LEADING_FILLERS.matcher(text).replaceFirst("").strip();
        String kept = without.isEmpty() ? text.strip() : without;
        return kept.length() <= LONGEST ? kept : cut(kept, LONGEST) + CUT;
    }

    private static String cut(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        int space = text.lastIndexOf(' ', most);
        int end = space > 0 ? space : most;
        return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end);
    }
}

package io.supportassistant.knowledge;

import org.apache.commons.codec.language.RefinedSoundex;

/** The similarity of two words by their letters and by their sounds. */
final class WordSimilarity {

    /** A code of at most this many sounds matches many words. */
    private static final int FEW_SOUNDS = 4;

    private static final double OF_FEW_SOUNDS = 0.8;

    private static final RefinedSoundex SOUNDS = new RefinedSoundex();

    private WordSimilarity() {}

    /**
     * The sound of a word: similar consonants are equal, and all vowels are equal.
     *
     * @return empty if the word has no letters of English
     */
    static String sounds(String word) {
        StringBuilder letters = new StringBuilder(word.length());
        word.chars().filter(c -> c >= 'a' && c <= 'z').forEach(c -> letters.append((char) c));
        if (letters.isEmpty()) {
            return "";
        }
        // The code's first character is the first letter itself, which may be misheard like any
        // other.
        return SOUNDS.encode(letters.toString()).substring(1);
    }

    /**
     * @return 0 to 1; 1 if the words are the same
     */
    static double of(String a, String b) {
        String soundsOfB = sounds(b);
        double alike = shared(sounds(a), soundsOfB);
        if (soundsOfB.length() <= FEW_SOUNDS && alike < 1) {
            alike *= OF_FEW_SOUNDS;
        }
        return (letters(a, b) + alike) / 2;
    }

    /** By letters only, 0 to 1. */
    static double letters(String a, String b) {
        return shared(a, b);
    }

    /** 1 - (edit distance / length of the longer word). */
    private static double shared(String a, String b) {
        int longer = Math.max(a.length(), b.length());
        return longer == 0 ? 1 : 1 - changes(a, b) / (double) longer;
    }

    private static int changes(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(change, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}

package io.supportassistant.bridge;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Aligns the words that a recogniser lists with its text. */
public final class SpokenWords {

    /** A longer text stays in one piece: aligning it with its words takes too long. */
    private static final int MAX_TOKENS = 1_000;

    /** How many more listed words than tokens of the text are aligned, from the end of the list. */
    private static final int SPARE_WORDS = 10;

    private static final Pattern PUNCTUATION = Pattern.compile("[^\\p{L}\\p{N}]");

    private SpokenWords() {}

    /**
     * The words of a text with their voices and times. Listed words before the text are left out:
     * some recognisers list all words since the start of their stream. Text that is not listed is
     * appended to the word before it, so that no text is lost.
     */
    public static List<RecognizerResult.Word> of(String text, List<RecognizerResult.Word> listed) {
        if (listed.isEmpty()) {
            return listed;
        }
        List<RecognizerResult.Word> end = exactEnd(letters(text), listed);
        return end != null ? end : aligned(text, listed);
    }

    /** The last listed words, if together they match the text letter by letter; else null. */
    private static List<RecognizerResult.Word> exactEnd(
            String wanted, List<RecognizerResult.Word> listed) {
        int left = wanted.length();
        int first = listed.size();
        while (first > 0 && left > 0) {
            first--;
            String word = letters(listed.get(first).text());
            left -= word.length();
            if (left < 0 || !wanted.startsWith(word, left)) {
                return null;
            }
        }
        return left == 0 ? listed.subList(first, listed.size()) : null;
    }

    private static List<RecognizerResult.Word> aligned(
            String text, List<RecognizerResult.Word> listed) {
        String[] tokens = text.strip().split("\\s+");
        int from = Math.max(0, listed.size() - tokens.length - SPARE_WORDS);
        List<RecognizerResult.Word> near = listed.subList(from, listed.size());
        List<RecognizerResult.Word> words = new ArrayList<>();
        if (tokens.length <= MAX_TOKENS) {
            StringBuilder before = new StringBuilder();
            int[] partners = partners(tokens, near);
            for (int i = 0; i < tokens.length; i++) {
                if (partners[i] >= 0) {
                    RecognizerResult.Word partner = near.get(partners[i]);
                    words.add(
                            new RecognizerResult.Word(
                                    before + tokens[i], partner.voice(), partner.start()));
                    before.setLength(0);
                } else if (words.isEmpty()) {
                    before.append(tokens[i]).append(' ');
                } else {
                    RecognizerResult.Word last = words.remove(words.size() - 1);
                    words.add(
                            new RecognizerResult.Word(
                                    last.text() + " " + tokens[i], last.voice(), last.start()));
                }
            }
        }
        RecognizerResult.Word last = near.get(near.size() - 1);
        return words.isEmpty()
                ? List.of(new RecognizerResult.Word(text, last.voice(), null))
                : words;
    }

    /**
     * For each token the index of its word, or -1. The matches form the longest common subsequence,
     * and the latest one if there are several.
     */
    private static int[] partners(String[] tokens, List<RecognizerResult.Word> words) {
        String[] spoken = new String[tokens.length];
        for (int i = 0; i < spoken.length; i++) {
            spoken[i] = letters(tokens[i]);
        }
        List<String> known = words.stream().map(word -> letters(word.text())).toList();
        int[][] longest = new int[spoken.length + 1][known.size() + 1];
        for (int i = 1; i <= spoken.length; i++) {
            for (int j = 1; j <= known.size(); j++) {
                longest[i][j] =
                        isSame(spoken[i - 1], known.get(j - 1))
                                ? longest[i - 1][j - 1] + 1
                                : Math.max(longest[i - 1][j], longest[i][j - 1]);
            }
        }
        int[] partners = new int[spoken.length];
        int j = known.size();
        for (int i = spoken.length; i > 0; i--) {
            while (j > 0
                    && longest[i][j] > longest[i - 1][j]
                    && !isSame(spoken[i - 1], known.get(j - 1))) {
                j--;
            }
            boolean found = j > 0 && isSame(spoken[i - 1], known.get(j - 1));
            partners[i - 1] = found ? j - 1 : -1;
            j -= found ? 1 : 0;
        }
        return partners;
    }

    private static boolean isSame(String token, String word) {
        return !token.isEmpty() && token.equals(word);
    }

    /** Keeps only letters and digits: punctuation and capitals differ between text and words. */
    private static String letters(String text) {
        return PUNCTUATION.matcher(text.toLowerCase(Locale.ROOT)).replaceAll("");
    }
}

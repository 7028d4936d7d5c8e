package io.supportassistant.knowledge;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.commons.codec.language.DoubleMetaphone;

/**
 * The words of a knowledge base by sound, to match speech that a recogniser spelled differently.
 * Words are added and removed with their articles.
 */
final class PhoneticIndex {

    private static final Pattern NOT_A_WORD = Pattern.compile("[^\\p{L}\\p{N}]+");

    /** Shorter words sound like too many others. */
    private static final int LEAST_LETTERS = 5;

    private static final int LEAST_SOUNDS = 3;

    /** Share of common letters; with less, it is another word with the same consonants. */
    private static final double LEAST_SHARED = 0.5;

    private final DoubleMetaphone sounds = new DoubleMetaphone();
    private final Map<String, Integer> uses = new HashMap<>();
    private final Map<String, Set<String>> bySound = new HashMap<>();

    PhoneticIndex() {
        sounds.setMaxCodeLen(8);
    }

    synchronized void add(String text) {
        for (String word : words(text)) {
            if (uses.merge(word, 1, Integer::sum) == 1 && hasSound(word)) {
                bySound.computeIfAbsent(sound(word), s -> new HashSet<>()).add(word);
            }
        }
    }

    synchronized void remove(String text) {
        for (String word : words(text)) {
            Integer left =
                    uses.merge(
                            word,
                            -1,
                            (count, change) -> count + change == 0 ? null : count + change);
            if (left == null && hasSound(word)) {
                bySound.computeIfPresent(
                        sound(word),
                        (s, words) -> words.remove(word) && words.isEmpty() ? null : words);
            }
        }
    }

    /** The number of articles that contain a word. */
    synchronized int uses(String word) {
        return uses.getOrDefault(word, 0);
    }

    /** Returns the words that at least {@code articles} articles contain. */
    synchronized Set<String> inAtLeast(int articles) {
        Set<String> common = new HashSet<>();
        uses.forEach(
                (word, count) -> {
                    if (count >= articles) {
                        common.add(word);
                    }
                });
        return common;
    }

    /**
     * @param heard letters only
     * @param joined whether it was heard as several words
     * @return words that sound like it. If the knowledge base contains exactly this word: only that
     *     word if it was joined, else none.
     */
    synchronized Set<String> of(String heard, boolean joined) {
        if (heard.length() < LEAST_LETTERS) {
            return Set.of();
        }
        if (uses.containsKey(heard)) {
            return joined ? Set.of(heard) : Set.of();
        }
        if (!hasSound(heard)) {
            return Set.of();
        }
        Set<String> alike = new HashSet<>();
        for (String word : bySound.getOrDefault(sound(heard), Set.of())) {
            if (WordSimilarity.letters(heard, word) >= LEAST_SHARED) {
                alike.add(word);
            }
        }
        return alike;
    }

    private boolean hasSound(String word) {
        return word.length() >= LEAST_LETTERS
                && word.chars().allMatch(c -> c >= 'a' && c <= 'z')
                && sound(word).length() >= LEAST_SOUNDS;
    }

    private String sound(String word) {
        return sounds.doubleMetaphone(word);
    }

    private static Collection<String> words(String text) {
        Set<String> words = new HashSet<>();
        for (String word : NOT_A_WORD.split(text.toLowerCase(java.util.Locale.ROOT))) {
            if (!word.isEmpty()) {
                words.add(word);
            }
        }
        return words;
    }
}

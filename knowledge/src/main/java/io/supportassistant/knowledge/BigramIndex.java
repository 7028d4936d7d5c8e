package io.supportassistant.knowledge;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Words by their character pairs, so that a word is compared only with words that may be similar.
 */
final class BigramIndex {

    /** Share of a word's pairs; a word with fewer pairs in common is not similar. */
    private static final double LEAST_IN_COMMON = 0.3;

    private static final int MOST_LONGER = 3;

    private final Function<String, String> form;
    private final Map<String, List<String>> byPair = new HashMap<>();

    /**
     * @param form of a word whose pairs are counted, such as its sounds
     */
    BigramIndex(Collection<String> words, Function<String, String> form) {
        this.form = form;
        for (String word : words) {
            for (String pair : pairs(form.apply(word))) {
                byPair.computeIfAbsent(pair, p -> new ArrayList<>()).add(word);
            }
        }
    }

    /** The words of similar length that share enough pairs with a word. */
    Set<String> of(String word) {
        Set<String> pairs = pairs(form.apply(word));
        Map<String, Integer> common = new HashMap<>();
        for (String pair : pairs) {
            for (String other : byPair.getOrDefault(pair, List.of())) {
                if (Math.abs(other.length() - word.length()) <= MOST_LONGER) {
                    common.merge(other, 1, Integer::sum);
                }
            }
        }
        Set<String> near = new HashSet<>();
        common.forEach(
                (other, count) -> {
                    if (count >= LEAST_IN_COMMON * pairs.size()) {
                        near.add(other);
                    }
                });
        return near;
    }

    private static Set<String> pairs(String form) {
        String bounded = " " + form + " ";
        Set<String> pairs = new HashSet<>();
        for (int i = 0; i + 2 <= bounded.length(); i++) {
            pairs.add(bounded.substring(i, i + 2));
        }
        return pairs;
    }
}

package io.supportassistant.knowledge;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Words by the pairs of characters in them, so that only those are compared that may be alike. */
final class BigramIndex {

    /** Of a word's pairs; words with fewer in common are not alike. */
    private static final double LEAST_IN_COMMON = 0.3;

    private static final int MOST_LONGER = 3;

    private final Function<String, String> form;
    private final Map<String, List<String>> byPair = new HashMap<>();

    /**
     * @param form of a word in which pairs are counted, such as its sounds
     */
    BigramIndex(Collection<String> words, Function<String, String> form) {
        this.form = form;
        for (String word : words) {
            for (String pair : pairs(form.apply(word))) {
                byPair.computeIfAbsent(pair, p -> new ArrayList<>()).add(word);
            }
        }
    }

    /** Those that have a good part of their pairs in common with a word, and about its length. */
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

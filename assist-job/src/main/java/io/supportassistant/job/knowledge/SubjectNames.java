package io.supportassistant.job.knowledge;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Names of subjects, recognised in speech: by most of their words close together, a word that few
 * names share weighing more than a common one, and a slip in a long word forgiven.
 */
final class SubjectNames {

    /** Share of a name's weight that must be heard. */
    private static final double HEARD = 0.55;

    /** Shorter words are too easily mistaken for one another. */
    private static final int FORGIVING_LENGTH = 6;

    private static final Pattern NOT_A_WORD = Pattern.compile("[^\\p{L}\\p{N}]+");

    private final Map<String, List<String>> wordsOfNames = new LinkedHashMap<>();
    private final Map<String, Double> weights = new HashMap<>();
    private final Map<String, Set<String>> namesByWord = new HashMap<>();

    /**
     * @param commonness share of the knowledge base's passages that have a word, 0 to 1
     */
    SubjectNames(Collection<String> names, Commonness commonness) {
        for (String name : new LinkedHashSet<>(names)) {
            List<String> words = words(name);
            if (words.isEmpty()) {
                continue;
            }
            wordsOfNames.put(name, words);
            words.forEach(
                    word -> namesByWord.computeIfAbsent(word, w -> new HashSet<>()).add(name));
        }
        int count = wordsOfNames.size();
        namesByWord.forEach(
                (word, having) ->
                        weights.put(
                                word,
                                Math.log(1 + (double) count / having.size())
                                        * -Math.log(Math.max(1e-6, commonness.of(word)))));
    }

    /** How common a word is. */
    interface Commonness {
        double of(String word);
    }

    Set<String> namedIn(String text) {
        List<String> said = words(text);
        List<Set<String>> heard = said.stream().map(this::heardAs).toList();
        Set<String> candidates = new LinkedHashSet<>();
        heard.forEach(words -> words.forEach(word -> candidates.addAll(namesByWord.get(word))));
        Set<String> named = new LinkedHashSet<>();
        for (String name : candidates) {
            if (share(wordsOfNames.get(name), heard) >= HEARD) {
                named.add(name);
            }
        }
        return named;
    }

    /** The largest share of a name's weight in any stretch of speech as long as the name. */
    private double share(List<String> name, List<Set<String>> heard) {
        Set<String> distinct = new HashSet<>(name);
        double total = distinct.stream().mapToDouble(weights::get).sum();
        double best = 0;
        for (int from = 0; from < heard.size(); from++) {
            Set<String> found = new HashSet<>();
            int to = Math.min(heard.size(), from + name.size() + 1);
            for (Set<String> words : heard.subList(from, to)) {
                words.stream().filter(distinct::contains).forEach(found::add);
            }
            best = Math.max(best, found.stream().mapToDouble(weights::get).sum());
        }
        return total == 0 ? 0 : best / total;
    }

    private Set<String> heardAs(String word) {
        if (weights.containsKey(word)) {
            return Set.of(word);
        }
        if (word.length() < FORGIVING_LENGTH) {
            return Set.of();
        }
        Set<String> near = new HashSet<>();
        for (String known : weights.keySet()) {
            if (known.length() >= FORGIVING_LENGTH && differsByOne(word, known)) {
                near.add(known);
            }
        }
        return near;
    }

    /** One letter changed, left out, put in, or exchanged with its neighbour. */
    private static boolean differsByOne(String a, String b) {
        if (Math.abs(a.length() - b.length()) > 1) {
            return false;
        }
        int start = 0;
        int shorter = Math.min(a.length(), b.length());
        while (start < shorter && a.charAt(start) == b.charAt(start)) {
            start++;
        }
        int end = 0;
        while (end < shorter - start
                && a.charAt(a.length() - 1 - end) == b.charAt(b.length() - 1 - end)) {
            end++;
        }
        int left = Math.max(a.length(), b.length()) - start - end;
        return left <= 1
                || (left == 2
                        && a.length() == b.length()
                        && a.charAt(start) == b.charAt(start + 1)
                        && a.charAt(start + 1) == b.charAt(start));
    }

    private static List<String> words(String text) {
        String plain = text.toLowerCase(Locale.ROOT).replace("\u2019", "'").replace("'s", "");
        List<String> words = new ArrayList<>();
        for (String word : NOT_A_WORD.split(plain.replace("'", ""))) {
            if (!word.isEmpty()) {
                words.add(word);
            }
        }
        return words;
    }
}

package io.supportassistant.knowledge;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
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
 * Recognises names of subjects in a recogniser's transcript: most words of the name must occur
 * close together. A word weighs more if few names share it and if it is rare in articles on other
 * subjects. A word that no article uses is matched to a word of a name that looks and sounds like
 * it, also if it was split into two or three words ("lens field") or if two words were joined.
 */
final class SubjectNames {

    /** Share of a name's weight that must be heard. */
    private static final double HEARD = 0.55;

    /** The same if the most distinctive word of the name was not heard. */
    private static final double HEARD_WITHOUT_THE_HEAVIEST = 0.8;

    /** Minimum similarity of a word; {@code ALIKE_IN_PIECES} is for a word in several pieces. */
    private static final double ALIKE = 0.7;

    private static final double ALIKE_IN_PIECES = 0.78;

    /** Shorter words must match exactly. */
    private static final int LEAST_LETTERS = 5;

    private static final int LEAST_LETTERS_IN_PIECES = 5;
    private static final int MOST_PIECES = 3;

    /**
     * Of two names in the same words, the one below this share of the other's weight is dropped.
     */
    private static final double AS_WELL = 0.85;

    /**
     * A word names no subject above this limit: its share of the passages on other subjects, times
     * the number of subjects.
     */
    private static final double PLAIN = 0.25;

    private static final double LIGHT = 0.3;
    private static final Pattern NOT_A_WORD = Pattern.compile("[^\\p{L}\\p{N}]+");
    private static final Set<String> NUMBERS =
            Set.of(
                    ("zero oh one two three four five six seven eight nine ten eleven twelve"
                                    + " thirteen fourteen fifteen sixteen seventeen eighteen"
                                    + " nineteen twenty thirty forty fifty sixty seventy eighty"
                                    + " ninety hundred thousand double triple first second third")
                            .split(" "));
    private static final Set<String> LITTLE_WORDS =
            Set.of(
                    ("the a an and of for to in is it you i do does have with my there this that"
                         + " can be on at are your we they book has me or so not from by as but he"
                         + " she was were will would no yes what which who how if about out up then"
                         + " than them")
                            .split(" "));

    /** For a knowledge base without subjects. */
    static final SubjectNames NONE =
            new SubjectNames(
                    List.of(),
                    new Vocabulary() {
                        @Override
                        public double elsewhere(String word, Set<String> subjects) {
                            return 0;
                        }

                        @Override
                        public boolean isWritten(String word) {
                            return false;
                        }

                        @Override
                        public Collection<String> common() {
                            return List.of();
                        }
                    });

    private final Map<String, List<String>> wordsOfNames = new LinkedHashMap<>();
    private final Map<String, Double> weights = new HashMap<>();
    private final Map<String, Set<String>> namesByWord = new HashMap<>();

    /** Two words of a name, joined to one. */
    private final Map<String, List<String>> pairs = new HashMap<>();

    private final Set<String> plain = new HashSet<>();
    private final BigramIndex bySound;
    private final BigramIndex common;
    private final Vocabulary vocabulary;

    /** The words of the knowledge base. */
    interface Vocabulary {

        /**
         * Share of all passages that contain the word and are about other subjects than these, 0 to
         * 1.
         */
        double elsewhere(String word, Set<String> subjects);

        /** Whether articles use this word. */
        boolean isWritten(String word);

        /** The words that many articles use. */
        Collection<String> common();
    }

    /** A word of a name that was heard, at a position in the speech. */
    private record Heard(String word, double alike, int from, int to) {}

    /** A name that was heard, with the weight of its heard words. */
    private record Named(String name, double weight, int from, int to) {

        boolean overlaps(Named other) {
            return from < other.to && other.from < to;
        }
    }

    SubjectNames(Collection<String> names, Vocabulary vocabulary) {
        this.vocabulary = vocabulary;
        for (String name : new LinkedHashSet<>(names)) {
            List<String> words = words(name);
            if (words.isEmpty()) {
                continue;
            }
            wordsOfNames.put(name, words);
            words.forEach(
                    word -> namesByWord.computeIfAbsent(word, w -> new HashSet<>()).add(name));
            for (int i = 1; i < words.size(); i++) {
                List<String> pair = List.of(words.get(i - 1), words.get(i));
                pairs.putIfAbsent(String.join("", pair), pair);
            }
        }
        namesByWord.forEach(this::weigh);
        bySound = new BigramIndex(namesByWord.keySet(), WordSimilarity::sounds);
        common =
                new BigramIndex(
                        vocabulary.common().stream()
                                .filter(word -> word.length() >= LEAST_LETTERS)
                                .toList(),
                        word -> word);
    }

    private void weigh(String word, Set<String> names) {
        double elsewhere = vocabulary.elsewhere(word, names);
        boolean isLight = NUMBERS.contains(word) || word.length() == 1;
        if (isLight || LITTLE_WORDS.contains(word) || elsewhere * wordsOfNames.size() > PLAIN) {
            plain.add(word);
        }
        weights.put(
                word,
                Math.log(1 + (double) wordsOfNames.size() / names.size())
                        * -Math.log(Math.min(0.95, Math.max(1e-6, elsewhere)))
                        * (isLight ? LIGHT : 1));
    }

    Set<String> namedIn(String text) {
        List<String> said = words(text);
        Map<String, List<Heard>> matchesByName = new LinkedHashMap<>();
        for (Heard heard : heard(said)) {
            for (String name : namesByWord.get(heard.word())) {
                matchesByName.computeIfAbsent(name, n -> new ArrayList<>()).add(heard);
            }
        }
        List<Named> named = new ArrayList<>();
        matchesByName.forEach(
                (name, heard) -> {
                    Named found = named(name, heard, said);
                    if (found != null) {
                        named.add(found);
                    }
                });
        return withoutOverlaps(named);
    }

    /** Of names that overlap in the speech, those with most weight. */
    private static Set<String> withoutOverlaps(List<Named> named) {
        named.sort(Comparator.comparing(Named::weight).reversed().thenComparing(Named::name));
        List<Named> kept = new ArrayList<>();
        for (Named one : named) {
            double most =
                    kept.stream().filter(one::overlaps).mapToDouble(Named::weight).max().orElse(0);
            if (one.weight() >= AS_WELL * most) {
                kept.add(one);
            }
        }
        Set<String> names = new LinkedHashSet<>();
        kept.forEach(one -> names.add(one.name()));
        return names;
    }

    /** The name if enough of it was heard close together, else null. */
    private Named named(String name, List<Heard> heard, List<String> said) {
        List<String> words = wordsOfNames.get(name);
        Set<String> distinct = new LinkedHashSet<>(words);
        Map<String, Heard> most = Map.of();
        double weight = 0;
        for (Heard first : heard) {
            Map<String, Heard> together = bestMatches(heard, first.from(), words.size() + 1);
            double sum = together.values().stream().mapToDouble(this::weight).sum();
            if (sum > weight) {
                weight = sum;
                most = together;
            }
        }
        double total = distinct.stream().mapToDouble(weights::get).sum();
        String heaviest = distinct.stream().max(Comparator.comparing(weights::get)).orElseThrow();
        double needed = most.containsKey(heaviest) ? HEARD : HEARD_WITHOUT_THE_HEAVIEST;
        boolean isTelling = !plain.containsAll(most.keySet()) || isSaidInFull(words, said);
        return total == 0 || weight < needed * total || !isTelling
                ? null
                : new Named(
                        name,
                        weight,
                        most.values().stream().mapToInt(Heard::from).min().orElse(0),
                        most.values().stream().mapToInt(Heard::to).max().orElse(0));
    }

    private double weight(Heard heard) {
        return weights.get(heard.word()) * heard.alike();
    }

    /** The best match of each word within a stretch of the speech. */
    private Map<String, Heard> bestMatches(List<Heard> heard, int from, int length) {
        Map<String, Heard> best = new HashMap<>();
        for (Heard one : heard) {
            if (one.from() >= from && one.from() < from + length && one.to() <= from + length + 1) {
                best.merge(one.word(), one, (a, b) -> b.alike() > a.alike() ? b : a);
            }
        }
        return best;
    }

    /** A name of common words counts only if all its words follow each other: "home from home". */
    private static boolean isSaidInFull(List<String> name, List<String> said) {
        return name.size() > 2
                && (" " + String.join(" ", said) + " ")
                        .contains(" " + String.join(" ", name) + " ");
    }

    private List<Heard> heard(List<String> said) {
        List<Heard> heard = new ArrayList<>();
        for (int from = 0; from < said.size(); from++) {
            StringBuilder joined = new StringBuilder();
            for (int to = from + 1; to <= Math.min(said.size(), from + MOST_PIECES); to++) {
                joined.append(said.get(to - 1));
                addMatches(joined.toString(), from, to, heard);
                if (LITTLE_WORDS.contains(said.get(from))) {
                    break;
                }
            }
        }
        return heard;
    }

    private void addMatches(String said, int from, int to, List<Heard> heard) {
        boolean inPieces = to - from > 1;
        for (String form : List.of(said, said + "s", said.replaceFirst("s$", ""))) {
            if (weights.containsKey(form)) {
                heard.add(new Heard(form, 1, from, to));
                return;
            }
        }
        if (!inPieces && pairs.containsKey(said)) {
            pairs.get(said).forEach(word -> heard.add(new Heard(word, 1, from, to)));
            return;
        }
        if (said.length() < LEAST_LETTERS || !inPieces && vocabulary.isWritten(said)) {
            return;
        }
        double least = inPieces ? ALIKE_IN_PIECES : ALIKE;
        for (String word : bySound.of(said)) {
            double alike = mayMatch(word, inPieces) ? WordSimilarity.of(said, word) : 0;
            if (alike >= least && (inPieces || !isNearerToACommonWord(said, word))) {
                heard.add(new Heard(word, alike, from, to));
            }
        }
    }

    private boolean mayMatch(String word, boolean inPieces) {
        return !plain.contains(word)
                && word.length() >= (inPieces ? LEAST_LETTERS_IN_PIECES : LEAST_LETTERS);
    }

    private boolean isNearerToACommonWord(String said, String word) {
        double alike = WordSimilarity.letters(said, word);
        return common.of(said).stream()
                .anyMatch(other -> WordSimilarity.letters(said, other) > alike);
    }

    private static List<String> words(String text) {
        String plain =
                text.toLowerCase(Locale.ROOT)
                        .replace("&", " and ")
                        .replace("\u2019", "'")
                        .replace("'s", "");
        List<String> words = new ArrayList<>();
        for (String word : NOT_A_WORD.split(plain.replace("'", ""))) {
            if (!word.isEmpty()) {
                words.add(word);
            }
        }
        return words;
    }
}

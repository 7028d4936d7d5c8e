package io.supportassistant.conversation;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The phrases of {@code asked.txt} with which an agent asks for personal data. */
final class AskedPhrases {

    /**
     * The data that a phrase asks for.
     *
     * @param words the beginning of a sentence that answers, with a space at its end
     * @param number an example of the rest
     * @param isLong whether the answer must have the usual length
     */
    record Asked(String words, String number, boolean isLong) {}

    /**
     * @param words in order; {@value #GAP} matches a few arbitrary words
     */
    private record Phrase(List<String> words, Asked asked) {}

    private static final String FILE = "asked.txt";
    private static final String GAP = "..";
    private static final int MOST_IN_A_GAP = 4;
    private static final Pattern NO_WORD = Pattern.compile("[^a-z0-9ß]+");
    private static final AskedPhrases ALL = read();

    private final List<Asked> kinds = new ArrayList<>();

    /** By first word. */
    private final Map<String, List<Phrase>> phrases = new HashMap<>();

    private AskedPhrases() {}

    static AskedPhrases all() {
        return ALL;
    }

    private static AskedPhrases read() {
        AskedPhrases read = new AskedPhrases();
        for (String line : lines()) {
            if (line.startsWith("[")) {
                String[] head = line.substring(1, line.length() - 1).split(" \\| ");
                read.kinds.add(new Asked(head[0] + " ", head[1], head.length > 2));
            } else if (!line.isBlank() && !line.startsWith("#")) {
                for (String phrase : line.split("\\s*,\\s*")) {
                    read.add(phrase.strip());
                }
            }
        }
        return read;
    }

    private static Iterable<String> lines() {
        try (InputStream file = AskedPhrases.class.getResourceAsStream(FILE)) {
            return new String(file.readAllBytes(), UTF_8).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(FILE + " cannot be read", e);
        }
    }

    private void add(String phrase) {
        List<String> words = Arrays.asList(phrase.split("[ ']"));
        phrases.computeIfAbsent(words.get(0), first -> new ArrayList<>())
                .add(new Phrase(words, kinds.get(kinds.size() - 1)));
    }

    /** All data that the phrases ask for, in the order of the file. */
    List<Asked> kinds() {
        return kinds;
    }

    /**
     * The data that a question asks for, in the order of the file, or an empty list.
     *
     * @param question in lower case and without accents
     */
    List<Asked> in(String question) {
        List<String> words = Arrays.asList(NO_WORD.split(question));
        List<Asked> found = new ArrayList<>();
        for (int i = 0; i < words.size(); i++) {
            for (Phrase phrase : phrases.getOrDefault(words.get(i), List.of())) {
                if (!found.contains(phrase.asked()) && begins(phrase.words(), 1, words, i + 1)) {
                    found.add(phrase.asked());
                }
            }
        }
        found.sort((one, other) -> Integer.compare(kinds.indexOf(one), kinds.indexOf(other)));
        return found;
    }

    private static boolean begins(List<String> phrase, int from, List<String> words, int at) {
        if (from == phrase.size()) {
            return true;
        }
        if (phrase.get(from).equals(GAP)) {
            for (int skipped = 0; skipped <= MOST_IN_A_GAP; skipped++) {
                if (begins(phrase, from + 1, words, at + skipped)) {
                    return true;
                }
            }
            return false;
        }
        return at < words.size()
                && words.get(at).equals(phrase.get(from))
                && begins(phrase, from + 1, words, at + 1);
    }
}

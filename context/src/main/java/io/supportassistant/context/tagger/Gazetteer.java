package io.supportassistant.context.tagger;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Lists of known names by kind, from {@code language/gazetteer.yaml}. */
public final class Gazetteer {

    private static final int LONGEST_NAME = 5;

    private final List<String> kinds;
    private final Map<String, Integer> kindsOfName = new HashMap<>();

    private Gazetteer(Map<String, String> names) {
        this.kinds = List.copyOf(names.keySet());
        names.forEach(
                (kind, list) -> {
                    int bit = 1 << kinds.indexOf(kind);
                    for (String name : list.strip().split("\\s*,\\s*")) {
                        kindsOfName.merge(normal(name), bit, (a, b) -> a | b);
                    }
                });
    }

    public static Gazetteer standard() {
        try (InputStream in = Gazetteer.class.getResourceAsStream("/language/gazetteer.yaml")) {
            return new Gazetteer(
                    new YAMLMapper()
                            .readValue(in, new TypeReference<TreeMap<String, String>>() {}));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The kinds, in the order of their bits. */
    List<String> kinds() {
        return kinds;
    }

    /**
     * Finds the names of each kind; if names of one kind overlap, the longest wins.
     *
     * @param words in lower case
     */
    Kinds find(List<String> words) {
        Kinds found = new Kinds(new int[words.size()], new int[words.size()]);
        for (int length = Math.min(LONGEST_NAME, words.size()); length > 0; length--) {
            for (int i = 0; i + length <= words.size(); i++) {
                found.mark(i, length, kindsOf(words, i, length));
            }
        }
        return found;
    }

    private int kindsOf(List<String> words, int start, int length) {
        String name =
                length == 1
                        ? words.get(start)
                        : String.join(" ", words.subList(start, start + length));
        int kinds = kindsOfName.getOrDefault(name, 0);
        if (kinds == 0 && name.endsWith("s") && name.length() > 4) {
            kinds = kindsOfName.getOrDefault(name.substring(0, name.length() - 1), 0);
            if (kinds == 0 && name.endsWith("es")) {
                kinds = kindsOfName.getOrDefault(name.substring(0, name.length() - 2), 0);
            }
        }
        return kinds;
    }

    private static String normal(String name) {
        return Tokenizer.tokens(name.toLowerCase(Locale.ROOT)).stream()
                .map(Token::text)
                .collect(Collectors.joining(" "));
    }

    /**
     * For each word, one bit per kind.
     *
     * @param first kinds of the names that begin at the word
     * @param within kinds of the names that the word continues
     */
    record Kinds(int[] first, int[] within) {

        int of(int word) {
            return word < 0 || word >= first.length ? 0 : first[word] | within[word];
        }

        private void mark(int start, int length, int kinds) {
            int free = kinds;
            for (int i = start; i < start + length; i++) {
                free &= ~of(i);
            }
            first[start] |= free;
            for (int i = start + 1; i < start + length; i++) {
                within[i] |= free;
            }
        }
    }
}

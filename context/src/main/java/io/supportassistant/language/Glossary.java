package io.supportassistant.language;

import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Maps words of another language to English. It also finds inflected forms and, in languages that
 * build compounds, long words by their parts.
 */
final class Glossary {

    private static final int LONGEST_WORD = 40;
    private static final int SHORTEST_STEM = 3;
    private static final int MOST_PARTS = 3;

    private final Map<String, String> entries = new HashMap<>();
    private final Map<String, String> stems = new HashMap<>();
    private final List<String> endings;
    private final LanguageFile file;
    private final int longestPhrase;

    Glossary(LanguageFile file) {
        this.file = file;
        this.endings =
                file.endings().stream().sorted(Comparator.comparingInt(String::length)).toList();
        int longest = 1;
        for (String line : file.glossary().lines().toList()) {
            int colon = line.indexOf(':');
            if (colon < 0) {
                throw new IllegalArgumentException(
                        "no colon in the entry \"" + line + "\" of the words of " + file.name());
            }
            for (String foreign : line.substring(colon + 1).split(",")) {
                List<TextWord> words = TextWord.in(foreign);
                String phrase =
                        words.stream().map(TextWord::plain).collect(Collectors.joining(" "));
                entries.putIfAbsent(phrase, line.substring(0, colon).strip());
                longest = Math.max(longest, words.size());
            }
        }
        this.longestPhrase = longest;
        entries.forEach(
                (word, english) -> {
                    if (word.indexOf(' ') < 0) {
                        addStems(word, english);
                    }
                });
    }

    private void addStems(String word, String english) {
        for (String ending : file.lemmaEndings()) {
            if (word.endsWith(ending) && word.length() - ending.length() >= SHORTEST_STEM) {
                String stem = word.substring(0, word.length() - ending.length());
                stems.merge(stem, english, (one, other) -> one.compareTo(other) <= 0 ? one : other);
            }
        }
    }

    /** All words on the English side. */
    Set<String> englishWords() {
        Set<String> words = new HashSet<>();
        entries.values().forEach(english -> words.addAll(List.of(english.split("[^a-z']+"))));
        return words;
    }

    int size() {
        return entries.size();
    }

    /**
     * @param words the text from a position on
     * @return number of words in the longest known phrase that starts there; 0 if there is none
     */
    int phraseLength(List<TextWord> words) {
        int longest = Math.min(longestPhrase, words.size());
        StringBuilder phrase = new StringBuilder();
        int found = 0;
        for (int length = 1; length <= longest; length++) {
            phrase.append(length == 1 ? "" : " ").append(words.get(length - 1).plain());
            if (length > 1 && entries.containsKey(phrase.toString())) {
                found = length;
            }
        }
        return found;
    }

    String phrase(List<TextWord> words) {
        return entries.get(words.stream().map(TextWord::plain).collect(Collectors.joining(" ")));
    }

    /** The English of a plain word in exactly this form, or null. */
    String exactly(String plain) {
        String english = entries.get(plain);
        return english != null || file.joints().isEmpty()
                ? english
                : entries.get(withoutUmlauts(plain));
    }

    /** A recogniser may write an umlaut as two letters. */
    static String withoutUmlauts(String plain) {
        return plain.replace("ae", "a").replace("oe", "o").replace("ue", "u");
    }

    /** The English of a plain word in this or another form, or null. */
    String word(String plain) {
        String known = form(plain);
        if (known != null || plain.length() > LONGEST_WORD || file.joints().isEmpty()) {
            return known;
        }
        String single = withoutUmlauts(plain);
        known = single.equals(plain) ? null : form(single);
        return known != null ? known : parts(plain, MOST_PARTS);
    }

    private String form(String plain) {
        String exact = entries.get(plain);
        if (exact != null || plain.length() > LONGEST_WORD || plain.length() < SHORTEST_STEM) {
            return exact;
        }
        String inflected = inflected(plain);
        return inflected != null || file.participles().isEmpty()
                ? inflected
                : fromParticiple(plain);
    }

    private String inflected(String word) {
        if (stems.containsKey(word)) {
            return stems.get(word);
        }
        for (String ending : endings) {
            int length = word.length() - ending.length();
            if (length >= SHORTEST_STEM && word.endsWith(ending)) {
                String stem = word.substring(0, length);
                String english = entries.get(stem);
                english = english == null ? stems.get(stem) : english;
                if (english != null) {
                    return english;
                }
            }
        }
        return null;
    }

    /** "gesperrt" comes from "sperren", "abgebucht" from "abbuchen". */
    private String fromParticiple(String word) {
        String mark = file.participles();
        if (word.startsWith(mark) && word.length() > mark.length() + SHORTEST_STEM) {
            return inflected(word.substring(mark.length()));
        }
        for (String first : file.separable()) {
            if (word.startsWith(first + mark)) {
                return inflected(first + word.substring(first.length() + mark.length()));
            }
        }
        return null;
    }

    private String parts(String word, int most) {
        for (int cut = word.length() - SHORTEST_STEM; cut >= SHORTEST_STEM; cut--) {
            String first = joined(word.substring(0, cut));
            if (first == null) {
                continue;
            }
            String rest = word.substring(cut);
            String last = form(rest);
            if (last == null && most > 2) {
                last = parts(rest, most - 1);
            }
            if (last != null) {
                return first + " " + last;
            }
        }
        return null;
    }

    private String joined(String part) {
        String english = entries.get(part);
        if (english != null || stems.containsKey(part)) {
            return english != null ? english : stems.get(part);
        }
        for (String joint : file.joints()) {
            if (part.endsWith(joint) && part.length() - joint.length() >= SHORTEST_STEM) {
                String known = entries.get(part.substring(0, part.length() - joint.length()));
                if (known != null) {
                    return known;
                }
            }
        }
        return null;
    }
}

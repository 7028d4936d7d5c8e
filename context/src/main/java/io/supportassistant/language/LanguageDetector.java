package io.supportassistant.language;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Detects the language of each word. It finds the split of a text into languages with the highest
 * score: words add evidence and each change of language costs. So a name or a loanword changes
 * nothing, but half a sentence does. Takes time in proportion to the text.
 */
final class LanguageDetector {

    /** Stands for English, or for no evidence against it. */
    static final int ENGLISH = 0;

    private static final double FUNCTION_WORD = 1;
    private static final double CONTENT_WORD = 0.7;

    /** A form of a short word may equal another word by chance. */
    private static final double FORM_OF_WORD = 0.4;

    private static final int LONG = 7;
    private static final double CHANGE = 1.6;
    private static final double CHANGE_AT_STOP = 0.9;

    /** Another language needs more evidence, because most calls are in English. */
    private static final double BEGIN = 1.05;

    private final List<ForeignLanguage> foreignLanguages;
    private final Predicate<String> isEnglish;
    private final Map<String, boolean[]> functionWords = new HashMap<>();

    /**
     * @param foreignLanguages the languages besides English; the first one has number 1
     * @param isEnglish whether a plain word is English
     */
    LanguageDetector(List<ForeignLanguage> foreignLanguages, Predicate<String> isEnglish) {
        this.foreignLanguages = foreignLanguages;
        this.isEnglish = isEnglish;
        int count = foreignLanguages.size();
        for (int i = 0; i < count; i++) {
            for (String word : foreignLanguages.get(i).functionWords()) {
                functionWords.computeIfAbsent(word, any -> new boolean[count])[i] = true;
            }
        }
    }

    /**
     * @param stops for each word whether a comma or a full stop stands before it
     * @return for each word {@link #ENGLISH} or the number of its language; null if all is English
     */
    int[] languages(List<TextWord> words, boolean[] stops) {
        return foreignLanguages.isEmpty() || looksEnglish(words) ? null : likeliest(words, stops);
    }

    /** Whether there is evidence for any language that the assistant knows. */
    boolean isKnown(TextWord word) {
        return isEnglish.test(word.plain())
                || functionWords.containsKey(word.plain())
                || foreignLanguages.stream()
                        .anyMatch(foreign -> isContentWord(foreign, word.plain()));
    }

    private boolean looksEnglish(List<TextWord> words) {
        int english = 0;
        int neutral = 0;
        for (TextWord word : words) {
            boolean isFunction = functionsOf(word) != null;
            if (word.isMark() || word.hasDigit() || isSpelled(word)) {
                neutral++;
            } else if (isEnglish.test(word.plain())) {
                english += isFunction ? 0 : 1;
            } else if (isFunction || !isAscii(word.text())) {
                return false;
            }
        }
        return 5 * english >= 2 * (words.size() - neutral);
    }

    /** A single letter is no foreign word, unless it is elided. */
    private static boolean isSpelled(TextWord word) {
        return word.plain().length() == 1 && !word.isElided();
    }

    private boolean[] functionsOf(TextWord word) {
        return isSpelled(word) ? null : functionWords.get(word.plain());
    }

    private static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) > 127 && text.charAt(i) != '\u2019') {
                return false;
            }
        }
        return true;
    }

    private int[] likeliest(List<TextWord> words, boolean[] stops) {
        int count = foreignLanguages.size() + 1;
        byte[][] cameFrom = new byte[words.size()][count];
        double[] score = new double[count];
        Arrays.fill(score, -BEGIN);
        score[ENGLISH] = 0;
        for (int at = 0; at < words.size(); at++) {
            int best = best(score);
            double change = stops[at] ? CHANGE_AT_STOP : CHANGE;
            double[] next = new double[count];
            for (int to = 0; to < count; to++) {
                boolean stays = at == 0 || score[to] > score[best] - change;
                cameFrom[at][to] = (byte) (stays ? to : best);
                next[to] = stays ? score[to] : score[best] - change;
            }
            addEvidence(words.get(at), next);
            score = next;
        }
        int[] languages = new int[words.size()];
        int language = best(score);
        for (int at = words.size() - 1; at >= 0; at--) {
            languages[at] = language;
            language = cameFrom[at][language];
        }
        return languages;
    }

    private void addEvidence(TextWord word, double[] score) {
        if (word.isMark() || word.hasDigit()) {
            return;
        }
        String plain = word.plain();
        boolean[] functions = functionsOf(word);
        if (isEnglish.test(plain)) {
            score[ENGLISH] += functions == null ? CONTENT_WORD : FUNCTION_WORD;
        }
        for (int i = 0; i < foreignLanguages.size(); i++) {
            if (functions != null && functions[i]) {
                score[i + 1] += FUNCTION_WORD;
            } else if (isContentWord(foreignLanguages.get(i), plain)) {
                boolean exact = foreignLanguages.get(i).glossary().exactly(plain) != null;
                score[i + 1] += exact || plain.length() >= LONG ? CONTENT_WORD : FORM_OF_WORD;
            }
        }
    }

    private static boolean isContentWord(ForeignLanguage foreign, String plain) {
        return foreign.hasGlossary()
                && plain.length() > 2
                && (foreign.glossary().word(plain) != null || foreign.numbers().isNumber(plain));
    }

    private static int best(double[] score) {
        int best = 0;
        for (int i = 1; i < score.length; i++) {
            if (score[i] > score[best]) {
                best = i;
            }
        }
        return best;
    }

    /** All English words in the glossaries. */
    static Set<String> englishOf(List<ForeignLanguage> foreignLanguages) {
        Set<String> words = new HashSet<>();
        foreignLanguages.stream()
                .filter(ForeignLanguage::hasGlossary)
                .forEach(foreign -> words.addAll(foreign.glossary().englishWords()));
        return Set.copyOf(words);
    }
}

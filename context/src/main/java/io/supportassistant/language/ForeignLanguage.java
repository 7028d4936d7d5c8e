package io.supportassistant.language;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A language besides English.
 *
 * @param code of two letters, ISO 639
 * @param functionWords plain words that are frequent in it
 * @param glossary its words in English, or null if there is none
 * @param numbers null without a glossary
 */
record ForeignLanguage(
        String code,
        Set<String> functionWords,
        Glossary glossary,
        NumberWords numbers,
        List<String> negationBefore,
        List<String> negationAfter) {

    static ForeignLanguage of(LanguageFile file) {
        return new ForeignLanguage(
                file.code(),
                words(file.functionWords()),
                new Glossary(file),
                new NumberWords(file),
                file.negationBefore().stream().map(TextWord::plain).toList(),
                file.negationAfter());
    }

    static ForeignLanguage withoutGlossary(String code, String functionWords) {
        return new ForeignLanguage(code, words(functionWords), null, null, List.of(), List.of());
    }

    boolean hasGlossary() {
        return glossary != null;
    }

    private static Set<String> words(String text) {
        return Set.copyOf(
                Arrays.stream(text.strip().split("\\s+"))
                        .map(TextWord::plain)
                        .collect(Collectors.toSet()));
    }
}

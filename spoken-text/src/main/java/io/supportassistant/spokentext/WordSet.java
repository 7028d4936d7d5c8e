package io.supportassistant.spokentext;

import java.util.Arrays;
import java.util.Collections;
import java.util.Set;
import java.util.stream.Collectors;

/** Sets of words from strings with spaces between the words. */
public final class WordSet {

    private WordSet() {}

    /** All words of all lists; a word may occur in several. */
    public static Set<String> of(String... lists) {
        return Arrays.stream(lists)
                .flatMap(list -> Arrays.stream(list.split(" ")))
                .collect(
                        Collectors.collectingAndThen(
                                Collectors.toSet(), Collections::unmodifiableSet));
    }
}

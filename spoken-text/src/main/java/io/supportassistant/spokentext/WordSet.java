package io.supportassistant.spokentext;

import java.util.Arrays;
import java.util.Collections;
import java.util.Set;
import java.util.stream.Collectors;

/** Words as they are written in the code: with spaces between. */
public final class WordSet {

    private WordSet() {}

    /** All words of all lists; the same word may be in several. */
    public static Set<String> of(String... lists) {
        return Arrays.stream(lists)
                .flatMap(list -> Arrays.stream(list.split(" ")))
                .collect(
                        Collectors.collectingAndThen(
                                Collectors.toSet(), Collections::unmodifiableSet));
    }
}

package io.supportassistant.context;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpokenNumbersTest {

    private static final Language ENGLISH = Language.english();
    private static final Set<String> NUMBER_WORDS =
            Set.of(
                    "zero",
                    "hundred",
                    "double",
                    "and",
                    "oh",
                    "one",
                    "two",
                    "three",
                    "four",
                    "five",
                    "six",
                    "seven",
                    "eight",
                    "nine",
                    "ten",
                    "eleven",
                    "twelve",
                    "thirteen",
                    "fourteen",
                    "fifteen",
                    "sixteen",
                    "seventeen",
                    "eighteen",
                    "nineteen",
                    "twenty",
                    "thirty",
                    "forty",
                    "fifty",
                    "sixty",
                    "seventy",
                    "eighty",
                    "ninety");

    @ParameterizedTest
    @CsvSource({
        "four oh one, 401",
        "four hundred one, 401",
        "four hundred and eight, 408",
        "five hundred, 500",
        "four hundred twenty nine, 429",
        "one hundred thirteen, 113",
        "seven seven hundred nine hundred one, 7700901",
        "twenty nine hundred, 2900",
        "double nine hundred and six, 99006",
        "double oh seven, 007",
        "n double oh seven, N007",
        "triple five two, 5552",
        "a hundred times, a hundred times",
        "double charge, double charge",
        "Four Zero One, 401",
        "two point five, 2.5",
        "two point five point one, 2.5.1",
        "two dot five, 2.5",
        "twenty seven, 27",
        "twenty oh one, 2001",
        "twenty point five, 20.5",
        "twenty ten, 2010",
        "nineteen eighty four, 1984",
        "E twenty seven, E27",
        "e four, E4",
        "error four oh one on version two point five, error 401 on version 2.5",
    })
    void shouldWriteSpelledOutNumbersAsDigits(String spoken, String written) {
        assertThat(ENGLISH.written(spoken)).isEqualTo(written);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "one",
                "I have one question",
                "the point is that it fails",
                "two, three or four",
                "one point",
                "point five",
                "someone phoned",
                "I five",
                "a two"
            })
    void shouldKeepSingleNumberWords(String text) {
        assertThat(ENGLISH.written(text)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "it says four oh one, again|it says 401, again",
                "is it four oh one?|is it 401?",
                "version two point five.|version 2.5.",
                "four oh one. two cameras|401. two cameras",
                "code E twenty seven!|code E27!",
            })
    void shouldKeepPunctuationAndEndANumberThere(String spoken, String written) {
        assertThat(ENGLISH.written(spoken)).isEqualTo(written);
    }

    @Property(tries = 1000)
    void shouldChangeOnlyWhiteSpaceWithoutNumberWords(@ForAll("texts") String text) {
        boolean hasNumberWord =
                Stream.of(text.toLowerCase(Locale.ROOT).split("[\\s.,;:!?]+"))
                        .anyMatch(NUMBER_WORDS::contains);
        if (!hasNumberWord) {
            assertThat(withoutSpace(ENGLISH.written(text))).isEqualTo(withoutSpace(text));
        }
    }

    @Property(tries = 1000)
    void shouldNeverFailAndBeIdempotent(@ForAll("texts") String text) {
        String written = ENGLISH.written(text);

        assertThat(ENGLISH.written(written)).isEqualTo(written);
    }

    /** Arbitrary text, and text with many number words. */
    @Provide
    static Arbitrary<String> texts() {
        Arbitrary<String> numberWord = Arbitraries.of(NUMBER_WORDS);
        Arbitrary<String> other =
                Arbitraries.of(
                        "point",
                        "dot",
                        "Point.",
                        "E",
                        "e",
                        "x",
                        "a",
                        "I",
                        "",
                        " ",
                        "ONE,",
                        "two?!",
                        "error",
                        "\u0130",
                        "\u00df",
                        "401",
                        "2.5",
                        "...",
                        "\u201cone\u201d");
        Arbitrary<List<String>> words = Arbitraries.oneOf(numberWord, other).list().ofMaxSize(12);
        return Arbitraries.oneOf(
                Arbitraries.strings(),
                words.map(list -> String.join(" ", list)),
                Arbitraries.strings().withChars("onetw \n\t.,E\u0130\ud83d\ude00").ofMaxLength(30));
    }

    private static String withoutSpace(String text) {
        return text.replaceAll("\\s+", "");
    }
}

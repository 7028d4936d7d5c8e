package io.supportassistant.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpokenWordsTest {

    /**
     * @param text words with their voices, such as {@code hello:1 you:1}, one second apart
     */
    private static List<RecognizerResult.Word> listed(String text) {
        List<RecognizerResult.Word> words = new ArrayList<>();
        for (String word : text.split(" ")) {
            String[] parts = word.split(":");
            words.add(new RecognizerResult.Word(parts[0], parts[1], (double) words.size()));
        }
        return words;
    }

    private static String described(List<RecognizerResult.Word> words) {
        return String.join(
                " | ",
                words.stream()
                        .map(one -> one.text() + ":" + one.voice() + "@" + one.start())
                        .toList());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                // The complete list, its end, and its end when the text repeats a word.
                "Hi, you;hi:1 you:2;hi:1@0.0 | you:2@1.0",
                "go on.;hi:1 you:2 Go:1 on.:1;Go:1@2.0 | on.:1@3.0",
                "yes yes;yes:1 yes:1 yes:2;yes:1@1.0 | yes:2@2.0",
                // Without spaces between words.
                "お願いします;はい:1 お願い:2 します:2;お願い:2@1.0 | します:2@2.0",
                // The list lacks words of the text: at the end, in the middle, at the beginning.
                "my router is broken;my:1 router:2;my:1@0.0 | router is broken:2@1.0",
                "my router is broken;my:1 broken:2;my router is:1@0.0 | broken:2@1.0",
                "so my router;my:1 router:2;so my:1@0.0 | router:2@1.0",
                // One word is written in another way.
                "call 1-800;old:1 call:2 eighteen:2 hundred:2;call 1-800:2@1.0",
                "something else;hi:1 you:2;something else:2@"
            })
    void shouldMatchWordsToTheTextWithoutLosingAny(String text, String list, String words) {
        assertThat(described(SpokenWords.of(text, listed(list))).replace("@null", "@"))
                .isEqualTo(words);
    }

    @Test
    void shouldKeepALongTextInOnePieceWhenItsWordsDiffer() {
        String text = "word ".repeat(1_001);
        List<RecognizerResult.Word> pieces = SpokenWords.of(text, listed("hi:1 you:2"));

        assertThat(pieces).extracting(RecognizerResult.Word::text).containsExactly(text);
    }
}

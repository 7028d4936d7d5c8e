package io.supportassistant.answer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SentencesTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "Wait. Then go.|Wait.^Then go.",
                "At 4 p.m. The shop closes.|At 4 p.m.^The shop closes.",
                "From 1 to 4 a.m. on Sundays.|From 1 to 4 a.m. on Sundays.",
                "Use e.g. Chrome. Restart it.|Use e.g. Chrome.^Restart it.",
                "See no. 5. Then stop.|See no. 5.^Then stop.",
                "It costs $4.49. Really!|It costs $4.49.^Really!",
                "Open \"Was this you?\". It shows more.|Open \"Was this you?\".^It shows more.",
                "Ask \"Ready?\" and wait.|Ask \"Ready?\" and wait.",
                "No email? Look in spam.|No email?^Look in spam.",
                "**Freeze first.** Then call.|**Freeze first.**^Then call.",
                "one|one",
            })
    void shouldEndAtSentenceBoundaries(String text, String sentences) {
        assertThat(sentences(text)).containsExactly(sentences.split("\\^"));
    }

    @ParameterizedTest
    @CsvSource({"'A line\nthat goes on. B', 2", "'A: b\nC d\nE', 3"})
    void shouldEndAtLineBreaksUnlessTheTextIsWrapped(String text, int count) {
        assertThat(sentences(text)).hasSize(count);
    }

    private static List<String> sentences(String text) {
        Stream<TextBlocks.Span> spans = Sentences.in(text, 0, text.length()).stream();
        return spans.map(span -> text.substring(span.start(), span.end())).toList();
    }
}

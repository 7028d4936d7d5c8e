package io.supportassistant.context.tagger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokenizerTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Open Chrome, please. | Open Chrome , please .",
                "(see /etc/hosts) | ( see /etc/hosts )",
                "I don't, it's Dana's | I do n't , it 's Dana 's",
                "it says: \"E27\"! | it says : \" E27 \" !",
                "version 2.5.1. | version 2.5.1 .",
                "call flush() in C++ | call flush() in C++",
                "wait ... what | wait ... what",
                "the [OK] button | the [ OK ] button"
            })
    void shouldSplitWordsAndPunctuation(String text, String tokens) {
        assertThat(String.join(" ", words(text))).isEqualTo(tokens);
    }

    @Test
    void shouldFindNothingInBlankText() {
        assertThat(words("")).isEmpty();
        assertThat(words(" \t ")).isEmpty();
    }

    @Property
    void shouldLoseOnlyWhiteSpace(@ForAll String text) {
        StringBuilder kept = new StringBuilder();
        int end = 0;
        for (Token token : Tokenizer.tokens(text)) {
            assertThat(token.start()).isGreaterThanOrEqualTo(end);
            assertThat(token.text()).isEqualTo(text.substring(token.start(), token.end()));
            end = token.end();
            kept.append(token.text());
        }
        StringBuilder marks = new StringBuilder();
        text.chars().filter(c -> !Character.isWhitespace(c)).forEach(c -> marks.append((char) c));
        assertThat(kept.toString()).isEqualTo(marks.toString());
    }

    private static List<String> words(String text) {
        return Tokenizer.tokens(text).stream().map(Token::text).toList();
    }
}

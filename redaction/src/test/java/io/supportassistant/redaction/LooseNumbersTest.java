package io.supportassistant.redaction;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LooseNumbersTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "you charged 4111 1111 twice | you charged [card number] twice",
                "it is four one one one, and late | it is [card number], and late",
                "my order number is 44 11 223, late | my order number is 44 11 223, late",
                "error 50012 in version 2026 | error 50012 in version 2026",
                "I paid 12 times | I paid 12 times",
                "nothing | nothing"
            })
    void shouldReplaceNumbersUnlessAWordNamesThem(String text, String replaced) {
        assertThat(LooseNumbers.replaced(text, List.of("card_number"))).isEqualTo(replaced);
    }

    @Test
    void shouldNotMatchCodesAndShortNumbers() {
        assertThat(LooseNumbers.isOne("4111")).isTrue();
        assertThat(LooseNumbers.isOne("four one one one")).isTrue();
        assertThat(LooseNumbers.isOne("401")).isFalse();
        assertThat(LooseNumbers.isOne("E4111")).isFalse();
        assertThat(LooseNumbers.isOne("Alderway 4000")).isFalse();
    }

    @Test
    void shouldAcceptNull() {
        assertThat(LooseNumbers.replaced(null, List.of())).isNull();
    }
}

package io.supportassistant.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LeaksTest {

    private static final String CARD = "4532 0151 1283 0366";
    private static final String PASSWORD = "Tr0ub4dor&3xyz";
    private static final Leaks LEAKS = new Leaks(List.of(CARD, PASSWORD));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "my card is 4532 0151 1283 0366, okay",
                "{\"text\":\"4532015112830366\"}",
                "text=4532+0151+1283+0366&x=y"
            })
    void shouldFindAValueInAnySpelling(String text) {
        assertThat(LEAKS.in(text)).containsExactly(CARD);
    }

    @ParameterizedTest
    @ValueSource(strings = {"it is Tr0ub4dor&3xyz.", "{\"text\":\"Tr0ub4dor\\u00263xyz\"}"})
    void shouldFindAValueThatJsonEscapes(String text) {
        assertThat(LEAKS.in(text)).containsExactly(PASSWORD);
    }

    @Test
    void shouldFindAValueInAForm() {
        assertThat(LEAKS.in("text=" + URLEncoder.encode("it is " + PASSWORD, UTF_8)))
                .containsExactly(PASSWORD);
    }

    @Test
    void shouldFindNothingInWhatWasRedacted() {
        assertThat(LEAKS.in("my card is [card number] and my password is [secret]")).isEmpty();
    }
}

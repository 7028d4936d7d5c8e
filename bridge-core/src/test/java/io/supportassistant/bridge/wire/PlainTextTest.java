package io.supportassistant.bridge.wire;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PlainTextTest {

    @Test
    void shouldTellHalvesOfCharactersFromWholeOnes() {
        assertThat(PlainText.hasHalf("a\ud800b")).isTrue();
        assertThat(PlainText.hasHalf("\ude00\ud83d")).isTrue();
        assertThat(PlainText.hasHalf("caf\u00e9 \ud83d\ude00")).isFalse();
    }
}

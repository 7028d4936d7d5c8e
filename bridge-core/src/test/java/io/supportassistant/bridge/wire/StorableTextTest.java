package io.supportassistant.bridge.wire;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StorableTextTest {

    @Test
    void shouldDetectHalvesOfSurrogatePairs() {
        assertThat(StorableText.hasHalf("a\ud800b")).isTrue();
        assertThat(StorableText.hasHalf("\ude00\ud83d")).isTrue();
        assertThat(StorableText.hasHalf("caf\u00e9 \ud83d\ude00")).isFalse();
    }
}

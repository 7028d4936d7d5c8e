package io.supportassistant.local.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class VariedSentencesTest {

    @Test
    void shouldNeverSayTheSameTwice() {
        VariedSentences varied = new VariedSentences(1_765_000_000_000_000L);

        assertThat(Stream.generate(() -> varied.another("it is broken")).limit(300_000).distinct())
                .hasSize(300_000)
                .allMatch(sentence -> sentence.contains("it is broken"));
    }
}

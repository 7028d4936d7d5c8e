package io.supportassistant.context.tagger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TaggerWeightsTest {

    @Test
    void shouldContinueOnlyAStartedEntity() {
        // two tokens, one type; "continues" (label 2) has the highest score everywhere
        TaggerWeights weights =
                new TaggerWeights(
                        List.of("a"),
                        new float[4][3],
                        new TreeMap<>(java.util.Map.of(7, new float[] {0, 1, 5})));

        assertThat(weights.decode(new int[][] {{7}, {7}})).containsExactly(1, 2);
        assertThat(weights.decode(new int[][] {{8}, {7}})).containsExactly(1, 2);
        assertThat(weights.decode(new int[0][])).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "no weights", "ETG1"})
    void shouldRejectAFileOfAnotherFormat(String content) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(content.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        }

        assertThatThrownBy(() -> TaggerWeights.read(new ByteArrayInputStream(packed.toByteArray())))
                .isInstanceOf(IOException.class);
    }
}

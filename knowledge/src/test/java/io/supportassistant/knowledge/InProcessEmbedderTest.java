package io.supportassistant.knowledge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class InProcessEmbedderTest {

    private static final InProcessEmbedder EMBEDDER = new InProcessEmbedder();

    @Test
    void shouldGiveUnitVectorsOfItsDimension() {
        List<float[]> vectors = EMBEDDER.embed(List.of("cannot sign in", "parcel")).join();

        assertThat(EMBEDDER.dimension()).isEqualTo(384);
        assertThat(EMBEDDER.fingerprint()).isEqualTo("onnx:all-minilm-l6-v2-q:384");
        assertThat(vectors)
                .hasSize(2)
                .allSatisfy(
                        vector -> {
                            assertThat(vector).hasSize(384);
                            assertThat(dot(vector, vector)).isEqualTo(1, within(1e-5));
                        });
    }

    @Test
    void shouldGiveSimilarVectorsForTheSameMeaning() {
        List<float[]> vectors =
                EMBEDDER.embed(List.of("cannot sign in", "login problem", "parcel damaged")).join();

        assertThat(dot(vectors.get(0), vectors.get(1)))
                .isGreaterThan(dot(vectors.get(0), vectors.get(2)));
    }

    @Test
    void shouldEmbedBlankText() {
        assertThat(EMBEDDER.embed(List.of("", " ")).join())
                .hasSize(2)
                .allSatisfy(vector -> assertThat(dot(vector, vector)).isEqualTo(1, within(1e-5)));
    }

    @Test
    void shouldEmbedATextFarLongerThanTheModelReads() {
        assertThat(EMBEDDER.embed(List.of("the camera is offline ".repeat(500))).join())
                .singleElement()
                .satisfies(vector -> assertThat(dot(vector, vector)).isEqualTo(1, within(1e-5)));
    }

    private static double dot(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}

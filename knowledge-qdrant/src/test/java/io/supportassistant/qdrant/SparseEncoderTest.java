package io.supportassistant.qdrant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.supportassistant.knowledge.EnglishText;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SparseEncoderTest {

    private final SparseEncoder encoder = new SparseEncoder(new EnglishText());

    @ParameterizedTest
    @CsvSource({
        // Published values of MurmurHash3 x86 32 with seed 0; the last one's highest bit is set.
        "hello, 613153351",
        "'hello, world', 345750399",
        "The quick brown fox jumps over the lazy dog, 776992547",
        "test, 1167338989"
    })
    void shouldHashWordsWithMurmur3(String word, int dimension) {
        assertThat(SparseEncoder.dimension(word)).isEqualTo(dimension);
    }

    @Test
    void shouldWeighWordsOfAPassageByBm25() {
        SparseVector passage = encoder.passage("router router lamp");

        // 2 * 2.2 / (2 + 1.2 * (0.25 + 0.75 * 3 / 64)), and the same with 1 for 2.
        assertThat(value(passage, "router")).isCloseTo(1.879f, within(0.001f));
        assertThat(value(passage, "lamp")).isCloseTo(1.639f, within(0.001f));
    }

    @Test
    void shouldCountAWordOfAQueryOnce() {
        assertThat(encoder.query("router, routers, ROUTER").values()).containsExactly(1f);
    }

    @Test
    void shouldLeaveOutStopWords() {
        assertThat(encoder.query("the and of").isEmpty()).isTrue();
        assertThat(encoder.passage("").isEmpty()).isTrue();
    }

    @Property(tries = 300)
    void shouldGiveVectorsThatQdrantAccepts(@ForAll String text) {
        for (SparseVector vector : List.of(encoder.passage(text), encoder.query(text))) {
            assertThat(vector.dimensions()).hasSameSizeAs(vector.values()).doesNotHaveDuplicates();
            assertThat(vector.values()).allMatch(value -> value > 0 && Float.isFinite(value));
        }
    }

    @Property(tries = 300)
    void shouldUseTheSameDimensionsForQueriesAndPassages(@ForAll String text) {
        assertThat(encoder.query(text).dimensions()).isEqualTo(encoder.passage(text).dimensions());
    }

    private static float value(SparseVector vector, String word) {
        return vector.values().get(vector.dimensions().indexOf(SparseEncoder.dimension(word)));
    }
}

package io.supportassistant.knowledge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CachedEmbedderTest {

    private final Recording model = new Recording();
    private final CachedEmbedder embedder = new CachedEmbedder(model, 100);

    @Test
    void shouldReturnTheModelsVectorsInRequestOrder() {
        assertThat(embedder.embed(List.of("a", "bb", "ccc")).join())
                .containsExactly(vector("a"), vector("bb"), vector("ccc"));
    }

    @Test
    void shouldEmbedOnlyTextsThatAreNotCached() {
        embedder.embed(List.of("a", "bb")).join();

        assertThat(embedder.embed(List.of("ccc", "a", "dddd", "bb")).join())
                .containsExactly(vector("ccc"), vector("a"), vector("dddd"), vector("bb"));
        assertThat(embedder.embed(List.of("bb", "dddd")).join())
                .containsExactly(vector("bb"), vector("dddd"));

        assertThat(model.requests).containsExactly(List.of("a", "bb"), List.of("ccc", "dddd"));
    }

    @Test
    void shouldEmbedARepeatedTextOnce() {
        assertThat(embedder.embed(List.of("a", "bb", "a")).join())
                .containsExactly(vector("a"), vector("bb"), vector("a"));
        assertThat(model.requests).containsExactly(List.of("a", "bb"));
    }

    @Test
    void shouldNotCallTheModelWithoutTexts() {
        assertThat(embedder.embed(List.of()).join()).isEmpty();
        assertThat(model.requests).isEmpty();
    }

    @Test
    void shouldPassOnAFailureAndTryAgain() {
        model.broken = true;
        assertThatThrownBy(() -> embedder.embed(List.of("a")).join()).hasMessageContaining("down");

        model.broken = false;
        assertThat(embedder.embed(List.of("a")).join()).containsExactly(vector("a"));
    }

    @Test
    void shouldEvictBeyondItsSize() {
        int many = 20_000;
        List<String> texts = IntStream.range(0, many).mapToObj(Integer::toString).toList();
        texts.forEach(text -> embedder.embed(List.of(text)).join());
        model.requests.clear();

        texts.forEach(text -> embedder.embed(List.of(text)).join());

        // 100 are cached, plus those waiting for eviction
        assertThat(model.requests).hasSizeGreaterThan(many / 2);
    }

    @Test
    void shouldDelegateToTheModel() {
        assertThat(embedder.dimension()).isEqualTo(1);
        assertThat(embedder.fingerprint()).isEqualTo("test:length:1");

        embedder.close();

        assertThat(model.closed).isTrue();
    }

    private static float[] vector(String text) {
        return new float[] {text.length()};
    }

    /** Encodes only the length of a text. */
    private static final class Recording implements Embedder {

        private final List<List<String>> requests = new ArrayList<>();
        private boolean broken;
        private boolean closed;

        @Override
        public int dimension() {
            return 1;
        }

        @Override
        public String fingerprint() {
            return "test:length:1";
        }

        @Override
        public CompletableFuture<List<float[]>> embed(List<String> texts) {
            if (broken) {
                return CompletableFuture.failedFuture(new IllegalStateException("down"));
            }
            requests.add(List.copyOf(texts));
            return CompletableFuture.completedFuture(
                    texts.stream().map(CachedEmbedderTest::vector).toList());
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}

package io.supportassistant.job.knowledge;

import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.embedding.onnx.allminilml6v2q.AllMiniLmL6V2QuantizedEmbeddingModel;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** all-MiniLM-L6-v2, quantised, run by ONNX in this process; the weights come inside its jar. */
public final class InProcessEmbedder implements Embedder {

    /** Stands for a blank text, which the model refuses. */
    private static final String NOTHING_SAID = "-";

    private final EmbeddingModel model = new AllMiniLmL6V2QuantizedEmbeddingModel(Runnable::run);

    @Override
    public int dimension() {
        return model.dimension();
    }

    @Override
    public String fingerprint() {
        return "onnx:all-minilm-l6-v2-q:" + dimension();
    }

    @Override
    public CompletableFuture<List<float[]>> embed(List<String> texts) {
        return CompletableFuture.completedFuture(
                texts.stream()
                        .map(text -> text.isBlank() ? NOTHING_SAID : text)
                        .map(model::embed)
                        .map(response -> unit(response.content()))
                        .toList());
    }

    private static float[] unit(Embedding embedding) {
        embedding.normalize();
        return embedding.vector();
    }
}

package io.supportassistant.knowledge;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.model.embedding.onnx.AbstractInProcessEmbeddingModel;
import dev.langchain4j.model.embedding.onnx.OnnxBertBiEncoder;
import dev.langchain4j.model.embedding.onnx.PoolingMode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * all-MiniLM-L6-v2, quantised, run by ONNX in this process; the weights are in their jar. Each call
 * runs only on the caller's thread: by default the ONNX runtime would keep all cores of the task
 * manager busy.
 */
public final class InProcessEmbedder implements Embedder {

    private static final int DIMENSION = 384;

    /** A blank text has no tokens and therefore no vector, so this text is embedded instead. */
    private static final String NOTHING_SAID = "-";

    private final OrtSession session = session();
    private final MiniLm model = new MiniLm(session);

    @Override
    public int dimension() {
        return DIMENSION;
    }

    @Override
    public String fingerprint() {
        return "onnx:all-minilm-l6-v2-q:" + DIMENSION;
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

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException("the embedding model cannot be closed", e);
        }
    }

    private static float[] unit(Embedding embedding) {
        embedding.normalize();
        return embedding.vector();
    }

    private static OrtSession session() {
        try (InputStream weights = resource("/all-minilm-l6-v2-q.onnx");
                OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            return OrtEnvironment.getEnvironment().createSession(weights.readAllBytes(), options);
        } catch (OrtException e) {
            throw new IllegalStateException("the embedding model cannot be loaded", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static InputStream resource(String name) {
        return InProcessEmbedder.class.getResourceAsStream(name);
    }

    private static final class MiniLm extends AbstractInProcessEmbeddingModel {

        private final OnnxBertBiEncoder encoder;

        MiniLm(OrtSession session) {
            super(Runnable::run);
            try (InputStream tokenizer = resource("/all-minilm-l6-v2-q-tokenizer.json")) {
                encoder =
                        new OnnxBertBiEncoder(
                                OrtEnvironment.getEnvironment(),
                                session,
                                tokenizer,
                                PoolingMode.MEAN);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        protected OnnxBertBiEncoder model() {
            return encoder;
        }
    }
}

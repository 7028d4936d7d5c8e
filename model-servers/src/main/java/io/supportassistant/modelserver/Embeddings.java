package io.supportassistant.modelserver;

import io.supportassistant.knowledge.Embedder;
import io.supportassistant.knowledge.InProcessEmbedder;
import io.supportassistant.settings.Setting;
import io.supportassistant.settings.SettingException;
import io.supportassistant.settings.Settings;
import java.io.Serializable;
import java.util.List;
import java.util.concurrent.Executor;

/**
 * Selects what computes embeddings.
 *
 * @param inProcess whether to use the model that is part of the product
 * @param server settings of the embedding server, or null if no server is used
 */
public record Embeddings(boolean inProcess, EmbeddingSettings server) implements Serializable {

    private static final String IN_PROCESS = "in-process";
    private static final String SERVER = "server";

    public static final Setting<String> EMBEDDINGS =
            Setting.choice(
                    "EMBEDDINGS",
                    List.of(IN_PROCESS, SERVER, "none"),
                    IN_PROCESS,
                    "Source of embeddings: the bundled model, an OpenAI-compatible server, or none"
                            + " for search by words only.");

    /**
     * @throws SettingException if a setting of the server is missing or invalid
     */
    public static Embeddings from(Settings settings) {
        String chosen = settings.get(EMBEDDINGS);
        return new Embeddings(
                chosen.equals(IN_PROCESS),
                chosen.equals(SERVER) ? EmbeddingSettings.from(settings) : null);
    }

    /**
     * Returns null if embeddings are switched off.
     *
     * @param executor runs the continuations of the server's responses
     */
    public Embedder open(ModelMetrics metrics, Executor executor) {
        if (inProcess) {
            return new InProcessEmbedder();
        }
        return server == null ? null : new HttpEmbedder(server, metrics, executor);
    }
}

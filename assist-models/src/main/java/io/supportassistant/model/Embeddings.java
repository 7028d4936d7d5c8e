package io.supportassistant.model;

import io.supportassistant.knowledge.Embedder;
import io.supportassistant.knowledge.InProcessEmbedder;
import io.supportassistant.settings.Setting;
import io.supportassistant.settings.SettingException;
import io.supportassistant.settings.Settings;
import java.io.Serializable;
import java.util.List;
import java.util.concurrent.Executor;

/**
 * What makes vectors of texts.
 *
 * @param inProcess whether it is the model that comes with the product
 * @param server null unless a server embeds
 */
public record Embeddings(boolean inProcess, EmbeddingSettings server) implements Serializable {

    private static final String IN_PROCESS = "in-process";
    private static final String SERVER = "server";

    public static final Setting<String> EMBEDDINGS =
            Setting.choice(
                    "EMBEDDINGS",
                    List.of(IN_PROCESS, SERVER, "none"),
                    IN_PROCESS,
                    "What makes vectors of texts: the model that comes with the product, an"
                            + " OpenAI-compatible server, or nothing: search by words only.");

    /**
     * @throws SettingException if what the server needs is missing or cannot be used
     */
    public static Embeddings from(Settings settings) {
        String chosen = settings.get(EMBEDDINGS);
        return new Embeddings(
                chosen.equals(IN_PROCESS),
                chosen.equals(SERVER) ? EmbeddingSettings.from(settings) : null);
    }

    /**
     * Null to do without.
     *
     * @param executor runs what goes on after an answer of the server
     */
    public Embedder open(ModelMetrics metrics, Executor executor) {
        if (inProcess) {
            return new InProcessEmbedder();
        }
        return server == null ? null : new HttpEmbedder(server, metrics, executor);
    }
}

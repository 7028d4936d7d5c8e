package io.supportassistant.job.topology;

import io.supportassistant.job.knowledge.Embedder;
import io.supportassistant.job.knowledge.InProcessEmbedder;
import io.supportassistant.job.model.EmbeddingSettings;
import io.supportassistant.job.model.HttpEmbedder;
import io.supportassistant.job.model.ModelMetrics;
import io.supportassistant.job.qdrant.QdrantSettings;
import io.supportassistant.settings.KafkaSettings;
import io.supportassistant.settings.Setting;
import io.supportassistant.settings.Settings;
import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.Executor;

/**
 * Where knowledge is searched, and by what embeddings.
 *
 * @param kafka properties of the client that reads the articles
 * @param embeddingServer null unless a server embeds
 * @param qdrant null unless Qdrant is searched
 */
record KnowledgeSettings(
        TreeMap<String, Object> kafka,
        boolean inProcessEmbeddings,
        EmbeddingSettings embeddingServer,
        QdrantSettings qdrant,
        Duration startupTimeout)
        implements Serializable {

    private static final String EMBEDDED = "embedded";
    private static final String QDRANT = "qdrant";

    static final Setting<String> KNOWLEDGE =
            Setting.choice(
                    "KNOWLEDGE",
                    List.of(EMBEDDED, QDRANT),
                    null,
                    "Where articles are searched: in this process's memory, or in Qdrant with an"
                            + " index of words in memory standing in for it when it does not"
                            + " answer. If not set it is qdrant where QDRANT_URL is set, and"
                            + " embedded otherwise.");
    static final Setting<String> EMBEDDINGS =
            Setting.choice(
                    "EMBEDDINGS",
                    List.of("in-process", "server", "none"),
                    "in-process",
                    "What makes vectors of texts: the model that comes with the product, an"
                            + " OpenAI-compatible server, or nothing: search by words only.");
    static final Setting<Duration> KNOWLEDGE_STARTUP_TIMEOUT =
            Setting.duration(
                    "KNOWLEDGE_STARTUP_TIMEOUT",
                    "30s",
                    "How long a start waits for the knowledge base; then it begins with what is"
                            + " there.");

    static final List<Setting<?>> ALL = List.of(KNOWLEDGE, EMBEDDINGS, KNOWLEDGE_STARTUP_TIMEOUT);

    /** Whether articles are searched in Qdrant. */
    static boolean isInQdrant(Settings settings) {
        return settings.find(KNOWLEDGE)
                .map(QDRANT::equals)
                .orElseGet(() -> settings.find(QdrantSettings.URL).isPresent());
    }

    static KnowledgeSettings from(Settings settings) {
        String embeddings = settings.get(EMBEDDINGS);
        return new KnowledgeSettings(
                new TreeMap<>(KafkaSettings.clientProperties(settings)),
                embeddings.equals("in-process"),
                embeddings.equals("server") ? EmbeddingSettings.from(settings) : null,
                isInQdrant(settings) ? QdrantSettings.from(settings) : null,
                settings.get(KNOWLEDGE_STARTUP_TIMEOUT));
    }

    /**
     * Null to do without.
     *
     * @param executor runs what goes on after an answer of the embedding server
     */
    Embedder openEmbedder(ModelMetrics metrics, Executor executor) {
        if (inProcessEmbeddings) {
            return new InProcessEmbedder();
        }
        return embeddingServer == null
                ? null
                : new HttpEmbedder(embeddingServer, metrics, executor);
    }
}

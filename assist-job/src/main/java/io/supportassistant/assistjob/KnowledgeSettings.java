package io.supportassistant.assistjob;

import io.supportassistant.modelserver.Embeddings;
import io.supportassistant.qdrant.QdrantSettings;
import io.supportassistant.settings.KafkaSettings;
import io.supportassistant.settings.Setting;
import io.supportassistant.settings.Settings;
import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;

/**
 * Settings of the knowledge search and its embeddings.
 *
 * @param kafka properties of the client that reads the articles
 * @param qdrant null unless searches use Qdrant
 */
record KnowledgeSettings(
        TreeMap<String, Object> kafka,
        Embeddings embeddings,
        QdrantSettings qdrant,
        Duration startupTimeout)
        implements Serializable {

    static final Setting<Duration> KNOWLEDGE_STARTUP_TIMEOUT =
            Setting.duration(
                    "KNOWLEDGE_STARTUP_TIMEOUT",
                    "30s",
                    "How long the job waits at startup until the knowledge base is read; then it"
                            + " starts with the articles read so far.");

    static final List<Setting<?>> ALL =
            List.of(QdrantSettings.KNOWLEDGE, Embeddings.EMBEDDINGS, KNOWLEDGE_STARTUP_TIMEOUT);

    static KnowledgeSettings from(Settings settings) {
        return new KnowledgeSettings(
                new TreeMap<>(KafkaSettings.clientProperties(settings)),
                Embeddings.from(settings),
                QdrantSettings.isSearched(settings) ? QdrantSettings.from(settings) : null,
                settings.get(KNOWLEDGE_STARTUP_TIMEOUT));
    }
}

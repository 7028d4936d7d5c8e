package io.supportassistant.local.stack;

import io.supportassistant.doubles.ModelServer;
import io.supportassistant.doubles.qdrant.QdrantServer;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Contract doubles of servers that most machines do not have: a model server and a Qdrant. They
 * listen on free ports, and a stack started with their {@link #settings} uses them over the network
 * like the real ones.
 */
public final class LocalDoubles implements AutoCloseable {

    private final ModelServer models;
    private final QdrantServer qdrant;

    private LocalDoubles(ModelServer models, QdrantServer qdrant) {
        this.models = models;
        this.qdrant = qdrant;
    }

    public static LocalDoubles start(boolean models, boolean qdrant) {
        ModelServer startedModels = models ? ModelServer.start() : null;
        return new LocalDoubles(startedModels, qdrant ? QdrantServer.start() : null);
    }

    public Optional<ModelServer> models() {
        return Optional.ofNullable(models);
    }

    public Optional<QdrantServer> qdrant() {
        return Optional.ofNullable(qdrant);
    }

    /** Settings for the parts of a stack, as environment variables. */
    public Map<String, String> settings() {
        Map<String, String> settings = new HashMap<>();
        if (models != null) {
            settings.put("OPENAI_BASE_URL", models.baseUrl().toString());
            settings.put("OPENAI_API_KEY", ModelServer.API_KEY);
            settings.put("MODEL_NAME", ModelServer.MODEL);
        }
        if (qdrant != null) {
            settings.put("QDRANT_URL", qdrant.url());
            // A new name, because the double is empty at each start: data sent to an earlier one
            // must not count.
            settings.put("QDRANT_COLLECTION", "double_" + Long.toString(System.nanoTime(), 36));
        }
        return settings;
    }

    @Override
    public void close() {
        if (models != null) {
            models.close();
        }
        if (qdrant != null) {
            qdrant.close();
        }
    }
}

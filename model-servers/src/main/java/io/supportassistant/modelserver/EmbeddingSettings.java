package io.supportassistant.modelserver;

import io.supportassistant.settings.Setting;
import io.supportassistant.settings.SettingException;
import io.supportassistant.settings.Settings;
import java.io.Serializable;
import java.time.Duration;
import java.util.List;

/**
 * Settings of an embedding server.
 *
 * @param deadline for all batches of one request together
 * @param batch maximum number of texts in one HTTP request
 * @param concurrency maximum number of concurrent requests in one process
 */
public record EmbeddingSettings(
        ModelEndpoint endpoint,
        String model,
        int dimension,
        Duration deadline,
        int batch,
        int concurrency,
        Duration circuitOpen)
        implements Serializable {

    public static final Setting<String> BASE_URL =
            Setting.text(
                    "EMBEDDING_BASE_URL",
                    null,
                    "Address of an OpenAI-compatible embedding server; the default is"
                            + " OPENAI_BASE_URL.");
    public static final Setting<String> MODEL =
            Setting.text("EMBEDDING_MODEL", null, "Name of the embedding model on the server.");
    public static final Setting<Integer> DIMENSION =
            Setting.wholeNumber(
                    "EMBEDDING_DIMENSION",
                    8,
                    1_024,
                    512,
                    "Length of the vectors; sent as dimensions, which the model must support.");
    public static final Setting<Duration> DEADLINE =
            Setting.duration(
                    "EMBEDDING_DEADLINE",
                    "2s",
                    "Time limit for embedding the texts of one request.");
    public static final Setting<Integer> BATCH =
            Setting.wholeNumber(
                    "EMBEDDING_BATCH",
                    1,
                    2_048,
                    64,
                    "Maximum number of texts in one HTTP request.");
    public static final Setting<Integer> CONCURRENCY =
            Setting.wholeNumber(
                    "EMBEDDING_CONCURRENCY",
                    1,
                    2_000,
                    400,
                    "Maximum number of concurrent embedding requests of one subtask; further ones"
                            + " are rejected.");

    public static final List<Setting<?>> ALL =
            List.of(BASE_URL, MODEL, DIMENSION, DEADLINE, BATCH, CONCURRENCY);

    /**
     * @throws SettingException if a setting is missing or invalid
     */
    public static EmbeddingSettings from(Settings settings) {
        String baseUrl =
                settings.find(BASE_URL)
                        .or(() -> settings.find(ModelServerSettings.BASE_URL))
                        .orElse(ModelServerSettings.DEFAULT_BASE_URL);
        return new EmbeddingSettings(
                ModelServerSettings.endpoint(settings, baseUrl, BASE_URL.name()),
                settings.get(MODEL),
                settings.get(DIMENSION),
                settings.get(DEADLINE),
                settings.get(BATCH),
                settings.get(CONCURRENCY),
                settings.get(ModelServerSettings.CIRCUIT_OPEN));
    }
}

package io.supportassistant.modelserver;

import io.supportassistant.settings.Setting;
import io.supportassistant.settings.SettingException;
import io.supportassistant.settings.Settings;
import java.time.Duration;
import java.util.List;

/** Settings that chat models and embeddings share: the server, its key, and its circuit breaker. */
public final class ModelServerSettings {

    public static final String DEFAULT_BASE_URL = "https://api.openai.com/v1";

    public static final Setting<String> API_KEY =
            Setting.text(
                    "OPENAI_API_KEY",
                    null,
                    "API key of the model server. Without it and OPENAI_BASE_URL, no model is"
                            + " used.");
    public static final Setting<String> BASE_URL =
            Setting.text(
                    "OPENAI_BASE_URL",
                    null,
                    "Address of any OpenAI-compatible server, such as http://localhost:8000/v1;"
                            + " the default with a key is "
                            + DEFAULT_BASE_URL
                            + ".");
    public static final Setting<Duration> CIRCUIT_OPEN =
            Setting.duration(
                    "MODEL_CIRCUIT_OPEN",
                    "10s",
                    "How long no requests are sent to a failing model server; six times as long if"
                            + " the key or the model's name is wrong, or the quota is used up.");
    public static final Setting<String> ALLOW_PLAIN_HTTP =
            Setting.choice(
                    "MODEL_ALLOW_PLAIN_HTTP",
                    List.of("false", "true"),
                    "false",
                    "Whether a key may be sent unencrypted to another machine.");

    private ModelServerSettings() {}

    /**
     * @param variable name of the setting with the address, for errors
     * @throws SettingException if the address is invalid, or a key would be sent unencrypted
     */
    public static ModelEndpoint endpoint(Settings settings, String baseUrl, String variable) {
        return ModelEndpoint.of(
                variable,
                baseUrl,
                settings.find(API_KEY).orElse(null),
                Boolean.parseBoolean(settings.get(ALLOW_PLAIN_HTTP)));
    }
}

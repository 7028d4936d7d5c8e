package io.supportassistant.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.supportassistant.settings.Setting;
import io.supportassistant.settings.SettingException;
import io.supportassistant.settings.Settings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelSettingsTest {

    private static final String KEY = "sk-secret-1234";

    @Test
    void shouldUseNoModelWithoutKeyAndAddress() {
        assertThat(from()).isEmpty();
        assertThat(from("MODEL_NAME", "m")).isEmpty();
        assertThat(from("OPENAI_API_KEY", " ")).isEmpty();
    }

    @Test
    void shouldUseOpenAiWithAKeyOnly() {
        ModelSettings settings = from("OPENAI_API_KEY", KEY, "MODEL_NAME", "m").orElseThrow();

        assertThat(settings.endpoint().baseUrl()).hasToString("https://api.openai.com/v1");
        assertThat(settings.endpoint().apiKey()).isEqualTo(KEY);
    }

    @Test
    void shouldUseTheDefaultModelWithoutReasoningWithAKeyAlone() {
        ModelSettings settings = from("OPENAI_API_KEY", KEY).orElseThrow();

        assertThat(settings.model()).isEqualTo(ModelSettings.DEFAULT_MODEL);
        assertThat(settings.reasoningEffort()).isEqualTo("none");
        assertThat(from("OPENAI_API_KEY", KEY, "MODEL_NAME", "m").orElseThrow().reasoningEffort())
                .isNull();
    }

    @Test
    void shouldRequireAModelNameForAnotherServer() {
        assertThatThrownBy(
                        () -> from("OPENAI_API_KEY", KEY, "OPENAI_BASE_URL", "http://localhost/v1"))
                .isInstanceOf(SettingException.class)
                .hasMessageStartingWith("OPENAI_BASE_URL is set but MODEL_NAME is not")
                .hasMessageNotContaining(KEY);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://models.example.com/v1",
                "http://10.0.0.7:8000/v1",
                "http://localhost.example.com/v1",
                "http://127.0.0.1.example.com/v1",
                "HTTP://vllm:8000/v1"
            })
    void shouldNotSendAKeyUnencryptedToAnotherMachine(String baseUrl) {
        String[] set = {"OPENAI_BASE_URL", baseUrl, "MODEL_NAME", "m", "OPENAI_API_KEY", KEY};

        assertThatThrownBy(() -> from(set))
                .isInstanceOf(SettingException.class)
                .hasMessageContaining("OPENAI_BASE_URL is plain http")
                .hasMessageNotContaining(KEY);
        assertThat(from("OPENAI_BASE_URL", baseUrl, "MODEL_NAME", "m")).isPresent();
        String[] allowed = Arrays.copyOf(set, 8);
        allowed[6] = "MODEL_ALLOW_PLAIN_HTTP";
        allowed[7] = "true";
        assertThat(from(allowed)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://localhost:11434/v1",
                "http://127.0.0.1:8000/v1/",
                "http://[::1]:8000/v1",
                "https://models.example.com/v1"
            })
    void shouldAcceptAKeyOverHttpsOrToThisMachine(String baseUrl) {
        ModelSettings settings =
                from("OPENAI_BASE_URL", baseUrl, "MODEL_NAME", "m", "OPENAI_API_KEY", KEY)
                        .orElseThrow();

        assertThat(settings.endpoint().baseUrl().toString()).doesNotEndWith("/");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost:8000",
                "ftp://host/v1",
                "https://user:word@host/v1",
                "https://host/v1?key=1",
                "https:///v1",
                "https://ho st/v1"
            })
    void shouldRejectAnInvalidAddress(String baseUrl) {
        assertThatThrownBy(() -> from("OPENAI_BASE_URL", baseUrl, "MODEL_NAME", "m"))
                .isInstanceOf(SettingException.class)
                .hasMessageStartingWith("OPENAI_BASE_URL")
                .hasMessageNotContaining("word");
    }

    @Test
    void shouldRejectUnknownPrompts() {
        assertThatThrownBy(
                        () ->
                                from(
                                        "OPENAI_API_KEY",
                                        KEY,
                                        "MODEL_NAME",
                                        "m",
                                        "MODEL_PROMPTS",
                                        "answer/999"))
                .isInstanceOf(SettingException.class)
                .hasMessage("MODEL_PROMPTS: unknown prompt: answer/999");
    }

    @Test
    void shouldNotPrintTheKeyAndBeSerializable() throws IOException {
        ModelSettings settings = from("OPENAI_API_KEY", KEY, "MODEL_NAME", "m").orElseThrow();

        assertThat(settings.toString()).doesNotContain(KEY).contains("with a key");
        try (ObjectOutputStream out = new ObjectOutputStream(new ByteArrayOutputStream())) {
            out.writeObject(settings);
        }
    }

    @Test
    void shouldNameNoModelByDefault() {
        assertThat(ModelSettings.ALL)
                .allMatch(setting -> !setting.description().isBlank())
                .filteredOn(setting -> setting.name().equals("MODEL_NAME"))
                .extracting(Setting::defaultText)
                .containsExactly((String) null);
    }

    private static Optional<ModelSettings> from(String... namesAndValues) {
        Map<String, String> environment = new HashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            environment.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return ModelSettings.from(Settings.of(environment));
    }
}

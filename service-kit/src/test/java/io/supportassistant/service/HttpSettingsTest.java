package io.supportassistant.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.supportassistant.settings.Setting;
import io.supportassistant.settings.SettingException;
import io.supportassistant.settings.Settings;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpSettingsTest {

    private static final Setting<List<String>> KEYS =
            Setting.list("SOME_KEYS", null, "Keys of callers.");

    @Test
    void shouldListenOnLoopbackByDefault() {
        assertThat(HttpSettings.from(Settings.of(Map.of())))
                .isEqualTo(new HttpSettings("127.0.0.1", 8080));
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.8.8.8", "localhost", "::1"})
    void shouldBeOpenOnLoopbackWithoutAKey(String host) {
        assertThat(new HttpSettings(host, 0).isOpen(false, KEYS)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "0.0.0.0", "::", "192.0.2.1"})
    void shouldNeverBeOpenWithAKey(String host) {
        assertThat(new HttpSettings(host, 0).isOpen(true, KEYS)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "::", "192.0.2.1"})
    void shouldRefuseToBeOpenBeyondLoopbackAndNameTheSetting(String host) {
        assertThatThrownBy(() -> new HttpSettings(host, 0).isOpen(false, KEYS))
                .isInstanceOf(SettingException.class)
                .hasMessageContaining("SOME_KEYS")
                .hasMessageContaining(host);
    }

    @Test
    void shouldNameTheSettingOfAnInvalidHost() {
        assertThatThrownBy(() -> new HttpSettings("no host at all", 0).isOpen(false, KEYS))
                .isInstanceOf(SettingException.class)
                .hasMessageContaining("HTTP_HOST");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "65536", "http", "80.5"})
    void shouldRefuseAnInvalidPort(String port) {
        Settings settings = Settings.of(Map.of("HTTP_PORT", port));

        assertThatThrownBy(() -> HttpSettings.from(settings))
                .isInstanceOf(SettingException.class)
                .hasMessageContaining("HTTP_PORT");
    }
}

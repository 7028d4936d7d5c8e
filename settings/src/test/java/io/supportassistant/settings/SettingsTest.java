package io.supportassistant.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {

    private static final Setting<Duration> INTERVAL =
            Setting.duration(
                    "ASSIST_INTERVAL", "2s", "Shortest time between two analyses of a call.");
    private static final Setting<Double> CONFIDENCE =
            Setting.share("MIN_CONFIDENCE", 0.6, "Minimum confidence.");
    private static final Setting<String> KEY = Setting.text("SECRET_KEY", null, "Signs tokens.");

    @Test
    void shouldFallBackToTheDefault() {
        assertThat(Settings.of(Map.of()).get(INTERVAL)).isEqualTo(Duration.ofSeconds(2));
        assertThat(Settings.of(Map.of("ASSIST_INTERVAL", " ")).get(INTERVAL))
                .isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void shouldPreferArgumentsToTheEnvironment() {
        Settings settings = Settings.of(Map.of("ASSIST_INTERVAL", "5s"), "--assist-interval", "7s");

        assertThat(settings.get(INTERVAL)).isEqualTo(Duration.ofSeconds(7));
    }

    @ParameterizedTest
    @CsvSource({"200ms,PT0.2S", "2s,PT2S", "15m,PT15M", "24h,PT24H"})
    void shouldReadDurations(String text, Duration expected) {
        assertThat(Settings.of(Map.of("ASSIST_INTERVAL", text)).get(INTERVAL)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"soon", "2", "-2s", "s", "2 s", "99999999999999999999s"})
    void shouldNameTheInvalidVariableButNotItsValue(String text) {
        assertThatThrownBy(() -> Settings.of(Map.of("ASSIST_INTERVAL", text)).get(INTERVAL))
                .isInstanceOf(SettingException.class)
                .hasMessage("ASSIST_INTERVAL must be a duration such as 200ms, 2s, 15m or 24h");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.01", "-0.1", "NaN", "half"})
    void shouldRefuseAnInvalidShare(String text) {
        assertThatThrownBy(() -> Settings.of(Map.of("MIN_CONFIDENCE", text)).get(CONFIDENCE))
                .hasMessageContaining("MIN_CONFIDENCE must be a number from 0 to 1");
    }

    @Test
    void shouldNameTheMissingSetting() {
        assertThatThrownBy(() -> Settings.of(Map.of()).get(KEY))
                .hasMessage("SECRET_KEY is not set: Signs tokens.");
        assertThat(Settings.of(Map.of()).find(KEY)).isEmpty();
    }

    @Test
    void shouldRefuseArgumentsItCannotRead() {
        assertThatThrownBy(() -> Settings.of(Map.of(), "--port"))
                .isInstanceOf(SettingException.class);
        assertThatThrownBy(() -> Settings.of(Map.of(), "port", "1"))
                .isInstanceOf(SettingException.class);
    }

    @Test
    void shouldPassClientPropertiesThroughByPrefix() {
        Settings settings =
                Settings.of(Map.of("KAFKA_CLIENT_SECURITY_PROTOCOL", "SSL", "OTHER", "x"));

        assertThat(settings.withPrefix("KAFKA_CLIENT_"))
                .isEqualTo(Map.of("security.protocol", "SSL"));
    }
}

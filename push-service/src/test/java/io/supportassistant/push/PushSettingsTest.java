package io.supportassistant.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.supportassistant.settings.SettingException;
import io.supportassistant.settings.Settings;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PushSettingsTest {

    @Test
    void shouldLimitConnectionsAndQuestionsByDefault() {
        PushSettings push = PushSettings.from(Settings.of(Map.of()));

        assertThat(push.connections()).isEqualTo(new Connections.Limits(20, 50, 20_000));
        assertThat(push.admissions()).isEqualTo(new Admission.Rates(20, 2_000));
        assertThat(push.rates()).isEqualTo(new InputLimits.Rates(20, 2_000, 20, 600));
        assertThat(push.waitingBytes()).isEqualTo(128L << 20);
        assertThat(push.waitingBytesPerClient()).isEqualTo(4L << 20);
    }

    @Test
    void shouldReadTheRulesForTokens() {
        PushSettings push =
                PushSettings.from(
                        Settings.of(
                                Map.of(
                                        "PUSH_TOKEN_ISSUER", "https://login.example.com",
                                        "PUSH_TOKEN_AUDIENCE", "desk",
                                        "PUSH_TOKEN_LONGEST", "1h")));

        assertThat(push.tokens())
                .isEqualTo(
                        new TokenRules("https://login.example.com", "desk", Duration.ofHours(1)));
        assertThat(PushSettings.from(Settings.of(Map.of())).tokens()).isEqualTo(TokenRules.DEFAULT);
    }

    /** A second directive, a second policy or a second header. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "'self'; script-src *",
                "'self', script-src *",
                "'self'\rX-Header: x",
                "'self'\nX-Header: x",
                "'self'\r\nX-Header: x",
                "'self'\nX-Header: x\nX-Other: y"
            })
    void shouldRefuseFrameAncestorsThatAreMoreThanSources(String ancestors) {
        assertThatThrownBy(
                        () ->
                                PushSettings.from(
                                        Settings.of(Map.of("DESK_FRAME_ANCESTORS", ancestors))))
                .isInstanceOf(SettingException.class)
                .hasMessageContaining("DESK_FRAME_ANCESTORS");
    }

    @Test
    void shouldRefuseALimitTooSmallForOneClient() {
        Settings settings =
                Settings.of(
                        Map.of(
                                "PUSH_MAX_WAITING_MEBIBYTES",
                                "15",
                                "PUSH_MAX_CALL_KIBIBYTES",
                                "8192"));

        assertThatThrownBy(() -> PushSettings.from(settings))
                .isInstanceOf(SettingException.class)
                .hasMessageContaining("needs 16 MiB")
                .hasMessageContaining("PUSH_MAX_CALL_KIBIBYTES");
    }
}

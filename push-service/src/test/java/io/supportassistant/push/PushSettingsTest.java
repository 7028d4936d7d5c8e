package io.supportassistant.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.supportassistant.settings.SettingException;
import io.supportassistant.settings.Settings;
import java.util.Map;
import org.junit.jupiter.api.Test;

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

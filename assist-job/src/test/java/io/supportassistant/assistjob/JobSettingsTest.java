package io.supportassistant.assistjob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.supportassistant.redaction.Redactor;
import io.supportassistant.settings.SettingException;
import io.supportassistant.settings.Settings;
import java.util.Map;
import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.Test;

class JobSettingsTest {

    private static final String CARD = "my card number is 4111 1111 1111 1111";
    private static final String PHONE = "call me at 415 555 0142";

    @Test
    void shouldRedactWhatTheBridgeRedacts() throws Exception {
        assertThat(redactor(Map.of()).redact(CARD)).isEqualTo("my card number is [card number]");
        assertThat(redactor(Map.of("REDACTION", "off")).redact(CARD)).isEqualTo(CARD);
        assertThat(redactor(Map.of("REDACT", "card_number")).redact(PHONE)).isEqualTo(PHONE);
    }

    @Test
    void shouldRefuseAKindThatDoesNotExistBeforeTheJobStarts() {
        Settings wrong = Settings.of(Map.of("REDACT", "card_number,shoe_size"));

        assertThatThrownBy(() -> JobSettings.from(wrong))
                .isInstanceOf(SettingException.class)
                .hasMessageContaining("REDACT");
    }

    /** The redactor as the machine that runs the function creates it. */
    private static Redactor redactor(Map<String, String> settings) throws Exception {
        return InstantiationUtil.clone(JobSettings.from(Settings.of(settings)).redactor()).get();
    }
}

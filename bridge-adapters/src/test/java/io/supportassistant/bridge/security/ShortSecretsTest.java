package io.supportassistant.bridge.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.supportassistant.bridge.adapters.Adapters;
import io.supportassistant.settings.Setting;
import io.supportassistant.settings.SettingException;
import io.supportassistant.settings.Settings;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every secret that a request of a telephone system or recogniser has to know. */
class ShortSecretsTest {

    private static final String SECRET =
            ".*_(SIGNING_SECRETS|BEARER_TOKENS|BASIC_USERS|HEADER_TOKENS|PATH_SECRETS|AUTH_TOKEN)";

    @ParameterizedTest
    @MethodSource("settingsWithASecret")
    void shouldBeRefused(String setting) {
        String secret = setting.endsWith("_BASIC_USERS") ? "user:tiny" : "tiny";

        assertThatThrownBy(() -> Adapters.open(Settings.of(Map.of(setting, secret))))
                .isInstanceOf(SettingException.class)
                .hasMessageContaining(setting)
                .hasMessageNotContaining("tiny");
    }

    static Stream<String> settingsWithASecret() {
        List<String> found =
                Adapters.KINDS.stream()
                        .flatMap(kind -> kind.settings().stream())
                        .map(Setting::name)
                        .filter(name -> name.matches(SECRET))
                        .toList();
        // Four ways each, but none of Twilio's; one more of Twilio and of Avaya.
        assertThat(found).hasSize(4 * (Adapters.KINDS.size() - 1) + 2);
        return found.stream();
    }
}

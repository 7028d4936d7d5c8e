package io.supportassistant.bridge.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.supportassistant.bridge.Requests;
import io.supportassistant.bridge.adapters.Adapters;
import io.supportassistant.bridge.twilio.TwilioAdapter;
import io.supportassistant.bridge.twilio.TwilioSettings;
import io.supportassistant.settings.Setting;
import io.supportassistant.settings.SettingException;
import io.supportassistant.settings.Settings;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnsignedTest {

    private static final String RINGING =
            "/webhooks/twilio/voice?CallSid=CA1&CallStatus=ringing&Direction=inbound";

    private final TwilioAdapter twilio =
            TwilioSettings.adapter(Settings.of(Map.of("TWILIO_UNSIGNED", "accept"))).orElseThrow();

    @ParameterizedTest
    @ValueSource(strings = {"Sec-Fetch-Site", "sec-fetch-mode", "Sec-Fetch-Dest", "Sec-Fetch-User"})
    void shouldRefuseAnImageOrLinkOfAWebPage(String header) {
        assertThat(Requests.to("GET", RINGING).header(header, "none").refusedBy(twilio).status())
                .isEqualTo(401);
    }

    @ParameterizedTest
    @MethodSource("settingsThatAcceptUnsignedRequests")
    void shouldBeAcceptedBeyondLoopbackOnlyIfConfirmed(String unsigned) {
        Map<String, String> exposed = Map.of(unsigned, "accept", "HTTP_HOST", "0.0.0.0");
        assertThatThrownBy(() -> Adapters.open(Settings.of(exposed)))
                .isInstanceOf(SettingException.class)
                .hasMessageContaining(unsigned)
                .hasMessageContaining("BRIDGE_UNSIGNED_BEYOND_LOOPBACK");

        Map<String, String> confirmed = new HashMap<>(exposed);
        confirmed.put("BRIDGE_UNSIGNED_BEYOND_LOOPBACK", "accept");
        assertThat(Adapters.open(Settings.of(confirmed))).hasSize(1);
    }

    static Stream<String> settingsThatAcceptUnsignedRequests() {
        List<String> found =
                Adapters.KINDS.stream()
                        .flatMap(kind -> kind.settings().stream())
                        .map(Setting::name)
                        .filter(name -> name.endsWith("_UNSIGNED"))
                        .toList();
        assertThat(found).hasSameSizeAs(Adapters.KINDS);
        return found.stream();
    }

    @Test
    void shouldAcceptAGetOfATelephoneSystem() {
        assertThat(twilio.authenticity().isAuthentic(Requests.to("GET", RINGING).request()))
                .isTrue();
    }

    @Test
    void shouldAcceptAPostOfAProgramThatSendsFetchMetadata() {
        assertThat(
                        twilio.authenticity()
                                .isAuthentic(
                                        Requests.post("/webhooks/twilio/voice")
                                                .header("Sec-Fetch-Mode", "cors")
                                                .form("CallSid=CA1")
                                                .request()))
                .isTrue();
    }
}

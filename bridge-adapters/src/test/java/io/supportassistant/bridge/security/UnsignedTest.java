package io.supportassistant.bridge.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.supportassistant.bridge.Requests;
import io.supportassistant.bridge.twilio.TwilioAdapter;
import io.supportassistant.bridge.twilio.TwilioSettings;
import io.supportassistant.settings.Settings;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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

package io.supportassistant.bridge.security;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.supportassistant.bridge.Requests;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class HmacTest {

    /**
     * The vector is from AudioHook, whose WebSocket is for speech services and is not used here.
     */
    @Test
    void shouldAgreeWithThePublishedVectorOfAnHttpMessageSignature() {
        byte[] key = Base64.getDecoder().decode("TXlTdXBlclNlY3JldEtleVRlbGxOby0xITJAMyM0JDU=");

        byte[] mac =
                Hmac.sha256(key, Requests.fixture("genesys/audiohook-base.txt").getBytes(UTF_8));

        assertThat(Base64.getEncoder().encodeToString(mac))
                .isEqualTo("NZBwyBHRRyRoeLqy1IzOa9VYBuI8TgMFt2GRDkDuJh4=");
    }

    @Test
    void shouldHashInLowerCase() {
        assertThat(Hmac.sha256Hex("{\"property\": \"value\", \"boolean\": true}".getBytes(UTF_8)))
                .isEqualTo("0a1ff7634d9ab3b95db5c9a2dfe9416e41502b283a80c7cf19632632f96e6620");
    }
}

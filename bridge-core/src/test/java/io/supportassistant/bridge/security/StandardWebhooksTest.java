package io.supportassistant.bridge.security;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.supportassistant.bridge.Requests;
import io.supportassistant.bridge.wire.InboundRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StandardWebhooksTest {

    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static final String ID = "msg_p5jXN8AQM9LWM0D4loKWxJek";
    private static final String BODY = "{\"test\": 2432232314}";
    private static final long SIGNED_AT = 1614265330;
    private static final String SIGNATURE = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";

    private static final String OTHER_SECRET = "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

    private final StandardWebhooks webhooks = verifying(SECRET);

    private static StandardWebhooks verifying(String... secrets) {
        return new StandardWebhooks(List.of(secrets), Duration.ofMinutes(5));
    }

    private static InboundRequest request(
            String id, String timestamp, String signature, byte[] body, long now) {
        Requests request =
                Requests.post("/webhooks/generic")
                        .body(Requests.JSON, body)
                        .at(Instant.ofEpochSecond(now));
        if (id != null) {
            request.header("Webhook-Id", id);
        }
        if (timestamp != null) {
            request.header("Webhook-Timestamp", timestamp);
        }
        if (signature != null) {
            request.header("Webhook-Signature", signature);
        }
        return request.request();
    }

    private static InboundRequest signed(String signature, long now) {
        return request(ID, Long.toString(SIGNED_AT), signature, BODY.getBytes(UTF_8), now);
    }

    @Test
    void shouldAcceptTheFirstPublishedVector() {
        assertThat(webhooks.isAuthentic(signed(SIGNATURE, SIGNED_AT))).isTrue();
    }

    @Test
    void shouldAcceptTheSecondPublishedVector() {
        InboundRequest request =
                request(
                        "msg_0000000000000000000000001",
                        "1768471207",
                        "v1,ntzSSVj4DN9HndkjcnP2PpL0t/nFVsfsdjIoeDQ7i/4=",
                        Requests.fixture("generic/segment.json").getBytes(UTF_8),
                        1768471207);

        assertThat(verifying(OTHER_SECRET).isAuthentic(request)).isTrue();
    }

    @Test
    void shouldSignAsItVerifies() {
        Instant at = Instant.ofEpochSecond(SIGNED_AT);

        assertThat(StandardWebhooks.signature(SECRET, ID, at, BODY.getBytes(UTF_8)))
                .isEqualTo(SIGNATURE);
    }

    @Test
    void shouldRefuseEveryFlippedBit() {
        String timestamp = Long.toString(SIGNED_AT);
        byte[] body = BODY.getBytes(UTF_8);
        for (int bit = 0; bit < body.length * 8; bit++) {
            byte[] flipped = Arrays.copyOf(body, body.length);
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            assertThat(webhooks.isAuthentic(request(ID, timestamp, SIGNATURE, flipped, SIGNED_AT)))
                    .isFalse();
        }
        assertThat(
                        webhooks.isAuthentic(
                                request(
                                        "n" + ID.substring(1),
                                        timestamp,
                                        SIGNATURE,
                                        body,
                                        SIGNED_AT)))
                .isFalse();
        assertThat(webhooks.isAuthentic(request(ID, "1614265331", SIGNATURE, body, SIGNED_AT)))
                .isFalse();
        assertThat(webhooks.isAuthentic(signed(SIGNATURE.replace("g0hM", "g0hN"), SIGNED_AT)))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(longs = {-299, -300, 0, 299, 300})
    void shouldAcceptATimestampWithinTheWindow(long off) {
        assertThat(webhooks.isAuthentic(signed(SIGNATURE, SIGNED_AT + off))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(longs = {-301, 301, 86_400, -86_400})
    void shouldRefuseATimestampOutsideTheWindow(long off) {
        assertThat(webhooks.isAuthentic(signed(SIGNATURE, SIGNED_AT + off))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "soon", "1614265330.5", "-1", " 1614265330", "99999999999999999999"})
    void shouldRefuseAnInvalidTimestamp(String timestamp) {
        assertThat(
                        webhooks.isAuthentic(
                                request(ID, timestamp, SIGNATURE, BODY.getBytes(UTF_8), SIGNED_AT)))
                .isFalse();
    }

    @Test
    void shouldRefuseAMissingHeader() {
        String timestamp = Long.toString(SIGNED_AT);
        byte[] body = BODY.getBytes(UTF_8);

        assertThat(webhooks.isAuthentic(request(null, timestamp, SIGNATURE, body, SIGNED_AT)))
                .isFalse();
        assertThat(webhooks.isAuthentic(request(ID, null, SIGNATURE, body, SIGNED_AT))).isFalse();
        assertThat(webhooks.isAuthentic(request(ID, timestamp, null, body, SIGNED_AT))).isFalse();
    }

    @Test
    void shouldAcceptAnyOfSeveralSecretsAndSignatures() {
        String several = "v1a,abc v1,!!! v1," + "A".repeat(43) + "= " + SIGNATURE + " v2,x";

        assertThat(verifying(OTHER_SECRET, SECRET).isAuthentic(signed(several, SIGNED_AT)))
                .isTrue();
        assertThat(verifying(OTHER_SECRET).isAuthentic(signed(several, SIGNED_AT))).isFalse();
    }

    @Test
    void shouldIgnoreOtherVersions() {
        assertThat(webhooks.isAuthentic(signed(SIGNATURE.replace("v1,", "v2,"), SIGNED_AT)))
                .isFalse();
    }

    @Test
    void shouldLimitTheNumberOfSignaturesRead() {
        String many = "v1,AAAA ".repeat(10_000) + SIGNATURE;

        assertThat(webhooks.isAuthentic(signed(many, SIGNED_AT))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"whsec_", "whsec_c2hvcnQ=", "whsec_not base64!"})
    void shouldRefuseAnInvalidSecretWithoutQuotingIt(String secret) {
        assertThatThrownBy(() -> verifying(secret))
                .isInstanceOf(IllegalArgumentException.class)
                .message()
                .doesNotContain(secret.substring(6).isEmpty() ? "whsec" : secret.substring(6));
    }
}

package io.supportassistant.bridge.twilio;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.supportassistant.bridge.Requests;
import io.supportassistant.bridge.wire.InboundRequest;
import java.net.URLEncoder;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TwilioSignatureTest {

    private static final String TOKEN = "12345";
    private static final String TARGET = "/myapp.php?foo=1&bar=2";
    private static final String HOST = "https://mycompany.com";
    private static final List<String> PARAMETERS =
            List.of(
                    "CallSid", "CA1234567890ABCDE",
                    "Caller", "+14158675309",
                    "Digits", "1234",
                    "From", "+14158675309",
                    "To", "+18005551212");

    private static final String JSON = "{\"property\": \"value\", \"boolean\": true}";
    private static final String HASH =
            "0a1ff7634d9ab3b95db5c9a2dfe9416e41502b283a80c7cf19632632f96e6620";

    private static String form(List<String> parameters) {
        return IntStream.range(0, parameters.size() / 2)
                .mapToObj(
                        i ->
                                URLEncoder.encode(parameters.get(2 * i), UTF_8)
                                        + "="
                                        + URLEncoder.encode(parameters.get(2 * i + 1), UTF_8))
                .collect(Collectors.joining("&"));
    }

    private static InboundRequest request(
            String target, List<String> parameters, String signature) {
        return Requests.post(target)
                .form(form(parameters))
                .header("x-twilio-signature", signature)
                .request();
    }

    private static TwilioSignature verifying(String publicUrl) {
        return new TwilioSignature(List.of(TOKEN), publicUrl);
    }

    static Stream<Arguments> publishedVectors() {
        return Stream.of(
                arguments(HOST, TARGET, PARAMETERS, "RSOYDt4T1cUTdK1PDd93/VVr8B8="),
                arguments(HOST + ":443", TARGET, PARAMETERS, "kvajT1Ptam85bY51eRf/AJRuM3w="),
                arguments(
                        "http://mycompany.com:80",
                        TARGET,
                        PARAMETERS,
                        "0ZXoZLH/DfblKGATFgpif+LLRf4="),
                arguments(HOST, TARGET, List.of(), "zYQTYrRWXE7LtzbG4PfP7/bkkGo="),
                arguments(
                        HOST,
                        TARGET,
                        List.of("Digits", "", "CallSid", "CA1234567890ABCDE", "EmptyParam", ""),
                        "9HHp/OqQMEwdrVebHDdA/+tqjX8="),
                arguments(
                        HOST,
                        TARGET,
                        List.of(
                                "CALLSID", "allcaps",
                                "CallSid", "uppercase",
                                "callSid", "lowercase"),
                        "jDK7WKT8wiNrwggd4ceTv4e1MJ4="),
                arguments(
                        HOST,
                        TARGET,
                        List.of(
                                "Message", "Hello & goodbye! @#$%^*()",
                                "From", "+1 (415) 867-5309",
                                "Special", "unicode: \u00f1\u00e1\u00e9\u00ed\u00f3\u00fa"),
                        "dCPiR4WtQ6QFN6pJh81CtlCcWLQ="),
                arguments(
                        HOST,
                        TARGET,
                        List.of(
                                "Sid", "CA123",
                                "SidAccount", "AC123",
                                "Digits", "5678",
                                "Digits", "1234",
                                "Digits", "1234"),
                        "IK+Dwps556ElfBT0I3Rgjkr1wJU="),
                arguments(
                        HOST,
                        "/myapp.php?foo=hello%20world&bar=test%2Bvalue",
                        PARAMETERS,
                        "er2tvAP1Wx+iuTTE2BPgvEaN1cs="));
    }

    @ParameterizedTest
    @MethodSource("publishedVectors")
    void shouldAcceptThePublishedVectorsOfForms(
            String publicUrl, String target, List<String> parameters, String signature) {
        InboundRequest request = request(target, parameters, signature);

        assertThat(verifying(publicUrl).isAuthentic(request)).isTrue();
        assertThat(new TwilioSignature(List.of("54321"), publicUrl).isAuthentic(request)).isFalse();
    }

    @ParameterizedTest
    @MethodSource("publishedVectors")
    void shouldRefuseAFlippedBitAnywhere(
            String publicUrl, String target, List<String> parameters, String signature) {
        TwilioSignature verifying = verifying(publicUrl);
        for (int i = 0; i < target.length(); i++) {
            String flipped =
                    target.substring(0, i)
                            + (char) (target.charAt(i) ^ 1)
                            + target.substring(i + 1);
            assertThat(verifying.isAuthentic(request(flipped, parameters, signature))).isFalse();
        }
        for (int i = 0; i < signature.length() - 2; i++) {
            String flipped =
                    signature.substring(0, i)
                            + (char) (signature.charAt(i) ^ 1)
                            + signature.substring(i + 1);
            assertThat(verifying.isAuthentic(request(target, parameters, flipped))).isFalse();
        }
        byte[] body = form(parameters).getBytes(UTF_8);
        for (int i = 0; i < body.length; i++) {
            byte[] flipped = body.clone();
            flipped[i] ^= 1;
            assertThat(accepts(verifying, target, flipped, signature)).isFalse();
        }
    }

    private static boolean accepts(
            TwilioSignature verifying, String target, byte[] body, String signature) {
        try {
            return verifying.isAuthentic(
                    Requests.post(target)
                            .body(Requests.FORM, body)
                            .header("X-Twilio-Signature", signature)
                            .request());
        } catch (io.supportassistant.bridge.wire.UnreadableRequestException e) {
            return false;
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://mycompany.com",
                "https://mycompany.com/",
                "https://mycompany.com:443",
                "https://mycompany.com:8443"
            })
    void shouldAcceptTheAddressWithAndWithoutItsPort(String configured) {
        // Signed without a port, and with the port of https.
        for (String signature :
                List.of("RSOYDt4T1cUTdK1PDd93/VVr8B8=", "kvajT1Ptam85bY51eRf/AJRuM3w=")) {
            assertThat(verifying(configured).isAuthentic(request(TARGET, PARAMETERS, signature)))
                    .isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/a%2Fb/c%2Bd?x=%26y", "/a%2fb?q=%2B+%20", "/plain?a=b?c=d#e"})
    void shouldNotChangeTheEncodingOfTheAddress(String target) {
        for (String host : List.of(HOST, HOST + ":443", HOST + ":8443")) {
            String signature = TwilioSignature.sign(TOKEN, host + target, java.util.Map.of());
            assertThat(
                            verifying(host.endsWith("8443") ? host : HOST)
                                    .isAuthentic(
                                            Requests.to("GET", target)
                                                    .header("X-Twilio-Signature", signature)
                                                    .request()))
                    .isTrue();
        }
    }

    @Test
    void shouldAcceptThePublishedVectorsOfJson() {
        assertThat(
                        json(
                                "/myapp.php?foo=1&bar=2&bodySHA256=" + HASH,
                                JSON,
                                "a9nBmqA0ju/hNViExpshrM61xv4="))
                .isTrue();
        assertThat(json("/myapp.php?bodySHA256=" + HASH, JSON, "y77kIzt2vzLz71DgmJGsen2scGs="))
                .isTrue();
    }

    @Test
    void shouldRefuseJsonThatDiffersFromTheSignedBody() {
        String target = "/myapp.php?bodySHA256=" + HASH;

        assertThat(json(target, JSON.replace("true", "null"), "y77kIzt2vzLz71DgmJGsen2scGs="))
                .isFalse();
        assertThat(json(target.replace("0a1f", "0a1e"), JSON, "y77kIzt2vzLz71DgmJGsen2scGs="))
                .isFalse();
    }

    @Test
    void shouldRefuseJsonWithoutItsHash() {
        String signature = TwilioSignature.sign(TOKEN, HOST + "/myapp.php", java.util.Map.of());

        assertThat(json("/myapp.php", JSON, signature)).isFalse();
    }

    private static boolean json(String target, String body, String signature) {
        return verifying(HOST)
                .isAuthentic(
                        Requests.post(target)
                                .json(body)
                                .header("X-Twilio-Signature", signature)
                                .request());
    }

    @Test
    void shouldUseTheHostOfTheRequestIfNoAddressIsSet() {
        TwilioSignature verifying = verifying(null);
        String signature = "RSOYDt4T1cUTdK1PDd93/VVr8B8=";

        assertThat(verifying.isAuthentic(onHost("mycompany.com", signature))).isTrue();
        assertThat(verifying.isAuthentic(onHost("other.com", signature))).isFalse();
        assertThat(verifying.isAuthentic(onHost("a/mycompany.com", signature))).isFalse();
        assertThat(verifying.isAuthentic(request(TARGET, PARAMETERS, signature))).isFalse();
    }

    private static InboundRequest onHost(String host, String signature) {
        return Requests.post(TARGET)
                .form(form(PARAMETERS))
                .header("host", host)
                .header("x-twilio-signature", signature)
                .request();
    }

    @Test
    void shouldAcceptThePublishedVectorsOfTheBridgesOwnRoutes() {
        TwilioSignature verifying =
                new TwilioSignature(
                        List.of("retired", "0123456789abcdef0123456789abcdef"),
                        "https://bridge.example.com");
        String events =
                "[{\"specversion\":\"1.0\",\"type\":\"com.twilio.taskrouter.reservation.accepted\","
                        + "\"id\":\"EZ00000000000000000000000000000001\"}]";

        assertThat(
                        verifying.isAuthentic(
                                Requests.post("/webhooks/twilio/transcription")
                                        .form(Requests.fixture("twilio/content.form"))
                                        .header(
                                                "X-Twilio-Signature",
                                                "qz66R12tUb/gfezyvtPsTOJsrWg=")
                                        .request()))
                .isTrue();
        assertThat(
                        verifying.isAuthentic(
                                Requests.post(
                                                "/webhooks/twilio/events?bodySHA256="
                                                    + "c8af44349479306f9946ee21f94680d29ecce5d2b40af45a9a54a3722e417d43")
                                        .json(events)
                                        .header(
                                                "X-Twilio-Signature",
                                                "OcY/manPIRt/fynBmgnCnndHI5A=")
                                        .request()))
                .isTrue();
    }

    @Test
    void shouldRefuseARequestWithoutASignature() {
        assertThat(verifying(HOST).isAuthentic(Requests.post(TARGET).form("a=b").request()))
                .isFalse();
    }
}

package io.supportassistant.bridge.adapters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.supportassistant.bridge.Adapter;
import io.supportassistant.bridge.Requests;
import io.supportassistant.bridge.SourceCall;
import io.supportassistant.bridge.UnusableMessageException;
import io.supportassistant.bridge.Verdict;
import io.supportassistant.bridge.avaya.AvayaSettings;
import io.supportassistant.bridge.deepgram.DeepgramMessages;
import io.supportassistant.bridge.generic.GenericEvents;
import io.supportassistant.bridge.twilio.TwilioSettings;
import io.supportassistant.settings.Settings;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** U+0000 in paths, queries, headers and ids: databases cannot store it. */
class UnstorableTextTest {

    private static final Settings UNSIGNED =
            Settings.of(
                    Map.of(
                            "DEEPGRAM_UNSIGNED", "accept",
                            "AVAYA_UNSIGNED", "accept",
                            "TWILIO_UNSIGNED", "accept"));
    private static final String RESULTS =
            "{\"type\":\"Results\",\"start\":1,\"channel\":{\"alternatives\":[{\"transcript\":\"hi\"}]}}";

    private final Adapter deepgram = DeepgramMessages.adapter(UNSIGNED).orElseThrow();
    private final Adapter avaya = AvayaSettings.adapter(UNSIGNED).orElseThrow();
    private final Adapter twilio = TwilioSettings.adapter(UNSIGNED).orElseThrow();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/webhooks/deepgram/%00x1",
                "/webhooks/deepgram/x%001",
                "/webhooks/deepgram/x1?session=a%00b",
                "/webhooks/deepgram/x1?speakers=0%00:customer",
                "/webhooks/deepgram/x1?a%00=b"
            })
    void shouldBeRefusedInTheAddressOfASpeechAdapter(String target) {
        Verdict.Refused refused = Requests.post(target).json(RESULTS).refusedBy(deepgram);

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.detail()).contains("U+0000");
    }

    @Test
    void shouldBeRefusedInTheAddressOfATranscript() {
        assertThat(
                        Requests.post("/webhooks/avaya/transcripts/e%001")
                                .json("{\"messages\":[]}")
                                .refusedBy(avaya)
                                .status())
                .isEqualTo(400);
    }

    @Test
    void shouldBeRefusedInACallbackByGet() {
        assertThat(
                        Requests.to("GET", "/webhooks/twilio/voice?CallSid=CA%001")
                                .refusedBy(twilio)
                                .status())
                .isEqualTo(400);
    }

    @Test
    void shouldBeRefusedInTheHeadersOfAnEvent() {
        assertThat(
                        Requests.post("/webhooks/generic")
                                .header("ce-specversion", "1.0")
                                .header("ce-id", "a%00b")
                                .header("ce-source", "acd")
                                .header("ce-type", "call.started")
                                .json("{\"call_id\":\"c1\"}")
                                .refusedBy(new GenericEvents(request -> true, false))
                                .status())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\u0000b", "a\ud800b"})
    void shouldNeverBeTheIdOfACall(String id) {
        assertThatThrownBy(() -> new SourceCall("generic", id))
                .isInstanceOf(UnusableMessageException.class);
    }
}

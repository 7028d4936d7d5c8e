package io.supportassistant.bridge.adapters;

import static org.assertj.core.api.Assertions.assertThat;

import io.supportassistant.bridge.Adapter;
import io.supportassistant.bridge.Requests;
import io.supportassistant.bridge.Verdict;
import io.supportassistant.bridge.amazonconnect.ContactLensAdapter;
import io.supportassistant.bridge.assemblyai.AssemblyAiMessages;
import io.supportassistant.bridge.deepgram.DeepgramMessages;
import io.supportassistant.events.CallEnded;
import io.supportassistant.events.CallStarted;
import io.supportassistant.events.SessionIds;
import io.supportassistant.events.Speaker;
import io.supportassistant.events.TranscriptGap;
import io.supportassistant.events.TranscriptSegment;
import io.supportassistant.settings.Settings;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TranscriptAdaptersTest {

    private final Adapter contactLens = new ContactLensAdapter(request -> true);

    private static Adapter deepgram(Map<String, String> more) {
        Map<String, String> settings = new java.util.HashMap<>(more);
        settings.put("DEEPGRAM_UNSIGNED", "accept");
        return DeepgramMessages.adapter(Settings.of(settings)).orElseThrow();
    }

    private static Adapter assemblyAi(Map<String, String> more) {
        Map<String, String> settings = new java.util.HashMap<>(more);
        settings.put("ASSEMBLYAI_UNSIGNED", "accept");
        return AssemblyAiMessages.adapter(Settings.of(settings)).orElseThrow();
    }

    @Test
    void shouldReadContactLens() {
        Verdict.Accepted accepted =
                Requests.post("/webhooks/amazon-connect")
                        .json(Requests.fixture("amazonconnect/records.json"))
                        .acceptedBy(contactLens);

        assertThat(accepted.events()).hasSize(5);
        assertThat(accepted.events().get(0)).isInstanceOf(CallStarted.class);
        TranscriptSegment partial = (TranscriptSegment) accepted.events().get(1);
        TranscriptSegment whole = (TranscriptSegment) accepted.events().get(2);
        assertThat(partial.isFinal()).isFalse();
        assertThat(whole.isFinal()).isTrue();
        assertThat(partial.segmentId()).isEqualTo(whole.segmentId());
        assertThat(whole.speaker()).isEqualTo(Speaker.CUSTOMER);
        assertThat(whole.startTime()).isEqualTo(10.5);
        assertThat(whole.endTime()).isEqualTo(15.2);
        assertThat(whole.sessionId()).isEqualTo(SessionIds.session("amazon-connect", "contact-1"));
        assertThat(accepted.events().get(3)).isInstanceOf(TranscriptGap.class);
        assertThat(accepted.events().get(4)).isInstanceOf(CallEnded.class);
        assertThat(accepted.unusable()).hasSize(1);
    }

    private static String results(double start, boolean isFinal, String text) {
        return "{\"type\":\"Results\",\"channel_index\":[1,2],\"start\":%s,\"duration\":1.5,\"is_final\":%s,\"speech_final\":true,\"channel\":{\"alternatives\":[{\"transcript\":\"%s\",\"confidence\":0.98,\"words\":[{\"word\":\"a\",\"start\":1,\"end\":2,\"speaker\":0}]}]},\"metadata\":{\"request_id\":\"r-1\"}}"
                .formatted(start, isFinal, text);
    }

    @Test
    void shouldReadDeepgram() {
        TranscriptSegment partial =
                Requests.post("/webhooks/deepgram/call-1")
                        .json(results(12.4, false, "error four"))
                        .eventBy(deepgram(Map.of()), TranscriptSegment.class);
        TranscriptSegment whole =
                Requests.post("/webhooks/deepgram/call-1")
                        .json("[" + results(12.4, true, "error 401") + "]")
                        .eventBy(deepgram(Map.of()), TranscriptSegment.class);

        assertThat(whole.sessionId()).isEqualTo(SessionIds.session("generic", "call-1"));
        assertThat(whole.segmentId()).isEqualTo(partial.segmentId());
        assertThat(whole.speaker()).isEqualTo(Speaker.AGENT);
        assertThat(whole.startTime()).isEqualTo(12.4);
        assertThat(whole.endTime()).isEqualTo(13.9);
        assertThat(partial.isFinal()).isFalse();
    }

    @Test
    void shouldDistinguishSpeakersInOneChannel() {
        assertThat(
                        Requests.post("/webhooks/deepgram/CA1")
                                .json(results(1, true, "hi").replace("[1,2]", "[0,1]"))
                                .eventBy(
                                        deepgram(
                                                Map.of(
                                                        "DEEPGRAM_SPEAKERS", "agent,customer",
                                                        "DEEPGRAM_CALL_SOURCE", "twilio")),
                                        TranscriptSegment.class))
                .satisfies(segment -> assertThat(segment.speaker()).isEqualTo(Speaker.AGENT))
                .satisfies(
                        segment ->
                                assertThat(segment.sessionId())
                                        .isEqualTo(SessionIds.session("twilio", "CA1")));
    }

    @ParameterizedTest
    @CsvSource({
        "deepgram,Metadata",
        "deepgram,UtteranceEnd",
        "deepgram,SpeechStarted",
        "assemblyai,Begin",
        "assemblyai,Termination"
    })
    void shouldIgnoreMessagesWithoutSpeech(String source, String type) {
        Adapter adapter = source.equals("deepgram") ? deepgram(Map.of()) : assemblyAi(Map.of());

        assertThat(
                        Requests.post("/webhooks/" + source + "/call-1")
                                .json("{\"type\":\"%s\"}".formatted(type))
                                .acceptedBy(adapter)
                                .unmapped())
                .hasSize(1);
    }

    private static Requests turn(String query, boolean ended, boolean formatted) {
        return Requests.post("/webhooks/assemblyai/call-1" + query)
                .json(
                        "{\"type\":\"Turn\",\"turn_order\":3,\"end_of_turn\":%s,\"turn_is_formatted\":%s,\"transcript\":\"Error 401.\",\"words\":[{\"start\":1200,\"end\":1500},{\"start\":1600,\"end\":2000}],\"speaker_label\":\"B\",\"language_code\":\"en\"}"
                                .formatted(ended, formatted));
    }

    @Test
    void shouldReadAssemblyAi() {
        TranscriptSegment whole =
                turn("", true, false).eventBy(assemblyAi(Map.of()), TranscriptSegment.class);

        assertThat(whole.isFinal()).isTrue();
        assertThat(whole.speaker()).isEqualTo(Speaker.AGENT);
        assertThat(whole.startTime()).isEqualTo(1.2);
        assertThat(whole.endTime()).isEqualTo(2.0);
        assertThat(
                        turn("?speaker=customer", true, false)
                                .eventBy(assemblyAi(Map.of()), TranscriptSegment.class)
                                .speaker())
                .isEqualTo(Speaker.CUSTOMER);
    }

    @Test
    void shouldWaitForTheFormattedTurnIfFormattingIsEnabled() {
        Adapter formatted = assemblyAi(Map.of("ASSEMBLYAI_FORMATTED", "true"));

        assertThat(turn("", true, false).eventBy(formatted, TranscriptSegment.class).isFinal())
                .isFalse();
        assertThat(turn("", true, true).eventBy(formatted, TranscriptSegment.class).isFinal())
                .isTrue();
    }

    @Test
    void shouldGiveEveryAdapterItsOwnSource() {
        Settings all = Settings.of(MutatedRequests.OPEN);

        List<String> sources =
                Adapters.open(all).stream().map(endpoint -> endpoint.adapter().source()).toList();

        assertThat(sources).hasSize(Adapters.KINDS.size()).doesNotHaveDuplicates();
        assertThat(Adapters.open(Settings.of(Map.of()))).isEmpty();
    }
}

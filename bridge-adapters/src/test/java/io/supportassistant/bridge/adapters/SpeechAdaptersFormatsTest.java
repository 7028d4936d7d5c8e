package io.supportassistant.bridge.adapters;

import static io.supportassistant.bridge.adapters.SpeechRequests.each;
import static io.supportassistant.bridge.adapters.SpeechRequests.endpoint;
import static io.supportassistant.bridge.adapters.SpeechRequests.post;
import static io.supportassistant.bridge.adapters.SpeechRequests.segments;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.supportassistant.bridge.Requests;
import io.supportassistant.bridge.Verdict;
import io.supportassistant.events.Speaker;
import io.supportassistant.events.TranscriptGap;
import io.supportassistant.events.TranscriptSegment;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The forms in which services and their client libraries write a message. */
class SpeechAdaptersFormatsTest {

    // ---- formats of client libraries

    @ParameterizedTest
    @CsvSource({
        "google-node-client.json,i keep getting error 401 when i log in to the mobile"
                + " app,true,2.13",
        "google-python-snake.json,i keep getting error 401 when i log in to the mobile"
                + " app,true,2.13",
        "google-node-long.json,it broke,true,3.0",
        "google-python-v2.json,my bill is wrong,true,6.5",
        "google-node-interim.json,where is my,false,8.2"
    })
    void shouldReadGooglesObjects(String fixture, String text, boolean isFinal, double end) {
        TranscriptSegment segment =
                segments("google-stt", "", Requests.fixture("speech/" + fixture)).get(0);

        assertThat(segment.text()).isEqualTo(text);
        assertThat(segment.isFinal()).isEqualTo(isFinal);
        assertThat(segment.endTime()).isEqualTo(end);
        assertThat(segment.timeline()).isNotNull();
    }

    @Test
    void shouldReadGooglesChannelsAndWordsInEitherForm() {
        TranscriptSegment node =
                segments("google-stt", "", Requests.fixture("speech/google-node-long.json")).get(0);
        TranscriptSegment python =
                segments("google-stt", "", Requests.fixture("speech/google-python-v2.json")).get(0);

        assertThat(node.startTime()).isEqualTo(1.5);
        assertThat(node.speaker()).isEqualTo(Speaker.AGENT);
        assertThat(python.startTime()).isEqualTo(4.1);
        assertThat(python.speaker()).isEqualTo(Speaker.CUSTOMER);
    }

    // ---- other services

    @Test
    void shouldReadAzurePhrases() {
        TranscriptSegment phrase =
                segments("azure-speech", "", Requests.fixture("speech/azure-phrase.json")).get(0);
        TranscriptSegment hypothesis =
                segments("azure-speech", "", Requests.fixture("speech/azure-hypothesis.json"))
                        .get(0);

        assertThat(phrase.text()).isEqualTo("I keep getting error 401.");
        assertThat(phrase.speaker()).isEqualTo(Speaker.CUSTOMER);
        assertThat(phrase.startTime()).isEqualTo(1.24);
        assertThat(phrase.endTime()).isCloseTo(3.34, within(1e-9));
        assertThat(phrase.confidence()).isEqualTo(0.91);
        assertThat(hypothesis.isFinal()).isFalse();
        assertThat(hypothesis.segmentId()).isEqualTo(phrase.segmentId());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // A result and an event from JavaScript's JSON.stringify, and from the serializer
                // of .NET.
                """
                {"resultId":"r2","reason":3,"text":"Error 401.","offset":10000000,"duration":20000000}\
                """,
                """
                {"privResultId":"r2","privReason":3,"privText":"Error 401.","privOffset":10000000,
                 "privDuration":20000000,"privLanguage":"en-US"}\
                """,
                """
                {"privSessionId":"s","privOffset":10000000,"privResult":{"privResultId":"r2",
                 "privReason":3,"privText":"Error 401.","privOffset":10000000,"privDuration":20000000}}\
                """,
                """
                {"SessionId":"s","Result":{"ResultId":"r2","Reason":"RecognizedSpeech","Text":"Error 401.",
                 "OffsetInTicks":10000000,"Duration":"00:00:02"}}\
                """,
                """
                {"result_id":"r2","reason":"ResultReason.RecognizedSpeech","text":"Error 401.",
                 "offset":10000000,"duration":20000000}\
                """,
                """
                {"Text":"Error 401.","IsFinal":true,"Offset":10000000,"Duration":20000000}\
                """,
                """
                {"RecognitionStatus":"Success","DisplayText":"","NBest":[{"Lexical":"Error 401."}],
                 "Offset":10000000,"Duration":20000000}\
                """
            })
    void shouldReadTheResultsOfAzuresSdk(String result) {
        TranscriptSegment segment = segments("azure-speech", "?session=s", result).get(0);

        assertThat(segment.text()).isEqualTo("Error 401.");
        assertThat(segment.isFinal()).isTrue();
        assertThat(segment.startTime()).isEqualTo(1.0);
        assertThat(segment.endTime()).isEqualTo(3.0);
    }

    @Test
    void shouldGiveAHypothesisOfTheAzureSdkTheIdOfItsResult() {
        String form =
                """
                {"sessionId":"s","result":{"resultId":"%s","reason":%d,"text":"%s","offset":10000000,
                 "duration":20000000,"speakerId":"%s"}}\
                """;
        TranscriptSegment hypothesis =
                segments("azure-speech", "", form.formatted("r1", 2, "error", "Unknown")).get(0);
        TranscriptSegment whole =
                segments("azure-speech", "", form.formatted("r2", 3, "Error 401.", "Guest-1"))
                        .get(0);

        assertThat(hypothesis.isFinal()).isFalse();
        assertThat(hypothesis.speaker()).isEqualTo(Speaker.UNKNOWN);
        assertThat(whole.isFinal()).isTrue();
        assertThat(whole.segmentId()).isEqualTo(hypothesis.segmentId());
        assertThat(whole.timeline()).isEqualTo("s");
    }

    @Test
    void shouldReadAzureSdkResultsWithoutSpeech() {
        Verdict.Accepted accepted =
                post(
                                "azure-speech",
                                "",
                                """
                                [{"resultId":"1","reason":0,"text":""},
                                 {"resultId":"2","reason":1,"text":""},
                                 {"resultId":"3","reason":1,"errorDetails":"lost"},
                                 {"resultId":"4","reason":8,"text":"spoken by a machine"}]\
                                """)
                        .acceptedBy(endpoint("azure-speech"));

        assertThat(accepted.unmapped()).hasSize(2);
        assertThat(accepted.events()).singleElement().isInstanceOf(TranscriptGap.class);
        assertThat(accepted.unusable()).hasSize(1);
    }

    @Test
    void shouldReadAnAzureBatchAndSetAsideUnreadablePhrases() {
        Verdict.Accepted accepted =
                post("azure-speech", "", Requests.fixture("speech/azure-batch.json"))
                        .acceptedBy(endpoint("azure-speech"));

        assertThat(accepted.events())
                .extracting(event -> ((TranscriptSegment) event).speaker())
                .containsExactly(Speaker.CUSTOMER, Speaker.AGENT);
        assertThat(accepted.events())
                .extracting(event -> ((TranscriptSegment) event).startTime())
                .containsExactly(0.5, 3.0);
        assertThat(accepted.unusable()).hasSize(1);
    }

    @Test
    void shouldReadAnAzureConversation() {
        TranscriptSegment guest =
                segments("azure-speech", "", Requests.fixture("speech/azure-conversation.json"))
                        .get(0);

        assertThat(guest.track()).endsWith("voice:Guest-1");
        assertThat(
                        segments(
                                        "azure-speech",
                                        "?speakers=guest-1:agent",
                                        Requests.fixture("speech/azure-conversation.json"))
                                .get(0)
                                .speaker())
                .isEqualTo(Speaker.AGENT);
    }

    @Test
    void shouldReadTranscribe() {
        List<TranscriptSegment> channels =
                segments(
                        "amazon-transcribe",
                        "",
                        Requests.fixture("speech/transcribe-channels.json"));
        List<TranscriptSegment> voices =
                segments(
                        "amazon-transcribe",
                        "",
                        Requests.fixture("speech/transcribe-speakers.json"));

        assertThat(channels)
                .extracting(TranscriptSegment::speaker)
                .containsExactly(Speaker.CUSTOMER, Speaker.AGENT);
        assertThat(channels).extracting(TranscriptSegment::isFinal).containsExactly(true, false);
        assertThat(voices)
                .extracting(TranscriptSegment::text)
                .containsExactly("What is the error?", "It says 401.");
        assertThat(voices.get(1).startTime()).isEqualTo(6.5);
        assertThat(
                        segments(
                                        "amazon-transcribe",
                                        "?speaker=customer",
                                        Requests.fixture("speech/transcribe-python.json"))
                                .get(0)
                                .text())
                .isEqualTo("the app crashes");
        TranscriptSegment utterance =
                segments(
                                "amazon-transcribe",
                                "",
                                Requests.fixture("speech/transcribe-utterance.json"))
                        .get(0);
        assertThat(utterance.speaker()).isEqualTo(Speaker.AGENT);
        assertThat(utterance.startTime()).isEqualTo(1.5);
    }

    @Test
    void shouldReadTranscribeFieldsInLowerCamelCase() {
        String form =
                """
                {"transcript":{"results":[{"resultId":"r1","startTime":0.1,"endTime":2,"isPartial":%s,
                 "channelId":"ch_0","languageCode":"en-US","alternatives":[{"transcript":"%s",
                 "items":[{"content":"%s","type":"pronunciation","startTime":0.1}]}]}]}}\
                """;
        List<TranscriptSegment> all =
                each(
                        "amazon-transcribe",
                        List.of(
                                form.formatted(true, "I can", "I"),
                                form.formatted(false, "I can not log in", "I")));

        assertThat(all).extracting(TranscriptSegment::isFinal).containsExactly(false, true);
        assertThat(all)
                .extracting(TranscriptSegment::segmentId)
                .containsOnly(all.get(0).segmentId());
        assertThat(all).extracting(TranscriptSegment::startTime).containsOnly(0.1);
        assertThat(all).extracting(TranscriptSegment::language).containsOnly("en-US");
    }

    @Test
    void shouldReadWhisper() {
        List<TranscriptSegment> plain =
                segments(
                        "whisper",
                        "?speaker=customer&offset=30",
                        Requests.fixture("speech/whisper-segments.json"));
        List<TranscriptSegment> voices =
                segments("whisper", "", Requests.fixture("speech/whisper-voices.json"));
        List<TranscriptSegment> live =
                segments("whisper", "", Requests.fixture("speech/whisper-live.json"));

        assertThat(plain)
                .extracting(TranscriptSegment::text)
                .containsExactly("I get error 401.", "In the app.");
        assertThat(plain).extracting(TranscriptSegment::startTime).containsExactly(30.0, 32.4);
        assertThat(plain.get(0).confidence()).isCloseTo(0.9, within(0.01));
        assertThat(voices)
                .extracting(TranscriptSegment::text)
                .containsExactly("How can I help you?", "My card is broken.");
        assertThat(live).extracting(TranscriptSegment::isFinal).containsExactly(true, false);
        assertThat(segments("whisper", "", "{\"text\":\"hello\"}").get(0).text())
                .isEqualTo("hello");
    }

    @Test
    void shouldReadClockTimesOfWhisper() {
        List<TranscriptSegment> segments =
                segments(
                        "whisper",
                        "",
                        """
                        {"segments":[{"start":"00:01:01.500","end":"00:01:02,750","text":"Yes."},
                                     {"start":"62.8","end":63,"text":"No."}]}\
                        """);

        assertThat(segments).extracting(TranscriptSegment::startTime).containsExactly(61.5, 62.8);
        assertThat(segments).extracting(TranscriptSegment::endTime).containsExactly(62.75, 63.0);
    }

    // ---- messages without readable text

    @ParameterizedTest
    @CsvSource({
        "deepgram,'{\"type\":\"Turn\"}'",
        "deepgram,'{\"type\":\"Results\"}'",
        "deepgram,'{\"results\":{\"channels\":[]}}'",
        "assemblyai,'{\"type\":\"FinalTranscript\",\"text\":\"hi\"}'",
        "assemblyai,'{\"message_type\":\"FinalTranscript\",\"text\":\"hi\"}'",
        "assemblyai,'{\"type\":\"Turn\",\"turn_order\":1}'",
        "google-stt,'{\"transcript\":\"hi\"}'",
        "google-stt,'{\"result\":[{\"alternative\":[]}]}'",
        "azure-speech,'{\"RecognitionStatus\":\"Success\"}'",
        "azure-speech,'{\"speech\":\"hi\"}'",
        "amazon-transcribe,'{\"results\":{\"transcripts\":[]}}'",
        "amazon-transcribe,'{\"Transcript\":{}}'",
        "whisper,'{\"transcript\":\"hi\"}'",
        "whisper,'{\"segments\":[{\"id\":1}]}'"
    })
    void shouldSetAsideUnreadableMessages(String source, String message) {
        Verdict.Accepted accepted = post(source, "", message).acceptedBy(endpoint(source));

        assertThat(accepted.events()).isEmpty();
        assertThat(accepted.unmapped()).isEmpty();
        assertThat(accepted.unusable()).hasSize(1);
        assertThat(accepted.unusable().get(0).reason()).isNotBlank().doesNotContain("\"hi\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"offset=295,5", "offset=NaN", "offset=soon", "speaker=nobody"})
    void shouldRefuseAnAddressWithAnInvalidParameter(String query) {
        String message = "{\"segments\":[{\"start\":1,\"end\":2,\"text\":\"hello\"}]}";

        assertThat(post("whisper", "?" + query, message).refusedBy(endpoint("whisper")).status())
                .isEqualTo(400);
    }
}

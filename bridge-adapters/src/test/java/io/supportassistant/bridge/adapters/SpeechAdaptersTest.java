package io.supportassistant.bridge.adapters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.supportassistant.bridge.Adapter;
import io.supportassistant.bridge.AdapterEndpoint;
import io.supportassistant.bridge.Requests;
import io.supportassistant.bridge.Verdict;
import io.supportassistant.bridge.amazonconnect.ContactLensAdapter;
import io.supportassistant.events.Speaker;
import io.supportassistant.events.TranscriptGap;
import io.supportassistant.events.TranscriptSegment;
import io.supportassistant.settings.Settings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Speech services as in production: reconnects, several voices in one channel, other formats. */
class SpeechAdaptersTest {

    private static Adapter endpoint(String source, String... more) {
        Map<String, String> settings = new HashMap<>(MutatedRequests.OPEN);
        for (int i = 0; i < more.length; i += 2) {
            settings.put(more[i], more[i + 1]);
        }
        return Adapters.open(Settings.of(settings)).stream()
                .map(AdapterEndpoint::adapter)
                .filter(adapter -> adapter.source().equals(source))
                .findFirst()
                .orElseThrow();
    }

    private static Requests post(String source, String query, String json) {
        return Requests.post("/webhooks/" + source + "/call-1" + query).json(json);
    }

    private static List<TranscriptSegment> segments(Verdict.Accepted accepted) {
        assertThat(accepted.unusable()).isEmpty();
        return accepted.events().stream().map(TranscriptSegment.class::cast).toList();
    }

    private static List<TranscriptSegment> segments(
            String source, String query, String json, String... settings) {
        return segments(post(source, query, json).acceptedBy(endpoint(source, settings)));
    }

    private static List<String> lines(String fixture) {
        return Requests.fixture("speech/" + fixture).lines().toList();
    }

    private static List<TranscriptSegment> each(String source, List<String> messages) {
        List<TranscriptSegment> all = new ArrayList<>();
        messages.forEach(message -> all.addAll(segments(source, "", message)));
        return all;
    }

    // ---- sessions that restart

    @Test
    void shouldKeepAllSegmentsWhenAssemblyAiReconnects() {
        List<TranscriptSegment> all = each("assemblyai", lines("assemblyai-reconnect.jsonl"));

        assertThat(all)
                .extracting(TranscriptSegment::text)
                .containsExactly(
                        "hi my name is carl",
                        "i bought a thermostat last month",
                        "and now it shows error e27 and the heating stops",
                        "what should i do");
        assertThat(all).extracting(TranscriptSegment::segmentId).doesNotHaveDuplicates();
        assertThat(each("assemblyai", lines("assemblyai-reconnect.jsonl")))
                .as("a retry has the same ids")
                .isEqualTo(all);
    }

    private static String turn(int order, long start, String text, boolean formatted) {
        String first = text.split(" ")[0];
        return """
        {"type":"Turn","turn_order":%d,"end_of_turn":true,"turn_is_formatted":%s,
         "transcript":"%s","words":[{"text":"%s","start":%d,"end":%d}]}\
        """
                .formatted(order, formatted, text, first, start, start + 300);
    }

    @Test
    void shouldGiveTheFormattedTurnTheIdOfTheTurn() {
        TranscriptSegment plain = segments("assemblyai", "", turn(0, 900, "hi my", false)).get(0);
        TranscriptSegment formatted =
                segments("assemblyai", "", turn(0, 900, "Hi, my.", true)).get(0);

        assertThat(formatted.segmentId()).isEqualTo(plain.segmentId());
        assertThat(segments("assemblyai", "", turn(0, 900, "yes", false)).get(0).segmentId())
                .as("another session that begins at the same moment")
                .isNotEqualTo(plain.segmentId());
    }

    @ParameterizedTest
    @ValueSource(strings = {"?session=%s", "?speaker=customer&session=%s"})
    void shouldDistinguishSessionsByTheForwardersSessionId(String query) {
        String same = turn(0, 500, "yes", false);
        TranscriptSegment first = segments("assemblyai", query.formatted("s-1"), same).get(0);
        TranscriptSegment second = segments("assemblyai", query.formatted("s-2"), same).get(0);
        String inBody = same.replace("\"type\"", "\"session_id\":\"s-1\",\"type\"");

        assertThat(first.segmentId()).isNotEqualTo(second.segmentId());
        assertThat(List.of(first.timeline(), second.timeline())).containsExactly("s-1", "s-2");
        assertThat(segments("assemblyai", query.split("session")[0], inBody).get(0).segmentId())
                .isEqualTo(first.segmentId());
    }

    @Test
    void shouldKeepAllSegmentsWhenDeepgramReconnects() {
        List<TranscriptSegment> all = each("deepgram", lines("deepgram-reconnect.jsonl"));

        assertThat(all).hasSize(5);
        assertThat(all).extracting(TranscriptSegment::segmentId).doesNotHaveDuplicates();
        assertThat(all)
                .extracting(TranscriptSegment::timeline)
                .containsExactly("r1", "r1", "r1", "r2", "r2");
    }

    /** The first result of every connection starts at zero. */
    @Test
    void shouldDistinguishDeepgramSessionsWithoutARequestId() {
        String result =
                """
                {"type":"Results","channel_index":[0,2],"start":0.0,"duration":2,"is_final":true,
                 "channel":{"alternatives":[{"transcript":"%s","confidence":0.9,"words":[]}]}}\
                """;
        List<TranscriptSegment> all =
                each("deepgram", List.of(result.formatted("hello"), result.formatted("it broke")));

        assertThat(all).extracting(TranscriptSegment::segmentId).doesNotHaveDuplicates();
        assertThat(all).extracting(TranscriptSegment::timeline).containsOnlyNulls();
    }

    @ParameterizedTest
    @CsvSource({
        "google-stt,'{\"results\":[{\"alternatives\":[{\"transcript\":\"%s\"}],\"isFinal\":true,\"resultEndTime\":\"2s\"}]}'",
        "azure-speech,'{\"RecognitionStatus\":\"Success\",\"Offset\":1000000,\"Duration\":20000000,\"DisplayText\":\"%s\"}'",
        "amazon-transcribe,'{\"Transcript\":{\"Results\":[{\"StartTime\":0.1,\"EndTime\":2,\"IsPartial\":false,\"Alternatives\":[{\"Transcript\":\"%s\"}]}]}}'",
        "whisper,'{\"segments\":[{\"id\":0,\"start\":0.0,\"end\":2.0,\"text\":\"%s\"}]}'"
    })
    void shouldLoseNothingWhenCountersAndClocksRestart(String source, String form) {
        List<TranscriptSegment> all =
                each(source, List.of(form.formatted("hello"), form.formatted("it broke")));

        assertThat(all).hasSize(2);
        assertThat(all).extracting(TranscriptSegment::segmentId).doesNotHaveDuplicates();
        assertThat(segments(source, "", form.formatted("hello"))).containsExactly(all.get(0));
        assertThat(segments(source, "?offset=60", form.formatted("hello")).get(0).segmentId())
                .as("said again, later")
                .isNotEqualTo(all.get(0).segmentId());
    }

    @ParameterizedTest
    @CsvSource({
        "whisper,'{\"text\":\"Yes.\"}'",
        "whisper,'{\"segments\":[{\"id\":0,\"text\":\"Yes.\"}]}'",
        "azure-speech,'{\"RecognitionStatus\":\"Success\",\"DisplayText\":\"Yes.\"}'",
        "deepgram,'{\"type\":\"Results\",\"channel\":{\"alternatives\":[{\"transcript\":\"Yes.\"}]}}'",
        "amazon-transcribe,'{\"Transcript\":{\"Results\":[{\"IsPartial\":false,\"Alternatives\":[{\"Transcript\":\"Yes.\"}]}]}}'"
    })
    void shouldKeepARepeatedSentenceWithoutATime(String source, String message) {
        assertThat(each(source, List.of(message, message)))
                .extracting(TranscriptSegment::segmentId)
                .doesNotHaveDuplicates();
        assertThat(post(source, "", message).acceptedBy(endpoint(source)).deliveryId())
                .as("no delivery is taken for another")
                .isNull();
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
    void shouldDistinguishVoicesOnTheSingleChannelOfTranscribe() {
        String result =
                """
                {"Transcript":{"Results":[{"ResultId":"r1","StartTime":0,"EndTime":2,"ChannelId":"ch_0",
                 "IsPartial":false,"Alternatives":[{"Transcript":"hello there hi","Items":[
                 {"Content":"hello","StartTime":0,"Speaker":"0"},
                 {"Content":"there","StartTime":0.5,"Speaker":"0"},
                 {"Content":"hi","StartTime":1,"Speaker":"1"}]}]}]}}\
                """;

        assertThat(segments("amazon-transcribe", "", result))
                .extracting(TranscriptSegment::text)
                .containsExactly("hello there", "hi");
    }

    @Test
    void shouldUseTheIdsOfContactLensSegments() {
        String record =
                """
                {"EventType":"SEGMENTS","ContactId":"c","Segments":[{"Transcript":{"Id":"%s",
                 "ParticipantRole":"CUSTOMER","Content":"hi","BeginOffsetMillis":0,
                 "EndOffsetMillis":900}}]}\
                """;
        Adapter contactLens = new ContactLensAdapter(request -> true);
        List<String> ids =
                Stream.of("t-1", "t-2")
                        .map(
                                id ->
                                        Requests.post("/webhooks/amazon-connect")
                                                .json(record.formatted(id)))
                        .map(request -> request.eventBy(contactLens, TranscriptSegment.class))
                        .map(TranscriptSegment::segmentId)
                        .toList();

        assertThat(ids).containsExactly("t-1", "t-2");
    }

    // ---- voices

    @Test
    void shouldSplitADeepgramResultWhereTheVoiceChanges() {
        String mono = Requests.fixture("speech/deepgram-diarized-mono.json");
        List<TranscriptSegment> both = segments("deepgram", "", mono);

        assertThat(both)
                .extracting(TranscriptSegment::text)
                .containsExactly(
                        "okay and what does it say", "it says error 401 in the mobile app");
        assertThat(both)
                .extracting(TranscriptSegment::track)
                .containsExactly("rd:voice:1", "rd:voice:0");
        assertThat(both)
                .as("whose voice it is, is learned")
                .extracting(TranscriptSegment::speaker)
                .containsOnly(Speaker.UNKNOWN);
        assertThat(both).extracting(TranscriptSegment::segmentId).doesNotHaveDuplicates();
        assertThat(both.get(0).startTime()).isEqualTo(10.0);
        // six of fourteen words, in six seconds
        assertThat(both.get(1).startTime()).isCloseTo(12.571, within(0.001));
        assertThat(both.get(1).endTime()).isEqualTo(16.0);
    }

    @ParameterizedTest
    @CsvSource({
        "'',customer;agent,AGENT,CUSTOMER",
        "?speakers=0:customer;1:agent,'',AGENT,CUSTOMER",
        "?speakers=1:kunde;0:mitarbeiter,customer;agent,CUSTOMER,AGENT",
        "?speaker=agent,'',AGENT,AGENT"
    })
    void shouldUseTheConfiguredRolesOfVoices(
            String query, String setting, Speaker first, Speaker second) {
        String mono = Requests.fixture("speech/deepgram-diarized-mono.json");
        String[] settings =
                setting.isEmpty()
                        ? new String[0]
                        : new String[] {"DEEPGRAM_SPEAKERS", setting.replace(';', ',')};

        assertThat(segments("deepgram", query.replace(';', ','), mono, settings))
                .extracting(TranscriptSegment::speaker)
                .containsExactly(first, second);
    }

    private static String words(String channelIndex, String words) {
        return """
        {"type":"Results","channel_index":%s,"start":4.0,"duration":4.0,"is_final":true,
         "channel":{"alternatives":[{"transcript":"a b c d","words":[%s]}]},
         "metadata":{"request_id":"r"}}\
        """
                .formatted(channelIndex, words);
    }

    private static String word(String word, double start, String speaker) {
        return "{\"word\":\"%s\",\"start\":%s%s}"
                .formatted(word, start, speaker == null ? "" : ",\"speaker\":" + speaker);
    }

    @Test
    void shouldSplitByTheTimesOfWordsIfTheyArePlausible() {
        String result =
                words(
                        "[0,1]",
                        String.join(
                                ",",
                                word("a", 4.1, "0"),
                                word("b", 4.5, null),
                                word("c", 6.2, "1"),
                                word("d", 7.1, "0")));
        List<TranscriptSegment> runs = segments("deepgram", "", result);

        assertThat(runs).extracting(TranscriptSegment::text).containsExactly("a b", "c", "d");
        assertThat(runs).extracting(TranscriptSegment::startTime).containsExactly(4.0, 6.2, 7.1);
        assertThat(runs).extracting(TranscriptSegment::endTime).containsExactly(6.2, 7.1, 8.0);
    }

    @Test
    void shouldKeepTextThatIsMissingFromTheWords() {
        String result = words("[0,1]", word("a", 4.1, "0") + "," + word("b", 4.5, "1"));

        assertThat(segments("deepgram", "", result))
                .extracting(TranscriptSegment::text)
                .containsExactly("a", "b c d");
    }

    @Test
    void shouldGiveAnInterimResultSplitAtAnotherWordTheFinalIds() {
        String a = word("a", 4.1, "0");
        String d = word("c", 6.2, "1") + "," + word("d", 7.1, "1");
        String whole = words("[0,1]", a + "," + word("b", 4.5, "0") + "," + d);
        String interim =
                words("[0,1]", a + "," + word("b", 4.5, "1") + "," + d)
                        .replace("\"is_final\":true", "\"is_final\":false");

        List<TranscriptSegment> before = segments("deepgram", "", interim);
        List<TranscriptSegment> after = segments("deepgram", "", whole);

        assertThat(before).extracting(TranscriptSegment::text).containsExactly("a", "b c d");
        assertThat(after).extracting(TranscriptSegment::text).containsExactly("a b", "c d");
        assertThat(after.stream().map(TranscriptSegment::segmentId).toList())
                .isEqualTo(before.stream().map(TranscriptSegment::segmentId).toList());
    }

    @Test
    void shouldUseTheChannelIfThereAreSeveral() {
        String result = words("[1,2]", word("a", 4.1, "0") + "," + word("b", 4.5, "1"));
        TranscriptSegment whole = segments("deepgram", "", result).get(0);

        assertThat(whole.text()).isEqualTo("a b c d");
        assertThat(whole.speaker()).isEqualTo(Speaker.AGENT);
    }

    @Test
    void shouldNotSplitOneVoice() {
        String result = words("[0,1]", word("a", 4.1, "1") + "," + word("b", 4.5, "1"));

        assertThat(segments("deepgram", "", result))
                .extracting(TranscriptSegment::text)
                .containsExactly("a b c d");
    }

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
    @ValueSource(
            strings = {"?speaker=klingon", "?speakers=0", "?speakers=0:klingon", "?speakers=:"})
    void shouldRefuseAnInvalidAddress(String query) {
        assertThat(
                        post(
                                        "deepgram",
                                        query,
                                        Requests.fixture("speech/deepgram-diarized-mono.json"))
                                .refusedBy(endpoint("deepgram"))
                                .status())
                .isEqualTo(400);
    }
}

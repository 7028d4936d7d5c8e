package io.supportassistant.bridge.adapters;

import static io.supportassistant.bridge.adapters.SpeechRequests.each;
import static io.supportassistant.bridge.adapters.SpeechRequests.endpoint;
import static io.supportassistant.bridge.adapters.SpeechRequests.post;
import static io.supportassistant.bridge.adapters.SpeechRequests.segments;
import static org.assertj.core.api.Assertions.assertThat;

import io.supportassistant.bridge.Adapter;
import io.supportassistant.bridge.Requests;
import io.supportassistant.bridge.amazonconnect.ContactLensAdapter;
import io.supportassistant.events.TranscriptSegment;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Ids of segments: services reconnect, and their counters and clocks restart. */
class SpeechAdaptersSessionsTest {

    private static List<String> lines(String fixture) {
        return Requests.fixture("speech/" + fixture).lines().toList();
    }

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
}

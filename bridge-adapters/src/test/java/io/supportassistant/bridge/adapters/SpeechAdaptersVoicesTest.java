package io.supportassistant.bridge.adapters;

import static io.supportassistant.bridge.adapters.SpeechRequests.endpoint;
import static io.supportassistant.bridge.adapters.SpeechRequests.post;
import static io.supportassistant.bridge.adapters.SpeechRequests.segments;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.supportassistant.bridge.Requests;
import io.supportassistant.events.Speaker;
import io.supportassistant.events.TranscriptSegment;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Several voices in one channel, and whose they are. */
class SpeechAdaptersVoicesTest {

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
}

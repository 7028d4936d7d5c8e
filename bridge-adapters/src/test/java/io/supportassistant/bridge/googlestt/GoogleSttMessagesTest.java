package io.supportassistant.bridge.googlestt;

import static org.assertj.core.api.Assertions.assertThat;

import io.supportassistant.bridge.Adapter;
import io.supportassistant.bridge.Requests;
import io.supportassistant.bridge.Verdict;
import io.supportassistant.events.SessionIds;
import io.supportassistant.events.Speaker;
import io.supportassistant.events.TranscriptSegment;
import io.supportassistant.settings.Settings;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GoogleSttMessagesTest {

    private static final String CALL = "/webhooks/google-stt/call-1";

    private static Adapter google(Map<String, String> more) {
        Map<String, String> settings = new HashMap<>(more);
        settings.put("GOOGLE_STT_UNSIGNED", "accept");
        return GoogleSttMessages.adapter(Settings.of(settings)).orElseThrow();
    }

    private static TranscriptSegment segment(String target, String response) {
        return Requests.post(target)
                .json(response)
                .eventBy(google(Map.of()), TranscriptSegment.class);
    }

    private static List<TranscriptSegment> segments(String response) {
        return Requests.post(CALL).json(response).acceptedBy(google(Map.of())).events().stream()
                .map(TranscriptSegment.class::cast)
                .toList();
    }

    @Test
    void shouldReadTheResponsesOfAStream() {
        String responses = Requests.fixture("googlestt/responses.json");
        Verdict.Accepted accepted =
                Requests.post(CALL).json(responses).acceptedBy(google(Map.of()));

        assertThat(accepted.unusable()).isEmpty();
        assertThat(accepted.unmapped()).hasSize(1);
        assertThat(segments(responses))
                .extracting(TranscriptSegment::text)
                .containsExactly(
                        "I keep getting air for",
                        "I keep getting error 401 when I log in.",
                        "let me",
                        "Let me check that.");
        assertThat(segments(responses))
                .extracting(TranscriptSegment::isFinal)
                .containsExactly(false, true, false, true);
        assertThat(segments(responses))
                .extracting(TranscriptSegment::speaker)
                .containsExactly(Speaker.CUSTOMER, Speaker.CUSTOMER, Speaker.AGENT, Speaker.AGENT);
        assertThat(segments(responses))
                .extracting(TranscriptSegment::segmentId)
                .doesNotHaveDuplicates();
        TranscriptSegment whole = segments(responses).get(1);
        assertThat(whole.sessionId()).isEqualTo(SessionIds.session("generic", "call-1"));
        assertThat(whole.startTime()).isEqualTo(10.5);
        assertThat(whole.endTime()).isEqualTo(15.2);
        assertThat(whole.confidence()).isEqualTo(0.94);
        assertThat(whole.language()).isEqualTo("en-us");
        assertThat(whole.track()).isEqualTo("1");
        assertThat(whole.sequence()).isEqualTo(15_200);
    }

    @Test
    void shouldReadVersionOne() {
        TranscriptSegment whole =
                segment(
                        CALL,
                        """
                        {"requestId": "7001", "results": [{"isFinal": true, "resultEndTime": "15.2s",
                         "channelTag": 2, "languageCode": "en-us", "alternatives": [{"transcript":
                         "error 401", "confidence": 0, "words": [{"startTime": "10.500s", "word": "error"}]}]}]}\
                        """);

        assertThat(whole.isFinal()).isTrue();
        assertThat(whole.speaker()).isEqualTo(Speaker.AGENT);
        assertThat(whole.startTime()).isEqualTo(10.5);
        assertThat(whole.endTime()).isEqualTo(15.2);
        assertThat(whole.confidence()).as("zero means none").isNull();
    }

    /** A result with the text "hi". */
    private static String result(String fields) {
        return "{\"results\":[{\"alternatives\":[{\"transcript\":\"hi\"}]" + fields + "}]}";
    }

    @Test
    void shouldGiveAnInterimResultTheIdOfItsFinalOneIfWordsHaveTimes() {
        String form =
                "{\"results\":[{\"alternatives\":[{\"transcript\":\"%s\",\"words\":[{\"startOffset\":\"1.5s\"}]}],\"isFinal\":%s,\"resultEndOffset\":\"%s\"}]}";
        TranscriptSegment interim = segment(CALL, form.formatted("error four", false, "2.1s"));
        TranscriptSegment whole = segment(CALL, form.formatted("error 401", true, "2.9s"));

        assertThat(interim.segmentId()).isEqualTo(whole.segmentId());
        assertThat(interim.isFinal()).isFalse();
        assertThat(whole.isFinal()).isTrue();
    }

    @Test
    void shouldReadTheEndIfWordsHaveNoTimes() {
        TranscriptSegment segment = segment(CALL, result(",\"resultEndOffset\":\"12s\""));

        assertThat(segment.startTime()).isNull();
        assertThat(segment.endTime()).isEqualTo(12.0);
        assertThat(segment.isFinal()).isFalse();
    }

    @Test
    void shouldDistinguishStreamsOfACall() {
        String response = result(",\"resultEndOffset\":\"12.3s\",\"isFinal\":true");
        TranscriptSegment first = segment(CALL + "?speaker=agent", response);
        TranscriptSegment second = segment(CALL + "?speaker=agent&offset=290.5", response);
        TranscriptSegment other = segment(CALL + "?speaker=customer", response);

        assertThat(first.speaker()).isEqualTo(Speaker.AGENT);
        assertThat(other.speaker()).isEqualTo(Speaker.CUSTOMER);
        assertThat(first.endTime()).isEqualTo(12.3);
        assertThat(second.endTime()).isEqualTo(302.8);
        assertThat(List.of(first.segmentId(), second.segmentId(), other.segmentId()))
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @CsvSource({"1,AGENT", "2,CUSTOMER", "3,UNKNOWN", "0,UNKNOWN", "x,UNKNOWN"})
    void shouldReadTheSpeakerFromTheChannel(String channel, Speaker speaker) {
        String response =
                result(",\"resultEndOffset\":\"1s\",\"channelTag\":\"%s\"".formatted(channel));

        assertThat(
                        Requests.post(CALL)
                                .json(response)
                                .eventBy(
                                        google(Map.of("GOOGLE_STT_SPEAKERS", "agent,customer")),
                                        TranscriptSegment.class)
                                .speaker())
                .isEqualTo(speaker);
    }

    /** A word of a voice, one second after the previous one. */
    private static String word(int second, String word, int voice) {
        return "{\"startTime\":\"%ds\",\"endTime\":\"%ds\",\"word\":\"%s\",\"speakerTag\":%d}"
                .formatted(second, second + 1, word, voice);
    }

    private static String diarized(String transcript, int end, boolean isFinal, String... words) {
        return """
        {"requestId":"7","results":[{"isFinal":%s,"resultEndTime":"%ds","alternatives":[
         {"transcript":"%s","words":[%s]}]}]}\
        """
                .formatted(isFinal, end, transcript, String.join(",", words));
    }

    @Test
    void shouldSelectTheWordsOfTheResultFromAllWords() {
        String[] all = {
            word(0, "hello", 1), word(1, "yes?", 1), word(3, "Hi,", 2), word(4, "yes?", 2),
            word(6, "error", 2), word(7, "401", 2), word(8, "again.", 2), word(9, "sorry", 1)
        };
        String voices = CALL + "?speakers=2:customer,1:agent";
        TranscriptSegment first =
                segment(voices, diarized("hello yes?", 2, true, Arrays.copyOf(all, 2)));
        TranscriptSegment second =
                segment(voices, diarized(" hi yes?", 5, true, Arrays.copyOf(all, 4)));
        List<TranscriptSegment> third =
                Requests.post(voices)
                        .json(diarized(" error 401 again. sorry", 10, true, all))
                        .acceptedBy(google(Map.of()))
                        .events()
                        .stream()
                        .map(TranscriptSegment.class::cast)
                        .toList();

        assertThat(first.speaker()).isEqualTo(Speaker.AGENT);
        assertThat(second.text()).isEqualTo("hi yes?");
        assertThat(second.speaker()).isEqualTo(Speaker.CUSTOMER);
        assertThat(second.startTime()).isEqualTo(3.0);
        assertThat(third)
                .extracting(TranscriptSegment::text)
                .containsExactly("error 401 again.", "sorry");
        assertThat(third)
                .extracting(TranscriptSegment::speaker)
                .containsExactly(Speaker.CUSTOMER, Speaker.AGENT);
        assertThat(third).extracting(TranscriptSegment::startTime).containsExactly(6.0, 9.0);
        assertThat(
                        List.of(
                                first.segmentId(),
                                second.segmentId(),
                                third.get(0).segmentId(),
                                third.get(1).segmentId()))
                .doesNotHaveDuplicates();
    }

    @Test
    void shouldGiveAnInterimDiarizedResultTheIdOfItsFinalOne() {
        String[] all = {word(0, "hi", 1), word(2, "error", 1), word(3, "401", 1)};
        TranscriptSegment interim =
                segment(CALL, diarized("error", 3, false, Arrays.copyOf(all, 2)));
        TranscriptSegment whole = segment(CALL, diarized("error 401", 4, true, all));

        assertThat(interim.segmentId()).isEqualTo(whole.segmentId());
        assertThat(whole.text()).isEqualTo("error 401");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"results\":[]}",
                "{\"speechEventType\":\"END_OF_SINGLE_UTTERANCE\"}",
                "{\"metadata\":{\"totalBilledDuration\":\"5s\"}}"
            })
    void shouldIgnoreResponsesWithoutSpeech(String response) {
        Verdict.Accepted accepted = Requests.post(CALL).json(response).acceptedBy(google(Map.of()));

        assertThat(accepted.unmapped()).hasSize(1);
        assertThat(accepted.events()).isEmpty();
        assertThat(accepted.unusable()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ",\"resultEndOffset\":\"12.3\"", ",\"resultEndOffset\":\"soon\""})
    void shouldSetAsideAResultWithoutATimeAndKeepTheOthers(String fields) {
        String right = "{\"alternatives\":[{\"transcript\":\"hi\"}],\"resultEndOffset\":\"1s\"}";
        String wrong = "{\"isFinal\":true,\"alternatives\":[{\"transcript\":\"you\"}]" + fields;
        Verdict.Accepted accepted =
                Requests.post(CALL)
                        .json("{\"results\":[" + wrong + "}," + right + "]}")
                        .acceptedBy(google(Map.of()));

        assertThat(accepted.unusable()).hasSize(1);
        assertThat(accepted.unusable().get(0).reason()).contains("resultEndOffset");
        assertThat(accepted.events()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"results\":{}}", "{\"results\":\"hi\"}", "[17]"})
    void shouldSetAsideOtherJson(String response) {
        assertThat(Requests.post(CALL).json(response).acceptedBy(google(Map.of())).unusable())
                .hasSize(1);
    }
}

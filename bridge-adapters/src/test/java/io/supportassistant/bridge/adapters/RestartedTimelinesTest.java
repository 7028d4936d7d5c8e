package io.supportassistant.bridge.adapters;

import static io.supportassistant.bridge.adapters.SpeechRequests.segments;
import static org.assertj.core.api.Assertions.assertThat;

import io.supportassistant.events.CallClock;
import io.supportassistant.events.TranscriptSegment;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A recogniser that reconnects in the middle of a call counts from zero again. */
class RestartedTimelinesTest {

    private static final Instant START = Instant.parse("2026-11-22T10:00:00Z");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "assemblyai |"
                    + " {'type':'Turn','turn_order':0,'end_of_turn':true,'transcript':'TEXT','words':[{'text':'TEXT','start':START000,'end':END000}]}",
                "deepgram |"
                    + " {'type':'Results','channel_index':[0,2],'start':START,'duration':2,'is_final':true,'channel':{'alternatives':[{'transcript':'TEXT','words':[]}]}}",
                "google-stt |"
                    + " {'results':[{'isFinal':true,'alternatives':[{'transcript':'TEXT','words':[{'word':'TEXT','startOffset':'STARTs','endOffset':'ENDs'}]}]}]}",
                "azure-speech |"
                    + " {'RecognitionStatus':'Success','Offset':START0000000,'Duration':20000000,'DisplayText':'TEXT'}",
                "amazon-transcribe |"
                    + " {'Transcript':{'Results':[{'StartTime':START,'EndTime':END,'IsPartial':false,'Alternatives':[{'Transcript':'TEXT'}]}]}}",
                "whisper | {'segments':[{'id':0,'start':START,'end':END,'text':'TEXT'}]}"
            })
    void shouldCountOnFromTheSpeechBefore(String source, String form) {
        CallClock clock = new CallClock(List.of());
        TranscriptSegment before = heard(source, form, "hello", 100, 102);
        TranscriptSegment after = heard(source, form, "it broke", 1, 130);

        double start = before.startTime() + clock.offsetMs(before) / 1e3;
        double restarted = after.startTime() + clock.offsetMs(after) / 1e3;

        assertThat(start).isEqualTo(100);
        assertThat(restarted).as("spoken 28 s later").isBetween(127.0, 129.0);
    }

    private static TranscriptSegment heard(
            String source, String form, String text, int start, int receivedAfterSeconds) {
        String message =
                form.replace('\'', '"')
                        .replace("TEXT", text)
                        .replace("START", String.valueOf(start))
                        .replace("END", String.valueOf(start + 2));
        TranscriptSegment one = segments(source, "", message).get(0);
        return new TranscriptSegment(
                one.sessionId(),
                one.occurredAt(),
                one.source(),
                one.callId(),
                one.segmentId(),
                one.speaker(),
                one.text(),
                one.startTime(),
                one.endTime(),
                one.confidence(),
                one.isFinal(),
                START.plusSeconds(receivedAfterSeconds),
                one.track(),
                one.sequence(),
                one.language(),
                one.timeline());
    }
}

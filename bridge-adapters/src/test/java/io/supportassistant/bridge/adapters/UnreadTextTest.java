package io.supportassistant.bridge.adapters;

import static org.assertj.core.api.Assertions.assertThat;

import io.supportassistant.bridge.Adapter;
import io.supportassistant.bridge.AdapterEndpoint;
import io.supportassistant.bridge.Requests;
import io.supportassistant.bridge.Verdict;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A text in a field that no adapter reads must be kept and reported; silence must not. */
class UnreadTextTest {

    private static Verdict.Accepted sent(String path, String json) {
        String source = path.split("/")[0];
        Adapter endpoint =
                MutatedRequests.ENDPOINTS.stream()
                        .map(AdapterEndpoint::adapter)
                        .filter(adapter -> adapter.source().equals(source))
                        .findFirst()
                        .orElseThrow();
        return Requests.post("/webhooks/" + path)
                .json(json.replace('\'', '"'))
                .acceptedBy(endpoint);
    }

    private static String genesys(String topic, String fields) {
        return "{'topicName':'v2.conversations.g."
                + topic
                + "','eventBody':{'conversationId':'g'"
                + fields
                + "}}";
    }

    private static String digital(String body) {
        return "{'eventType':'MESSAGES','engagementId':'a','messageId':'m','senderParticipantType':'CUSTOMER','body':"
                + body
                + "}";
    }

    private static String saved(String body) {
        return "{'messages':[{'messageTimestamp':'2026-01-15T10:00:00Z','senderParticipantType':'AGENT','senderParticipantId':'p','body':"
                + body
                + "}]}";
    }

    private static String lens(String segments) {
        return "{'EventType':'SEGMENTS','ContactId':'c','Segments':" + segments + "}";
    }

    private static String google(String alternative) {
        return "{'results':[{'isFinal':true,'resultEndTime':'2s','alternatives':"
                + alternative
                + "}]}";
    }

    private static String azure(String fields) {
        return "{'RecognitionStatus':'Success','Offset':1,'Duration':2," + fields + "}";
    }

    private static String deepgram(String alternative) {
        return "{'type':'Results','start':1,'duration':1,'channel':{'alternatives':["
                + alternative
                + "]}}";
    }

    private static String assemblyAi(boolean ended, String fields) {
        return "{'type':'Turn','turn_order':0,'end_of_turn':"
                + ended
                + ",'transcript':'',"
                + fields
                + "}";
    }

    private static String message(String shape, String part) {
        return switch (shape) {
            case "genesys" -> genesys("transcription", part);
            case "genesys another topic" -> genesys("transcripts", part);
            case "avaya/digital" -> digital(part);
            case "avaya/transcripts/a" -> saved(part);
            case "amazon-connect" -> lens(part);
            case "google-stt/c" -> google(part);
            case "azure-speech/c" -> azure(part);
            case "deepgram/c" -> deepgram(part);
            case "assemblyai/c" -> assemblyAi(true, part);
            default -> part;
        };
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '#',
            value = {
                "genesys;,'transcripts':[{'utteranceId':'u','channel':'EXTERNAL','text':'moved'}]",
                "genesys;,'transcripts':[{'utteranceId':'u','alternatives':{'transcript':'moved'}}]",
                "genesys;,'transcripts':['moved']",
                "genesys;,'transcripts':{'alternatives':[{'transcript':'moved'}]}",
                "genesys;,'transcripts':'moved'",
                "genesys;,'transcript':{'text':'moved'}",
                "genesys another topic;,'transcripts':[{'alternatives':[{'transcript':'moved'}]}]",
                "avaya/digital;{'elementType':'TEXT','text':'moved'}",
                "avaya/digital;{'elements':[{'elementText':{'text':'moved'}}]}",
                "avaya/transcripts/a;{'text':'moved'}",
                "avaya/transcripts/a;{'elements':[{'elementText':{'text':'moved'}}]}",
                "amazon-connect;[{'Speech':{'Id':'i','Content':'moved'}}]",
                "amazon-connect;[{'Transcript':'moved'}]",
                "amazon-connect;{'Transcript':{'Id':'i','Content':'moved'}}",
                "google-stt/c;[{'text':'moved'}]",
                "google-stt/c;{'transcript':'moved'}",
                "google-stt/c;[{'transcript':'','words':[{'word':'moved'}]}]",
                "azure-speech/c;'DisplayText':'','NBest':[{'Words':[{'Word':'moved'}]}]",
                "azure-speech/batch;{'combinedRecognizedPhrases':[{'display':'moved'}],'recognizedPhrases':[]}",
                "deepgram/c;{'transcript':'','words':[{'word':'moved'}]}",
                "assemblyai/c;'utterance':'moved','words':[]",
                "assemblyai/c;'words':[{'text':'moved'}]",
                "amazon-transcribe/c;{'Transcript':{'Results':[{'ResultId':'r','Alternatives':[{'Transcript':'','Items':[{'Content':'moved'}]}]}]}}",
                "whisper/c;{'segments':[],'words':[{'word':'moved'}]}",
                "whisper/c;{'segments':[{'text':'','words':[{'word':'moved'}]}]}"
            })
    void shouldSetAsideAMessageWhoseTextIsInAnotherField(String shape, String part) {
        Verdict.Accepted accepted = sent(shape.split(" ")[0], message(shape, part));

        assertThat(accepted.events()).isEmpty();
        assertThat(accepted.unusable()).hasSize(1);
        assertThat(accepted.unusable().get(0).reason()).doesNotContain("moved").isNotBlank();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '#',
            value = {
                "genesys;,'status':{'status':'SESSION_ONGOING'}",
                "genesys;,'transcripts':[{'utteranceId':'u','alternatives':[{'transcript':''}]}]",
                "avaya/digital;{'elementType':'IMAGE','attachments':['x']}",
                "avaya/transcripts/a;{'elementText':{'text':' '}}",
                "amazon-connect;[{'PostContactSummary':{'Content':'A summary.'}}]",
                "amazon-connect;[{'Categories':{'MatchedCategories':['x']}}]",
                "google-stt/c;[{'confidence':0.5}]",
                "google-stt/c;[]",
                "azure-speech/c;'DisplayText':'','NBest':[{'Display':'','Lexical':''}]",
                "azure-speech/batch;{'recognizedPhrases':[]}",
                "deepgram/c;{'transcript':'','words':[]}",
                "assemblyai/c;'words':[]",
                "assemblyai/interim;{'type':'Turn','turn_order':0,'end_of_turn':false,'transcript':'','words':[{'text':'so'}]}",
                "amazon-transcribe/c;{'Transcript':{'Results':[{'ResultId':'r','Alternatives':[{'Transcript':'','Items':[]}]}]}}",
                "whisper/c;{'segments':[{'text':' '}]}"
            })
    void shouldIgnoreSilence(String shape, String part) {
        Verdict.Accepted accepted = sent(shape, message(shape, part));

        assertThat(accepted.events()).isEmpty();
        assertThat(accepted.unusable()).isEmpty();
        assertThat(accepted.unmapped()).hasSize(1);
    }
}

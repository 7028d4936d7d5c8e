package io.supportassistant.bridge.amazontranscribe;

import com.fasterxml.jackson.databind.JsonNode;
import io.supportassistant.bridge.Adapter;
import io.supportassistant.bridge.Intake;
import io.supportassistant.bridge.RecognizerResult;
import io.supportassistant.bridge.SpeakerRoles;
import io.supportassistant.bridge.Speakers;
import io.supportassistant.bridge.SpeechService;
import io.supportassistant.bridge.SpeechStream;
import io.supportassistant.bridge.TranscriptAdapter;
import io.supportassistant.bridge.UnusableMessageException;
import io.supportassistant.bridge.wire.Json;
import io.supportassistant.settings.Setting;
import io.supportassistant.settings.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Events of Amazon Transcribe's streaming API, {@code POST /webhooks/amazon-transcribe/{call_id}}:
 * {@code TranscriptEvent}s, and {@code UtteranceEvent}s of its call analytics; also with the field
 * names of its libraries for JavaScript and Python. The channel identifies the speaker, or the
 * voice where the service distinguishes several voices in one channel.
 */
public final class AmazonTranscribeMessages implements TranscriptAdapter.Messages {

    private static final SpeechService SERVICE =
            SpeechService.of("AMAZON_TRANSCRIBE", "amazon-transcribe");

    public static final List<Setting<?>> SETTINGS = SERVICE.settings();

    private final SpeakerRoles roles;

    public AmazonTranscribeMessages(SpeakerRoles roles) {
        this.roles = roles;
    }

    /** The adapter, or empty if no credentials are set. */
    public static Optional<Adapter> adapter(Settings settings) {
        return SERVICE.adapter(settings, new AmazonTranscribeMessages(SERVICE.roles(settings, 0)));
    }

    @Override
    public void read(SpeechStream stream, JsonNode message, Intake intake) {
        JsonNode within = field(message, "TranscriptEvent");
        JsonNode event = within.isObject() ? within : message;
        JsonNode results = field(field(event, "Transcript"), "Results");
        JsonNode utterance = field(message, "UtteranceEvent");
        String session =
                stream.session(
                        message,
                        "/SessionId",
                        "/sessionId",
                        "/RequestId",
                        "/requestId",
                        "/request_id");
        if (utterance.isObject()) {
            utterance(stream, session, utterance, intake);
        } else if (field(message, "CategoryEvent").isObject()) {
            intake.unmapped("category");
        } else if (results.isArray()) {
            for (JsonNode result : results) {
                intake.message(
                        () -> Json.write(result), () -> result(stream, session, result, intake));
            }
        } else {
            throw new UnusableMessageException("Transcript.Results are missing");
        }
    }

    private void result(SpeechStream stream, String session, JsonNode result, Intake intake) {
        JsonNode best = field(result, "Alternatives").path(0);
        JsonNode text = field(best, "Transcript");
        if (!text.isTextual()) {
            throw new UnusableMessageException("Alternatives[0].Transcript is missing");
        }
        Double start = decimal(result, "StartTime");
        boolean isFinal = !isPartial(result);
        String id = text(result, "ResultId");
        String channel = text(result, "ChannelId");
        List<RecognizerResult.Word> words = words(field(best, "Items"));
        // Voices are distinguished only if all speakers share one channel.
        boolean hasVoices = words.stream().anyMatch(word -> word.voice() != null);
        RecognizerResult passage =
                new RecognizerResult(
                                session,
                                id != null ? List.of(id) : List.of("from " + start, text.asText()),
                                text.asText())
                        .foundIn(result)
                        .channel(channel, channel != null && !hasVoices)
                        .words(words)
                        .between(start, decimal(result, "EndTime"))
                        .isFinal(isFinal)
                        .language(text(result, "LanguageCode"));
        boolean isAlike = isFinal && id == null && start == null;
        stream.say(isAlike ? passage.unnumbered() : passage, roles, intake);
    }

    private void utterance(
            SpeechStream stream, String session, JsonNode utteranceEvent, Intake intake) {
        JsonNode text = field(utteranceEvent, "Transcript");
        String id = text(utteranceEvent, "UtteranceId");
        if (!text.isTextual() || id == null) {
            throw new UnusableMessageException("Transcript or UtteranceId is missing");
        }
        Double start = decimal(utteranceEvent, "BeginOffsetMillis");
        Double end = decimal(utteranceEvent, "EndOffsetMillis");
        String role = text(utteranceEvent, "ParticipantRole");
        SpeechStream known =
                role == null
                        ? stream
                        : stream.knowing(Map.of(role.toLowerCase(Locale.ROOT), Speakers.of(role)));
        known.say(
                new RecognizerResult(session, List.of(id), text.asText())
                        .foundIn(utteranceEvent)
                        .channel(role, true)
                        .between(
                                start == null ? null : start / 1000,
                                end == null ? null : end / 1000)
                        .isFinal(!isPartial(utteranceEvent)),
                roles,
                intake);
    }

    /** Appends a punctuation mark to the word before it. */
    private static List<RecognizerResult.Word> words(JsonNode items) {
        List<RecognizerResult.Word> words = new ArrayList<>();
        for (JsonNode item : items) {
            String text = text(item, "Content");
            String type = Json.firstText(item, "/Type", "/type", "/itemType", "/item_type");
            if (text == null) {
                continue;
            }
            if ("punctuation".equals(type) && !words.isEmpty()) {
                RecognizerResult.Word before = words.remove(words.size() - 1);
                words.add(
                        new RecognizerResult.Word(
                                before.text() + text, before.voice(), before.start()));
            } else {
                words.add(
                        new RecognizerResult.Word(
                                text, text(item, "Speaker"), decimal(item, "StartTime")));
            }
        }
        return words;
    }

    /**
     * A field by Amazon's name for it, with a lower-case first letter, or in snake case (Python).
     */
    private static JsonNode field(JsonNode node, String name) {
        String small = Character.toLowerCase(name.charAt(0)) + name.substring(1);
        String withLines = small.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
        return Json.first(node, "/" + name, "/" + small, "/" + withLines);
    }

    private static String text(JsonNode node, String name) {
        return Json.text(field(node, name), "");
    }

    private static Double decimal(JsonNode node, String name) {
        return Json.decimal(field(node, name), "");
    }

    private static boolean isPartial(JsonNode node) {
        return Json.flag(field(node, "IsPartial"), "", false);
    }
}

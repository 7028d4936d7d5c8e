package io.supportassistant.bridge.amazontranscribe;

import com.fasterxml.jackson.databind.JsonNode;
import io.supportassistant.bridge.Adapter;
import io.supportassistant.bridge.Intake;
import io.supportassistant.bridge.Passage;
import io.supportassistant.bridge.SpeakerRoles;
import io.supportassistant.bridge.Speakers;
import io.supportassistant.bridge.SpeechService;
import io.supportassistant.bridge.SpeechStream;
import io.supportassistant.bridge.TranscriptDoor;
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
 * names of Python. Who speaks is the channel, or each voice that was told apart in it.
 */
public final class AmazonTranscribeMessages implements TranscriptDoor.Messages {

    private static final SpeechService SERVICE =
            SpeechService.of("AMAZON_TRANSCRIBE", "amazon-transcribe");

    public static final List<Setting<?>> SETTINGS = SERVICE.settings();

    private final SpeakerRoles roles;

    public AmazonTranscribeMessages(SpeakerRoles roles) {
        this.roles = roles;
    }

    /** The adapter, or nothing if no credentials are set. */
    public static Optional<Adapter> adapter(Settings settings) {
        return SERVICE.door(settings, new AmazonTranscribeMessages(SERVICE.roles(settings, 0)));
    }

    @Override
    public void read(SpeechStream stream, JsonNode message, Intake intake) {
        JsonNode event = Json.first(message, "/TranscriptEvent", "/transcript_event", "");
        JsonNode results = Json.first(event, "/Transcript/Results", "/transcript/results");
        JsonNode utterance = Json.first(message, "/UtteranceEvent", "/utterance_event");
        String session = stream.session(message, "/SessionId", "/RequestId", "/request_id");
        if (utterance.isObject()) {
            utterance(stream, session, utterance, intake);
        } else if (message.has("CategoryEvent")) {
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
        JsonNode best = Json.first(result, "/Alternatives/0", "/alternatives/0");
        JsonNode text = Json.first(best, "/Transcript", "/transcript");
        if (!text.isTextual()) {
            throw new UnusableMessageException("Alternatives[0].Transcript is missing");
        }
        Double start = decimal(result, "/StartTime", "/start_time");
        boolean isFinal = !Json.flag(result, "/IsPartial", Json.flag(result, "/is_partial", false));
        String id = Json.firstText(result, "/ResultId", "/result_id");
        String channel = Json.firstText(result, "/ChannelId", "/channel_id");
        stream.say(
                new Passage(
                                session,
                                id != null ? List.of(id) : List.of("from " + start, text.asText()),
                                text.asText())
                        .foundIn(result)
                        .channel(channel, channel != null)
                        .words(words(Json.first(best, "/Items", "/items")))
                        .between(start, decimal(result, "/EndTime", "/end_time"))
                        .isFinal(isFinal)
                        .language(Json.firstText(result, "/LanguageCode", "/language_code")),
                roles,
                intake);
    }

    private void utterance(SpeechStream stream, String session, JsonNode said, Intake intake) {
        JsonNode text = Json.first(said, "/Transcript", "/transcript");
        String id = Json.firstText(said, "/UtteranceId", "/utterance_id");
        if (!text.isTextual() || id == null) {
            throw new UnusableMessageException("Transcript or UtteranceId is missing");
        }
        Double start = decimal(said, "/BeginOffsetMillis", "/begin_offset_millis");
        Double end = decimal(said, "/EndOffsetMillis", "/end_offset_millis");
        String role = Json.firstText(said, "/ParticipantRole", "/participant_role");
        SpeechStream known =
                role == null
                        ? stream
                        : stream.knowing(Map.of(role.toLowerCase(Locale.ROOT), Speakers.of(role)));
        known.say(
                new Passage(session, List.of(id), text.asText())
                        .foundIn(said)
                        .channel(role, true)
                        .between(
                                start == null ? null : start / 1000,
                                end == null ? null : end / 1000)
                        .isFinal(
                                !Json.flag(
                                        said, "/IsPartial", Json.flag(said, "/is_partial", false))),
                roles,
                intake);
    }

    /** A punctuation mark belongs to the word before it. */
    private static List<Passage.Word> words(JsonNode items) {
        List<Passage.Word> words = new ArrayList<>();
        for (JsonNode item : items) {
            String text = Json.firstText(item, "/Content", "/content");
            String type = Json.firstText(item, "/Type", "/type", "/item_type");
            if (text == null) {
                continue;
            }
            if ("punctuation".equals(type) && !words.isEmpty()) {
                Passage.Word before = words.remove(words.size() - 1);
                words.add(new Passage.Word(before.text() + text, before.voice(), before.start()));
            } else {
                words.add(
                        new Passage.Word(
                                text,
                                Json.firstText(item, "/Speaker", "/speaker"),
                                decimal(item, "/StartTime", "/start_time")));
            }
        }
        return words;
    }

    private static Double decimal(JsonNode node, String upper, String lower) {
        Double value = Json.decimal(node, upper);
        return value == null ? Json.decimal(node, lower) : value;
    }
}

package io.supportassistant.bridge.whisper;

import com.fasterxml.jackson.databind.JsonNode;
import io.supportassistant.bridge.Adapter;
import io.supportassistant.bridge.Intake;
import io.supportassistant.bridge.RecognizerResult;
import io.supportassistant.bridge.SpeakerRoles;
import io.supportassistant.bridge.SpeechService;
import io.supportassistant.bridge.SpeechStream;
import io.supportassistant.bridge.TranscriptAdapter;
import io.supportassistant.bridge.UnreadText;
import io.supportassistant.bridge.UnusableMessageException;
import io.supportassistant.bridge.wire.ClockTime;
import io.supportassistant.bridge.wire.Json;
import io.supportassistant.settings.Setting;
import io.supportassistant.settings.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Segments of Whisper and of tools based on it, {@code POST /webhooks/whisper/{call_id}}: {@code
 * {"segments": [{"id", "start", "end", "text"}]}}, with voices if a diariser beside it
 * distinguishes them. Ids and times restart in every piece of audio: {@code ?offset=30} is the
 * number of seconds from the start of the call to the start of the piece.
 */
public final class WhisperMessages implements TranscriptAdapter.Messages {

    private static final SpeechService SERVICE = SpeechService.of("WHISPER", "whisper");

    public static final List<Setting<?>> SETTINGS = SERVICE.settings();

    private final SpeakerRoles roles;

    public WhisperMessages(SpeakerRoles roles) {
        this.roles = roles;
    }

    /** The adapter, or empty if no credentials are set. */
    public static Optional<Adapter> adapter(Settings settings) {
        return SERVICE.adapter(settings, new WhisperMessages(SERVICE.roles(settings, 0)));
    }

    @Override
    public void read(SpeechStream stream, JsonNode message, Intake intake) {
        String session = stream.session(message, "/uid", "/request_id");
        JsonNode segments = message.path("segments");
        if (segments.isArray() && !(segments.isEmpty() && hasText(message))) {
            for (JsonNode segment : segments) {
                intake.message(
                        () -> Json.write(segment),
                        () -> segment(stream, session, segment, message, intake));
            }
            if (segments.isEmpty()) {
                UnreadText.refuse(message);
                intake.unmapped("message");
            }
        } else if (hasText(message)) {
            segment(stream, session, message, message, intake);
        } else {
            throw new UnusableMessageException("segments are missing");
        }
    }

    private static boolean hasText(JsonNode message) {
        return message.path("text").isTextual();
    }

    private void segment(
            SpeechStream stream,
            String session,
            JsonNode segment,
            JsonNode message,
            Intake intake) {
        if (!hasText(segment)) {
            throw new UnusableMessageException("text of a segment is missing");
        }
        String text = segment.path("text").asText().strip();
        Double start = ClockTime.seconds(segment.path("start"));
        boolean isFinal = Json.flag(segment, "/completed", Json.flag(segment, "/is_final", true));
        List<String> key = new ArrayList<>(List.of("from " + start));
        if (isFinal) {
            // Ids restart at zero in every piece of audio, so they identify nothing.
            key.add(text);
        }
        Double logProbability = Json.decimal(segment, "/avg_logprob");
        RecognizerResult passage =
                new RecognizerResult(session, key, text)
                        .foundIn(segment)
                        .channel(Json.text(segment, "/channel"), false)
                        .voice(Json.text(segment, "/speaker"))
                        .words(words(segment))
                        .between(start, ClockTime.seconds(segment.path("end")))
                        .confidence(
                                logProbability == null
                                        ? Json.decimal(segment, "/confidence")
                                        : Double.valueOf(Math.exp(logProbability)))
                        .isFinal(isFinal)
                        .language(Json.text(message, "/language"));
        stream.say(isFinal && start == null ? passage.unnumbered() : passage, roles, intake);
    }

    private static List<RecognizerResult.Word> words(JsonNode segment) {
        List<RecognizerResult.Word> words = new ArrayList<>();
        for (JsonNode word : segment.path("words")) {
            String text = Json.firstText(word, "/word", "/text");
            if (text != null) {
                words.add(
                        new RecognizerResult.Word(
                                text,
                                Json.text(word, "/speaker"),
                                ClockTime.seconds(word.path("start"))));
            }
        }
        return words;
    }
}

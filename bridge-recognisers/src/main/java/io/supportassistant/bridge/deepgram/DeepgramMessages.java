package io.supportassistant.bridge.deepgram;

import com.fasterxml.jackson.databind.JsonNode;
import io.supportassistant.bridge.Adapter;
import io.supportassistant.bridge.Intake;
import io.supportassistant.bridge.RecognizerResult;
import io.supportassistant.bridge.SpeakerRoles;
import io.supportassistant.bridge.SpeechService;
import io.supportassistant.bridge.SpeechStream;
import io.supportassistant.bridge.TranscriptAdapter;
import io.supportassistant.bridge.UnusableMessageException;
import io.supportassistant.bridge.wire.Json;
import io.supportassistant.settings.Setting;
import io.supportassistant.settings.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Messages of Deepgram's {@code listen} v1, {@code POST /webhooks/deepgram/{call_id}}. The channel
 * identifies the speaker; if there is one channel, the voice does.
 */
public final class DeepgramMessages implements TranscriptAdapter.Messages {

    private static final SpeechService SERVICE = SpeechService.of("DEEPGRAM", "deepgram");
    private static final Set<String> WITHOUT_SPEECH =
            Set.of("Metadata", "UtteranceEnd", "SpeechStarted", "Warning", "KeepAlive");

    public static final List<Setting<?>> SETTINGS = SERVICE.settings();

    private final SpeakerRoles roles;

    public DeepgramMessages(SpeakerRoles roles) {
        this.roles = roles;
    }

    /** The adapter, or empty if no credentials are set. */
    public static Optional<Adapter> adapter(Settings settings) {
        return SERVICE.adapter(settings, new DeepgramMessages(SERVICE.roles(settings, 0)));
    }

    @Override
    public void read(SpeechStream stream, JsonNode message, Intake intake) {
        String type = Json.text(message, "/type");
        if (type == null) {
            throw new UnusableMessageException("type is missing");
        }
        if (WITHOUT_SPEECH.contains(type)) {
            intake.unmapped("message");
            return;
        }
        if (!type.equals("Results")) {
            throw new UnusableMessageException("Unknown type of message");
        }
        JsonNode best = message.at("/channel/alternatives/0");
        if (!best.path("transcript").isTextual()) {
            throw new UnusableMessageException("channel.alternatives[0].transcript is missing");
        }
        Double start = Json.decimal(message, "/start");
        Double duration = Json.decimal(message, "/duration");
        Long channels = Json.wholeNumber(message, "/channel_index/1");
        String session = stream.session(message, "/metadata/request_id");
        boolean isFinal = Json.flag(message, "/is_final", Json.flag(message, "/isFinal", true));
        String text = best.path("transcript").asText();
        // Interim results start where their final result starts.
        List<String> key = new ArrayList<>(List.of(String.valueOf(start)));
        if (isFinal && (start == null || stream.hasClockOfItsOwn(session))) {
            // The first result of every connection starts at zero.
            key.add(text);
        }
        RecognizerResult passage =
                new RecognizerResult(session, key, text)
                        .foundIn(best)
                        .channel(
                                Json.text(message, "/channel_index/0"),
                                channels != null && channels > 1)
                        .words(words(best))
                        .between(start, start == null || duration == null ? null : start + duration)
                        .confidence(Json.decimal(best, "/confidence"))
                        .isFinal(isFinal)
                        .language(Json.text(best, "/languages/0"));
        stream.say(isFinal && start == null ? passage.unnumbered() : passage, roles, intake);
    }

    private static List<RecognizerResult.Word> words(JsonNode best) {
        List<RecognizerResult.Word> words = new ArrayList<>();
        for (JsonNode word : best.path("words")) {
            String text = Json.firstText(word, "/punctuated_word", "/word");
            if (text != null) {
                words.add(
                        new RecognizerResult.Word(
                                text, Json.text(word, "/speaker"), Json.decimal(word, "/start")));
            }
        }
        return words;
    }
}

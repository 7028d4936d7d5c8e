package io.supportassistant.bridge.azurespeech;

import com.fasterxml.jackson.databind.JsonNode;
import io.supportassistant.bridge.Adapter;
import io.supportassistant.bridge.Intake;
import io.supportassistant.bridge.Passage;
import io.supportassistant.bridge.SpeakerRoles;
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
import java.util.Optional;
import java.util.Set;

/**
 * Results of Azure Speech, {@code POST /webhooks/azure-speech/{call_id}}: a phrase or hypothesis of
 * the live service in its simple or detailed form, or the {@code recognizedPhrases} of a batch.
 * Field names count in either case of their first letter. Times are ticks of 100 ns.
 */
public final class AzureSpeechMessages implements TranscriptDoor.Messages {

    private static final SpeechService SERVICE = SpeechService.of("AZURE_SPEECH", "azure-speech");
    private static final double TICKS_PER_SECOND = 10_000_000;
    private static final Set<String> NOTHING_SAID =
            Set.of(
                    "nomatch",
                    "initialsilencetimeout",
                    "babbletimeout",
                    "endofdictation",
                    "dictationend");

    public static final List<Setting<?>> SETTINGS = SERVICE.settings();

    private final SpeakerRoles roles;

    public AzureSpeechMessages(SpeakerRoles roles) {
        this.roles = roles;
    }

    /** The adapter, or nothing if no credentials are set. */
    public static Optional<Adapter> adapter(Settings settings) {
        return SERVICE.door(settings, new AzureSpeechMessages(SERVICE.roles(settings, 0)));
    }

    @Override
    public void read(SpeechStream stream, JsonNode message, Intake intake) {
        JsonNode phrases = Json.first(message, "/recognizedPhrases", "/RecognizedPhrases");
        String session = stream.session(message, "/SessionId", "/sessionId");
        if (phrases.isArray()) {
            for (JsonNode phrase : phrases) {
                intake.message(
                        () -> Json.write(phrase), () -> phrase(stream, session, phrase, intake));
            }
        } else {
            phrase(stream, session, message, intake);
        }
    }

    private void phrase(SpeechStream stream, String session, JsonNode phrase, Intake intake) {
        String status = Json.firstText(phrase, "/RecognitionStatus", "/recognitionStatus");
        String lower = status == null ? "" : status.toLowerCase(Locale.ROOT);
        if (NOTHING_SAID.contains(lower)) {
            intake.unmapped("phrase without speech");
            return;
        }
        if (lower.equals("error")) {
            intake.event(stream.call().gap(stream.receivedAt(), "Azure Speech reported an error"));
            return;
        }
        JsonNode best = Json.first(phrase, "/NBest/0", "/nBest/0");
        JsonNode said = Json.first(phrase, "/DisplayText", "/displayText");
        JsonNode display = said.isTextual() ? said : Json.first(best, "/Display", "/display");
        JsonNode hypothesis = Json.first(phrase, "/Text", "/text");
        // The live service names the status of all that is final, and of nothing else.
        boolean isFinal = status != null || display.isTextual();
        JsonNode text = display.isTextual() ? display : hypothesis;
        if (!text.isTextual()) {
            throw new UnusableMessageException("DisplayText, NBest and Text are missing");
        }
        Double start = seconds(phrase, "offset", "Offset");
        Double duration = seconds(phrase, "duration", "Duration");
        // Hypotheses do not name the channel.
        String channel = Json.firstText(phrase, "/Channel", "/channel");
        stream.say(
                new Passage(
                                session,
                                key(stream, session, phrase, start, text, isFinal),
                                text.asText())
                        .channel(channel == null ? "0" : channel, false)
                        .voice(voice(phrase))
                        .between(start, start == null || duration == null ? null : start + duration)
                        .confidence(
                                Json.decimal(
                                        best,
                                        best.has("Confidence") ? "/Confidence" : "/confidence"))
                        .isFinal(isFinal)
                        .language(
                                Json.firstText(
                                        phrase, "/PrimaryLanguage/Language", "/Locale", "/locale")),
                roles,
                intake);
    }

    private static List<String> key(
            SpeechStream stream,
            String session,
            JsonNode phrase,
            Double start,
            JsonNode text,
            boolean isFinal) {
        String id = Json.firstText(phrase, "/Id", "/id", "/ResultId", "/resultId");
        List<String> key = new ArrayList<>();
        key.add(id == null ? "from " + start : id + " from " + start);
        key.add(String.valueOf(voice(phrase)));
        if (isFinal && (start == null || id == null && stream.hasClockOfItsOwn(session))) {
            key.add(text.asText());
        }
        return key;
    }

    private static String voice(JsonNode phrase) {
        String voice = Json.firstText(phrase, "/SpeakerId", "/speakerId", "/Speaker", "/speaker");
        return voice == null || voice.equalsIgnoreCase("unknown") || voice.equals("0")
                ? null
                : voice;
    }

    /** Ticks, or ISO 8601's {@code PT1M2.3S} where a batch leaves them out. */
    private static Double seconds(JsonNode phrase, String lower, String upper) {
        Double ticks = Json.decimal(phrase, "/" + lower + "InTicks");
        if (ticks == null) {
            ticks = Json.decimal(phrase, "/" + upper);
        }
        if (ticks == null) {
            ticks = Json.decimal(phrase, "/" + lower);
        }
        return ticks != null
                ? Double.valueOf(ticks / TICKS_PER_SECOND)
                : Json.isoDuration(phrase, "/" + lower);
    }
}

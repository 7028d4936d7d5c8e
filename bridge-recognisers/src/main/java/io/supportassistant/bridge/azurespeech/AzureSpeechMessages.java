package io.supportassistant.bridge.azurespeech;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
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
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Results of Azure Speech, {@code POST /webhooks/azure-speech/{call_id}}: a phrase or hypothesis of
 * the live service in its simple or detailed form, a result or an event of the Speech SDK as JSON,
 * or the {@code recognizedPhrases} of a batch. The first letter of a field's name may be upper or
 * lower case. Times are ticks of 100 ns.
 */
public final class AzureSpeechMessages implements TranscriptAdapter.Messages {

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

    /** The adapter, or empty if no credentials are set. */
    public static Optional<Adapter> adapter(Settings settings) {
        return SERVICE.adapter(settings, new AzureSpeechMessages(SERVICE.roles(settings, 0)));
    }

    @Override
    public void read(SpeechStream stream, JsonNode message, Intake intake) {
        JsonNode phrases = field(message, "RecognizedPhrases");
        String session = stream.session(message, "/SessionId", "/sessionId", "/privSessionId");
        // An event of the SDK contains its result.
        JsonNode result = field(message, "Result");
        if (phrases.isArray()) {
            for (JsonNode phrase : phrases) {
                intake.message(
                        () -> Json.write(phrase), () -> phrase(stream, session, phrase, intake));
            }
            if (phrases.isEmpty()) {
                UnreadText.refuse(message);
                intake.unmapped("message");
            }
        } else {
            phrase(stream, session, result.isObject() ? result : message, intake);
        }
    }

    private void phrase(SpeechStream stream, String session, JsonNode phrase, Intake intake) {
        String status = text(phrase, "RecognitionStatus");
        String lower = status == null ? "" : status.toLowerCase(Locale.ROOT);
        ResultReason reason = ResultReason.of(text(phrase, "Reason"));
        if (NOTHING_SAID.contains(lower) || reason == ResultReason.NOTHING_SAID) {
            intake.unmapped("phrase without speech");
            return;
        }
        if (reason == ResultReason.CANCELED && text(phrase, "ErrorDetails") == null) {
            intake.unmapped("end of the stream");
            return;
        }
        if (lower.equals("error") || reason == ResultReason.CANCELED) {
            intake.event(stream.call().gap(stream.receivedAt(), "Azure Speech reported an error"));
            return;
        }
        JsonNode best = field(phrase, "NBest").path(0);
        JsonNode display = firstNonBlank(field(phrase, "DisplayText"), field(best, "Display"));
        JsonNode text =
                firstNonBlank(
                        display, field(phrase, "Text"), field(best, "ITN"), field(best, "Lexical"));
        if (!text.isTextual()) {
            throw new UnusableMessageException("DisplayText, NBest and Text are missing");
        }
        // The live service sends a status with all final results, and with no others.
        boolean isFinal =
                reason != null
                        ? reason == ResultReason.FINAL
                        : Json.flag(
                                phrase,
                                phrase.has("IsFinal") ? "/IsFinal" : "/isFinal",
                                status != null || display.isTextual());
        Double start = seconds(phrase, "Offset");
        Double duration = seconds(phrase, "Duration");
        // Hypotheses do not name the channel.
        String channel = text(phrase, "Channel");
        String locale = text(phrase, "Locale");
        String primary = Json.text(phrase, "/PrimaryLanguage/Language");
        RecognizerResult passage =
                new RecognizerResult(
                                session,
                                key(stream, session, phrase, start, text, isFinal),
                                text.asText())
                        .foundIn(phrase)
                        .channel(channel == null ? "0" : channel, false)
                        .voice(voice(phrase))
                        .between(start, start == null || duration == null ? null : start + duration)
                        .confidence(Json.decimal(field(best, "Confidence"), ""))
                        .isFinal(isFinal)
                        .language(
                                primary != null
                                        ? primary
                                        : locale != null ? locale : text(phrase, "Language"));
        boolean isAlike = isFinal && start == null && id(phrase) == null;
        stream.say(isAlike ? passage.unnumbered() : passage, roles, intake);
    }

    private static List<String> key(
            SpeechStream stream,
            String session,
            JsonNode phrase,
            Double start,
            JsonNode text,
            boolean isFinal) {
        boolean ownClock = stream.hasClockOfItsOwn(session);
        // The SDK gives each hypothesis its own id.
        boolean ofSdk = text(phrase, "Reason") != null;
        String id = id(phrase);
        boolean byId = id != null && !(ofSdk && start != null && !ownClock);
        List<String> key = new ArrayList<>();
        key.add(byId ? id + " from " + start : "from " + start);
        if (start == null) {
            key.add(String.valueOf(voice(phrase)));
        }
        if (isFinal && (start == null || id == null && ownClock)) {
            key.add(text.asText());
        }
        return key;
    }

    private static String id(JsonNode phrase) {
        return firstNonNull(text(phrase, "Id"), text(phrase, "ResultId"));
    }

    /** "Unknown" is a voice that is not identified yet; null if voices are not told apart. */
    private static String voice(JsonNode phrase) {
        String voice = firstNonNull(text(phrase, "SpeakerId"), text(phrase, "Speaker"));
        return voice == null || voice.equals("0") ? null : voice;
    }

    private static String firstNonNull(String first, String second) {
        return first != null ? first : second;
    }

    /** The first node with non-blank text; else the first node that is a text. */
    private static JsonNode firstNonBlank(JsonNode... texts) {
        JsonNode blank = MissingNode.getInstance();
        for (JsonNode text : texts) {
            if (text.isTextual() && !text.asText().isBlank()) {
                return text;
            }
            blank = blank.isTextual() ? blank : text;
        }
        return blank;
    }

    /**
     * @param name in upper camel case; the objects of the JavaScript SDK add the prefix {@code
     *     priv}
     */
    private static JsonNode field(JsonNode node, String name) {
        return Json.first(
                node,
                "/" + name,
                "/" + name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1),
                "/" + name.toLowerCase(Locale.ROOT),
                "/priv" + name);
    }

    private static String text(JsonNode node, String name) {
        return Json.text(field(node, name), "");
    }

    /** Ticks, or a time in the format of batches and the .NET SDK. */
    private static Double seconds(JsonNode phrase, String name) {
        JsonNode time = field(phrase, name);
        JsonNode inTicks = field(phrase, name + "InTicks");
        Double ticks = Json.decimal(inTicks.isMissingNode() ? time : inTicks, "");
        if (ticks != null) {
            return ticks / TICKS_PER_SECOND;
        }
        Double clock = ClockTime.seconds(time.asText());
        return clock == null ? Json.isoDuration(time, "") : clock;
    }
}

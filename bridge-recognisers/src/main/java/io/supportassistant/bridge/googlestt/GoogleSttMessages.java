package io.supportassistant.bridge.googlestt;

import com.fasterxml.jackson.databind.JsonNode;
import io.supportassistant.bridge.Adapter;
import io.supportassistant.bridge.Intake;
import io.supportassistant.bridge.RecognizerResult;
import io.supportassistant.bridge.SpeakerRoles;
import io.supportassistant.bridge.SpeechService;
import io.supportassistant.bridge.SpeechStream;
import io.supportassistant.bridge.SpokenWords;
import io.supportassistant.bridge.TranscriptAdapter;
import io.supportassistant.bridge.UnusableMessageException;
import io.supportassistant.bridge.wire.Json;
import io.supportassistant.settings.Setting;
import io.supportassistant.settings.Settings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Responses of Google's streaming recognition, v2 and v1, {@code POST
 * /webhooks/google-stt/{call_id}}: as JSON of the REST API, as objects of the Node client library,
 * or with the field names of Python. The speaker is the channel, or {@code ?speaker=customer} in
 * the address if each speaker has a stream. A stream lasts at most five minutes: {@code
 * ?offset=295.5} is the number of seconds from the start of the call to the start of the stream.
 */
public final class GoogleSttMessages implements TranscriptAdapter.Messages {

    private static final SpeechService SERVICE = SpeechService.of("GOOGLE_STT", "google-stt");

    /** Fields that a response without results may have. */
    private static final Set<String> WITHOUT_SPEECH =
            Set.of(
                    "results",
                    "error",
                    "metadata",
                    "speechEventType",
                    "speech_event_type",
                    "speechEventTime",
                    "speech_event_time",
                    "speechEventOffset",
                    "speech_event_offset",
                    "totalBilledTime",
                    "total_billed_time",
                    "speechAdaptationInfo",
                    "speech_adaptation_info",
                    "requestId",
                    "request_id",
                    "session_id");

    public static final List<Setting<?>> SETTINGS = SERVICE.settings();

    private final SpeakerRoles roles;

    public GoogleSttMessages(SpeakerRoles roles) {
        this.roles = roles;
    }

    /** The adapter, or empty if no credentials are set. */
    public static Optional<Adapter> adapter(Settings settings) {
        return SERVICE.adapter(settings, new GoogleSttMessages(SERVICE.roles(settings, 1)));
    }

    /**
     * One or several consecutive results of a channel.
     *
     * @param words the words of its text only: when voices are distinguished, each result of
     *     version 1 lists all words since the start of the stream
     */
    private record Stretch(
            JsonNode first, JsonNode last, String text, List<RecognizerResult.Word> words) {

        static Stretch of(JsonNode result) {
            String transcript = Json.text(result, "/alternatives/0/transcript");
            String text = transcript == null ? "" : transcript;
            return new Stretch(
                    result, result, text, SpokenWords.of(text, GoogleSttMessages.words(result)));
        }

        Stretch then(Stretch next) {
            List<RecognizerResult.Word> both = new ArrayList<>(words);
            both.addAll(next.words);
            return new Stretch(first, next.last, text + " " + next.text, both);
        }

        /** Null unless the recogniser was configured to send the times of words. */
        Double start() {
            return words.isEmpty()
                    ? wordStart(first.at("/alternatives/0/words/0"))
                    : words.get(0).start();
        }

        String firstWord() {
            return words.isEmpty() ? null : words.get(0).text();
        }

        Double end() {
            return firstDuration(
                    last,
                    "/resultEndOffset",
                    "/resultEndTime",
                    "/result_end_offset",
                    "/result_end_time");
        }

        String channel() {
            return Json.firstText(first, "/channelTag", "/channel_tag");
        }
    }

    private static Double wordStart(JsonNode word) {
        return firstDuration(word, "/startOffset", "/startTime", "/start_offset", "/start_time");
    }

    private static Double firstDuration(JsonNode node, String... pointers) {
        for (String pointer : pointers) {
            Double seconds = Json.duration(node, pointer);
            if (seconds != null) {
                return seconds;
            }
        }
        return null;
    }

    @Override
    public void read(SpeechStream stream, JsonNode message, Intake intake) {
        JsonNode results = message.path("results");
        if (!message.isObject() || !results.isMissingNode() && !results.isArray()) {
            throw new UnusableMessageException("This is not a recogniser response");
        }
        if (message.path("error").isObject()) {
            intake.event(
                    stream.call()
                            .gap(stream.receivedAt(), "Google's recogniser reported an error"));
        }
        if (results.isEmpty()) {
            message.fieldNames()
                    .forEachRemaining(
                            field -> {
                                if (!WITHOUT_SPEECH.contains(field)) {
                                    throw new UnusableMessageException("results are missing");
                                }
                            });
            intake.unmapped("message");
            return;
        }
        String session =
                stream.session(
                        message,
                        "/metadata/requestId",
                        "/metadata/request_id",
                        "/requestId",
                        "/request_id");
        // An interim text comes in several results, the most stable first.
        Map<String, Stretch> unsettled = new LinkedHashMap<>();
        for (JsonNode result : results) {
            if (!result.isObject()) {
                throw new UnusableMessageException("This is not a recogniser result");
            }
            Stretch stretch = Stretch.of(result);
            // The recogniser omits the field if it is false.
            if (Json.flag(result, "/isFinal", Json.flag(result, "/is_final", false))) {
                segment(stream, session, stretch, true, intake);
            } else {
                unsettled.merge(String.valueOf(stretch.channel()), stretch, Stretch::then);
            }
        }
        for (Stretch stretch : unsettled.values()) {
            segment(stream, session, stretch, false, intake);
        }
    }

    private void segment(
            SpeechStream stream, String session, Stretch stretch, boolean isFinal, Intake intake) {
        intake.message(
                () -> Json.write(stretch.first()),
                () -> stream.say(passage(stream, session, stretch, isFinal), roles, intake));
    }

    private static RecognizerResult passage(
            SpeechStream stream, String session, Stretch stretch, boolean isFinal) {
        Double start = stretch.start();
        Double end = stretch.end();
        if (start == null && end == null && !stretch.text().isBlank()) {
            throw new UnusableMessageException("resultEndOffset is missing");
        }
        return new RecognizerResult(session, key(stream, session, stretch, isFinal), stretch.text())
                .foundIn(stretch.first())
                .channel(stretch.channel(), isOneOfSeveral(stretch.channel()))
                .words(stretch.words())
                .between(start, end)
                .isFinal(isFinal)
                .confidence(isFinal ? confidence(stretch.first()) : null)
                .sequence(end == null ? null : Long.valueOf(Math.round(end * 1000)))
                .language(Json.firstText(stretch.first(), "/languageCode", "/language_code"));
    }

    private static List<String> key(
            SpeechStream stream, String session, Stretch stretch, boolean isFinal) {
        // An interim result starts where its final result starts, and ends earlier.
        Double start = stretch.start();
        if (!stream.hasClockOfItsOwn(session)) {
            return List.of(start != null ? "from " + start : "to " + stretch.end());
        }
        if (start != null) {
            String word = String.valueOf(stretch.firstWord());
            return List.of("from " + start, word.toLowerCase(Locale.ROOT));
        }
        return isFinal
                ? List.of("to " + stretch.end(), stretch.text())
                : List.of("to " + stretch.end());
    }

    /** Tags start at 1; zero means a stream without channels. */
    private static boolean isOneOfSeveral(String channel) {
        return channel != null && !channel.equals("0");
    }

    private static List<RecognizerResult.Word> words(JsonNode result) {
        List<RecognizerResult.Word> words = new ArrayList<>();
        for (JsonNode word : result.at("/alternatives/0/words")) {
            String text = Json.text(word, "/word");
            if (text != null) {
                words.add(new RecognizerResult.Word(text, voice(word), wordStart(word)));
            }
        }
        return words;
    }

    /** Zero means that voices are not distinguished. */
    private static String voice(JsonNode word) {
        String voice =
                Json.firstText(
                        word, "/speakerLabel", "/speaker_label", "/speakerTag", "/speaker_tag");
        return "0".equals(voice) ? null : voice;
    }

    /** Zero means that there is no confidence. */
    private static Double confidence(JsonNode result) {
        Double confidence = Json.decimal(result, "/alternatives/0/confidence");
        return confidence == null || confidence == 0 ? null : confidence;
    }
}

package io.supportassistant.bridge.googlestt;

import com.fasterxml.jackson.databind.JsonNode;
import io.supportassistant.bridge.Adapter;
import io.supportassistant.bridge.Intake;
import io.supportassistant.bridge.SourceCall;
import io.supportassistant.bridge.Speakers;
import io.supportassistant.bridge.TranscriptDoor;
import io.supportassistant.bridge.UnusableMessageException;
import io.supportassistant.bridge.Utterance;
import io.supportassistant.bridge.security.Credentials;
import io.supportassistant.bridge.wire.Form;
import io.supportassistant.bridge.wire.Json;
import io.supportassistant.events.SessionIds;
import io.supportassistant.events.Speaker;
import io.supportassistant.settings.Setting;
import io.supportassistant.settings.Settings;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Responses of Google's streaming recognition, v2 and v1, {@code POST /webhooks/google-stt/
 * {call_id}}. Who speaks is the channel, or {@code ?speaker=customer} in the address where each has
 * a stream. A stream is five minutes long at most: {@code ?offset=295.5} says how many seconds
 * after the start of the call it began.
 */
public final class GoogleSttMessages implements TranscriptDoor.Messages {

    private static final Credentials CREDENTIALS = new Credentials("GOOGLE_STT", "x-webhook-token");
    private static final Setting<String> CALL_SOURCE =
            Setting.text(
                    "GOOGLE_STT_CALL_SOURCE",
                    "generic",
                    "Whose ids the calls have that transcripts are sent for: generic, twilio, ...");
    private static final Setting<List<String>> SPEAKERS =
            Setting.list(
                    "GOOGLE_STT_SPEAKERS",
                    "customer,agent",
                    "Who speaks on channel 1, channel 2, ...");

    public static final List<Setting<?>> SETTINGS = settings();

    private final List<Speaker> speakers;

    public GoogleSttMessages(List<Speaker> speakers) {
        this.speakers = List.copyOf(speakers);
    }

    private static List<Setting<?>> settings() {
        List<Setting<?>> all = new ArrayList<>(CREDENTIALS.settings());
        all.addAll(List.of(CALL_SOURCE, SPEAKERS));
        return List.copyOf(all);
    }

    /** The adapter, or nothing if no credentials are set. */
    public static Optional<Adapter> adapter(Settings settings) {
        List<Speaker> speakers = settings.get(SPEAKERS).stream().map(Speakers::of).toList();
        return CREDENTIALS
                .from(settings)
                .map(
                        proof ->
                                new TranscriptDoor(
                                        "google-stt",
                                        settings.get(CALL_SOURCE),
                                        proof,
                                        new GoogleSttMessages(speakers)));
    }

    /**
     * What was recognised in one go.
     *
     * @param requestId tells it from the call's others, or null
     */
    private record Stream(SourceCall call, String requestId, Form address) {

        /** Who alone is heard in it, or null. */
        String speaker() {
            return address.text("speaker");
        }

        Double inCall(Double seconds) {
            Double offset = address.decimal("offset");
            return seconds == null || offset == null ? seconds : Double.valueOf(seconds + offset);
        }
    }

    /** One or several results that follow each other on a channel. */
    private record Stretch(JsonNode first, JsonNode last, String text) {

        static Stretch of(JsonNode result) {
            String text = Json.text(result, "/alternatives/0/transcript");
            return new Stretch(result, result, text == null ? "" : text);
        }

        Stretch then(Stretch next) {
            return new Stretch(first, next.last, text + " " + next.text);
        }

        /** Known if the recogniser was asked for the times of words. */
        Double start() {
            return either(
                    first,
                    "/alternatives/0/words/0/startOffset",
                    "/alternatives/0/words/0/startTime");
        }

        Double end() {
            return either(last, "/resultEndOffset", "/resultEndTime");
        }

        private static Double either(JsonNode result, String v2, String v1) {
            Double seconds = Json.duration(result, v2);
            return seconds != null ? seconds : Json.duration(result, v1);
        }
    }

    @Override
    public void read(SourceCall call, JsonNode message, String query, Intake intake, Instant now) {
        JsonNode results = message.path("results");
        if (!message.isObject() || !results.isMissingNode() && !results.isArray()) {
            throw new UnusableMessageException("This is no response of the recogniser");
        }
        if (results.isEmpty()) {
            intake.unmapped("message");
            return;
        }
        Stream stream = new Stream(call, requestId(message), Form.parse(query));
        // What may still change comes in parts, the likeliest first.
        Map<String, Stretch> unsettled = new LinkedHashMap<>();
        for (JsonNode result : results) {
            Stretch stretch = Stretch.of(result);
            // False is left out.
            if (Json.flag(result, "/isFinal", false)) {
                segment(stream, stretch, true, intake, now);
            } else {
                String channel = String.valueOf(Json.text(result, "/channelTag"));
                unsettled.merge(channel, stretch, Stretch::then);
            }
        }
        for (Stretch stretch : unsettled.values()) {
            segment(stream, stretch, false, intake, now);
        }
    }

    private void segment(
            Stream stream, Stretch stretch, boolean isFinal, Intake intake, Instant now) {
        intake.message(
                () -> Json.write(stretch.first()),
                () -> {
                    Utterance utterance = utterance(stream, stretch, isFinal);
                    if (!utterance.isBlank()) {
                        intake.event(utterance.of(stream.call(), now));
                    }
                });
    }

    private Utterance utterance(Stream stream, Stretch stretch, boolean isFinal) {
        Double start = stream.inCall(stretch.start());
        Double end = stream.inCall(stretch.end());
        if (start == null && end == null) {
            throw new UnusableMessageException("resultEndOffset is missing");
        }
        String channel = Json.text(stretch.first(), "/channelTag");
        String connection = stream.speaker();
        String segmentId =
                SessionIds.within(
                        stream.call().sessionId(),
                        "google-stt",
                        String.valueOf(stream.requestId()),
                        String.valueOf(connection),
                        String.valueOf(channel),
                        // An interim form begins where its final one begins, and ends earlier.
                        start != null ? "from " + start : "to " + end);
        return new Utterance(segmentId, speaker(connection, channel), stretch.text())
                .between(start, end)
                .isFinal(isFinal)
                .confidence(isFinal ? confidence(stretch.first()) : null)
                .track(
                        connection != null ? connection : channel,
                        end == null ? null : Math.round(end * 1000))
                .language(Json.text(stretch.first(), "/languageCode"));
    }

    private static String requestId(JsonNode message) {
        String id = Json.text(message, "/metadata/requestId");
        return id != null ? id : Json.text(message, "/requestId");
    }

    /** Zero means that there is none. */
    private static Double confidence(JsonNode result) {
        Double confidence = Json.decimal(result, "/alternatives/0/confidence");
        return confidence == null || confidence == 0 ? null : confidence;
    }

    private Speaker speaker(String connection, String channel) {
        if (connection != null) {
            return Speakers.of(connection);
        }
        for (int i = 0; i < speakers.size(); i++) {
            if (Integer.toString(i + 1).equals(channel)) {
                return speakers.get(i);
            }
        }
        return Speaker.UNKNOWN;
    }
}

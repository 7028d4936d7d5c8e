package io.supportassistant.bridge.deepgram;

import com.fasterxml.jackson.databind.JsonNode;
import io.supportassistant.bridge.Adapter;
import io.supportassistant.bridge.Intake;
import io.supportassistant.bridge.SourceCall;
import io.supportassistant.bridge.Speakers;
import io.supportassistant.bridge.TranscriptDoor;
import io.supportassistant.bridge.UnusableMessageException;
import io.supportassistant.bridge.Utterance;
import io.supportassistant.bridge.security.Credentials;
import io.supportassistant.bridge.wire.Json;
import io.supportassistant.events.SessionIds;
import io.supportassistant.events.Speaker;
import io.supportassistant.settings.Setting;
import io.supportassistant.settings.Settings;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Messages of Deepgram's {@code listen} v1, {@code POST /webhooks/deepgram/{call_id}}. Who speaks
 * is the channel, or with one channel the speaker that was told apart in it.
 */
public final class DeepgramMessages implements TranscriptDoor.Messages {

    private static final Credentials CREDENTIALS = new Credentials("DEEPGRAM", "x-webhook-token");
    private static final Setting<String> CALL_SOURCE =
            Setting.text(
                    "DEEPGRAM_CALL_SOURCE",
                    "generic",
                    "Whose ids the calls have that transcripts are sent for: generic, twilio, ...");
    private static final Setting<List<String>> SPEAKERS =
            Setting.list(
                    "DEEPGRAM_SPEAKERS",
                    "customer,agent",
                    "Who speaks on channel 0, channel 1, ..., or is speaker 0, speaker 1, ...");

    public static final List<Setting<?>> SETTINGS = settings();

    private final List<Speaker> speakers;

    public DeepgramMessages(List<Speaker> speakers) {
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
                                        "deepgram",
                                        settings.get(CALL_SOURCE),
                                        proof,
                                        new DeepgramMessages(speakers)));
    }

    @Override
    public void read(SourceCall call, JsonNode message, String query, Intake intake, Instant now) {
        String type = Json.text(message, "/type");
        if (type == null) {
            throw new UnusableMessageException("type is missing");
        }
        if (!type.equals("Results")) {
            intake.unmapped("message");
            return;
        }
        JsonNode best = message.at("/channel/alternatives/0");
        Double start = Json.decimal(message, "/start");
        Double duration = Json.decimal(message, "/duration");
        String channel = Json.text(message, "/channel_index/0");
        // Interim forms begin where their final one begins.
        String segmentId =
                SessionIds.within(
                        call.sessionId(),
                        "deepgram",
                        String.valueOf(Json.text(message, "/metadata/request_id")),
                        String.valueOf(channel),
                        String.valueOf(start));
        Utterance utterance =
                new Utterance(segmentId, speaker(message, best), Json.text(best, "/transcript"))
                        .between(start, start == null || duration == null ? null : start + duration)
                        .confidence(Json.decimal(best, "/confidence"))
                        .isFinal(Json.flag(message, "/is_final", true))
                        .track(channel, null);
        if (!utterance.isBlank()) {
            intake.event(utterance.of(call, now));
        }
    }

    private Speaker speaker(JsonNode message, JsonNode best) {
        Long channels = Json.wholeNumber(message, "/channel_index/1");
        Long toldApart = Json.wholeNumber(best, "/words/0/speaker");
        Long number =
                toldApart != null && (channels == null || channels < 2)
                        ? toldApart
                        : Json.wholeNumber(message, "/channel_index/0");
        return number == null || number < 0 || number >= speakers.size()
                ? Speaker.UNKNOWN
                : speakers.get(number.intValue());
    }
}

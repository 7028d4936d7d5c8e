package io.supportassistant.bridge.genesys;

import com.fasterxml.jackson.databind.JsonNode;
import io.supportassistant.bridge.Intake;
import io.supportassistant.bridge.SourceCall;
import io.supportassistant.bridge.Speakers;
import io.supportassistant.bridge.UnreadText;
import io.supportassistant.bridge.Utterance;
import io.supportassistant.bridge.wire.Json;
import io.supportassistant.events.SessionIds;
import java.time.Instant;
import java.util.UUID;

/**
 * The body of a transcription notification. All fields are optional; without {@code transcripts} it
 * is a keep-alive.
 */
final class LiveTranscript {

    private LiveTranscript() {}

    static void read(JsonNode body, Intake intake, Instant now) {
        SourceCall call = new SourceCall(GenesysAdapter.SOURCE, Json.text(body, "/conversationId"));
        JsonNode transcripts = body.path("transcripts");
        if (!transcripts.isArray()) {
            UnreadText.refuse(body);
        }
        if (transcripts.isEmpty()) {
            intake.unmapped("keep-alive");
        }
        for (JsonNode transcript : transcripts) {
            intake.message(
                    () -> Json.write(transcript),
                    () -> utterance(call, body, transcript, intake, now));
        }
    }

    private static void utterance(
            SourceCall call, JsonNode body, JsonNode transcript, Intake intake, Instant now) {
        JsonNode best = transcript.path("alternatives").path(0);
        String decorated = Json.text(best, "/decoratedTranscript");
        String text = decorated == null ? Json.text(best, "/transcript") : decorated;
        String communication = Json.text(body, "/communicationId");
        String id = Json.text(transcript, "/utteranceId");
        String offset = Json.text(best, "/offsetMs");
        String channel = Json.text(transcript, "/channel");
        boolean isFinal = Json.flag(transcript, "/isFinal", true);
        boolean isAlike = id == null && offset == null && isFinal;
        if (isAlike) {
            intake.countEachTime();
        }
        String segmentId =
                id == null
                        ? SessionIds.within(
                                call.sessionId(),
                                "segment",
                                String.valueOf(communication),
                                String.valueOf(channel),
                                isAlike ? UUID.randomUUID().toString() : String.valueOf(offset),
                                String.valueOf(text))
                        : id;
        Utterance utterance =
                new Utterance(segmentId, Speakers.of(channel), text)
                        .at(start(body, best))
                        .confidence(Json.decimal(best, "/confidence"))
                        .isFinal(isFinal)
                        .track(communication, null)
                        .language(Json.text(transcript, "/dialect"));
        if (utterance.isBlank()) {
            UnreadText.refuse(transcript);
            intake.unmapped("nothing said");
        } else {
            intake.event(utterance.of(call, now));
        }
    }

    /** The start of the utterance; the notification arrives after its end. Null if unknown. */
    private static Instant start(JsonNode body, JsonNode best) {
        Instant ofWord = Json.time(best, "/words/0/startTimeMs");
        if (ofWord != null) {
            return ofWord;
        }
        Instant session = Json.time(body, "/sessionStartTimeMs");
        Long offset = Json.wholeNumber(best, "/offsetMs");
        boolean plausible = offset != null && Math.abs(offset) < 1_000_000_000L;
        return session != null && plausible
                ? session.plusMillis(offset)
                : Json.time(body, "/eventTime");
    }
}

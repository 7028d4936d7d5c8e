package io.supportassistant.bridge.avaya;

import com.fasterxml.jackson.databind.JsonNode;
import io.supportassistant.bridge.Intake;
import io.supportassistant.bridge.SourceCall;
import io.supportassistant.bridge.Speakers;
import io.supportassistant.bridge.UnusableMessageException;
import io.supportassistant.bridge.Utterance;
import io.supportassistant.bridge.wire.InboundRequest;
import io.supportassistant.bridge.wire.Json;
import io.supportassistant.bridge.wire.UnreadableRequestException;
import io.supportassistant.events.SessionIds;
import java.time.Instant;

/** The transcript in the body of AXP's "save transcript" request. */
final class SavedTranscript {

    private static final int MAX_MESSAGES = 50;
    private static final int LARGEST_BODY = 600 * 1024;

    private SavedTranscript() {}

    static void read(String engagementId, JsonNode body, Intake intake, InboundRequest request) {
        JsonNode messages = body.path("messages");
        if (request.body().length > LARGEST_BODY) {
            throw new UnreadableRequestException(413, "The body is larger than 600 KB");
        }
        if (!messages.isArray() || messages.size() > MAX_MESSAGES) {
            throw UnreadableRequestException.badRequest(
                    "messages must be an array of at most " + MAX_MESSAGES);
        }
        SourceCall call = call(engagementId);
        for (JsonNode message : messages) {
            intake.message(
                    () -> Json.write(message),
                    () -> read(call, message, intake, request.receivedAt()));
        }
    }

    private static SourceCall call(String engagementId) {
        try {
            return new SourceCall(AvayaAdapter.SOURCE, engagementId);
        } catch (UnusableMessageException e) {
            throw UnreadableRequestException.badRequest(e.getMessage());
        }
    }

    private static void read(SourceCall call, JsonNode message, Intake intake, Instant now) {
        Instant at = Json.time(message, "/messageTimestamp");
        String type = Json.text(message, "/senderParticipantType");
        String sender = Json.text(message, "/senderParticipantId");
        if (!message.path("body").isObject() || at == null || type == null || sender == null) {
            throw new UnusableMessageException(
                    "body, messageTimestamp, senderParticipantType and senderParticipantId are"
                            + " required");
        }
        String text = DigitalEvents.text(message.path("body"));
        String id = Json.text(message, "/providerMessageId");
        String segmentId =
                id == null
                        ? SessionIds.within(
                                call.sessionId(),
                                "segment",
                                at.toString(),
                                sender,
                                String.valueOf(text))
                        : id;
        Utterance utterance =
                new Utterance(segmentId, Speakers.of(type), text)
                        .at(at)
                        .language(Json.text(message, "/nluMetadata/language"));
        if (utterance.isBlank()) {
            DigitalEvents.refuseUnread(message.path("body"));
            intake.unmapped("message without text");
        } else {
            intake.event(utterance.of(call, now));
        }
    }
}

package io.supportassistant.bridge.genesys;

import com.fasterxml.jackson.databind.JsonNode;
import io.supportassistant.bridge.Intake;
import io.supportassistant.bridge.UnusableMessageException;
import io.supportassistant.bridge.wire.Json;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Converts notifications of Genesys Cloud, {@code {"topicName","eventBody"}}, to events. */
final class Notifications {

    private static final Pattern TRANSCRIPTION =
            Pattern.compile("v2\\.conversations\\.[^.]+\\.transcription");
    private static final Pattern CALLS =
            Pattern.compile("v2\\.(?:users|routing\\.queues)\\.[^.]+\\.conversations\\.calls");
    private static final Pattern DETAIL =
            Pattern.compile("v2\\.detail\\.events\\.conversation\\.[^.]+\\.(.+)");

    private Notifications() {}

    /**
     * @throws UnusableMessageException if the frame is not a notification, or lacks a required
     *     field
     */
    static void read(JsonNode frame, Intake intake, Instant now) {
        String topic = Json.text(frame, "/topicName");
        JsonNode body = frame.path("eventBody");
        if (topic == null || !body.isObject()) {
            throw new UnusableMessageException("This is not a notification of Genesys Cloud");
        }
        Matcher detail = DETAIL.matcher(topic);
        if (isTranscription(topic)) {
            LiveTranscript.read(body, intake, now);
        } else if (isCalls(topic)) {
            CallSnapshot.of(body, now).changesSince(null, now).forEach(intake::event);
        } else if (detail.matches()) {
            DetailEvents.read(detail.group(1), body, intake, now);
        } else if (body.has("transcripts")) {
            throw new UnusableMessageException("Unknown topic with transcripts");
        } else {
            intake.unmapped("another topic");
        }
    }

    static boolean isTranscription(String topic) {
        return TRANSCRIPTION.matcher(topic).matches();
    }

    static boolean isCalls(String topic) {
        return CALLS.matcher(topic).matches();
    }
}

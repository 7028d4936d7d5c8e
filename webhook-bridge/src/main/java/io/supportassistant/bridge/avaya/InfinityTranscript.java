package io.supportassistant.bridge.avaya;

import com.fasterxml.jackson.databind.JsonNode;
import io.supportassistant.bridge.SourceCall;
import io.supportassistant.bridge.Speakers;
import io.supportassistant.bridge.Utterance;
import io.supportassistant.bridge.wire.Json;
import io.supportassistant.events.Speaker;
import io.supportassistant.events.TranscriptSegment;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Infinity's transcript of an interaction so far, as its API answers. */
final class InfinityTranscript {

    private InfinityTranscript() {}

    /**
     * What was said from an index on. An utterance is told by its index: asked again, the same.
     *
     * @throws io.supportassistant.bridge.UnusableMessageException if a text is too long
     */
    static List<TranscriptSegment> from(int index, SourceCall call, JsonNode body, Instant now) {
        List<TranscriptSegment> segments = new ArrayList<>();
        JsonNode messages = body.path("messages");
        for (int i = index; i < messages.size(); i++) {
            JsonNode message = messages.path(i);
            Utterance utterance =
                    new Utterance(
                                    call.callId() + ":" + i,
                                    speaker(message),
                                    Json.text(message, "/message"))
                            .at(Json.time(message, "/createdAt"))
                            .track(null, (long) i)
                            .language(Json.text(message, "/languageCode"));
            if (!utterance.isBlank()) {
                segments.add(utterance.of(call, now));
            }
        }
        return segments;
    }

    private static Speaker speaker(JsonNode message) {
        Speaker author = Speakers.of(Json.text(message, "/author/type"));
        if (author != Speaker.UNKNOWN) {
            return author;
        }
        String direction = Json.text(message, "/direction");
        return "in".equals(direction)
                ? Speaker.CUSTOMER
                : "out".equals(direction) ? Speaker.AGENT : Speaker.UNKNOWN;
    }
}

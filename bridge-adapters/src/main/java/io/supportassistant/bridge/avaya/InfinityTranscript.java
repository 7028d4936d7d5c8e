package io.supportassistant.bridge.avaya;

import com.fasterxml.jackson.databind.JsonNode;
import io.supportassistant.bridge.SourceCall;
import io.supportassistant.bridge.Speakers;
import io.supportassistant.bridge.UnreadText;
import io.supportassistant.bridge.UnusableMessageException;
import io.supportassistant.bridge.Utterance;
import io.supportassistant.bridge.Verdict;
import io.supportassistant.bridge.wire.Json;
import io.supportassistant.events.Speaker;
import io.supportassistant.events.TranscriptSegment;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Reads the transcript of an interaction so far, from a response of Infinity's API. */
final class InfinityTranscript {

    private InfinityTranscript() {}

    /**
     * The segments from an index on. The index identifies an utterance: it is the same in every
     * response.
     *
     * @param deadLetters receives the messages that cannot be read
     * @throws UnusableMessageException if the response has the text in another field
     */
    static List<TranscriptSegment> from(
            int index,
            SourceCall call,
            JsonNode body,
            Instant now,
            Consumer<Verdict.Unusable> deadLetters) {
        List<TranscriptSegment> segments = new ArrayList<>();
        JsonNode messages = body.path("messages");
        if (!messages.isArray()) {
            UnreadText.refuse(body);
        }
        for (int i = index; i < messages.size(); i++) {
            JsonNode message = messages.path(i);
            try {
                segment(i, call, message, now).ifPresent(segments::add);
            } catch (UnusableMessageException e) {
                deadLetters.accept(new Verdict.Unusable(e.getMessage(), Json.write(message)));
            }
        }
        return segments;
    }

    private static Optional<TranscriptSegment> segment(
            int index, SourceCall call, JsonNode message, Instant now) {
        Utterance utterance =
                new Utterance(
                                call.callId() + ":" + index,
                                speaker(message),
                                Json.text(message, "/message"))
                        .at(Json.time(message, "/createdAt"))
                        .track(null, (long) index)
                        .language(Json.text(message, "/languageCode"));
        if (utterance.isBlank()) {
            UnreadText.refuse(message);
            return Optional.empty();
        }
        return Optional.of(utterance.of(call, now));
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

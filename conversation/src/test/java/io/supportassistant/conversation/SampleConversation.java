package io.supportassistant.conversation;

import static io.supportassistant.conversation.SampleCall.SESSION;
import static io.supportassistant.conversation.SampleCall.START;
import static io.supportassistant.conversation.SampleCall.at;

import io.supportassistant.events.CallEnded;
import io.supportassistant.events.CallStarted;
import io.supportassistant.events.DetectedEntity;
import io.supportassistant.events.Speaker;
import io.supportassistant.events.TranscriptRedacted;
import io.supportassistant.events.TranscriptSegment;
import io.supportassistant.redaction.RedactionSettings;
import io.supportassistant.settings.Settings;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/** Creates conversations and events for them. */
final class SampleConversation {

    static final ConversationSettings SETTINGS =
            ConversationSettings.defaults().withEndSettle(Duration.ZERO);
    static final long INTERVAL = SETTINGS.interval().toMillis();
    static final long IDLE = SETTINGS.idleTimeout().toMillis();
    static final long GRACE = SETTINGS.lateGrace().toMillis();

    static final SplitRedaction REDACTION =
            new SplitRedaction(RedactionSettings.redactor(Settings.of(Map.of())));

    /** Finds words marked with a hash as entities. */
    static final Function<String, List<DetectedEntity>> ENTITIES =
            text ->
                    Stream.of(text.split(" "))
                            .filter(word -> word.startsWith("#"))
                            .map(word -> new DetectedEntity("tag", word.substring(1)))
                            .toList();

    private SampleConversation() {}

    static Conversation restored(ConversationState state) {
        return new Conversation(SESSION, SETTINGS, REDACTION, ENTITIES, state, START);
    }

    static TranscriptSegment received(String id, Speaker speaker, Instant receivedAt) {
        return new TranscriptSegment(
                SESSION,
                START,
                "generic",
                "call-1",
                id,
                speaker,
                "well",
                null,
                null,
                null,
                true,
                receivedAt);
    }

    static CallStarted started(String callId) {
        return new CallStarted(
                SESSION,
                START,
                "generic",
                callId,
                "agent-7",
                null,
                null,
                null,
                null,
                Map.of(),
                Collections.emptyMap());
    }

    static CallEnded ended() {
        return new CallEnded(SESSION, START, "call-1", CallEnded.HANGUP);
    }

    static TranscriptRedacted redacted(String segmentId, String text, int atMs) {
        return new TranscriptRedacted(SESSION, at(atMs), segmentId, text, List.of("secret"));
    }
}

package io.supportassistant.local.evaluate;

import io.supportassistant.events.DetectedEntity;
import io.supportassistant.events.SessionIds;
import io.supportassistant.events.Speaker;
import io.supportassistant.events.TranscriptSegment;
import io.supportassistant.job.conversation.AssistRequest;
import io.supportassistant.job.conversation.Conversation;
import io.supportassistant.job.conversation.ConversationSettings;
import io.supportassistant.job.conversation.ConversationState;
import io.supportassistant.job.conversation.SplitRedaction;
import io.supportassistant.local.replay.RecordedCall;
import io.supportassistant.redaction.RedactionSettings;
import io.supportassistant.settings.Settings;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/**
 * A recorded call followed by the job's own conversation, in the call's time and without any of the
 * stack.
 */
public final class OfflineCall {

    private static final Instant START = Instant.parse("2026-01-01T10:00:00Z");

    private final SplitRedaction redaction =
            new SplitRedaction(RedactionSettings.redactor(Settings.of(Map.of())));
    private final ConversationSettings settings;
    private final Function<String, List<DetectedEntity>> entities;

    public OfflineCall(
            ConversationSettings settings, Function<String, List<DetectedEntity>> entities) {
        this.settings = settings;
        this.entities = entities;
    }

    /** Analyses every customer turn at once, however fast they follow each other. */
    public static OfflineCall turnByTurn(Function<String, List<DetectedEntity>> entities) {
        ConversationSettings defaults = ConversationSettings.defaults();
        return new OfflineCall(
                new ConversationSettings(
                        Duration.ZERO,
                        defaults.triggeringSpeakers(),
                        defaults.maxTurns(),
                        defaults.maxCharacters(),
                        defaults.maxAge(),
                        defaults.idleTimeout(),
                        defaults.endSettle(),
                        defaults.lateGrace()),
                entities);
    }

    /** Who wants to know of each analysis. */
    public interface Listener {

        /**
         * @param turn number of the turn that led to it, from 0
         */
        void onRequest(int turn, AssistRequest request, Instant now);
    }

    public void play(RecordedCall call, Listener listener) {
        String session = SessionIds.session("offline", call.id());
        ConversationState state = null;
        for (int i = 0; i < call.turns().size(); i++) {
            RecordedCall.Turn turn = call.turns().get(i);
            Instant now = START.plusMillis((long) (turn.endTime() * 1000));
            if (state != null) {
                Conversation waiting = conversation(session, state, now);
                AssistRequest due = waiting.onTimer(now).request();
                state = waiting.state();
                if (due != null) {
                    listener.onRequest(i - 1, due, now);
                }
            }
            Conversation conversation = conversation(session, state, now);
            AssistRequest request = conversation.on(segment(session, i, turn, now), now).request();
            state = conversation.state();
            if (request != null) {
                listener.onRequest(i, request, now);
            }
        }
    }

    private Conversation conversation(String session, ConversationState state, Instant now) {
        return new Conversation(session, settings, redaction, entities, state, now);
    }

    private static TranscriptSegment segment(
            String session, int number, RecordedCall.Turn turn, Instant now) {
        return new TranscriptSegment(
                session,
                now,
                "offline",
                "call",
                "s" + number,
                Speaker.valueOf(turn.speaker().toUpperCase(Locale.ROOT)),
                turn.text(),
                turn.startTime(),
                turn.endTime(),
                null,
                true,
                now);
    }
}

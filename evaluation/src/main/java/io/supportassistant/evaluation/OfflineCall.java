package io.supportassistant.evaluation;

import io.supportassistant.conversation.AssistRequest;
import io.supportassistant.conversation.Conversation;
import io.supportassistant.conversation.ConversationSettings;
import io.supportassistant.conversation.ConversationState;
import io.supportassistant.conversation.SplitRedaction;
import io.supportassistant.conversation.Turn;
import io.supportassistant.events.DetectedEntity;
import io.supportassistant.events.SessionIds;
import io.supportassistant.events.Speaker;
import io.supportassistant.events.TranscriptSegment;
import io.supportassistant.redaction.RedactionSettings;
import io.supportassistant.settings.Settings;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Plays a recorded call through the job's own conversation, on the call's clock and without Flink
 * or Kafka.
 */
public final class OfflineCall {

    private static final Instant START = Instant.parse("2026-01-01T10:00:00Z");
    private static final Instant LAST = START.plus(Duration.ofDays(1));

    private final SplitRedaction redaction =
            new SplitRedaction(RedactionSettings.redactor(Settings.of(Map.of())));
    private final ConversationSettings settings;
    private final Function<String, List<DetectedEntity>> entities;

    public OfflineCall(
            ConversationSettings settings, Function<String, List<DetectedEntity>> entities) {
        this.settings = settings;
        this.entities = entities;
    }

    /** Analyses every customer turn at once, however quickly they follow each other. */
    public static OfflineCall turnByTurn(Function<String, List<DetectedEntity>> entities) {
        return new OfflineCall(
                ConversationSettings.defaults()
                        .withInterval(Duration.ZERO)
                        .withEndSettle(Duration.ZERO),
                entities);
    }

    /** Receives each analysis. */
    public interface Listener {

        /**
         * @param turn number of the turn that led to the analysis, from 0
         */
        void onRequest(int turn, AssistRequest request, Instant now);

        /** Receives the turns that were heard or have changed. */
        default void onTurns(List<Turn> turns, Instant now) {}
    }

    public void play(RecordedCall call, Listener listener) {
        String session = SessionIds.session("offline", call.id());
        ConversationState state = null;
        for (int i : byEnd(call)) {
            RecordedCall.Turn turn = call.turns().get(i);
            Instant now = at(turn.endTime());
            state = runDueTimers(session, state, now, i, listener);
            Conversation conversation = conversation(session, state, now);
            AssistRequest request = conversation.on(segment(session, i, turn, now), now).request();
            state = conversation.state();
            listener.onTurns(conversation.changedTurns(), now);
            if (request != null) {
                listener.onRequest(i, request, now);
            }
        }
        runDueTimers(session, state, LAST, call.turns().size(), listener);
    }

    /** A recogniser sends a segment when it ends, so segments are ordered by their ends. */
    private static List<Integer> byEnd(RecordedCall call) {
        return IntStream.range(0, call.turns().size())
                .boxed()
                .sorted(Comparator.comparingDouble(i -> call.turns().get(i).endTime()))
                .toList();
    }

    /** Runs whatever is due before the next segment, at its due time. */
    private ConversationState runDueTimers(
            String session, ConversationState state, Instant until, int next, Listener listener) {
        ConversationState latest = state;
        while (latest != null && latest.endedAt() == null) {
            Instant due = conversation(session, latest, until).nextDeadline();
            if (due.isAfter(until)) {
                break;
            }
            Conversation conversation = conversation(session, latest, due);
            AssistRequest request = conversation.onTimer(due).request();
            latest = conversation.state();
            if (request != null) {
                listener.onRequest(next - 1, request, due);
            }
        }
        return latest;
    }

    /** Seconds from the start of the call to a moment of the replay. */
    static double seconds(Instant moment) {
        return Duration.between(START, moment).toMillis() / 1000.0;
    }

    private static Instant at(double seconds) {
        return START.plusMillis(Math.round(seconds * 1000));
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

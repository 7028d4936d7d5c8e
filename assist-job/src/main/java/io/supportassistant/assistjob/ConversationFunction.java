package io.supportassistant.assistjob;

import io.supportassistant.conversation.AssistRequest;
import io.supportassistant.conversation.Conversation;
import io.supportassistant.conversation.ConversationSettings;
import io.supportassistant.conversation.ConversationState;
import io.supportassistant.conversation.Decision;
import io.supportassistant.conversation.SplitRedaction;
import io.supportassistant.conversation.Turn;
import io.supportassistant.events.AgentQuestion;
import io.supportassistant.events.CallEnded;
import io.supportassistant.events.CustomerProfile;
import io.supportassistant.events.DeadLetter;
import io.supportassistant.events.DetectedEntity;
import io.supportassistant.events.SessionEvent;
import io.supportassistant.events.TranscriptRedacted;
import io.supportassistant.events.TranscriptSegment;
import io.supportassistant.flink.SessionEventType;
import io.supportassistant.flink.SingleTimer;
import io.supportassistant.flink.SkippedEvents;
import io.supportassistant.redaction.Redactor;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.StateTtlConfig;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.apache.flink.util.function.SerializableSupplier;

/**
 * Follows each call with a {@link Conversation}.
 *
 * <p>State per session: the conversation; the ids of the final segments heard; the time of the
 * timer that is set. Timer: the conversation's next deadline, in processing time. When an ended
 * call has been remembered long enough, the ids are cleared and only the run number of the
 * conversation remains. The time to live is a safety net.
 */
final class ConversationFunction extends KeyedProcessFunction<String, SessionEvent, AssistRequest> {

    /** Dead letters of events that a conversation fails on. */
    static final OutputTag<DeadLetter> DEAD_LETTERS = new OutputTag<>("not-taken-in") {};

    static final OutputTag<CallEnded> CLOSINGS = new OutputTag<>("closings") {};

    /** Speakers that were identified, for readers that show the transcript. */
    static final OutputTag<SessionEvent> LEARNED =
            new OutputTag<>("learned", SessionEventType.INSTANCE);

    /** Corrected texts of segments, for readers that store them. */
    static final OutputTag<SessionEvent> REDACTIONS =
            new OutputTag<>("redactions", SessionEventType.INSTANCE);

    /** Turns that were heard or have changed, for the brief. */
    static final OutputTag<HeardTurn> TURNS = new OutputTag<>("turns") {};

    private final ConversationSettings settings;
    private final SerializableSupplier<Redactor> redactor;
    private final SerializableSupplier<Function<String, List<DetectedEntity>>> entities;
    private final Duration timeToLive;

    private transient Function<String, List<DetectedEntity>> finder;
    private transient SplitRedaction redaction;
    private transient ValueState<ConversationState> conversation;
    private transient MapState<String, Boolean> heardSegments;
    private transient SingleTimer timer;
    private transient Counter duplicates;
    private transient Counter afterTheEnd;
    private transient Counter redactions;
    private transient Counter refusedQuestions;
    private transient Counter skippedTurns;
    private transient Counter farAheadTurns;
    private transient SkippedEvents skippedEvents;

    ConversationFunction(
            ConversationSettings settings,
            SerializableSupplier<Redactor> redactor,
            SerializableSupplier<Function<String, List<DetectedEntity>>> entities,
            Duration timeToLive) {
        this.settings = settings;
        this.redactor = redactor;
        this.entities = entities;
        this.timeToLive = timeToLive;
    }

    @Override
    public void open(OpenContext context) {
        finder = entities.get();
        redaction = new SplitRedaction(redactor.get());
        StateTtlConfig ttl = StateTtlConfig.newBuilder(timeToLive).build();
        ValueStateDescriptor<ConversationState> conversationDescriptor =
                new ValueStateDescriptor<>("conversation", ConversationState.class);
        MapStateDescriptor<String, Boolean> heardDescriptor =
                new MapStateDescriptor<>("heard-segments", Types.STRING, Types.BOOLEAN);
        conversationDescriptor.enableTimeToLive(ttl);
        heardDescriptor.enableTimeToLive(ttl);
        conversation = getRuntimeContext().getState(conversationDescriptor);
        heardSegments = getRuntimeContext().getMapState(heardDescriptor);
        timer = new SingleTimer(getRuntimeContext(), ttl);
        duplicates = getRuntimeContext().getMetricGroup().counter("duplicate_segments");
        afterTheEnd = getRuntimeContext().getMetricGroup().counter("events_after_the_end");
        redactions = getRuntimeContext().getMetricGroup().counter("segments_redacted");
        refusedQuestions = getRuntimeContext().getMetricGroup().counter("questions_refused");
        skippedTurns = getRuntimeContext().getMetricGroup().counter("turns_without_entities");
        farAheadTurns = getRuntimeContext().getMetricGroup().counter("turns_far_ahead");
        skippedEvents =
                new SkippedEvents(
                        "the conversation",
                        getRuntimeContext().getMetricGroup().counter("conversation_failures"));
    }

    @Override
    public void processElement(SessionEvent event, Context context, Collector<AssistRequest> out)
            throws Exception {
        ConversationState before = conversation.value();
        if (wasHeard(event) && !isReworded(event, before, context)) {
            duplicates.inc();
            return;
        }
        if ((before == null || before.isForgotten()) && !opensACall(event)) {
            return;
        }
        Instant now = now(context);
        Conversation call = take(before, context, now);
        Decision decision;
        try {
            decision = call.on(event, now);
        } catch (RuntimeException e) {
            context.output(DEAD_LETTERS, skippedEvents.letter(event, e, now));
            return;
        }
        if (wasEnded(before) && call.isEnded() && !(event instanceof TranscriptRedacted)) {
            afterTheEnd.inc();
        }
        if (event instanceof AgentQuestion && decision.request() == null) {
            refusedQuestions.inc();
        }
        emit(decision, context, out);
        keep(call, context);
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<AssistRequest> out)
            throws Exception {
        timer.fired();
        if (conversation.value() == null || conversation.value().isForgotten()) {
            return;
        }
        Instant now = now(context);
        Conversation call = take(conversation.value(), context, now);
        if (call.isForgettable(now)) {
            conversation.update(call.forgotten());
            heardSegments.clear();
            return;
        }
        Decision decision;
        try {
            decision = call.onTimer(now);
        } catch (RuntimeException e) {
            skippedEvents.failed(e);
            return;
        }
        emit(decision, context, out);
        keep(call, context);
    }

    private Conversation take(ConversationState state, Context context, Instant now) {
        return new Conversation(context.getCurrentKey(), settings, redaction, finder, state, now);
    }

    private void emit(Decision decision, Context context, Collector<AssistRequest> out) {
        for (TranscriptRedacted redacted : decision.redactions()) {
            redactions.inc();
            context.output(REDACTIONS, redacted);
        }
        if (decision.request() != null) {
            out.collect(decision.request());
        }
        if (decision.closing() != null) {
            context.output(CLOSINGS, decision.closing());
        }
        if (decision.learned() != null) {
            context.output(LEARNED, decision.learned());
        }
    }

    private void keep(Conversation call, Context context) throws Exception {
        skippedTurns.inc(call.turnsSkipped());
        farAheadTurns.inc(call.turnsFarAhead());
        for (Turn turn : call.changedTurns()) {
            context.output(TURNS, new HeardTurn(context.getCurrentKey(), turn));
        }
        conversation.update(call.state());
        timer.setFor(call.nextDeadline(), context.timerService());
    }

    private static boolean wasEnded(ConversationState before) {
        return before != null && before.endedAt() != null;
    }

    private boolean wasHeard(SessionEvent event) throws Exception {
        if (!(event instanceof TranscriptSegment segment) || !segment.isFinal()) {
            return false;
        }
        if (heardSegments.contains(segment.segmentId())) {
            return true;
        }
        heardSegments.put(segment.segmentId(), true);
        return false;
    }

    /**
     * Whether the event corrects a segment heard before: a recogniser may change its final text
     * under the same id.
     */
    private boolean isReworded(SessionEvent event, ConversationState before, Context context) {
        return before != null
                && !before.isForgotten()
                && before.endedAt() == null
                && take(before, context, now(context)).isReworded((TranscriptSegment) event);
    }

    /**
     * Events that only close or annotate a call create no state for an unknown one. A link does: it
     * closes the leg's session, so that later events of the leg do not open a call.
     */
    private static boolean opensACall(SessionEvent event) {
        return !(event instanceof CallEnded)
                && !(event instanceof io.supportassistant.events.AgentFeedback)
                && !(event instanceof CustomerProfile)
                && !(event instanceof TranscriptRedacted)
                && !(event instanceof io.supportassistant.events.AgentLeft);
    }

    private static Instant now(KeyedProcessFunction<?, ?, ?>.Context context) {
        return Instant.ofEpochMilli(context.timerService().currentProcessingTime());
    }
}

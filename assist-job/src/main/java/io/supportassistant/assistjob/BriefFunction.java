package io.supportassistant.assistjob;

import io.supportassistant.brief.Brief;
import io.supportassistant.brief.BriefState;
import io.supportassistant.brief.NoteToWord;
import io.supportassistant.brief.StatementFinder;
import io.supportassistant.events.AgentFeedback;
import io.supportassistant.events.CallBrief;
import io.supportassistant.events.CallEnded;
import io.supportassistant.events.NoteEdited;
import io.supportassistant.events.NoteWorded;
import io.supportassistant.events.SessionEvent;
import io.supportassistant.events.SuggestionUpdate;
import io.supportassistant.flink.SingleTimer;
import io.supportassistant.flink.SkippedEvents;
import java.time.Duration;
import java.time.Instant;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.StateTtlConfig;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.functions.co.KeyedCoProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.apache.flink.util.function.SerializableSupplier;

/**
 * Writes the running summary of each call with a {@link Brief}, from its turns, the updates of the
 * suggestion gate, the agent's feedback and edits, and the call's end.
 *
 * <p>State per session: the brief; the time of the timer that is set. Timer: the next brief, in
 * processing time, or the time after the call's end when the state is cleared. The time to live is
 * a safety net.
 */
final class BriefFunction
        extends KeyedCoProcessFunction<String, HeardTurn, SessionEvent, CallBrief> {

    /** Notes of ended calls, for a model to word. */
    static final OutputTag<NoteToWord> NOTES =
            new OutputTag<>("notes-to-word", TypeInformation.of(NoteToWord.class));

    private static final Duration AFTER_FAILURE = Duration.ofMinutes(1);

    private final SerializableSupplier<StatementFinder> finderSource;
    private final Duration wrapup;
    private final Duration timeToLive;

    private transient StatementFinder finder;
    private transient ValueState<BriefState> brief;
    private transient SingleTimer timer;
    private transient SkippedEvents skippedEvents;

    BriefFunction(
            SerializableSupplier<StatementFinder> finderSource,
            Duration wrapup,
            Duration timeToLive) {
        this.finderSource = finderSource;
        this.wrapup = wrapup;
        this.timeToLive = timeToLive;
    }

    @Override
    public void open(OpenContext context) {
        finder = finderSource.get();
        StateTtlConfig ttl = StateTtlConfig.newBuilder(timeToLive).build();
        ValueStateDescriptor<BriefState> descriptor =
                new ValueStateDescriptor<>("brief", BriefState.class);
        descriptor.enableTimeToLive(ttl);
        brief = getRuntimeContext().getState(descriptor);
        timer = new SingleTimer(getRuntimeContext(), ttl);
        skippedEvents =
                new SkippedEvents(
                        "the brief",
                        getRuntimeContext().getMetricGroup().counter("brief_failures"));
    }

    @Override
    public void processElement1(HeardTurn heard, Context context, Collector<CallBrief> out)
            throws Exception {
        Brief call = take(context);
        try {
            call.hear(heard.turn(), now(context));
        } catch (RuntimeException | StackOverflowError e) {
            skippedEvents.failed(e);
            return;
        }
        keep(call, context);
    }

    @Override
    public void processElement2(SessionEvent event, Context context, Collector<CallBrief> out)
            throws Exception {
        boolean begins = event instanceof SuggestionUpdate || event instanceof NoteEdited;
        if (brief.value() == null && !begins) {
            return;
        }
        Instant now = now(context);
        Brief call = take(context);
        if (event instanceof CallEnded ended && ended.closedByTheJob(CallEnded.LINKED)) {
            // A leg: the brief is the one of its call.
            call.takenBack(now).ifPresent(out::collect);
            forget(context);
            return;
        }
        try {
            take(call, event, now);
        } catch (RuntimeException | StackOverflowError e) {
            skippedEvents.failed(e);
            return;
        }
        keep(call, context);
    }

    private static void take(Brief call, SessionEvent event, Instant now) {
        if (event instanceof SuggestionUpdate update) {
            call.take(update, now);
        } else if (event instanceof AgentFeedback feedback) {
            call.take(feedback, now);
        } else if (event instanceof NoteEdited edit) {
            call.take(edit, now);
        } else if (event instanceof NoteWorded worded) {
            call.take(worded, now);
        } else if (event instanceof CallEnded ended) {
            call.end(ended, now);
        }
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<CallBrief> out)
            throws Exception {
        timer.fired();
        if (brief.value() == null) {
            return;
        }
        Instant now = now(context);
        Brief call = take(context);
        if (call.isOver(now)) {
            forget(context);
            return;
        }
        try {
            call.write(now).ifPresent(out::collect);
            call.toWord().ifPresent(note -> context.output(NOTES, note));
        } catch (RuntimeException | StackOverflowError e) {
            // The same turns would fail again; the next change tries once more, or this timer.
            skippedEvents.failed(e);
            timer.setFor(now.plus(AFTER_FAILURE), context.timerService());
            return;
        }
        keep(call, context);
    }

    private Brief take(Context context) throws Exception {
        return new Brief(context.getCurrentKey(), finder, wrapup, brief.value());
    }

    private void keep(Brief call, Context context) throws Exception {
        brief.update(call.state());
        Instant deadline = call.nextDeadline();
        if (deadline != null) {
            timer.setFor(deadline, context.timerService());
        }
    }

    private void forget(Context context) throws Exception {
        brief.clear();
        timer.cancel(context.timerService());
    }

    private static Instant now(KeyedCoProcessFunction<?, ?, ?, ?>.Context context) {
        return Instant.ofEpochMilli(context.timerService().currentProcessingTime());
    }
}

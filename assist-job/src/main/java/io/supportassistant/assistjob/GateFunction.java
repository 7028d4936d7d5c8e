package io.supportassistant.assistjob;

import io.supportassistant.assist.AssistResult;
import io.supportassistant.events.AgentAction;
import io.supportassistant.events.CallEnded;
import io.supportassistant.events.SuggestionUpdate;
import io.supportassistant.flink.SkippedEvents;
import io.supportassistant.gate.GateSettings;
import io.supportassistant.gate.GateState;
import io.supportassistant.gate.SuggestionGate;
import java.time.Duration;
import java.time.Instant;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.StateTtlConfig;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.streaming.api.functions.co.KeyedCoProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Passes each result through a {@link SuggestionGate} and emits every assist agent's action.
 *
 * <p>State per session: the cards and questions shown in the call. Timer: one, set when the call
 * ends; it clears the state. The time to live is a safety net.
 */
final class GateFunction
        extends KeyedCoProcessFunction<String, AssistResult, CallEnded, SuggestionUpdate> {

    static final OutputTag<AgentAction> ACTIONS = new OutputTag<>("agent-actions") {};

    private final GateSettings settings;
    private final Duration timeToLive;

    private transient SuggestionGate gate;
    private transient SkippedEvents skippedEvents;
    private transient ValueState<GateState> shown;

    GateFunction(GateSettings settings, Duration timeToLive) {
        this.settings = settings;
        this.timeToLive = timeToLive;
    }

    @Override
    public void open(OpenContext context) {
        gate = new SuggestionGate(settings);
        skippedEvents =
                new SkippedEvents(
                        "the suggestion gate",
                        getRuntimeContext().getMetricGroup().counter("gate_failures"));
        ValueStateDescriptor<GateState> descriptor =
                new ValueStateDescriptor<>("shown", GateState.class);
        descriptor.enableTimeToLive(StateTtlConfig.newBuilder(timeToLive).build());
        shown = getRuntimeContext().getState(descriptor);
    }

    @Override
    public void processElement1(
            AssistResult result, Context context, Collector<SuggestionUpdate> out)
            throws Exception {
        GateState state = shown.value() == null ? GateState.fresh() : shown.value();
        result.actions().forEach(action -> context.output(ACTIONS, action));
        SuggestionGate.Selection selection;
        try {
            selection = gate.decide(state, result, Instant.now());
        } catch (RuntimeException e) {
            // The shown cards stay; the gate decides again at the next speech.
            skippedEvents.failed(e);
            return;
        }
        shown.update(selection.state());
        context.output(ACTIONS, selection.action());
        if (selection.update() != null) {
            out.collect(selection.update());
        } else if (selection.silence() != null) {
            out.collect(selection.silence());
        }
    }

    @Override
    public void processElement2(CallEnded closing, Context context, Collector<SuggestionUpdate> out)
            throws Exception {
        if (closing.closedByTheJob(CallEnded.IDLE)) {
            // The call may go on. If it does not, the state expires.
            return;
        }
        shown.update(GateState.ended());
        context.timerService()
                .registerProcessingTimeTimer(
                        context.timerService().currentProcessingTime()
                                + settings.keptAfterEnd().toMillis());
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<SuggestionUpdate> out) {
        shown.clear();
    }
}

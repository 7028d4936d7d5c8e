package io.supportassistant.crmjob;

import io.supportassistant.crm.CallRecordBuilder;
import io.supportassistant.crm.CallRecordBuilder.CallRecordBuilderSettings;
import io.supportassistant.crm.CallRecordBuilder.Step;
import io.supportassistant.crm.CallRecordBuilderState;
import io.supportassistant.crm.Caller;
import io.supportassistant.crm.CaseRules;
import io.supportassistant.events.CallRecord;
import io.supportassistant.events.DeadLetter;
import io.supportassistant.events.SessionEvent;
import io.supportassistant.flink.SingleTimer;
import io.supportassistant.flink.SkippedEvents;
import java.time.Duration;
import java.time.Instant;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.StateTtlConfig;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.apache.flink.util.function.SerializableSupplier;

/**
 * Runs a {@link CallRecordBuilder} for each call.
 *
 * <p>State, by session: the builder's state; the time of the one timer that is set. Timer: the
 * builder's next deadline, in processing time. Both are cleared when the call can no longer be
 * changed; the time to live is the safety net.
 */
final class CallRecordBuilderFunction extends KeyedProcessFunction<String, SessionEvent, Caller> {

    static final OutputTag<CallRecord> RECORDS = new OutputTag<>("call-records") {};

    static final OutputTag<DeadLetter> DEAD_LETTERS = new OutputTag<>("not-filed") {};

    private final CallRecordBuilderSettings settings;
    private final SerializableSupplier<CaseRules> rulesSource;
    private final Duration timeToLive;

    private transient CaseRules rules;
    private transient ValueState<CallRecordBuilderState> file;
    private transient SingleTimer timer;
    private transient SkippedEvents skippedEvents;

    CallRecordBuilderFunction(
            CallRecordBuilderSettings settings,
            SerializableSupplier<CaseRules> rulesSource,
            Duration timeToLive) {
        this.settings = settings;
        this.rulesSource = rulesSource;
        this.timeToLive = timeToLive;
    }

    @Override
    public void open(OpenContext context) {
        rules = rulesSource.get();
        skippedEvents =
                new SkippedEvents(
                        "the call record builder",
                        getRuntimeContext().getMetricGroup().counter("call_record_failures"));
        StateTtlConfig ttl = StateTtlConfig.newBuilder(timeToLive).build();
        ValueStateDescriptor<CallRecordBuilderState> fileDescriptor =
                new ValueStateDescriptor<>("call-record-builder", CallRecordBuilderState.class);
        fileDescriptor.enableTimeToLive(ttl);
        file = getRuntimeContext().getState(fileDescriptor);
        timer = new SingleTimer(getRuntimeContext(), ttl);
    }

    @Override
    public void processElement(SessionEvent event, Context context, Collector<Caller> out)
            throws Exception {
        Instant now = now(context);
        CallRecordBuilder call = take(context, now);
        Step step;
        try {
            step = call.on(event, now);
        } catch (RuntimeException e) {
            context.output(DEAD_LETTERS, skippedEvents.letter(event, e, now));
            return;
        }
        follow(step, call, context, out);
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<Caller> out)
            throws Exception {
        timer.fired();
        if (file.value() == null) {
            return;
        }
        Instant now = now(context);
        CallRecordBuilder call = take(context, now);
        Step step;
        try {
            step = call.onTimer(now);
        } catch (RuntimeException e) {
            // Keeping the state would fail the same timer again after every restart.
            skippedEvents.failed(e);
            forget(context);
            return;
        }
        follow(step, call, context, out);
    }

    private CallRecordBuilder take(Context context, Instant now) throws Exception {
        return new CallRecordBuilder(context.getCurrentKey(), settings, rules, file.value(), now);
    }

    private void follow(Step step, CallRecordBuilder call, Context context, Collector<Caller> out)
            throws Exception {
        if (step.caller() != null) {
            out.collect(step.caller());
        }
        if (step.record() != null) {
            context.output(RECORDS, step.record());
        }
        if (step.closed()) {
            forget(context);
        } else {
            keep(call, context);
        }
    }

    private void keep(CallRecordBuilder call, Context context) throws Exception {
        file.update(call.state());
        timer.setFor(call.nextDeadline(), context.timerService());
    }

    private void forget(Context context) throws Exception {
        file.clear();
        timer.cancel(context.timerService());
    }

    private static Instant now(KeyedProcessFunction<?, ?, ?>.Context context) {
        return Instant.ofEpochMilli(context.timerService().currentProcessingTime());
    }
}

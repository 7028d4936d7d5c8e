package io.supportassistant.flink;

import java.io.IOException;
import java.time.Instant;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.StateTtlConfig;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.TimerService;

/**
 * One processing-time timer per key, for a deadline that moves. State per key: the time the timer
 * is set for.
 */
public final class SingleTimer {

    private final ValueState<Long> registered;

    public SingleTimer(RuntimeContext context, StateTtlConfig timeToLive) {
        ValueStateDescriptor<Long> descriptor = new ValueStateDescriptor<>("timer", Types.LONG);
        descriptor.enableTimeToLive(timeToLive);
        registered = context.getState(descriptor);
    }

    /** Call this when the timer has fired. */
    public void fired() {
        registered.clear();
    }

    /**
     * Sets the timer. If it is already set for an earlier time it stays, and the caller checks the
     * deadline again when it fires.
     */
    public void setFor(Instant deadline, TimerService timers) throws IOException {
        long due = deadline.toEpochMilli();
        Long before = registered.value();
        if (before != null && before <= due) {
            return;
        }
        if (before != null) {
            timers.deleteProcessingTimeTimer(before);
        }
        timers.registerProcessingTimeTimer(due);
        registered.update(due);
    }

    public void cancel(TimerService timers) throws IOException {
        Long before = registered.value();
        if (before != null) {
            timers.deleteProcessingTimeTimer(before);
            registered.clear();
        }
    }
}

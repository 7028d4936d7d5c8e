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
 * One timer a key, in processing time, for a deadline that moves. State, by key: the time for which
 * it is set.
 */
public final class SingleTimer {

    private final ValueState<Long> set;

    public SingleTimer(RuntimeContext context, StateTtlConfig timeToLive) {
        ValueStateDescriptor<Long> descriptor = new ValueStateDescriptor<>("timer", Types.LONG);
        descriptor.enableTimeToLive(timeToLive);
        set = context.getState(descriptor);
    }

    /** To be called when it has fired. */
    public void fired() {
        set.clear();
    }

    /**
     * Sets it. A deadline that moved further away is looked at again when the earlier one comes.
     */
    public void setFor(Instant deadline, TimerService timers) throws IOException {
        long due = deadline.toEpochMilli();
        Long before = set.value();
        if (before != null && before <= due) {
            return;
        }
        if (before != null) {
            timers.deleteProcessingTimeTimer(before);
        }
        timers.registerProcessingTimeTimer(due);
        set.update(due);
    }

    public void cancel(TimerService timers) throws IOException {
        Long before = set.value();
        if (before != null) {
            timers.deleteProcessingTimeTimer(before);
            set.clear();
        }
    }
}

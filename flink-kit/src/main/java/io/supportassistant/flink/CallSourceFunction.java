package io.supportassistant.flink;

import io.supportassistant.events.CallSource;
import io.supportassistant.events.DeadLetter;
import io.supportassistant.events.EventCodec;
import io.supportassistant.events.SessionEvent;
import java.time.Duration;
import java.time.Instant;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.StateTtlConfig;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Accepts events of a call from one source only. Sources in other processes (connectors, other
 * bridges) do not know each other's sessions; this operator is the only place that sees all of
 * them. An event without a source passes: events of agents and the CRM have none.
 *
 * <p>State per session: its source. It expires; there are no timers.
 */
public final class CallSourceFunction
        extends KeyedProcessFunction<String, SessionEvent, SessionEvent> {

    public static final OutputTag<DeadLetter> DEAD_LETTERS =
            new OutputTag<>("of-another-source") {};

    private final Duration timeToLive;

    private transient ValueState<CallSource> source;
    private transient Counter refused;

    /**
     * @param timeToLive of a session's state, counted from its last event
     */
    public CallSourceFunction(Duration timeToLive) {
        this.timeToLive = timeToLive;
    }

    @Override
    public void open(OpenContext context) {
        ValueStateDescriptor<CallSource> descriptor =
                new ValueStateDescriptor<>("source", CallSource.class);
        descriptor.enableTimeToLive(StateTtlConfig.newBuilder(timeToLive).build());
        source = getRuntimeContext().getState(descriptor);
        refused = getRuntimeContext().getMetricGroup().counter("events_of_another_source");
    }

    @Override
    public void processElement(SessionEvent event, Context context, Collector<SessionEvent> out)
            throws Exception {
        String name = CallSource.of(event);
        if (name == null) {
            out.collect(event);
            return;
        }
        CallSource owner = CallSource.after(source.value(), event);
        if (!owner.name().equals(name)) {
            refused.inc();
            context.output(DEAD_LETTERS, letter(event, owner));
            return;
        }
        // Written each time, so that the time to live counts from the last event.
        source.update(owner);
        out.collect(event);
    }

    private static DeadLetter letter(SessionEvent event, CallSource owner) {
        return DeadLetter.of(
                "session " + event.sessionId(),
                "the event is from the source "
                        + CallSource.of(event)
                        + ", but its session belongs to "
                        + owner.name(),
                EventCodec.encode(event),
                Instant.now());
    }
}

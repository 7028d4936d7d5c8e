package io.supportassistant.assistjob;

import io.supportassistant.correlation.LegEvents;
import io.supportassistant.correlation.LegEvents.Call;
import io.supportassistant.events.CallLinked;
import io.supportassistant.events.DeadLetter;
import io.supportassistant.events.EventCodec;
import io.supportassistant.events.SessionEvent;
import io.supportassistant.flink.SessionEventType;
import io.supportassistant.flink.SkippedEvents;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.StateTtlConfig;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Joins the legs of a call into one session. It re-emits a leg's events under the session of the
 * call, on the topic, so that every reader gets them the same way. This includes the events from
 * before the link was known.
 *
 * <p>State per session: the call that this leg belongs to; before the link, the leg's events; after
 * the link, the ids of the re-emitted events, which drop duplicates and end circular links. All
 * state expires; there are no timers.
 */
final class CorrelateFunction extends KeyedProcessFunction<String, SessionEvent, SessionEvent> {

    /** A leg's events, re-emitted under the session of its call. */
    static final OutputTag<SessionEvent> RE_EMITTED =
            new OutputTag<>("re-emitted", SessionEventType.INSTANCE);

    static final OutputTag<DeadLetter> DEAD_LETTERS = new OutputTag<>("not-correlated") {};

    /**
     * At most this many events per session are kept for a later link; further ones are not
     * re-emitted.
     */
    private static final int MAX_KEPT = 1_000;

    private final Duration timeToLive;

    private transient ValueState<Call> call;
    private transient ListState<byte[]> kept;
    private transient ValueState<Integer> keptCount;
    private transient MapState<String, Boolean> reEmitted;
    private transient Counter links;
    private transient Counter otherLinks;
    private transient Counter overflows;
    private transient SkippedEvents skippedEvents;

    CorrelateFunction(Duration timeToLive) {
        this.timeToLive = timeToLive;
    }

    @Override
    public void open(OpenContext context) {
        StateTtlConfig ttl = StateTtlConfig.newBuilder(timeToLive).build();
        ValueStateDescriptor<Call> callDescriptor = new ValueStateDescriptor<>("call", Call.class);
        ListStateDescriptor<byte[]> keptDescriptor =
                new ListStateDescriptor<>(
                        "kept", PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO);
        ValueStateDescriptor<Integer> countDescriptor =
                new ValueStateDescriptor<>("kept-count", Types.INT);
        MapStateDescriptor<String, Boolean> reEmittedDescriptor =
                new MapStateDescriptor<>("told", Types.STRING, Types.BOOLEAN);
        // Counts from the last event of the leg: a leg may last longer.
        callDescriptor.enableTimeToLive(
                StateTtlConfig.newBuilder(timeToLive).updateTtlOnReadAndWrite().build());
        keptDescriptor.enableTimeToLive(ttl);
        countDescriptor.enableTimeToLive(ttl);
        reEmittedDescriptor.enableTimeToLive(ttl);
        call = getRuntimeContext().getState(callDescriptor);
        kept = getRuntimeContext().getListState(keptDescriptor);
        keptCount = getRuntimeContext().getState(countDescriptor);
        reEmitted = getRuntimeContext().getMapState(reEmittedDescriptor);
        links = getRuntimeContext().getMetricGroup().counter("linked_legs");
        otherLinks = getRuntimeContext().getMetricGroup().counter("links_to_another_call");
        overflows = getRuntimeContext().getMetricGroup().counter("events_not_kept_for_a_link");
        skippedEvents =
                new SkippedEvents(
                        "the call correlation",
                        getRuntimeContext().getMetricGroup().counter("correlation_failures"));
    }

    @Override
    public void processElement(SessionEvent event, Context context, Collector<SessionEvent> out)
            throws Exception {
        Call known = call.value();
        if (event instanceof CallLinked link) {
            link(known, link, context, out);
        } else if (known != null) {
            reEmit(known, event, context);
        } else {
            keep(event);
            out.collect(event);
        }
    }

    private void link(Call known, CallLinked link, Context context, Collector<SessionEvent> out)
            throws Exception {
        if (known != null) {
            // The first link wins; a repeat of it changes nothing.
            if (!known.sessionId().equals(link.sessionId())) {
                otherLinks.inc();
            }
            return;
        }
        Call linked = new Call(link.sessionId(), link.callId());
        call.update(linked);
        links.inc();
        List<byte[]> before = new ArrayList<>();
        kept.get().forEach(before::add);
        kept.clear();
        keptCount.clear();
        for (byte[] message : before) {
            reEmit(linked, EventCodec.decode(message, SessionEvent.class), context);
        }
        out.collect(link);
    }

    private void reEmit(Call linked, SessionEvent event, Context context) throws Exception {
        Optional<SessionEvent> copy;
        try {
            copy = LegEvents.underCall(linked, event);
        } catch (RuntimeException e) {
            Instant now = Instant.ofEpochMilli(context.timerService().currentProcessingTime());
            context.output(DEAD_LETTERS, skippedEvents.letter(event, e, now));
            return;
        }
        if (copy.isEmpty()) {
            return;
        }
        String id = UUID.nameUUIDFromBytes(EventCodec.encode(copy.get())).toString();
        if (!reEmitted.contains(id)) {
            reEmitted.put(id, true);
            context.output(RE_EMITTED, copy.get());
        }
    }

    private void keep(SessionEvent event) throws Exception {
        int count = keptCount.value() == null ? 0 : keptCount.value();
        if (count >= MAX_KEPT) {
            overflows.inc();
            return;
        }
        kept.add(EventCodec.encode(event));
        keptCount.update(count + 1);
    }
}

package io.supportassistant.assistjob;

import static org.assertj.core.api.Assertions.assertThat;

import io.supportassistant.correlation.LegEvents;
import io.supportassistant.events.SessionEvent;
import io.supportassistant.flink.SessionEventType;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;

/** The operator, with the topic that feeds its re-emitted events back to it. */
final class Links implements AutoCloseable {

    private static final int MAX_HOPS = 100;

    final KeyedOneInputStreamOperatorTestHarness<String, SessionEvent, SessionEvent> correlate;
    final List<SessionEvent> passed = new ArrayList<>();
    int hops;

    Links() throws Exception {
        this(null);
    }

    Links(OperatorSubtaskState restored) throws Exception {
        correlate =
                new KeyedOneInputStreamOperatorTestHarness<>(
                        new KeyedProcessOperator<>(new CorrelateFunction(Duration.ofHours(1))),
                        LegEvents::sessionOf,
                        Types.STRING);
        correlate.setup(SessionEventType.INSTANCE.createSerializer(new SerializerConfigImpl()));
        if (restored != null) {
            correlate.initializeState(restored);
        }
        correlate.open();
    }

    /** Sets the clock of the state's time to live, which is one hour. */
    void at(Duration sinceStart) throws Exception {
        correlate.setStateTtlProcessingTime(sinceStart.toMillis());
    }

    void hear(SessionEvent event) throws Exception {
        Deque<SessionEvent> topic = new ArrayDeque<>(List.of(event));
        while (!topic.isEmpty()) {
            assertThat(++hops).isLessThan(MAX_HOPS + 100);
            correlate.processElement(topic.poll(), 0);
            passed.addAll(correlate.extractOutputValues());
            correlate.getOutput().clear();
            var reEmitted = correlate.getSideOutput(CorrelateFunction.RE_EMITTED);
            if (reEmitted != null) {
                reEmitted.forEach(record -> topic.add(record.getValue()));
                reEmitted.clear();
            }
        }
    }

    @Override
    public void close() throws Exception {
        correlate.close();
    }
}

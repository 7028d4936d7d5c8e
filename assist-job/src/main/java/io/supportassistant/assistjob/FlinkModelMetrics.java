package io.supportassistant.assistjob;

import io.supportassistant.events.ModelUse;
import io.supportassistant.modelserver.ModelMetrics;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntSupplier;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.ThreadSafeSimpleCounter;

/** Counts model calls in Flink's metrics, by agent and outcome. */
final class FlinkModelMetrics implements ModelMetrics {

    private final MetricGroup group;
    private final Map<String, Counter> counters = new ConcurrentHashMap<>();

    FlinkModelMetrics(MetricGroup group) {
        this.group = group.addGroup("model");
    }

    @Override
    public void asked(String agent, String outcome, ModelUse use, Duration took) {
        counter("agent", agent, "outcome", outcome, "requests").inc();
        counter("agent", agent, "outcome", outcome, "milliseconds").inc(took.toMillis());
        count(agent, "input", use.inputTokens());
        count(agent, "cached", use.cachedTokens());
        count(agent, "output", use.outputTokens());
        count(agent, "estimated_input", use.estimatedInputTokens());
    }

    /** Does not count tokens whose number is unknown. */
    private void count(String agent, String kind, Long tokens) {
        if (tokens != null) {
            counter("agent", agent, "tokens", kind, "count").inc(tokens);
        }
    }

    @Override
    public void withheld(String agent, String reason) {
        counter("agent", agent, "withheld", reason, "answers").inc();
    }

    @Override
    public void plainAgentFailed(String agent) {
        counter("agent", agent, "plain", "failed", "runs").inc();
    }

    @Override
    public void watch(String name, IntSupplier value) {
        group.gauge(name, (Gauge<Integer>) value::getAsInt);
    }

    private Counter counter(String key, String value, String key2, String value2, String name) {
        return counters.computeIfAbsent(
                String.join(" ", value, key2, value2, name),
                id ->
                        group.addGroup(key, value)
                                .addGroup(key2, value2)
                                .counter(name, new ThreadSafeSimpleCounter()));
    }
}

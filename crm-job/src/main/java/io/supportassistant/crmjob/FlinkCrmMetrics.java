package io.supportassistant.crmjob;

import io.supportassistant.crm.CrmFailure;
import io.supportassistant.crm.CrmMetrics;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.ThreadSafeSimpleCounter;

/** Reports a CRM client's metrics to Flink, by operation and failure. */
final class FlinkCrmMetrics implements CrmMetrics {

    private final MetricGroup group;
    private final Map<String, Counter> counters = new ConcurrentHashMap<>();
    private volatile double quotaUsed;

    FlinkCrmMetrics(MetricGroup group, String crm) {
        this.group = group.addGroup("crm", crm);
        this.group.gauge("quota_used", (Gauge<Double>) () -> quotaUsed);
    }

    @Override
    public void answered(String operation, Duration took) {
        counter(operation, "answers").inc();
        counter(operation, "milliseconds").inc(took.toMillis());
    }

    @Override
    public void failed(String operation, CrmFailure failure, boolean triedAgain) {
        counters.computeIfAbsent(
                        String.join(" ", operation, failure.wireName(), "" + triedAgain),
                        id ->
                                group.addGroup("operation", operation)
                                        .addGroup("failure", failure.wireName())
                                        .counter(
                                                triedAgain ? "tried_again" : "failures",
                                                new ThreadSafeSimpleCounter()))
                .inc();
    }

    @Override
    public void quotaUsed(double share) {
        quotaUsed = share;
    }

    private Counter counter(String operation, String name) {
        return counters.computeIfAbsent(
                operation + " " + name,
                id ->
                        group.addGroup("operation", operation)
                                .counter(name, new ThreadSafeSimpleCounter()));
    }
}

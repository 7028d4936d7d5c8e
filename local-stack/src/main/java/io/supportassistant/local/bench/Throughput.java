package io.supportassistant.local.bench;

import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/** Number of requests over time, and the latency of each in microseconds. */
final class Throughput {

    private final Histogram times = new ConcurrentHistogram(3);
    private final AtomicLong errors = new AtomicLong();
    private final AtomicLong nanos = new AtomicLong();
    private final AtomicLong cpu = new AtomicLong();
    private final AtomicLong loadCpu = new AtomicLong();

    void took(long nanosOfOne) {
        times.recordValue(Math.max(0, nanosOfOne / 1000));
    }

    void failed() {
        errors.incrementAndGet();
    }

    /** Adds to the measured time. */
    void lasted(long more) {
        nanos.addAndGet(more);
    }

    /**
     * Adds to the CPU time.
     *
     * @param ofTheLoad the part of it spent on sending requests
     */
    void used(long moreCpuNanos, long ofTheLoad) {
        cpu.addAndGet(moreCpuNanos);
        loadCpu.addAndGet(ofTheLoad);
    }

    /** CPU time per request, in microseconds. */
    double cpuMicros() {
        return cpu.get() / 1e3 / times.getTotalCount();
    }

    /** CPU time spent on sending, per request, in microseconds. */
    double loadCpuMicros() {
        return loadCpu.get() / 1e3 / times.getTotalCount();
    }

    double perSecond() {
        return times.getTotalCount() / (nanos.get() / 1e9);
    }

    long errors() {
        return errors.get();
    }

    /** In milliseconds. */
    double at(double percentile) {
        return times.getValueAtPercentile(percentile) / 1000.0;
    }
}

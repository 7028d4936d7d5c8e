package io.supportassistant.local.bench;

import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/** How much got through in how much time, and how long each took; kept in microseconds. */
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

    /** Adds to the time that was measured. */
    void lasted(long more) {
        nanos.addAndGet(more);
    }

    /**
     * Adds to the processor's time that it took.
     *
     * @param ofTheLoad what of it went into sending requests
     */
    void used(long moreCpuNanos, long ofTheLoad) {
        cpu.addAndGet(moreCpuNanos);
        loadCpu.addAndGet(ofTheLoad);
    }

    /** Of the processor's time, in microseconds for one. */
    double cpuMicros() {
        return cpu.get() / 1e3 / times.getTotalCount();
    }

    /** What of it went into sending the request. */
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

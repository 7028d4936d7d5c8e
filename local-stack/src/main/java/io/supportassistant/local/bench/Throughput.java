package io.supportassistant.local.bench;

import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/** How much got through in how much time, and how long each took; kept in microseconds. */
final class Throughput {

    private final Histogram times = new ConcurrentHistogram(3);
    private final AtomicLong errors = new AtomicLong();
    private final AtomicLong nanos = new AtomicLong();

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

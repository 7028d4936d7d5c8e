package io.supportassistant.local.bench;

import java.util.LinkedHashMap;
import java.util.Map;
import org.HdrHistogram.Histogram;

/** What a load has measured; in milliseconds. Used on one event loop. */
final class CallsMeasured {

    /** Later than this, an answer is late. */
    static final long LATE_MS = 1_000;

    private final Histogram posts = new Histogram(3);
    private final Histogram echoes = new Histogram(3);
    private final Histogram cards = new Histogram(3);
    private final Histogram afterTrigger = new Histogram(3);
    private boolean isOn;
    private int segments;
    private int interims;
    private int heard;
    private int doubled;
    private int failed;
    private int messages;
    private int late;
    private String failure = "";

    void begin() {
        isOn = true;
    }

    boolean isOn() {
        return isOn;
    }

    void end() {
        isOn = false;
    }

    void posted(boolean isFinal, long nanos, Throwable problem) {
        if (isFinal) {
            segments++;
        } else {
            interims++;
        }
        if (problem == null) {
            posts.recordValue(nanos / 1000);
        } else {
            failed++;
            failure = problem.toString();
        }
    }

    /** A final segment is on the desk. */
    void echoed(long nanos) {
        heard++;
        echoes.recordValue(Math.max(0, nanos / 1000));
    }

    /** A final segment is on the desk once more. */
    void doubled() {
        doubled++;
    }

    /**
     * An update is on the desk.
     *
     * @param sinceSaid from the segment, if no throttle made it wait, else -1
     * @param sinceTriggered milliseconds, by the clocks of both machines
     */
    void updated(long sinceSaid, long sinceTriggered) {
        messages++;
        afterTrigger.recordValue(Math.max(0, sinceTriggered * 1000));
        if (sinceSaid >= 0) {
            cards.recordValue(sinceSaid / 1000);
            late += sinceSaid / 1_000_000 > LATE_MS ? 1 : 0;
        }
    }

    Map<String, Object> summary(int seconds) {
        Map<String, Object> summary = new LinkedHashMap<>();
        summary.put("segments_per_second", segments / (double) seconds);
        summary.put("interims_per_second", interims / (double) seconds);
        summary.put("updates_per_second", messages / (double) seconds);
        summary.put("segments", segments);
        summary.put("lost", segments - heard);
        summary.put("doubled", doubled);
        summary.put("failed", failed);
        summary.put("failure", failure);
        summary.put("late", late);
        put(summary, "post", posts);
        put(summary, "transcript", echoes);
        put(summary, "said_to_card", cards);
        put(summary, "trigger_to_card", afterTrigger);
        return summary;
    }

    private static void put(Map<String, Object> summary, String name, Histogram times) {
        summary.put(name + "_count", times.getTotalCount());
        for (int percentile : new int[] {50, 95, 99}) {
            summary.put(name + "_p" + percentile, times.getValueAtPercentile(percentile) / 1000.0);
        }
    }
}

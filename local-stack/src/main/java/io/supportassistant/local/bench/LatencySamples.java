package io.supportassistant.local.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/** Latencies of segments, in total and by stage; in microseconds. */
final class LatencySamples {

    final Histogram total = new ConcurrentHistogram(3);
    final Map<String, Histogram> stages = new LinkedHashMap<>();
    final AtomicInteger failed = new AtomicInteger();
    final AtomicInteger missing = new AtomicInteger();

    LatencySamples() {
        for (String stage :
                List.of(
                        "bridge to trigger",
                        "trigger to agents",
                        "  context analyzer",
                        "  query formulation",
                        "  knowledge search",
                        "  clarification",
                        "agents to gate",
                        "gate to push")) {
            stages.put(stage, new ConcurrentHistogram(3));
        }
    }

    void sent(Throwable failure) {
        if (failure != null) {
            failed.incrementAndGet();
        }
    }

    void note(long nanos, JsonNode message) {
        total.recordValue(Math.max(0, nanos / 1000));
        JsonNode times = message.path("timings");
        if (!times.isObject()) {
            return;
        }
        between("bridge to trigger", times, "received_at", "triggered_at");
        between("trigger to agents", times, "triggered_at", "assist_started_at");
        took("  context analyzer", times.path("context_analyzer_ms"));
        took("  query formulation", times.path("query_formulation_ms"));
        took("  knowledge search", times.path("knowledge_search_ms"));
        took("  clarification", times.path("clarification_ms"));
        between("agents to gate", times, "assist_ended_at", "published_at");
        between("gate to push", times, "published_at", "pushed_at");
    }

    private void between(String stage, JsonNode times, String from, String to) {
        if (times.has(from) && times.has(to)) {
            Duration took =
                    Duration.between(
                            Instant.parse(times.path(from).asText()),
                            Instant.parse(times.path(to).asText()));
            stages.get(stage).recordValue(Math.max(0, took.toNanos() / 1000));
        }
    }

    private void took(String stage, JsonNode milliseconds) {
        stages.get(stage).recordValue((long) Math.max(0, milliseconds.asDouble() * 1000));
    }

    /** Prints a row with the total latency. */
    void printTotal(PrintStream out, String name) {
        row(
                out,
                name,
                total,
                "  "
                        + total.getTotalCount()
                        + (missing.get() == 0 ? "" : " (" + missing + " missing)"));
    }

    static void printHeading(PrintStream out) {
        out.printf(
                "%-34s %8s %8s %8s %8s  %s%n",
                "HTTP request to WebSocket, ms", "p50", "p95", "p99", "max", "cards");
        out.println("-".repeat(84));
    }

    void printStages(PrintStream out) {
        out.printf(
                "%n%-34s %8s %8s %8s %8s%n", "where the time goes, ms", "p50", "p95", "p99", "max");
        out.println("-".repeat(76));
        stages.forEach((stage, times) -> row(out, stage, times, ""));
    }

    /** In milliseconds. */
    double at(double percentile) {
        return at(total, percentile);
    }

    private static void row(PrintStream out, String name, Histogram times, String cards) {
        out.printf(
                "%-34s %8.1f %8.1f %8.1f %8.1f%s%n",
                name, at(times, 50), at(times, 95), at(times, 99), at(times, 100), cards);
    }

    private static double at(Histogram times, double percentile) {
        return times.getValueAtPercentile(percentile) / 1000.0;
    }
}

package io.supportassistant.local.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The processor time of the parts of a local stack: of those in this process by the names of their
 * threads, and of processes that it has started by theirs.
 */
final class PartCosts {

    private static final Map<String, Pattern> PARTS = parts();

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final Map<Long, Long> threadsBefore = new HashMap<>();
    private final Map<String, Duration> processesBefore = processes();
    private final long ownBefore = ownTime();
    private final long startedAt = System.nanoTime();

    PartCosts() {
        for (long id : threads.getAllThreadIds()) {
            threadsBefore.put(id, threads.getThreadCpuTime(id));
        }
    }

    private static Map<String, Pattern> parts() {
        Map<String, Pattern> parts = new LinkedHashMap<>();
        parts.put("bridge and push", Pattern.compile("vert\\.x-.*|call-boards|article-.*"));
        parts.put("event log", Pattern.compile("event-log|kafka-producer-network.*"));
        parts.put(
                "Kafka",
                Pattern.compile("(?i).*(data-plane|broker|raft|quorum|replica|kafka-scheduler).*"));
        parts.put("agents", Pattern.compile("assist-\\d+|assist|notes.*"));
        parts.put(
                "operators",
                Pattern.compile(
                        "(?i).*(decode|conversation|suggestion-gate|correlate|call-source|brief"
                                + "|call-events|assist-pipeline).*"));
        parts.put(
                "analytics, CRM",
                Pattern.compile(
                        "(?i).*(sink|join|aggregate|calc|upsert|call-records|changelog|source:).*"));
        return parts;
    }

    /** Used cores by part since this was made. */
    Map<String, Double> cores() {
        double elapsed = System.nanoTime() - startedAt;
        Map<String, Double> cores = new LinkedHashMap<>();
        double named = 0;
        for (long id : threads.getAllThreadIds()) {
            ThreadInfo info = threads.getThreadInfo(id);
            long used = threads.getThreadCpuTime(id) - threadsBefore.getOrDefault(id, 0L);
            if (info != null && used > 0) {
                cores.merge(partOf(info.getThreadName()), used / elapsed, Double::sum);
                named += used / elapsed;
            }
        }
        cores.put("collector, compiler", (ownTime() - ownBefore) / elapsed - named);
        processes()
                .forEach(
                        (name, used) ->
                                cores.put(
                                        name,
                                        used.minus(
                                                                processesBefore.getOrDefault(
                                                                        name, Duration.ZERO))
                                                        .toNanos()
                                                / elapsed));
        return cores;
    }

    private static long ownTime() {
        return ((com.sun.management.OperatingSystemMXBean)
                        ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }

    private static Map<String, Duration> processes() {
        return Stream.concat(
                        ProcessHandle.current().descendants(),
                        ProcessHandle.allProcesses().filter(one -> isDatabase(one)))
                .distinct()
                .collect(
                        Collectors.toMap(
                                PartCosts::nameOf,
                                process -> process.info().totalCpuDuration().orElse(Duration.ZERO),
                                Duration::plus));
    }

    /** The server of PostgreSQL is nobody's child. */
    private static boolean isDatabase(ProcessHandle process) {
        return process.info().command().orElse("").contains("postgres");
    }

    private static String nameOf(ProcessHandle process) {
        return isDatabase(process)
                ? "PostgreSQL"
                : process.info().command().orElse("").contains("java") ? "load" : "other processes";
    }

    private static String partOf(String thread) {
        return PARTS.entrySet().stream()
                .filter(part -> part.getValue().matcher(thread).matches())
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse("other");
    }
}

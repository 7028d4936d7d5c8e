package io.supportassistant.local.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.supportassistant.assistjob.AssistJob;
import io.supportassistant.local.replay.AssistClient;
import io.supportassistant.local.stack.LocalStack;
import io.supportassistant.local.stack.Ports;
import io.supportassistant.local.stack.StartupProgress;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.util.FileUtils;

/**
 * Measures how many live calls a system carries: recorded calls at their own pace, no sentence
 * twice, interim segments, a desk for each; first with a plain copy in place of the job, then with
 * the job. The load is a process of its own.
 */
public final class CallsBench {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** An answer within this time is in time for the agent. */
    private static final double WITHIN_MS = 1_000;

    private static final int FEWEST_TO_FIND = 50;

    private final Load load;
    private final Path home;
    private final Path knowledge;

    /**
     * The load.
     *
     * @param files with recorded calls
     * @param ramp seconds until all calls are live
     * @param base of a running system, or null to start one
     * @param watch the address of its push service, or null if it is the same
     * @param key of its bridge, or null
     * @param token of a supervisor for its push service, or null
     */
    public record Load(
            List<Path> files,
            int ramp,
            int seconds,
            URI base,
            URI watch,
            String key,
            String token) {}

    public CallsBench(Load load, Path home, Path knowledge) {
        this.load = load;
        this.home = home;
        this.knowledge = knowledge;
    }

    /** Measures each number of calls, in a new system each. */
    public void run(List<Integer> numbers, boolean withFloor, PrintStream out) throws Exception {
        heading(out);
        Map<String, Map<String, Double>> costs = new LinkedHashMap<>();
        for (int calls : numbers) {
            if (withFloor && load.base() == null) {
                measure("floor " + calls, calls, true, costs, out);
            }
            measure(Integer.toString(calls), calls, false, costs, out);
        }
        print(costs, out);
    }

    /** Finds, within a tenth, the most calls whose answers come in time. */
    public void find(PrintStream out) throws Exception {
        heading(out);
        Map<String, Map<String, Double>> costs = new LinkedHashMap<>();
        int good = 0;
        int bad = Integer.MAX_VALUE;
        int calls = FEWEST_TO_FIND;
        while (bad - good > Math.max(FEWEST_TO_FIND / 5, good / 10)) {
            boolean isGood = isInTime(measure("" + calls, calls, false, costs, out));
            good = isGood ? calls : good;
            bad = isGood ? bad : calls;
            calls = bad == Integer.MAX_VALUE ? good * 2 : (good + bad) / 2;
        }
        print(costs, out);
        out.printf("%nThe most calls with p99 under %.0f ms: %d%n", WITHIN_MS, good);
    }

    private static boolean isInTime(JsonNode measured) {
        return measured.path("said_to_card_p99").asDouble() < WITHIN_MS
                && measured.path("lost").asInt() == 0
                && measured.path("failed").asInt() == 0;
    }

    private JsonNode measure(
            String name,
            int calls,
            boolean isFloor,
            Map<String, Map<String, Double>> costs,
            PrintStream out)
            throws Exception {
        if (load.base() != null) {
            JsonNode measured = drive(calls, load.base(), new HashMap<>());
            row(name, measured, out);
            return measured;
        }
        Path state = Files.createTempDirectory("assist-bench");
        Ports ports = Ports.free();
        LocalStack.Options options =
                new LocalStack.Options(home, state, true, ports, knowledge, limits(calls));
        try (LocalStack stack =
                LocalStack.start(
                        options,
                        StartupProgress.silent(),
                        isFloor ? IdleJob::define : AssistJob::define)) {
            PlainCopy copy = isFloor ? new PlainCopy(stack.settings()) : null;
            try {
                OpenLoopLoad warm = new OpenLoopLoad(new AssistClient(ports.http()));
                warm.drive("warm", 400, 40, new LatencySamples());
                Map<String, Double> cores = new LinkedHashMap<>();
                JsonNode measured =
                        drive(calls, URI.create("http://127.0.0.1:" + ports.http()), cores);
                costs.put(name, cores);
                row(name, measured, out);
                return measured;
            } finally {
                if (copy != null) {
                    copy.close();
                }
            }
        } finally {
            FileUtils.deleteDirectory(state.toFile());
        }
    }

    /** The protection against single senders would otherwise refuse a load from one of them. */
    private static Map<String, String> limits(int calls) {
        Map<String, String> limits = new HashMap<>();
        limits.put("BRIDGE_REQUESTS_PER_SECOND", "100000");
        limits.put("PUSH_MAX_CALLS", Integer.toString(3 * calls + 1_000));
        limits.put("PUSH_INSTANCE_CONNECTIONS", Integer.toString(3 * calls + 1_000));
        limits.put("PUSH_TOKEN_CONNECTIONS", "100000");
        limits.put("PUSH_ADMISSIONS_PER_SECOND", "10000");
        limits.put("PUSH_INSTANCE_ADMISSIONS_PER_SECOND", "100000");
        return limits;
    }

    private JsonNode drive(int calls, URI base, Map<String, Double> cores) throws IOException {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx1g",
                                "-XX:+UseSerialGC",
                                "-cp",
                                System.getProperty("java.class.path"),
                                CallsLoad.class.getName(),
                                "--base",
                                base.toString(),
                                "--calls",
                                Integer.toString(calls),
                                "--ramp",
                                Integer.toString(load.ramp()),
                                "--seconds",
                                Integer.toString(load.seconds())));
        load.files().forEach(file -> command.addAll(List.of("--file", file.toString())));
        add(command, "--watch", load.watch());
        add(command, "--key", load.key());
        add(command, "--token", load.token());
        Process process =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        PartCosts costs = null;
        String last = "";
        try (BufferedReader said = process.inputReader()) {
            for (String line = said.readLine(); line != null; line = said.readLine()) {
                if (line.equals(CallsLoad.BEGINS)) {
                    costs = new PartCosts();
                } else if (costs != null) {
                    cores.putAll(costs.cores());
                }
                last = line;
            }
        } finally {
            process.destroy();
        }
        return JSON.readTree(last);
    }

    private static void add(List<String> command, String name, Object value) {
        if (value != null) {
            command.addAll(List.of(name, value.toString()));
        }
    }

    private void heading(PrintStream out) {
        out.printf(
                "%d s after a ramp of %d s; times in ms: p50/p95/p99%n%n",
                load.seconds(), load.ramp());
        out.printf(
                "%-12s %9s %9s %9s  %-15s %-15s %-17s %-17s %6s %6s %7s%n",
                "live calls",
                "finals/s",
                "interim/s",
                "updates/s",
                "POST",
                "to transcript",
                "said to card",
                "trigger to card",
                "lost",
                "late",
                "failed");
    }

    private static void row(String name, JsonNode measured, PrintStream out) {
        out.printf(
                "%-12s %9.1f %9.1f %9.1f  %-15s %-15s %-17s %-17s %6d %6d %7s%n",
                name,
                measured.path("segments_per_second").asDouble(),
                measured.path("interims_per_second").asDouble(),
                measured.path("updates_per_second").asDouble(),
                times(measured, "post"),
                times(measured, "transcript"),
                times(measured, "said_to_card"),
                times(measured, "trigger_to_card"),
                measured.path("lost").asInt(),
                measured.path("late").asInt(),
                measured.path("failed").asInt() + inShort(measured.path("failure").asText()));
        out.flush();
    }

    private static String inShort(String failure) {
        return failure.isEmpty() ? "" : " (" + failure + ")";
    }

    private static String times(JsonNode measured, String name) {
        return "%.0f/%.0f/%.0f"
                .formatted(
                        measured.path(name + "_p50").asDouble(),
                        measured.path(name + "_p95").asDouble(),
                        measured.path(name + "_p99").asDouble());
    }

    private static void print(Map<String, Map<String, Double>> costs, PrintStream out) {
        List<String> parts =
                costs.values().stream()
                        .flatMap(cores -> cores.keySet().stream())
                        .distinct()
                        .toList();
        if (parts.isEmpty()) {
            return;
        }
        out.printf("%n%-22s", "cores in use");
        costs.keySet().forEach(name -> out.printf(" %12s", name));
        out.println();
        for (String part : parts) {
            out.printf("%-22s", part);
            costs.values().forEach(cores -> out.printf(" %12.2f", cores.getOrDefault(part, 0.0)));
            out.println();
        }
        out.printf(
                "%nMemory of the local stack in use: %d MiB of heap%n",
                ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() >> 20);
    }
}

package io.supportassistant.local.bench;

import io.supportassistant.assistjob.AssistJob;
import io.supportassistant.local.replay.AssistClient;
import io.supportassistant.local.stack.LocalStack;
import io.supportassistant.local.stack.Ports;
import io.supportassistant.local.stack.StartupProgress;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.flink.util.FileUtils;

/**
 * Measures the time from the HTTP request of a segment to the resulting WebSocket message, at a
 * fixed rate that does not wait for responses, each segment in its own call; first with a plain
 * copy in place of the job, then with the job, in one process and one run.
 */
public final class LatencyBench {

    /** All desks wait for their calls, which begin one after the other. */
    private static final Map<String, String> LIMITS =
            Map.of("PUSH_MAX_AWAITED", "100000", "PUSH_TOKEN_CONNECTIONS", "100000");

    private final Path home;
    private final Path knowledge;
    private final int rate;
    private final int seconds;

    public LatencyBench(Path home, Path knowledge, int rate, int seconds) {
        this.home = home;
        this.knowledge = knowledge;
        this.rate = rate;
        this.seconds = seconds;
    }

    public void run(PrintStream out) throws Exception {
        out.printf(
                "%d segments a second for %d s, after %d s of warming up%n%n",
                rate, seconds, warmUp());
        LatencySamples floor = measure(false);
        LatencySamples full = measure(true);
        print(out, floor, full);
    }

    private int warmUp() {
        return Math.max(5, seconds / 3);
    }

    private LatencySamples measure(boolean withJob) throws Exception {
        Path state = Files.createTempDirectory("assist-bench");
        Ports ports = Ports.free();
        LocalStack.Options options =
                new LocalStack.Options(home, state, true, ports, knowledge, LIMITS);
        try (LocalStack stack =
                LocalStack.start(
                        options,
                        StartupProgress.silent(),
                        withJob ? AssistJob::define : IdleJob::define)) {
            PlainCopy copy = withJob ? null : new PlainCopy(stack.settings());
            try {
                OpenLoopLoad load = new OpenLoopLoad(new AssistClient(ports.http()));
                load.drive("warm", rate * warmUp(), rate, new LatencySamples());
                LatencySamples measured = new LatencySamples();
                load.drive("measure", rate * seconds, rate, measured);
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

    private static void print(PrintStream out, LatencySamples floor, LatencySamples full) {
        LatencySamples.printHeading(out);
        floor.printTotal(out, "floor: plain copy for the job");
        full.printTotal(out, "the whole path");
        out.printf(
                "%-34s %8.1f %8.1f %8.1f%n",
                "  above the floor",
                full.at(50) - floor.at(50),
                full.at(95) - floor.at(95),
                full.at(99) - floor.at(99));
        full.printStages(out);
        if (floor.failed.get() + full.failed.get() > 0) {
            out.printf(
                    "%nrequests that failed: floor %d, whole path %d%n",
                    floor.failed.get(), full.failed.get());
        }
    }
}

package io.supportassistant.local.bench;

import com.sun.management.OperatingSystemMXBean;
import io.supportassistant.analytics.DatabaseSettings;
import io.supportassistant.local.replay.AssistClient;
import io.supportassistant.local.stack.LocalDoubles;
import io.supportassistant.local.stack.LocalStack;
import io.supportassistant.local.stack.Ports;
import io.supportassistant.local.stack.StartupProgress;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.flink.util.FileUtils;

/**
 * Runs many calls at once with models behind the agents: in each round every call is new, and all
 * customers speak within the same second. The model server is a double that delays every response.
 */
public final class ModelBench {

    private static final int WARM_UP_ROUNDS = 20;
    private static final int SETTLING_SECONDS = 1;

    private final Path home;
    private final Path knowledge;
    private final int calls;
    private final int rounds;
    private final Duration answersIn;

    public ModelBench(Path home, Path knowledge, int calls, int rounds, Duration answersIn) {
        this.home = home;
        this.knowledge = knowledge;
        this.calls = calls;
        this.rounds = rounds;
        this.answersIn = answersIn;
    }

    public void run(PrintStream out) throws Exception {
        out.printf(
                "%d calls at once, %d times, after %d times of warming up; models answer in %d ms"
                        + " (double)%n%n",
                calls, rounds, WARM_UP_ROUNDS, answersIn.toMillis());
        Path state = Files.createTempDirectory("assist-bench");
        Ports ports = Ports.free();
        try (LocalDoubles doubles = LocalDoubles.start(true, false)) {
            doubles.models().orElseThrow().delay(answersIn);
            Map<String, String> environment = new HashMap<>(System.getenv());
            environment.putAll(doubles.settings());
            // Rounds without pauses use more tokens per minute than real calls would.
            environment.put("MODEL_TOKENS_PER_MINUTE", "0");
            environment.put(
                    "PUSH_MAX_CALLS", Integer.toString(2 * calls * (WARM_UP_ROUNDS + rounds)));
            LocalStack.Options options =
                    new LocalStack.Options(home, state, true, ports, knowledge, environment);
            try (LocalStack stack = LocalStack.start(options, StartupProgress.silent())) {
                OpenLoopLoad load = new OpenLoopLoad(new AssistClient(ports.http()));
                drive(load, "warm", WARM_UP_ROUNDS, new LatencySamples());
                Instant from = Instant.now();
                LatencySamples measured = new LatencySamples();
                long processorFrom = processorNanos();
                drive(load, "measure", rounds, measured);
                long processor = processorNanos() - processorFrom;
                LatencySamples.printHeading(out);
                measured.printTotal(out, "with models, " + calls + " calls at once");
                measured.printStages(out);
                printOutcomes(out, stack, from);
                out.printf(
                        "%nprocessor time: %.1f ms a call, for everything in this process: the"
                                + " system, the double and the load%n",
                        processor / 1e6 / calls / rounds);
                if (measured.failed.get() > 0) {
                    out.printf("%nrequests that failed: %d%n", measured.failed.get());
                }
            }
        } finally {
            FileUtils.deleteDirectory(state.toFile());
        }
    }

    private void drive(OpenLoopLoad load, String phase, int times, LatencySamples measured)
            throws Exception {
        for (int round = 0; round < times; round++) {
            load.drive(phase + "-" + round, calls, calls, measured);
            TimeUnit.SECONDS.sleep(SETTLING_SECONDS);
        }
    }

    private static long processorNanos() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }

    /** A fast card is worth little if it came from a plain agent instead of the model. */
    private static void printOutcomes(PrintStream out, LocalStack stack, Instant from)
            throws SQLException {
        out.printf("%n%-34s %8s %8s%n", "outcomes of model calls", "runs", "share");
        out.println("-".repeat(52));
        DatabaseSettings database = DatabaseSettings.from(stack.settings());
        String query =
                "SELECT agent_name, outcome, COUNT(*), COUNT(*) * 100.0 / SUM(COUNT(*)) OVER"
                        + " (PARTITION BY agent_name) FROM agent_actions WHERE attempts IS NOT NULL"
                        + " AND \"timestamp\" >= ? GROUP BY 1, 2 ORDER BY 1, 3 DESC";
        try (Connection connection =
                        DriverManager.getConnection(
                                database.jdbcUrl(), database.user(), database.password());
                PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setTimestamp(1, Timestamp.from(from));
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    out.printf(
                            "%-34s %8d %7.1f%%%n",
                            rows.getString(1) + " " + rows.getString(2),
                            rows.getLong(3),
                            rows.getDouble(4));
                }
            }
        }
    }
}

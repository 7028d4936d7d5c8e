package io.supportassistant.local.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.supportassistant.events.SessionIds;
import io.supportassistant.job.AssistJob;
import io.supportassistant.local.replay.AssistClient;
import io.supportassistant.local.replay.RecordedCall;
import io.supportassistant.local.stack.LocalStack;
import io.supportassistant.local.stack.Ports;
import io.supportassistant.local.stack.Progress;
import java.io.PrintStream;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;
import org.apache.flink.util.FileUtils;

/**
 * Time from the HTTP request of a segment to the WebSocket message it leads to, at a fixed rate
 * that does not wait for answers, each segment in a call of its own; first with a plain copy in the
 * place of the job, then with the job, in one process and one run.
 */
public final class LatencyBench {

    private static final RecordedCall.Person NOBODY = new RecordedCall.Person(null, null, null);
    private static final String[] SENTENCES = {
        "I am getting error 401 when trying to log in to the mobile app version 2.5",
        "my camera went offline right after I changed the router at home",
        "I was charged twice this month for my subscription",
        "how long does a refund take until it is back on my card",
        "the thermostat shows error E27 and the heating stops",
        "my order has not arrived and the tracking does not move",
        "how do I cancel my plan and what happens to the recordings",
        "the two step code is not arriving on my phone",
    };

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
        Measured floor = measure("plain copy", false);
        Measured full = measure("assist job", true);
        print(out, floor, full);
    }

    private int warmUp() {
        return Math.max(5, seconds / 3);
    }

    private Measured measure(String name, boolean withJob) throws Exception {
        Path state = Files.createTempDirectory("assist-bench");
        Ports ports = Ports.free();
        LocalStack.Options options =
                new LocalStack.Options(home, state, true, ports, knowledge, Map.of());
        try (LocalStack stack =
                LocalStack.start(
                        options,
                        Progress.silent(),
                        withJob ? AssistJob::define : IdleJob::define)) {
            PlainCopy copy = withJob ? null : new PlainCopy(stack.settings());
            try {
                drive(new AssistClient(ports.http()), "warm", warmUp(), new Measured(name));
                Measured measured = new Measured(name);
                drive(new AssistClient(ports.http()), "measure", seconds, measured);
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

    private void drive(AssistClient client, String phase, int duration, Measured measured)
            throws Exception {
        int count = rate * duration;
        List<String> sessions = new ArrayList<>();
        List<CompletableFuture<WebSocket>> sockets = new ArrayList<>();
        long[] sentAt = new long[count];
        AtomicInteger missing = new AtomicInteger(count);
        for (int i = 0; i < count; i++) {
            String session = SessionIds.session("generic", "bench-" + phase + "-" + i);
            int number = i;
            sessions.add(session);
            sockets.add(
                    client.watch(
                            session,
                            message -> {
                                if (message.path("type").asText().equals("suggestions")) {
                                    measured.note(System.nanoTime() - sentAt[number], message);
                                    missing.decrementAndGet();
                                }
                            }));
            if (i % 100 == 99) {
                sockets.get(i).get();
            }
        }
        for (CompletableFuture<WebSocket> socket : sockets) {
            socket.get();
        }
        long startedAt = System.nanoTime();
        for (int i = 0; i < count; i++) {
            long due = startedAt + i * 1_000_000_000L / rate;
            TimeUnit.NANOSECONDS.sleep(Math.max(0, due - System.nanoTime()));
            // Counted from when it was due: a stall of ours must not hide one of theirs.
            sentAt[i] = due;
            String text = SENTENCES[i % SENTENCES.length];
            client.say(sessions.get(i), new RecordedCall.Turn("customer", text, 1, 4, null))
                    .whenComplete((id, failure) -> measured.sent(failure));
        }
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (missing.get() > 0 && System.nanoTime() < deadline) {
            TimeUnit.MILLISECONDS.sleep(50);
        }
        measured.missing = missing.get();
        for (CompletableFuture<WebSocket> socket : sockets) {
            socket.get().abort();
        }
    }

    private static void print(PrintStream out, Measured floor, Measured full) {
        out.printf(
                "%-34s %8s %8s %8s %8s  %s%n",
                "HTTP request to WebSocket, ms", "p50", "p95", "p99", "max", "cards");
        out.println("-".repeat(84));
        row(out, "floor: plain copy for the job", floor.total, floor);
        row(out, "the whole path", full.total, full);
        out.printf(
                "%-34s %8.1f %8.1f %8.1f%n%n",
                "  above the floor",
                at(full.total, 50) - at(floor.total, 50),
                at(full.total, 95) - at(floor.total, 95),
                at(full.total, 99) - at(floor.total, 99));
        out.printf(
                "%-34s %8s %8s %8s %8s%n", "where the time goes, ms", "p50", "p95", "p99", "max");
        out.println("-".repeat(76));
        full.stages.forEach((stage, times) -> row(out, stage, times, null));
        if (floor.failed.get() + full.failed.get() > 0) {
            out.printf(
                    "%nrequests that failed: floor %d, whole path %d%n",
                    floor.failed.get(), full.failed.get());
        }
    }

    private static void row(PrintStream out, String name, Histogram times, Measured measured) {
        String cards =
                measured == null
                        ? ""
                        : "  "
                                + times.getTotalCount()
                                + (measured.missing == 0
                                        ? ""
                                        : " (" + measured.missing + " missing)");
        out.printf(
                "%-34s %8.1f %8.1f %8.1f %8.1f%s%n",
                name, at(times, 50), at(times, 95), at(times, 99), at(times, 100), cards);
    }

    private static double at(Histogram times, double percentile) {
        return times.getValueAtPercentile(percentile) / 1000.0;
    }

    /** Times in microseconds. */
    private static final class Measured {

        private final Histogram total = new ConcurrentHistogram(3);
        private final Map<String, Histogram> stages = new LinkedHashMap<>();
        private final AtomicInteger failed = new AtomicInteger();
        private volatile int missing;

        Measured(String name) {
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
    }
}

package io.supportassistant.local.bench;

import com.sun.management.OperatingSystemMXBean;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.supportassistant.bridge.Doors;
import io.supportassistant.bridge.WebhookBridge;
import io.supportassistant.edge.HttpService;
import io.supportassistant.edge.HttpSettings;
import io.supportassistant.job.CreateTopics;
import io.supportassistant.local.stack.LocalKafka;
import io.supportassistant.local.stack.LocalStack;
import io.supportassistant.local.stack.Ports;
import io.supportassistant.settings.Settings;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.flink.util.FileUtils;

/**
 * How many events a second the bridge takes and puts on Kafka, beside two floors in the same run:
 * the same server that answers without doing anything, and a producer without a server; and beside
 * a server that reads what it is sent and has no Kafka. As many requests are under way all the
 * time; each waits for its answer, and each has an event of its own.
 */
public final class BridgeBench {

    private static final int ROUNDS = 3;

    private final int atOnce;
    private final int seconds;
    private final int connections;

    /**
     * @param atOnce how many requests are under way all the time
     * @param seconds how long each is measured
     * @param connections how many are kept open at the end
     */
    public BridgeBench(int atOnce, int seconds, int connections) {
        this.atOnce = atOnce;
        this.seconds = seconds;
        this.connections = connections;
    }

    /** A row of the table. */
    private record Row(String name, Throughput throughput, Drive drive) {}

    /** Puts load on for a while. */
    interface Drive {
        void run(Duration time, Throughput throughput) throws Exception;
    }

    public void run(PrintStream out) throws Exception {
        Path state = Files.createTempDirectory("assist-bench");
        Ports ports = Ports.free();
        Vertx vertx = Vertx.vertx();
        try (LocalKafka kafka = LocalKafka.start(state.resolve("kafka"), ports)) {
            measure(out, vertx, ports);
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
            FileUtils.deleteDirectory(state.toFile());
        }
    }

    private void measure(PrintStream out, Vertx vertx, Ports ports) throws Exception {
        byte[] key = new byte[32];
        new SecureRandom().nextBytes(key);
        String secret = "whsec_" + Base64.getEncoder().encodeToString(key);
        Settings open = settings(ports, Map.of("GENERIC_UNSIGNED", "accept"));
        Settings closed = settings(ports, Map.of("GENERIC_SIGNING_SECRETS", secret));
        CreateTopics.create(open);
        try (WebhookBridge unsigned = bridge(vertx, open);
                WebhookBridge signed = bridge(vertx, closed);
                EventRequests requests = new EventRequests(atOnce);
                BareProducer producer = new BareProducer(open, atOnce)) {
            int answeringPort = listen(vertx, Floors.answering(vertx));
            int readingPort = listen(vertx, Floors.reading(vertx, Doors.open(open).get(0)));
            int unsignedPort = listen(vertx, unsigned.router());
            int signedPort = listen(vertx, signed.router());
            List<Row> rows =
                    List.of(
                            row("floor: server without Kafka", requests.to(answeringPort, null)),
                            row("floor: bare producer, acks=all", producer),
                            row("server that reads, without Kafka", requests.to(readingPort, null)),
                            row("bridge, unsigned", requests.to(unsignedPort, null)),
                            row("bridge, signed", requests.to(signedPort, secret)));
            drive(rows, requests);
            print(out, rows);
            out.println();
            out.println(OpenConnections.measure(unsignedPort, connections));
        }
    }

    private static Row row(String name, Drive drive) {
        return new Row(name, new Throughput(), drive);
    }

    private void drive(List<Row> rows, EventRequests load) throws Exception {
        for (Row row : rows) {
            row.drive().run(Duration.ofSeconds(Math.max(10, seconds / 2)), new Throughput());
        }
        // By turns, so that what else the machine does meets all of them.
        for (int round = 0; round < ROUNDS; round++) {
            for (Row row : rows) {
                long before = cpu();
                long loadBefore = load.cpu();
                row.drive().run(Duration.ofMillis(seconds * 1000L / ROUNDS), row.throughput());
                row.throughput().used(cpu() - before, load.cpu() - loadBefore);
            }
        }
    }

    /** Of this process with all that is in it, the broker and the load too; in nanoseconds. */
    private static long cpu() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean os
                ? os.getProcessCpuTime()
                : 0;
    }

    private static WebhookBridge bridge(Vertx vertx, Settings settings) {
        return new WebhookBridge(
                vertx, settings, new PrometheusMeterRegistry(PrometheusConfig.DEFAULT));
    }

    private static int listen(Vertx vertx, Router routes) {
        Router router = Router.router(vertx);
        router.route("/*").subRouter(routes);
        HttpServer server = HttpService.listen(vertx, new HttpSettings("127.0.0.1", 0), router);
        return server.actualPort();
    }

    private static Settings settings(Ports ports, Map<String, String> more) {
        Map<String, String> environment = new HashMap<>(more);
        // Its own limit is not what is to be measured.
        environment.put("BRIDGE_REQUESTS_PER_SECOND", "1000000");
        return LocalStack.settings(environment, ports);
    }

    private void print(PrintStream out, List<Row> rows) {
        out.printf(
                "%-34s %10s %8s %8s %8s %8s %8s %8s%n",
                atOnce + " requests under way",
                "a second",
                "p50 ms",
                "p99 ms",
                "errors",
                "share",
                "cpu us",
                "load us");
        out.println("-".repeat(99));
        List<Double> floors = new ArrayList<>();
        for (Row row : rows) {
            double rate = row.throughput().perSecond();
            if (floors.size() < 2) {
                floors.add(rate);
            }
            double slower = floors.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
            boolean isFloor = row.name().startsWith("floor");
            out.printf(
                    "%-34s %10.0f %8.2f %8.2f %8d %8s %8.0f %8.0f%n",
                    row.name(),
                    rate,
                    row.throughput().at(50),
                    row.throughput().at(99),
                    row.throughput().errors(),
                    isFloor ? "" : String.format("%.0f %%", 100 * rate / slower),
                    row.throughput().cpuMicros(),
                    row.throughput().loadCpuMicros());
        }
        out.println(
                "share: of the slower of the two floors; cpu: of one request, with the load and the"
                        + " broker, which are in this process; load: what of it went into sending");
    }
}

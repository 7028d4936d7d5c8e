package io.supportassistant.local.bench;

import com.sun.management.OperatingSystemMXBean;
import io.supportassistant.bridge.service.WebhookBridge;
import io.supportassistant.commands.CreateTopics;
import io.supportassistant.local.stack.LocalKafka;
import io.supportassistant.local.stack.LocalStack;
import io.supportassistant.local.stack.Ports;
import io.supportassistant.service.HttpService;
import io.supportassistant.service.HttpSettings;
import io.supportassistant.service.Meters;
import io.supportassistant.service.Readiness;
import io.supportassistant.settings.Settings;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.flink.util.FileUtils;

/**
 * Measures how many events a second the bridge accepts and writes to Kafka. Compares it in the same
 * run with two floors, the same server that only responds and a producer without a server; and with
 * a server that does the bridge's work without Kafka, and a bridge without the checks of Host,
 * Origin and connections. The number of requests in flight is constant; each waits for its
 * response, and each has an event of its own.
 */
public final class BridgeBench {

    private static final Duration ROUND = Duration.ofSeconds(1);
    private static final String WITHOUT_KAFKA = "bridge's work, without Kafka";
    private static final String WITHOUT_CHECKS = "bridge, without checks of requests";

    /**
     * Vert.x picks a free port for a negative number, and the same port again for the same number.
     */
    private static final int ONE_FREE_PORT = -30_000;

    private static final Duration WARM_UP = Duration.ofSeconds(10);

    private final int atOnce;
    private final int seconds;
    private final int connections;

    /**
     * @param atOnce number of requests in flight
     * @param seconds how long each row is measured
     * @param connections how many are kept open at the end
     */
    public BridgeBench(int atOnce, int seconds, int connections) {
        this.atOnce = atOnce;
        this.seconds = seconds;
        this.connections = connections;
    }

    /**
     * A row of the table.
     *
     * @param floors rows to compare with; empty for a floor
     */
    private record Row(String name, Throughput throughput, Drive drive, List<Row> floors) {

        /** Throughput in percent of its slower floor. */
        String share() {
            return floors.stream()
                    .mapToDouble(floor -> floor.throughput().perSecond())
                    .min()
                    .stream()
                    .mapToObj(slower -> "%.0f %%".formatted(100 * throughput.perSecond() / slower))
                    .collect(Collectors.joining());
        }
    }

    /** Generates load for some time. */
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
            int loops = unsigned.eventLoops();
            int answeringPort = listen(vertx, BaselineServers.answering(vertx), loops);
            int workingPort = listen(vertx, BaselineServers.working(vertx, open), loops);
            int verifyingPort = listen(vertx, BaselineServers.working(vertx, closed), loops);
            int unsignedPort = listen(vertx, complete(vertx, unsigned), loops);
            int signedPort = listen(vertx, complete(vertx, signed), loops);
            int uncheckedPort = listenUnchecked(vertx, mounted(vertx, unsigned), loops);
            Row alone = row("floor: bare producer, acks=all", producer);
            Row answering =
                    row("floor: server that only answers", requests.to(answeringPort, null));
            Row answeringSigned =
                    row("floor: the same, signed requests", requests.to(answeringPort, secret));
            List<Row> floors = List.of(alone, answering);
            List<Row> signedFloors = List.of(alone, answeringSigned);
            List<Row> rows =
                    List.of(
                            alone,
                            answering,
                            row(WITHOUT_KAFKA, requests.to(workingPort, null), floors),
                            row(WITHOUT_CHECKS, requests.to(uncheckedPort, null), floors),
                            row("bridge", requests.to(unsignedPort, null), floors),
                            answeringSigned,
                            row(WITHOUT_KAFKA, requests.to(verifyingPort, secret), signedFloors),
                            row("bridge", requests.to(signedPort, secret), signedFloors));
            drive(rows, requests);
            print(out, rows);
            out.println();
            out.println(OpenConnections.measure(unsignedPort, connections));
        }
    }

    private static Row row(String name, Drive drive) {
        return row(name, drive, List.of());
    }

    private static Row row(String name, Drive drive, List<Row> floors) {
        return new Row(name, new Throughput(), drive, floors);
    }

    private void drive(List<Row> rows, EventRequests load) throws Exception {
        // Twice, because the JIT compiler optimises for the code of one row and has to recompile
        // for the next.
        for (int round = 0; round < 2; round++) {
            for (Row row : rows) {
                row.drive().run(WARM_UP, new Throughput());
            }
        }
        // In turns, so that other load on the machine affects all rows alike.
        for (int round = 0; round < seconds; round++) {
            for (Row row : rows) {
                long before = cpu();
                long loadBefore = load.cpu();
                row.drive().run(ROUND, row.throughput());
                row.throughput().used(cpu() - before, load.cpu() - loadBefore);
            }
        }
    }

    /** CPU time of this process, including the broker and the load generator, in nanoseconds. */
    private static long cpu() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean os
                ? os.getProcessCpuTime()
                : 0;
    }

    private static WebhookBridge bridge(Vertx vertx, Settings settings) {
        return new WebhookBridge(vertx, settings, Meters.registry());
    }

    /** With the checks of requests and the operators' routes of a real process. */
    private static Router complete(Vertx vertx, WebhookBridge bridge) {
        Router router =
                HttpService.router(
                        vertx,
                        new HttpSettings("127.0.0.1", 0),
                        bridge.isOpen(),
                        new Readiness(),
                        Meters.registry());
        router.route("/*").subRouter(bridge.router());
        return router;
    }

    /** With the routes where a real process has them, but no check of requests. */
    private static Router mounted(Vertx vertx, WebhookBridge bridge) {
        Router router = Router.router(vertx);
        router.route("/*").subRouter(bridge.router());
        return router;
    }

    private static int listen(Vertx vertx, Router router, int eventLoops) {
        // All connections come from one address.
        HttpSettings http =
                HttpSettings.from(
                        Settings.of(Map.of("HTTP_MAX_CONNECTIONS_PER_ADDRESS", "1000000")));
        return HttpService.listen(
                vertx, http.at("127.0.0.1", 0), router, eventLoops, Meters.registry());
    }

    /**
     * A bridge without RequestGuard and without limits on connections, in a server with the same
     * options.
     */
    private static int listenUnchecked(Vertx vertx, Router router, int eventLoops)
            throws Exception {
        HttpServerOptions options =
                HttpService.options(new HttpSettings("127.0.0.1", 0)).setPort(ONE_FREE_PORT);
        List<HttpServer> servers = new CopyOnWriteArrayList<>();
        vertx.deployVerticle(
                        () ->
                                new VerticleBase() {
                                    @Override
                                    public Future<?> start() {
                                        return vertx.createHttpServer(options)
                                                .requestHandler(router)
                                                .listen()
                                                .onSuccess(servers::add);
                                    }
                                },
                        new DeploymentOptions().setInstances(eventLoops))
                .toCompletionStage()
                .toCompletableFuture()
                .get(20, TimeUnit.SECONDS);
        return servers.get(0).actualPort();
    }

    private static Settings settings(Ports ports, Map<String, String> more) {
        Map<String, String> environment = new HashMap<>(more);
        // The bridge's own rate limit must not limit the measurement.
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
        for (Row row : rows) {
            Throughput throughput = row.throughput();
            out.printf(
                    "%-34s %10.0f %8.2f %8.2f %8d %8s %8.0f %8.0f%n",
                    row.name(),
                    throughput.perSecond(),
                    throughput.at(50),
                    throughput.at(99),
                    throughput.errors(),
                    row.share(),
                    throughput.cpuMicros(),
                    throughput.loadCpuMicros());
        }
        out.println(
                "share: of the slower floor; cpu: of one request, including the load and the"
                        + " broker, which run in this process; load: the part of it that sends"
                        + " requests");
    }
}

package io.supportassistant.local.stack;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.supportassistant.analytics.DatabaseSettings;
import io.supportassistant.analytics.SqlAnalytics;
import io.supportassistant.articles.FileReport;
import io.supportassistant.assistjob.AssistJob;
import io.supportassistant.bridge.avaya.AvayaConnector;
import io.supportassistant.bridge.avaya.AvayaConnectorSettings;
import io.supportassistant.bridge.genesys.GenesysConnector;
import io.supportassistant.bridge.genesys.GenesysConnectorSettings;
import io.supportassistant.bridge.service.BridgeSettings;
import io.supportassistant.bridge.service.WebhookBridge;
import io.supportassistant.commands.CreateTopics;
import io.supportassistant.commands.LoadKnowledge;
import io.supportassistant.crmjob.CrmJob;
import io.supportassistant.indexjob.KnowledgeIndexJob;
import io.supportassistant.push.PushService;
import io.supportassistant.push.PushSettings;
import io.supportassistant.service.HostedService;
import io.supportassistant.service.HttpService;
import io.supportassistant.service.HttpSettings;
import io.supportassistant.service.Meters;
import io.supportassistant.service.Problem;
import io.supportassistant.service.Readiness;
import io.supportassistant.service.Warnings;
import io.supportassistant.settings.Settings;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The whole system on one machine: a Kafka broker, a PostgreSQL server, a Flink cluster with the
 * job and the analytics, both HTTP services on one port, and the connectors of the telephone
 * systems that are configured. Every part is the real one; only the benchmark's floor uses another
 * job.
 */
public final class LocalStack implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LocalStack.class);

    private final Deque<Part> parts = new ArrayDeque<>();
    private final Ports ports;
    private final Settings settings;
    private final StartupProgress progress;

    private volatile HostedService bridge;
    private volatile HostedService push;
    private volatile HostedService genesys;
    private volatile HostedService avaya;
    private volatile JobClient assistJob;
    private volatile JobClient crmJob;
    private volatile JobClient analyticsJob;
    private LocalFlink flink;

    private LocalStack(Ports ports, Settings settings, StartupProgress progress) {
        this.ports = ports;
        this.settings = settings;
        this.progress = progress;
    }

    /**
     * Options for the start.
     *
     * @param home folder of the checkout, for Flink's configuration
     * @param state folder for data that survives a restart
     * @param fresh clears the state folder first
     * @param knowledge articles to load before the job starts, or null
     * @param environment settings, as environment variables
     * @param servers running servers to use instead of own ones; null to start all
     */
    public record Options(
            Path home,
            Path state,
            boolean fresh,
            Ports ports,
            Path knowledge,
            Map<String, String> environment,
            Servers servers) {

        public Options(
                Path home,
                Path state,
                boolean fresh,
                Ports ports,
                Path knowledge,
                Map<String, String> environment) {
            this(home, state, fresh, ports, knowledge, environment, null);
        }
    }

    /**
     * Servers outside of the stack.
     *
     * @param kafka the bootstrap servers
     * @param databaseUrl of PostgreSQL, in the form of {@code DATABASE_URL}
     */
    public record Servers(String kafka, String databaseUrl) {

        /** Omits the database URL, which may contain the password. */
        @Override
        public String toString() {
            return "servers at " + kafka;
        }
    }

    /** Starts everything; if a part cannot start, stops those already started. */
    public static LocalStack start(Options options, StartupProgress progress) throws Exception {
        return start(options, progress, AssistJob::define);
    }

    /** Starts everything with another job in place of the assist job. */
    public static LocalStack start(Options options, StartupProgress progress, JobDefinition job)
            throws Exception {
        LocalStack stack =
                new LocalStack(
                        options.ports(),
                        options.servers() == null
                                ? settings(options.environment(), options.ports(), options.state())
                                : settings(
                                        options.environment(), options.ports(), options.servers()),
                        progress);
        try {
            stack.startParts(options, job);
            return stack;
        } catch (Exception | LinkageError e) {
            stack.close();
            throw e;
        }
    }

    /** Adds a job to an environment. */
    public interface JobDefinition {
        void define(StreamExecutionEnvironment env, Settings settings) throws Exception;
    }

    /** Settings of a stack on these ports, with the password of its database. */
    public static Settings settings(Map<String, String> environment, Ports ports, Path state)
            throws IOException {
        Map<String, String> values = new HashMap<>(environment);
        putDatabase(
                values,
                "postgresql://postgres:"
                        + PasswordFile.read(state)
                        + "@127.0.0.1:"
                        + ports.postgresql()
                        + "/postgres");
        return settings(values, ports);
    }

    /** Settings of a stack on these ports, without its database. */
    public static Settings settings(Map<String, String> environment, Ports ports) {
        return settings(environment, ports, (Servers) null);
    }

    static Settings settings(Map<String, String> environment, Ports ports, Servers servers) {
        Map<String, String> values = new HashMap<>(environment);
        values.put("KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:" + ports.kafka());
        if (servers != null) {
            values.put("KAFKA_BOOTSTRAP_SERVERS", servers.kafka());
            putDatabase(values, servers.databaseUrl());
        }
        values.put("HTTP_HOST", "127.0.0.1");
        values.put("HTTP_PORT", Integer.toString(ports.http()));
        return Settings.of(values);
    }

    /** Replaces the environment's database URL, user and password. */
    private static void putDatabase(Map<String, String> values, String url) {
        values.put("DATABASE_URL", url);
        values.remove("DATABASE_USER");
        values.remove("DATABASE_PASSWORD");
    }

    /** Responds 503 with Retry-After until the routes are mounted. */
    private static void answerStarting(RoutingContext ctx) {
        ctx.response().putHeader("Retry-After", "5");
        Problem.unavailable("The system is starting; send the request again").send(ctx);
    }

    private void startParts(Options options, JobDefinition job) throws Exception {
        StackFolder folder = hold("folder", StackFolder.take(options.state(), options.fresh()));
        ports.check();

        Vertx vertx = Vertx.vertx();
        hold("event loops", () -> vertx.close().toCompletionStage().toCompletableFuture().join());
        PrometheusMeterRegistry metrics = Meters.registry();
        HttpSettings http = HttpSettings.from(settings);
        Router router = HttpService.router(vertx, http, isOpen(), readiness(), metrics);
        Route starting = router.route().handler(LocalStack::answerStarting);
        HttpService.listen(vertx, http, router, 1, metrics);

        if (options.servers() == null) {
            startServers(folder, options.state());
        }
        progress.part("topics and tables", this::prepare);
        if (options.knowledge() != null) {
            progress
                    .part(
                            "knowledge",
                            () -> LoadKnowledge.load(options.knowledge(), settings, done -> {}))
                    .files()
                    .stream()
                    .filter(FileReport::isWorthALook)
                    .forEach(file -> progress.say("    " + file.line()));
        }
        progress.part(
                "webhook-bridge and push-service",
                () -> {
                    bridge = hold("webhook-bridge", new WebhookBridge(vertx, settings, metrics));
                    push = hold("push-service", new PushService(vertx, settings, metrics));
                    router.route("/*").subRouter(bridge.router());
                    router.route("/*").subRouter(push.router());
                    starting.remove();
                    return null;
                });
        if (isGenesysSet()) {
            progress.part(
                    "Genesys connector",
                    () ->
                            genesys =
                                    hold(
                                            "Genesys connector",
                                            new GenesysConnector(vertx, settings, metrics)));
        }
        if (isAvayaSet()) {
            progress.part(
                    "Avaya connector",
                    () ->
                            avaya =
                                    hold(
                                            "Avaya connector",
                                            new AvayaConnector(vertx, settings, metrics)));
        }
        flink =
                progress.part(
                        "Flink",
                        () ->
                                hold(
                                        "Flink",
                                        LocalFlink.start(
                                                folder.part("flink"),
                                                options.home().resolve("flink-conf"),
                                                ports)));
        if (KnowledgeIndexJob.isNeeded(settings)) {
            progress.part("knowledge index job", this::submitKnowledgeIndexJob);
        }
        progress.part("assist job", () -> submitAssistJob(job));
        if (CrmJob.isNeeded(settings)) {
            progress.part("CRM job", this::submitCrmJob);
        }
        progress.part("SQL analytics", this::submitAnalytics);
        folder.announce(ports);
    }

    /** Both services share one server, which is open as soon as one of them is. */
    private boolean isOpen() {
        return settings.find(BridgeSettings.API_KEYS).isEmpty()
                || settings.find(PushSettings.SIGNING_KEYS).isEmpty();
    }

    private void startServers(StackFolder folder, Path state) throws Exception {
        progress.part(
                "PostgreSQL",
                () ->
                        hold(
                                "PostgreSQL",
                                LocalPostgres.start(
                                        folder.part("postgresql"), PasswordFile.in(state), ports)));
        progress.part("Kafka", () -> hold("Kafka", LocalKafka.start(folder.part("kafka"), ports)));
    }

    private Readiness readiness() {
        Readiness readiness =
                new Readiness()
                        .needs("webhook-bridge", () -> isReady(bridge))
                        .needs("push-service", () -> isReady(push))
                        .needs("assist job", () -> isRunning(assistJob))
                        .needs("SQL analytics", () -> isRunning(analyticsJob))
                        .warnsOf(() -> bridge == null ? new Warnings() : bridge.warnings());
        if (CrmJob.isNeeded(settings)) {
            readiness.needs("CRM job", () -> isRunning(crmJob));
        }
        if (isGenesysSet()) {
            readiness.needs("Genesys connector", () -> isReady(genesys));
        }
        if (isAvayaSet()) {
            readiness.needs("Avaya connector", () -> isReady(avaya));
        }
        return readiness;
    }

    private static boolean isReady(HostedService service) {
        return service != null && service.isReady();
    }

    private boolean isGenesysSet() {
        return settings.find(GenesysConnectorSettings.CLIENT_ID).isPresent();
    }

    private boolean isAvayaSet() {
        return settings.find(AvayaConnectorSettings.AXP_URL).isPresent()
                || settings.find(AvayaConnectorSettings.INFINITY_URL).isPresent();
    }

    private Void prepare() throws Exception {
        CreateTopics.create(settings);
        SqlAnalytics.migrate(DatabaseSettings.from(settings));
        return null;
    }

    private JobClient submitKnowledgeIndexJob() throws Exception {
        StreamExecutionEnvironment env = flink.environment(KnowledgeIndexJob.nameFor(settings));
        KnowledgeIndexJob.define(env, settings);
        return awaitRunning(env.executeAsync(KnowledgeIndexJob.NAME));
    }

    private JobClient submitAssistJob(JobDefinition job) throws Exception {
        StreamExecutionEnvironment env = flink.environment(AssistJob.NAME);
        job.define(env, settings);
        assistJob = env.executeAsync(AssistJob.NAME);
        return awaitRunning(assistJob);
    }

    private JobClient submitCrmJob() throws Exception {
        StreamExecutionEnvironment env = flink.environment(CrmJob.nameFor(settings));
        CrmJob.define(env, settings);
        crmJob = env.executeAsync(CrmJob.NAME);
        return awaitRunning(crmJob);
    }

    private JobClient submitAnalytics() throws Exception {
        // Changed statements cannot use the old state; they start without state and read everything
        // again.
        StreamExecutionEnvironment env =
                flink.environment(SqlAnalytics.NAME + "-" + SqlAnalytics.fingerprint());
        analyticsJob = SqlAnalytics.submit(env, settings).getJobClient().orElseThrow();
        return awaitRunning(analyticsJob);
    }

    private JobClient awaitRunning(JobClient job) throws Exception {
        while (!isRunning(job)) {
            JobStatus status = job.getJobStatus().get();
            if (status.isTerminalState()) {
                job.getJobExecutionResult().get();
            }
            Thread.onSpinWait();
            java.util.concurrent.locks.LockSupport.parkNanos(50_000_000);
        }
        return job;
    }

    /** Whether every task of the job is running, not only the job as a whole. */
    private boolean isRunning(JobClient job) {
        if (job == null) {
            return false;
        }
        try {
            return flink.allTasksRun(job.getJobID());
        } catch (Exception e) {
            LOG.debug("Reading the state of a job failed", e);
            return false;
        }
    }

    public Ports ports() {
        return ports;
    }

    public Settings settings() {
        return settings;
    }

    public LocalFlink flink() {
        return flink;
    }

    private <T extends AutoCloseable> T hold(String name, T part) {
        parts.push(new Part(name, part));
        return part;
    }

    /** Stops everything, the last part first; continues if a part does not stop cleanly. */
    @Override
    public synchronized void close() {
        while (!parts.isEmpty()) {
            Part part = parts.pop();
            try {
                part.part().close();
            } catch (Exception e) {
                LOG.warn("{} did not stop cleanly", part.name(), e);
            }
        }
    }

    private record Part(String name, AutoCloseable part) {}
}

package io.supportassistant.bridge.connector;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.supportassistant.bridge.CallLog;
import io.supportassistant.redaction.RedactionSettings;
import io.supportassistant.remote.AbortableHttp;
import io.supportassistant.service.HostedService;
import io.supportassistant.settings.KafkaSettings;
import io.supportassistant.settings.Settings;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/**
 * A process that keeps a connection to a vendor that does not send webhooks. Run two with the same
 * name: one is active, and the other takes over when the first one dies.
 */
public abstract class Connector implements HostedService, LeaderElection.Duty {

    private static final int MAX_BODY_BYTES = 16 * 1024 * 1024;

    /** The connection to the vendor, open while this process is active. */
    public interface Feed extends AutoCloseable {

        /** Whether the connection delivers everything that it should. */
        boolean isConnected();

        @Override
        void close();
    }

    protected final Map<String, Object> kafka;
    protected final CallLog log;
    protected final PrometheusMeterRegistry metrics;
    protected final AbortableHttp http;
    protected final LeaderElection election;
    private final Router router;

    private volatile Feed feed;

    /**
     * The subclass starts {@link #election} at the end of its own constructor.
     *
     * @param vendor such as "genesys"
     * @param client the vendor's name for this customer; each customer has separate connectors
     */
    protected Connector(
            String vendor,
            String client,
            Vertx vertx,
            Settings settings,
            PrometheusMeterRegistry metrics) {
        this.metrics = metrics;
        this.router = Router.router(vertx);
        this.kafka = KafkaSettings.clientProperties(settings);
        this.log = new CallLog(kafka, RedactionSettings.redactor(settings), metrics);
        this.http = new AbortableHttp(vendor, Duration.ofSeconds(10), MAX_BODY_BYTES);
        this.election =
                new LeaderElection(
                        vendor + "-" + client,
                        kafka,
                        settings.get(ConnectorSettings.TAKE_OVER),
                        this);
    }

    /**
     * @param openCalls the calls that the previous active instance followed
     */
    protected abstract Feed open(Set<String> openCalls);

    @Override
    public synchronized void begin(Set<String> openCalls) {
        feed = open(openCalls);
    }

    @Override
    public synchronized void end() {
        if (feed != null) {
            feed.close();
            feed = null;
        }
    }

    @Override
    public Router router() {
        return router;
    }

    /** Ready while standing by, or while active and connected. */
    @Override
    public boolean isReady() {
        Feed current = feed;
        return current == null ? election.isMember() : current.isConnected();
    }

    /** Whether this instance is the active one. */
    public boolean isActive() {
        return feed != null;
    }

    @Override
    public void close() {
        election.close();
        http.close();
        log.close();
    }
}

package io.supportassistant.bridge.avaya;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.supportassistant.bridge.CallLog;
import io.supportassistant.bridge.connector.ConnectorSettings;
import io.supportassistant.bridge.connector.LeaderElection;
import io.supportassistant.redaction.RedactionSettings;
import io.supportassistant.service.HostedService;
import io.supportassistant.service.HttpService;
import io.supportassistant.settings.KafkaSettings;
import io.supportassistant.settings.Settings;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/**
 * Keeps Avaya sending to the bridge, whose subscriptions die within minutes, and fetches Infinity's
 * transcripts, which it sends nowhere. A process of its own; run two of them, and one takes over
 * when the other dies.
 */
public final class AvayaConnector implements HostedService, LeaderElection.Duty {

    private final AvayaConnectorSettings settings;
    private final Map<String, Object> kafka;
    private final CallLog log;
    private final PrometheusMeterRegistry metrics;
    private final Router router;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();
    private final LeaderElection active;

    private volatile AvayaFeed feed;

    public AvayaConnector(Vertx vertx, Settings settings, PrometheusMeterRegistry metrics) {
        this.settings = AvayaConnectorSettings.from(settings);
        this.metrics = metrics;
        this.router = Router.router(vertx);
        this.kafka = KafkaSettings.clientProperties(settings);
        this.log = new CallLog(kafka, RedactionSettings.redactor(settings), metrics);
        String client =
                this.settings.axp() != null
                        ? this.settings.axp().clientId()
                        : this.settings.infinity().clientId();
        this.active =
                new LeaderElection(
                        "avaya-" + client, kafka, settings.get(ConnectorSettings.TAKE_OVER), this);
        active.start();
    }

    @Override
    public synchronized void begin(Set<String> openCalls) {
        feed = new AvayaFeed(client, settings, log, kafka, metrics);
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

    /** Waiting for its turn, or with all subscriptions standing. */
    @Override
    public boolean isReady() {
        AvayaFeed current = feed;
        return current == null ? active.isMember() : current.isActive();
    }

    /** Whether this is the one that works. */
    public boolean isActive() {
        return feed != null;
    }

    @Override
    public void close() {
        active.close();
        log.close();
    }

    public static void main(String[] args) {
        HttpService.run(args, AvayaConnector::new);
    }
}

package io.supportassistant.bridge.genesys;

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
 * Fetches an organisation's calls and transcripts from Genesys Cloud, which sends them nowhere. A
 * process of its own; run two of them, and one takes over when the other dies.
 */
public final class GenesysConnector implements HostedService, LeaderElection.Duty {

    private final GenesysConnectorSettings settings;
    private final CallLog log;
    private final PrometheusMeterRegistry metrics;
    private final Router router;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();
    private final LeaderElection active;

    private volatile GenesysFeed feed;

    public GenesysConnector(Vertx vertx, Settings settings, PrometheusMeterRegistry metrics) {
        this.settings = GenesysConnectorSettings.from(settings);
        this.metrics = metrics;
        this.router = Router.router(vertx);
        Map<String, Object> kafka = KafkaSettings.clientProperties(settings);
        this.log = new CallLog(kafka, RedactionSettings.redactor(settings), metrics);
        // Two organisations have two clients, and a connector each.
        this.active =
                new LeaderElection(
                        "genesys-" + this.settings.clientId(),
                        kafka,
                        settings.get(ConnectorSettings.TAKE_OVER),
                        this);
        active.start();
    }

    @Override
    public synchronized void begin(Set<String> openCalls) {
        feed = new GenesysFeed(client, settings, log, new Followed(), openCalls, metrics);
    }

    private final class Followed implements GenesysFeed.Memory {

        @Override
        public void follow(String conversationId) {
            active.follow(conversationId);
        }

        @Override
        public void forget(String conversationId) {
            active.forget(conversationId);
        }
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

    /** Waiting for its turn, or listening. */
    @Override
    public boolean isReady() {
        GenesysFeed current = feed;
        return current == null ? active.isMember() : current.isConnected();
    }

    /** Whether this is the one that listens. */
    public boolean isActive() {
        return feed != null;
    }

    @Override
    public void close() {
        active.close();
        log.close();
    }

    public static void main(String[] args) {
        HttpService.run(args, GenesysConnector::new);
    }
}

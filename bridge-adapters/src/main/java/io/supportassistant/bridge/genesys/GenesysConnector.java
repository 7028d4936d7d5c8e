package io.supportassistant.bridge.genesys;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.supportassistant.bridge.connector.Connector;
import io.supportassistant.service.HttpService;
import io.supportassistant.settings.Settings;
import io.vertx.core.Vertx;
import java.util.Set;

/** Fetches an organisation's calls and transcripts, because Genesys Cloud sends no webhooks. */
public final class GenesysConnector extends Connector {

    private final GenesysConnectorSettings settings;

    public GenesysConnector(Vertx vertx, Settings settings, PrometheusMeterRegistry metrics) {
        this(vertx, settings, GenesysConnectorSettings.from(settings), metrics);
    }

    private GenesysConnector(
            Vertx vertx,
            Settings all,
            GenesysConnectorSettings settings,
            PrometheusMeterRegistry metrics) {
        super("genesys", settings.clientId(), vertx, all, metrics);
        this.settings = settings;
        election.start();
    }

    @Override
    protected Feed open(Set<String> openCalls) {
        return new GenesysFeed(http, settings, log, election, openCalls, metrics);
    }

    public static void main(String[] args) {
        HttpService.run(args, GenesysConnector::new);
    }
}
